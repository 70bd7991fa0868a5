package projects

import (
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestImports compares the packages of the list with those that imports.go
// imports. Internal packages can't be imported.
func TestImports(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "imports.go", nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var got, want []string
	for _, spec := range file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, path)
	}
	for _, p := range all {
		for _, path := range p.paths() {
			if !strings.Contains(path, "/internal/") {
				want = append(want, path)
			}
		}
	}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("\ngot  %q\nwant %q", got, want)
	}
}
