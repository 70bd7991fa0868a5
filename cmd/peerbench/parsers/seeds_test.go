package parsers

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// textSeeds returns the text pages in the tests of expfmt, and its goldens.
func textSeeds(t *testing.T) []string {
	t.Helper()
	pages := textPages
	for _, name := range append(glob(t, "../../../testdata/lint/*.txt"), "../../../testdata/seed-page.txt") {
		page, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, string(page))
	}
	for _, name := range glob(t, "../../../expfmt/*pages_test.go") {
		if !strings.Contains(name, "openmetrics") {
			pages = append(pages, literalPages(t, name)...)
		}
	}
	return pages
}

// openMetricsSeeds returns the OpenMetrics pages in the tests of expfmt.
func openMetricsSeeds(t *testing.T) []string {
	t.Helper()
	pages := openMetricsPages
	for _, name := range glob(t, "../../../expfmt/openmetrics_*pages_test.go") {
		pages = append(pages, literalPages(t, name)...)
	}
	return pages
}

// glob returns the names of files, of which there must be some.
func glob(t *testing.T, pattern string) []string {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("%s: got %d files and the error %v, want some", pattern, len(names), err)
	}
	return names
}

// literalPages returns the strings in a Go file that look like pages.
func literalPages(t *testing.T, name string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var pages []string
	ast.Inspect(file, func(n ast.Node) bool {
		e, ok := n.(ast.Expr)
		if !ok {
			return true
		}
		page, err := literal(e)
		if err == nil && strings.HasSuffix(page, "\n") {
			pages = append(pages, strings.ReplaceAll(page, "§", "")) // the mark of an error
		}
		return err != nil
	})
	return pages
}

// literal returns the value of a string, or of a sum of strings.
func literal(e ast.Expr) (string, error) {
	switch e := e.(type) {
	case *ast.BasicLit:
		return strconv.Unquote(e.Value)
	case *ast.BinaryExpr:
		a, errA := literal(e.X)
		b, errB := literal(e.Y)
		return a + b, errors.Join(errA, errB)
	}
	return "", errors.New("no literal")
}
