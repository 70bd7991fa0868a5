package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestReplacement compares the unchanged programs, built with the module of
// client_golang, with the same programs built with the module that stands in
// for client_golang: not one source file differs.
func TestReplacement(t *testing.T) {
	replaced := buildReplaced(t)
	for _, name := range sortedKeys(programs) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want, got := run(t, theirs, name), run(t, replaced, name)
			if diff := difference(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestReplacementRandom compares random programs likewise.
func TestReplacementRandom(t *testing.T) {
	const seeds = "1000"
	replaced := buildReplaced(t)
	args := []string{"-to", seeds, "-without", *without}
	want, got := output(t, theirs, args...), output(t, replaced, args...)
	if diff := difference(want, got); diff != "" {
		t.Error(diff)
	}
}

// buildReplaced builds the programs of this directory as a user does after
// go mod edit -replace.
func buildReplaced(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, file := range []string{"go.mod", "go.sum"} {
		content, err := os.ReadFile(filepath.Join("..", file))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, file), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	modfile, program := filepath.Join(dir, "go.mod"), filepath.Join(dir, "replaced")
	goCommand(t, "mod", "edit", "-replace=github.com/prometheus/client_golang=../../registry/client_golang", modfile)
	goCommand(t, "build", "-buildvcs=false", "-modfile="+modfile, "-o", program)
	return program
}

func goCommand(t *testing.T, args ...string) {
	t.Helper()
	if out, err := exec.Command("go", args...).CombinedOutput(); err != nil {
		t.Fatalf("go %q: %v\n%s", args, err, out)
	}
}
