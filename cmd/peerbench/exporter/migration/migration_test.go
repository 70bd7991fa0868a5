// Package migration moves the exporter of the parent directory from
// client_golang to plainmetrics, in the ways of docs/migrating.md, and
// compares the pages.
package migration

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"plainmetrics/cmd/peerbench/swap"
)

// A way builds the exporter in the directory out and returns its path.
type way func(t *testing.T, out string) (program string)

var ways = map[string]way{
	"imports":     byImports,
	"replacement": byReplacement,
	"bridge":      func(t *testing.T, out string) string { return byBridge(t, out, "A bridge") },
	"handler":     func(t *testing.T, out string) string { return byBridge(t, out, "A bridge to a handler") },
	"source":      asSource,
}

// exporter is the directory of the exporter, module that of its go.mod.
const exporter, module = "..", "../.."

// goCommand runs the go command in dir.
func goCommand(t *testing.T, dir string, args ...string) {
	t.Helper()
	command := exec.Command("go", args...)
	command.Dir = dir
	if message, err := command.CombinedOutput(); err != nil {
		t.Fatalf("go %q: %v\n%s", args, err, message)
	}
}

// unmoved builds the exporter as it is.
func unmoved(t *testing.T, out string) string {
	program := filepath.Join(out, "unmoved")
	goCommand(t, exporter, "build", "-buildvcs=false", "-o", program)
	return program
}

// byImports changes the paths of the imports.
func byImports(t *testing.T, out string) string {
	_, ours, err := swap.Build(exporter, out)
	if err != nil {
		t.Fatal(err)
	}
	return ours
}

// byReplacement changes go.mod alone: the module client_golang becomes the
// one in this repository.
func byReplacement(t *testing.T, out string) string {
	for _, file := range []string{"go.mod", "go.sum"} {
		text, err := os.ReadFile(filepath.Join(module, file))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(out, file), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	// The paths of replacements begin at the module, wherever the file is.
	file, program := filepath.Join(out, "go.mod"), filepath.Join(out, "replacement")
	goCommand(t, exporter, "mod", "edit",
		"-replace=github.com/prometheus/client_golang=../../registry/client_golang", file)
	goCommand(t, exporter, "build", "-buildvcs=false", "-mod=mod", "-modfile="+file, "-o", program)
	return program
}

// byBridge changes main.go as the section of the document says: the
// collectors stay with client_golang, and plainmetrics serves the page.
func byBridge(t *testing.T, out, heading string) string {
	t.Helper()
	source, err := os.ReadFile(filepath.Join(exporter, "main.go"))
	if err != nil {
		t.Fatal(err)
	}
	changed := filepath.Join(out, "main.go")
	patched := documented(t, heading).apply(t, "main.go", source)
	if err := os.WriteFile(changed, patched, 0o644); err != nil {
		t.Fatal(err)
	}
	original, err := filepath.Abs(filepath.Join(exporter, "main.go"))
	if err != nil {
		t.Fatal(err)
	}
	overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{original: changed}})
	if err != nil {
		t.Fatal(err)
	}
	file, program := filepath.Join(out, "overlay.json"), filepath.Join(out, "bridge")
	if err := os.WriteFile(file, overlay, 0o644); err != nil {
		t.Fatal(err)
	}
	goCommand(t, exporter, "build", "-buildvcs=false", "-overlay="+file, "-o", program)
	return program
}

// asSource builds the exporter whose collectors are sources.
func asSource(t *testing.T, out string) string {
	program := filepath.Join(out, "source")
	goCommand(t, filepath.Join(exporter, "source"), "build", "-buildvcs=false", "-o", program)
	return program
}

var diskLines = regexp.MustCompile(`(?m)^(# (HELP|TYPE) )?host_disk_.*\n`)

// The answers of the moved exporter are those of the exporter.
func TestAnswers(t *testing.T) {
	was := unmoved(t, t.TempDir())
	want := make(map[string][]answer)
	hosts := scenarios(t)
	for name, args := range hosts {
		want[name] = ask(t, was, args)
	}
	for name, build := range ways {
		t.Run(name, func(t *testing.T) {
			program := build(t, t.TempDir())
			for scenario, args := range hosts {
				got := ask(t, program, args)
				for i, w := range want[scenario] {
					if name == "source" && scenario == "a disk twice" {
						// A source that writes a series twice loses the family.
						w.body = diskLines.ReplaceAllString(w.body, "")
					}
					if diff := got[i].difference(w); diff != "" {
						t.Errorf("%s: %s %s: %s", scenario, requests[i].query, requests[i].accept, diff)
					}
				}
			}
		})
	}
}

// The exporter's own tests pass behind the imports' change.
func TestOwnTests(t *testing.T) {
	out := t.TempDir()
	byImports(t, out)
	goCommand(t, exporter, "test", "-count=1", "-overlay="+filepath.Join(out, "overlay.json"))
}

// The differences that the document shows for the change of imports are
// those that package swap makes, up to the order of the imports.
func TestDocumentedImports(t *testing.T) {
	out := t.TempDir()
	byImports(t, out)
	changes := documented(t, "The imports")
	for _, file := range []string{"main.go", "host_collector.go", "cache_collector.go", "exporter_test.go"} {
		source, err := os.ReadFile(filepath.Join(exporter, file))
		if err != nil {
			t.Fatal(err)
		}
		swapped, err := os.ReadFile(filepath.Join(out, file))
		if err != nil {
			t.Fatal(err)
		}
		if got := changes.apply(t, file, source); !bytes.Equal(sortedLines(got), sortedLines(swapped)) {
			t.Errorf("%s: the document makes of it\n%s\nwant\n%s", file, got, swapped)
		}
	}
}

// The differences that the document shows for the step to sources lead from
// the main.go behind the change of imports to the one of the sources.
func TestDocumentedSource(t *testing.T) {
	main, err := os.ReadFile(filepath.Join(exporter, "main.go"))
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(filepath.Join(exporter, "source", "main.go"))
	if err != nil {
		t.Fatal(err)
	}
	swapped := documented(t, "The imports").apply(t, "main.go", main)
	if got := documented(t, "From a collector to a source").apply(t, "main.go", swapped); !bytes.Equal(got, want) {
		t.Errorf("got\n%s\nwant source/main.go", got)
	}
}

// The excerpts that the document shows are in the files.
func TestDocumentedExcerpts(t *testing.T) {
	was, err := os.ReadFile(filepath.Join(exporter, "host_collector.go"))
	if err != nil {
		t.Fatal(err)
	}
	becomes, err := os.ReadFile(filepath.Join(exporter, "source", "host_source.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range documented(t, "From a collector to a source")["source/host_source.go"] {
		if !bytes.Contains(was, []byte(h.was)) {
			t.Errorf("host_collector.go: expected these lines, found none:\n%s", h.was)
		}
		if !bytes.Contains(becomes, []byte(h.becomes)) {
			t.Errorf("source/host_source.go: expected these lines, found none:\n%s", h.becomes)
		}
	}
}

// The script in the document does what package swap does.
func TestDocumentedScript(t *testing.T) {
	for _, command := range []string{"sh", "grep", "sed", "gofmt"} {
		if _, err := exec.LookPath(command); err != nil {
			t.Skip(err)
		}
	}
	out, copied := t.TempDir(), t.TempDir()
	byImports(t, out)
	files, err := filepath.Glob(filepath.Join(exporter, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(copied, filepath.Base(file)), source, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	script := exec.Command("sh", "-e", "-c", scripts(t, "The imports")[0])
	script.Dir = copied
	if message, err := script.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, message)
	}
	for _, file := range files {
		got, err := os.ReadFile(filepath.Join(copied, filepath.Base(file)))
		if err != nil {
			t.Fatal(err)
		}
		want, err := os.ReadFile(filepath.Join(out, filepath.Base(file)))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(sortedLines(got), sortedLines(want)) {
			t.Errorf("%s: the script makes of it\n%s\nwant\n%s", file, got, want)
		}
	}
}
