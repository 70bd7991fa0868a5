// Package plainmetrics_test tests the project as a whole: which package
// imports which, the exported names, inlined fast paths, and every example
// and claim of the README.
package plainmetrics_test

import (
	"errors"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// mayImport has the packages of the project that a package may import. The
// packages are a tower: each imports lower floors only.
var mayImport = map[string][]string{
	"plainmetrics/httpserve":                  {"expfmt", "httpserve/internal/pagezip", "proccollect", "registry", "runtimecollect"},
	"plainmetrics/httpserve/internal/pagezip": {},

	"plainmetrics/runtimecollect":               {"expfmt", "registry"},
	"plainmetrics/runtimecollect/expvarcollect": {"expfmt", "registry"},
	"plainmetrics/runtimecollect/sqlcollect":    {"expfmt", "registry"},
	"plainmetrics/runtimecollect/collectors": {
		"expfmt", "proccollect", "registry", "runtimecollect", "runtimecollect/expvarcollect", "runtimecollect/sqlcollect",
	},
	"plainmetrics/runtimecollect/collectors/version": {"expfmt", "registry", "runtimecollect"},
	"plainmetrics/proccollect":                       {"expfmt", "registry"},

	"plainmetrics/registry/bridge":                         {"expfmt", "registry/internal/messages"},
	"plainmetrics/registry/internal/messages":              {"expfmt", "registry/internal/model"},
	"plainmetrics/registry/promauto":                       {"registry"},
	"plainmetrics/registry/push":                           {"expfmt", "registry"},
	"plainmetrics/registry/testutil":                       {"expfmt", "registry", "registry/testutil/promlint"},
	"plainmetrics/registry/testutil/promlint":              {"expfmt", "registry", "registry/model"},
	"plainmetrics/registry":                                {"expfmt", "registry/internal/messages", "registry/internal/native", "registry/internal/quantile", "registry/internal/model", "registry/internal/series"},
	"plainmetrics/registry/model":                          {"registry/internal/messages", "registry/internal/model"},
	"plainmetrics/registry/internal/model":                 {"expfmt"},
	"plainmetrics/registry/internal/native":                {"expfmt"},
	"plainmetrics/registry/internal/quantile":              {},
	"plainmetrics/registry/internal/quantile/quantiletest": {},
	"plainmetrics/registry/internal/series":                {"expfmt"},

	"plainmetrics/expfmt": {},
}

// mayNotImport has the packages of the standard library that a package must
// not import: lower floors neither serve nor log.
var mayNotImport = map[string][]string{
	"plainmetrics/httpserve/internal/pagezip": {"net/http", "os", "log", "log/slog"},
	"plainmetrics/runtimecollect":             {"net/http", "os", "log", "log/slog"},
	"plainmetrics/runtimecollect/collectors":  {"net/http", "log", "log/slog"}, // package expvar imports them
	"plainmetrics/proccollect":                {"net/http", "log", "log/slog"},
	"plainmetrics/registry":                   {"net/http", "log", "log/slog"},
	"plainmetrics/registry/bridge":            {"net/http", "os", "log", "log/slog"},
	"plainmetrics/registry/internal/messages": {"net/http", "os", "log", "log/slog"},
	"plainmetrics/registry/internal/model":    {"net/http", "os", "log", "log/slog"},
	"plainmetrics/registry/model":             {"net/http", "os", "log", "log/slog"},
	"plainmetrics/registry/internal/native":   {"net/http", "os", "log", "log/slog"},
	"plainmetrics/registry/internal/quantile": {"net/http", "os", "log", "log/slog"},
	"plainmetrics/registry/internal/series":   {"net/http", "os", "log", "log/slog"},
	"plainmetrics/expfmt":                     {"net/http", "os", "log", "log/slog"},
}

// excluded are packages that no library package imports, because reflection
// and templates cost time at each scrape and bytes in each binary.
var excluded = []string{"C", "unsafe", "reflect", "encoding/json", "text/template", "html/template"}

// TestImports asks for each system that has files of its own.
func TestImports(t *testing.T) {
	t.Setenv("CGO_ENABLED", "0")
	for _, system := range []string{"linux", "windows", "darwin", "freebsd"} {
		t.Run(system, func(t *testing.T) {
			t.Setenv("GOOS", system)
			t.Setenv("GOARCH", "amd64")
			testImports(t)
		})
	}
}

func testImports(t *testing.T) {
	for _, line := range goList(t, `{{.ImportPath}} {{join .Imports " "}}`) {
		pkg, imported, _ := strings.Cut(line, " ")
		imports := strings.Fields(imported)
		command := strings.HasPrefix(pkg, "plainmetrics/cmd/")
		allowed, known := mayImport[pkg]
		if !known && !command && len(imports) > 0 {
			t.Errorf("package %s: expected a row in mayImport", pkg)
		}
		for _, path := range imports {
			local, isLocal := strings.CutPrefix(path, "plainmetrics/")
			switch {
			case strings.Contains(strings.Split(path, "/")[0], "."):
				t.Errorf("%s imports %s: expected the standard library alone", pkg, path)
			case command:
			case isLocal && !slices.Contains(allowed, local):
				t.Errorf("%s imports %s: expected no packages of the project but %q", pkg, path, allowed)
			case slices.Contains(mayNotImport[pkg], path), slices.Contains(excluded, path):
				t.Errorf("%s imports %s, want no such import", pkg, path)
			}
		}
	}
}

// TestCollectorsAreOptional proves that default.go alone names the
// collectors, so the linker leaves the collectors out of programs without
// the default page, which saves 135 kB.
func TestCollectorsAreOptional(t *testing.T) {
	files, err := filepath.Glob("httpserve/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("files of httpserve: got %d, error %v", len(files), err)
	}
	for _, file := range files {
		names := strings.Contains(read(t, file), `"plainmetrics/proccollect"`) ||
			strings.Contains(read(t, file), `"plainmetrics/runtimecollect"`)
		if names && file != filepath.Join("httpserve", "default.go") && !strings.HasSuffix(file, "_test.go") {
			t.Errorf("%s names a collector: expected only default.go to", file)
		}
	}
}

// goList returns the lines of go list, one for each package.
func goList(t *testing.T, format string, flags ...string) []string {
	t.Helper()
	args := append([]string{"list", "-f", format}, flags...)
	out, err := exec.Command("go", append(args, "./...")...).Output()
	if errors.Is(err, exec.ErrNotFound) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}
