package owntests

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// runReplaced runs the tests taken below the directory out once more: as they
// are for client_golang, with the module that stands in for client_golang.
func runReplaced(t *testing.T, out string, results []*result) {
	t.Helper()
	programs := buildReplaced(t, out)
	for _, r := range results {
		switch {
		case r.theirs.ran:
			output, ok := programs[r.suite].run(r.test)
			r.replaced = outcome{ok: ok, ran: true, output: output}
		case r.canBeTaken():
			r.replaced = outcome{ok: true} // buildReplaced has compiled it
		}
	}
}

// buildReplaced returns the programs by their suites.
func buildReplaced(t *testing.T, out string) map[string]program {
	t.Helper()
	modfile := filepath.Join(out, "replaced.mod")
	for from, to := range map[string]string{"../go.mod": modfile, "../go.sum": filepath.Join(out, "replaced.sum")} {
		content, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	goCommand(t, "mod", "edit", "-replace=github.com/prometheus/client_golang=../../registry/client_golang", modfile)
	dirs, err := filepath.Glob(filepath.Join(out, "*_theirs"))
	if err != nil {
		t.Fatal(err)
	}
	programs := make(map[string]program)
	args := []string{"test", "-c", "-vet=off", "-buildvcs=false", "-modfile=" + modfile, "-overlay=" + filepath.Join(out, "overlay.json"),
		"-o", filepath.Join(out, "replaced") + "/"}
	for _, dir := range dirs {
		name := filepath.Base(dir)
		args = append(args, "./taken/"+name)
		programs[strings.TrimSuffix(name, "_theirs")] = program{filepath.Join(out, "replaced", name+".test"), dir}
	}
	goCommand(t, args...)
	return programs
}

func goCommand(t *testing.T, args ...string) {
	t.Helper()
	if message, err := exec.Command("go", args...).CombinedOutput(); err != nil {
		t.Fatalf("go %q: %v\n%s", args, err, message)
	}
}
