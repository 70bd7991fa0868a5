package owntests

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
)

// A suite is a package of client_golang's tests: the test files inside one of
// its packages, or those beside it.
type suite struct {
	name    string // unique: "prometheus" inside the package, "prometheus_x" beside it
	path    string // the import path of the package that is tested
	files   *token.FileSet
	tested  []*ast.File // the package's own files, if the tests are inside
	tests   []*ast.File
	source  map[*ast.File][]byte
	checked *types.Package
	info    types.Info
}

// A listing is what the go command says of a package.
type listing struct {
	ImportPath, Dir, Name, Export      string
	GoFiles, TestGoFiles, XTestGoFiles []string
	TestImports, XTestImports          []string
}

// list asks the go command for packages.
func list(args ...string) ([]listing, error) {
	command := exec.Command("go", append([]string{"list", "-json=ImportPath,Dir,Name,Export,GoFiles,TestGoFiles,XTestGoFiles,TestImports,XTestImports"}, args...)...)
	var stderr bytes.Buffer
	command.Stderr = &stderr
	out, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("owntests: go list: %w\n%s", err, stderr.Bytes())
	}
	var found []listing
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var l listing
		switch err := decoder.Decode(&l); {
		case errors.Is(err, io.EOF):
			return found, nil
		case err != nil:
			return nil, err
		}
		found = append(found, l)
	}
}

// An exporter imports packages as the go command has built them.
type exporter struct {
	types.Importer
	files map[string]string // export data by import path
}

// newExporter builds the packages with all that they import.
func newExporter(files *token.FileSet, paths []string) (*exporter, error) {
	built, err := list(append([]string{"-export", "-deps"}, paths...)...)
	if err != nil {
		return nil, err
	}
	e := &exporter{files: make(map[string]string)}
	for _, l := range built {
		e.files[l.ImportPath] = l.Export
	}
	e.Importer = importer.ForCompiler(files, "gc", func(path string) (io.ReadCloser, error) {
		if e.files[path] == "" {
			return nil, fmt.Errorf("package %s does not exist", path)
		}
		return os.Open(e.files[path])
	})
	return e, nil
}

// loadSuites reads and checks the tests of the packages.
func loadSuites() ([]*suite, *exporter, error) {
	listed, err := list(packages...)
	if err != nil {
		return nil, nil, err
	}
	imported := append([]string(nil), packages...)
	for _, l := range listed {
		imported = append(append(imported, l.TestImports...), l.XTestImports...)
	}
	for _, path := range ours {
		if path != "" {
			imported = append(imported, path)
		}
	}
	files := token.NewFileSet()
	export, err := newExporter(files, imported)
	if err != nil {
		return nil, nil, err
	}
	var suites []*suite
	for _, l := range listed {
		inside, err := loadSuite(files, export, l, l.Name, l.GoFiles, l.TestGoFiles)
		if err != nil {
			return nil, nil, err
		}
		beside, err := loadSuite(files, export, l, l.Name+"_x", nil, l.XTestGoFiles)
		if err != nil {
			return nil, nil, err
		}
		for _, s := range []*suite{inside, beside} {
			if len(s.tests) > 0 {
				suites = append(suites, s)
			}
		}
	}
	return suites, export, nil
}

func loadSuite(files *token.FileSet, imports types.Importer, l listing, name string, tested, tests []string) (*suite, error) {
	s := &suite{name: name, path: l.ImportPath, files: files, source: make(map[*ast.File][]byte)}
	read := func(names []string) ([]*ast.File, error) {
		var parsed []*ast.File
		for _, name := range names {
			file := filepath.Join(l.Dir, name)
			source, err := os.ReadFile(file)
			if err != nil {
				return nil, err
			}
			f, err := parser.ParseFile(files, file, source, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				return nil, err
			}
			s.source[f] = source
			parsed = append(parsed, f)
		}
		return parsed, nil
	}
	var err error
	if s.tested, err = read(tested); err != nil {
		return nil, err
	}
	if s.tests, err = read(tests); err != nil || len(tests) == 0 {
		return s, err
	}
	s.info = types.Info{Defs: make(map[*ast.Ident]types.Object), Uses: make(map[*ast.Ident]types.Object)}
	config := types.Config{Importer: imports}
	s.checked, err = config.Check(l.ImportPath, files, append(s.tested[:len(s.tested):len(s.tested)], s.tests...), &s.info)
	if err != nil {
		return nil, fmt.Errorf("owntests: %s: %w", name, err)
	}
	return s, nil
}

// qualifier returns a name for the import of the tested package: its own
// name, unless a test has that name for something else.
func (s *suite) qualifier() string {
	name := s.checked.Name()
	for ident := range s.info.Defs {
		if ident.Name == name && !s.isPackageClause(ident) {
			return "tested_" + name
		}
	}
	return name
}

func (s *suite) isPackageClause(ident *ast.Ident) bool {
	for file := range s.source {
		if file.Name == ident {
			return true
		}
	}
	return false
}

// importPath returns the path of an import.
func importPath(spec *ast.ImportSpec) string {
	path, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		panic(err) // the parser has read it
	}
	return path
}

// isInternal says whether a path is closed to packages elsewhere.
func isInternal(path string) bool {
	return strings.HasPrefix(path, "github.com/prometheus/client_golang/") && strings.Contains("/"+path+"/", "/internal/")
}
