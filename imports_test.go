// Package plainmetrics_test holds the project as a whole against what its
// README and its design say.
package plainmetrics_test

import (
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// mayImport says which packages of the project each one may import. The
// arrows go down only.
var mayImport = map[string][]string{
	"plainmetrics/expfmt":                     {},
	"plainmetrics/httpserve/internal/pagezip": {},

	"plainmetrics/registry":                                {"expfmt", "registry/internal/quantile", "registry/internal/series"},
	"plainmetrics/registry/internal/quantile":              {},
	"plainmetrics/registry/internal/quantile/quantiletest": {},
	"plainmetrics/registry/internal/series":                {"expfmt"},
	"plainmetrics/registry/promauto":                       {"registry"},
	"plainmetrics/registry/testutil":                       {"expfmt", "registry"},

	"plainmetrics/runtimecollect":               {"expfmt", "registry"},
	"plainmetrics/runtimecollect/expvarcollect": {"expfmt", "registry"},
	"plainmetrics/runtimecollect/sqlcollect":    {"expfmt", "registry"},
	"plainmetrics/proccollect":                  {"expfmt", "registry"},

	"plainmetrics/httpserve": {"expfmt", "httpserve/internal/pagezip", "registry", "runtimecollect", "proccollect"},
}

// mayNotImport says which packages of the standard library stay out of the
// lower floors.
var mayNotImport = map[string][]string{
	"plainmetrics/expfmt":                     {"net/http", "os", "log", "log/slog"},
	"plainmetrics/httpserve/internal/pagezip": {"net/http", "os", "log", "log/slog"},
	"plainmetrics/registry":                   {"net/http", "log", "log/slog"},
}

// nowhere are what the libraries do without, for the sake of the time they
// take and the size of the programs that link them.
var nowhere = []string{"C", "unsafe", "reflect", "encoding/json", "text/template", "html/template"}

func TestImports(t *testing.T) {
	for _, line := range goList(t, `{{.ImportPath}} {{join .Imports " "}}`) {
		pkg, rest, _ := strings.Cut(line, " ")
		imports := strings.Fields(rest)
		command := strings.HasPrefix(pkg, "plainmetrics/cmd/")
		allowed, known := mayImport[pkg]
		if !known && !command && len(imports) > 0 {
			t.Errorf("package %s: expected it to have its place in this test", pkg)
		}
		for _, path := range imports {
			local, ours := strings.CutPrefix(path, "plainmetrics/")
			switch {
			case strings.Contains(strings.Split(path, "/")[0], "."):
				t.Errorf("%s imports %s: expected the standard library alone", pkg, path)
			case command:
			case ours && !slices.Contains(allowed, local):
				t.Errorf("%s imports %s: expected it to import only %q", pkg, path, allowed)
			case slices.Contains(mayNotImport[pkg], path), slices.Contains(nowhere, path):
				t.Errorf("%s imports %s, which it is to do without", pkg, path)
			}
		}
	}
}

// TestCollectorsAreOptional sees that only the file which composes the
// default page names the collectors, so that the linker leaves them out of
// programs that don't ask for that page.
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
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}
