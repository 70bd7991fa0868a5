// Package swap builds a program twice from one source: unchanged, against
// client_golang, and after the import swap, against plainmetrics.
//
//	theirs, ours, err := swap.Build(".", t.TempDir())
//
// The swap changes the paths of five imports, as a user would, and nothing
// else. Nothing is written beside the source: the go command reads the
// changed files in place of the originals, see its flag -overlay.
package swap

import (
	"encoding/json"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strconv"
)

// imports has the new path of each import. The package name stays.
var imports = map[string]string{
	"github.com/prometheus/client_golang/prometheus":                    "plainmetrics/registry",
	"github.com/prometheus/client_golang/prometheus/collectors":         "plainmetrics/runtimecollect/collectors",
	"github.com/prometheus/client_golang/prometheus/collectors/version": "plainmetrics/runtimecollect/collectors/version",
	"github.com/prometheus/client_golang/prometheus/promauto":           "plainmetrics/registry/promauto",
	"github.com/prometheus/client_golang/prometheus/promhttp":           "plainmetrics/httpserve",
	"github.com/prometheus/client_golang/prometheus/push":               "plainmetrics/registry/push",
	"github.com/prometheus/client_golang/prometheus/testutil":           "plainmetrics/registry/testutil",
	"github.com/prometheus/client_golang/prometheus/testutil/promlint":  "plainmetrics/registry/testutil/promlint",
	"github.com/prometheus/client_model/go":                             "plainmetrics/registry/model",
}

// packageNames has the names of packages that are not the last element of
// their path.
var packageNames = map[string]string{"github.com/prometheus/client_model/go": "io_prometheus_client"}

// Build builds the command in dir twice, into the directory out, and returns
// the paths of both programs. It must run inside the module that requires
// client_golang and plainmetrics.
func Build(dir, out string) (theirs, ours string, err error) {
	overlay, err := writeOverlay(dir, out)
	if err != nil {
		return "", "", fmt.Errorf("swap: %w", err)
	}
	theirs, ours = filepath.Join(out, "theirs"), filepath.Join(out, "ours")
	if err := goBuild(dir, "-o", theirs); err != nil {
		return "", "", fmt.Errorf("swap: against client_golang: %w", err)
	}
	if err := goBuild(dir, "-o", ours, "-overlay", overlay); err != nil {
		return "", "", fmt.Errorf("swap: against plainmetrics: %w", err)
	}
	return theirs, ours, nil
}

func goBuild(dir string, args ...string) error {
	build := exec.Command("go", append([]string{"build", "-buildvcs=false"}, args...)...)
	build.Dir = dir
	if message, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("go build: %w\n%s", err, message)
	}
	return nil
}

// writeOverlay writes the changed files, and the JSON file of -overlay,
// whose path it returns.
func writeOverlay(dir, out string) (string, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return "", err
	}
	replace := make(map[string]string)
	for _, file := range files {
		original, err := filepath.Abs(file)
		if err != nil {
			return "", err
		}
		source, err := os.ReadFile(file)
		if err != nil {
			return "", err
		}
		swapped, err := Imports(source)
		if err != nil {
			return "", err
		}
		changed := filepath.Join(out, filepath.Base(file))
		if err := os.WriteFile(changed, swapped, 0o644); err != nil {
			return "", err
		}
		replace[original] = changed
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	file := filepath.Join(out, "overlay.json")
	return file, os.WriteFile(file, overlay, 0o644)
}

// Imports returns the source of a Go file with the paths of its imports
// changed. An import without a name gets the name of the original package.
func Imports(source []byte) ([]byte, error) {
	files := token.NewFileSet()
	parsed, err := parser.ParseFile(files, "", source, parser.ImportsOnly)
	if err != nil {
		return nil, err
	}
	var swapped []byte
	done := 0
	for _, spec := range parsed.Imports {
		was, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return nil, err
		}
		becomes, ok := imports[was]
		if !ok {
			continue
		}
		swapped = append(swapped, source[done:files.Position(spec.Path.Pos()).Offset]...)
		if spec.Name == nil {
			name, ok := packageNames[was]
			if !ok {
				name = path.Base(was)
			}
			swapped = append(swapped, name+" "...)
		}
		swapped = strconv.AppendQuote(swapped, becomes)
		done = files.Position(spec.Path.End()).Offset
	}
	return append(swapped, source[done:]...), nil
}
