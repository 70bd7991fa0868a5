package plainmetrics_test

import (
	"flag"
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the exported names of the packages to testdata/api")

// TestAPI compares the exported names of each library package with a file
// in testdata/api. A change of the public contract is thus a change of a
// file, which a reviewer sees. After an intended change, write the files:
//
//	go test . -run API -update
func TestAPI(t *testing.T) {
	exports := map[string]string{} // from import path to the compiler's file of exported names
	var libraries []string
	for _, line := range goList(t, "{{.ImportPath}} {{.Name}} {{.Export}}", "-export", "-deps") {
		path, tail, _ := strings.Cut(line, " ")
		name, file, _ := strings.Cut(tail, " ")
		exports[path] = file
		internal := slices.Contains(strings.Split(path, "/"), "internal")
		if strings.HasPrefix(path, "plainmetrics/") && name != "main" && !internal && !strings.HasPrefix(path, "plainmetrics/cmd/") {
			libraries = append(libraries, path)
		}
	}
	load := importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) {
		return os.Open(exports[path])
	})
	var files []string
	for _, path := range libraries {
		pkg, err := load.Import(path)
		if err != nil {
			t.Fatal(err)
		}
		local := strings.TrimPrefix(path, "plainmetrics/")
		file := filepath.Join("testdata", "api", strings.ReplaceAll(local, "/", "-")+".txt")
		files = append(files, file)
		got := exportedNames(pkg)
		if *update {
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(strings.Join(got, "\n")+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		t.Run(local, func(t *testing.T) { compareNames(t, file, got) })
	}
	checkLeftovers(t, files)
}

// compareNames fails with the lines that are in one of a golden file and a
// package.
func compareNames(t *testing.T, file string, got []string) {
	golden, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; go test . -run API -update writes the file", err)
	}
	want := strings.Split(strings.TrimSuffix(string(golden), "\n"), "\n")
	for _, line := range got {
		if !slices.Contains(want, line) {
			t.Errorf("%s: added   %s", file, line)
		}
	}
	for _, line := range want {
		if !slices.Contains(got, line) {
			t.Errorf("%s: removed %s", file, line)
		}
	}
}

// checkLeftovers fails for golden files of packages that no longer exist,
// and removes them under -update.
func checkLeftovers(t *testing.T, files []string) {
	found, err := filepath.Glob("testdata/api/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range found {
		switch {
		case slices.Contains(files, file):
		case *update:
			err = os.Remove(file)
		default:
			t.Errorf("%s: expected a package of this name", file)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// exportedNames returns a sorted line for each exported name of a package.
func exportedNames(pkg *types.Package) []string {
	w := &nameWriter{pkg: pkg}
	for _, name := range pkg.Scope().Names() {
		if token.IsExported(name) {
			w.object(pkg.Scope().Lookup(name))
		}
	}
	slices.Sort(w.lines)
	return slices.Compact(w.lines)
}

// A nameWriter collects the lines of a package.
type nameWriter struct {
	pkg   *types.Package
	lines []string
}

func (w *nameWriter) line(format string, args ...any) {
	w.lines = append(w.lines, fmt.Sprintf(format, args...))
}

// typ returns a type as source code of the package has it.
func (w *nameWriter) typ(t types.Type) string {
	return types.TypeString(t, func(other *types.Package) string {
		if other == w.pkg {
			return ""
		}
		return other.Name()
	})
}

// signature returns the types of a function's parameters and results. The
// names of parameters are no part of the contract.
func (w *nameWriter) signature(t types.Type) string {
	signature := t.(*types.Signature)
	if signature.TypeParams().Len() > 0 {
		return strings.TrimPrefix(w.typ(t), "func")
	}
	parameters := w.types(signature.Params())
	if signature.Variadic() {
		last := len(parameters) - 1
		parameters[last] = "..." + strings.TrimPrefix(parameters[last], "[]")
	}
	text := "(" + strings.Join(parameters, ", ") + ")"
	switch results := w.types(signature.Results()); len(results) {
	case 0:
		return text
	case 1:
		return text + " " + results[0]
	default:
		return text + " (" + strings.Join(results, ", ") + ")"
	}
}

func (w *nameWriter) types(tuple *types.Tuple) (texts []string) {
	for v := range tuple.Variables() {
		texts = append(texts, w.typ(v.Type()))
	}
	return texts
}

func (w *nameWriter) object(object types.Object) {
	switch object := object.(type) {
	case *types.Const:
		w.line("const %s %s", object.Name(), w.typ(object.Type()))
	case *types.Var:
		w.line("var %s %s", object.Name(), w.typ(object.Type()))
	case *types.Func:
		w.line("func %s%s", object.Name(), w.signature(object.Type()))
	case *types.TypeName:
		w.typeName(object)
	}
}

func (w *nameWriter) typeName(object *types.TypeName) {
	name, t := object.Name(), object.Type()
	if alias, ok := t.(*types.Alias); ok {
		w.line("type %s = %s", name, w.typ(alias.Rhs()))
		target, ok := types.Unalias(t).(*types.Named)
		if ok && target.Obj().Pkg() == w.pkg && !target.Obj().Exported() {
			w.members(name, target) // the alias is their only way out of the package
		}
		return
	}
	switch under := t.Underlying().(type) {
	case *types.Struct:
		w.line("type %s struct", w.typ(t))
	case *types.Interface:
		w.line("type %s interface", w.typ(t))
	default:
		w.line("type %s %s", w.typ(t), w.typ(under))
	}
	w.members(name, t)
}

// members writes the fields and methods that a user of the type reaches.
func (w *nameWriter) members(name string, t types.Type) {
	if structure, ok := t.Underlying().(*types.Struct); ok {
		w.fields(name, structure)
	}
	if types.IsInterface(t) {
		w.methods(name, "", t)
		return
	}
	w.methods(name, "", t)
	w.methods(name, "*", types.NewPointer(t))
}

// fields writes exported fields, the promoted ones of embedded unexported
// structures among them.
func (w *nameWriter) fields(name string, structure *types.Struct) {
	for field := range structure.Fields() {
		inner, isStruct := field.Type().Underlying().(*types.Struct)
		switch {
		case field.Exported():
			w.line("field %s.%s %s", name, field.Name(), w.typ(field.Type()))
		case field.Embedded() && isStruct:
			w.fields(name, inner)
		}
	}
}

// methods writes the exported methods in the method set of a type. Those
// of a pointer which its value has, too, are written with the value.
func (w *nameWriter) methods(name, star string, t types.Type) {
	var value *types.MethodSet
	if pointer, ok := t.(*types.Pointer); ok {
		value = types.NewMethodSet(pointer.Elem())
	}
	for selection := range types.NewMethodSet(t).Methods() {
		method := selection.Obj()
		if !method.Exported() || value != nil && value.Lookup(w.pkg, method.Name()) != nil {
			continue
		}
		w.line("method (%s%s) %s%s", star, name, method.Name(), w.signature(selection.Type()))
	}
}
