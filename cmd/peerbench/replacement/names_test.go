// Package replacement tests the module that stands in for client_golang:
// registry/client_golang.
package replacement

import (
	"fmt"
	"go/constant"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

// packages are the packages of client_golang that the replacement has.
var packages = []string{"prometheus", "prometheus/promhttp", "prometheus/promauto", "prometheus/testutil", "prometheus/testutil/promlint",
	"prometheus/collectors", "prometheus/collectors/version", "prometheus/push", "prometheus/promhttp/zstd"}

const module = "github.com/prometheus/client_golang/"

// different has the names whose declarations differ from client_golang's, with
// the effect on programs.
var different = map[string]string{
	"prometheus.DescOpt": "a func of another argument: programs get one from WithUnit, and pass it on",
	"promhttp.Option":    "a func in place of an interface of methods that are not exported: programs pass it on",
}

// TestDeclarations compares all exported names, and their types, with
// client_golang's.
func TestDeclarations(t *testing.T) {
	theirs, ours := load(t, ".."), load(t, "../../../registry/client_golang")
	for _, name := range packages {
		t.Run(name, func(t *testing.T) {
			want, got := declarations(t, theirs, name), declarations(t, ours, name)
			t.Logf("%d names", len(want))
			for _, object := range slices.Sorted(maps.Keys(want)) {
				qualified := path.Base(name) + "." + object
				if different[qualified] == "" && got[object] != want[object] {
					t.Errorf("%s:\ngot  %s\nwant %s", object, got[object], want[object])
				}
				if different[qualified] != "" && got[object] == want[object] {
					t.Errorf("%s is no longer different: take it from the list", qualified)
				}
			}
			for _, object := range slices.Sorted(maps.Keys(got)) {
				if _, ok := want[object]; !ok && !strings.Contains(object, ".") {
					t.Errorf("%s: client_golang has no such name", object)
				}
			}
		})
	}
}

// load returns an importer of the packages as the module in dir sees them.
func load(t *testing.T, dir string) types.Importer {
	list := exec.Command("go", "list", "-export", "-deps", "-f", "{{.ImportPath}} {{.Export}}")
	list.Dir = dir
	for _, name := range packages {
		list.Args = append(list.Args, module+name)
	}
	out, err := list.Output()
	if err != nil {
		t.Fatalf("%v: %v", list.Args, err)
	}
	files := make(map[string]string)
	for line := range strings.Lines(string(out)) {
		name, file, _ := strings.Cut(strings.TrimSpace(line), " ")
		files[name] = file
	}
	return importer.ForCompiler(token.NewFileSet(), "gc", func(name string) (io.ReadCloser, error) {
		return os.Open(files[name])
	})
}

// declarations returns the exported names of a package with their types. The
// fields and methods of a type stand behind its name and a dot.
func declarations(t *testing.T, load types.Importer, name string) map[string]string {
	pkg, err := load.Import(module + name)
	if err != nil {
		t.Fatal(err)
	}
	found := make(map[string]string)
	for _, name := range pkg.Scope().Names() {
		if !token.IsExported(name) {
			continue
		}
		switch object := pkg.Scope().Lookup(name).(type) {
		case *types.Const:
			found[name] = "const " + typeString(object.Type()) + " " + constant.ToFloat(object.Val()).ExactString()
		case *types.Var:
			found[name] = "var " + typeString(object.Type())
			if named, ok := object.Type().(*types.Named); ok && !named.Obj().Exported() { // V2
				addType(found, name, named)
			}
		case *types.Func:
			found[name] = typeString(object.Type())
		case *types.TypeName:
			addType(found, name, object.Type())
		}
	}
	return found
}

// addType adds a type, its methods and its fields.
func addType(found map[string]string, name string, t types.Type) {
	kind := fmt.Sprintf("%T", t.Underlying())
	switch under := t.Underlying().(type) {
	case *types.Struct:
		for field := range under.Fields() {
			if field.Exported() {
				found[name+"."+field.Name()] = fmt.Sprint("field ", field.Embedded(), " ", typeString(field.Type()))
			}
		}
	case *types.Interface:
		for method := range under.Methods() {
			if method.Exported() {
				found[name+"."+method.Name()] = typeString(method.Type())
			}
		}
	default:
		kind = typeString(under)
	}
	found[name] = "type " + kind
	if types.IsInterface(t) {
		return
	}
	values := types.NewMethodSet(t)
	for selection := range types.NewMethodSet(types.NewPointer(t)).Methods() {
		if method := selection.Obj(); method.Exported() {
			onValue := values.Lookup(method.Pkg(), method.Name()) != nil
			found[name+"."+method.Name()] = fmt.Sprint("method ", onValue, " ", typeString(selection.Type()))
		}
	}
}

// typeString returns a type without the names of parameters. Aliases of types
// of plainmetrics have client_golang's names.
func typeString(t types.Type) string {
	if signature, ok := types.Unalias(t).(*types.Signature); ok {
		t = types.NewSignatureType(nil, nil, nil, nameless(signature.Params()), nameless(signature.Results()), signature.Variadic())
	}
	return types.TypeString(t, func(pkg *types.Package) string {
		switch pkg.Path() {
		case "plainmetrics/registry":
			return "prometheus"
		case "plainmetrics/httpserve":
			return "promhttp"
		case "plainmetrics/runtimecollect/collectors":
			return "collectors"
		}
		return pkg.Name()
	})
}

func nameless(tuple *types.Tuple) *types.Tuple {
	var all []*types.Var
	for v := range tuple.Variables() {
		all = append(all, types.NewParam(token.NoPos, nil, "", v.Type()))
	}
	return types.NewTuple(all...)
}
