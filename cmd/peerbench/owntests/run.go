package owntests

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// A program is the tests of a trial, compiled.
type program struct {
	file string
	dir  string // where its tests run
}

// build compiles the tests of the trials below the directory out, and returns
// a program for each that has any. The go command finds the files in an
// overlay, as if they stood in this module.
func build(out string, trials []*trial) (map[*trial]program, error) {
	replace := make(map[string]string)
	here, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	programs, packages := make(map[*trial]program), make(map[*library][]string)
	args := []string{"test", "-c", "-vet=off", "-ldflags=-s -w", "-buildvcs=false", "-overlay", filepath.Join(out, "overlay.json"),
		"-o", filepath.Join(out, "bin") + "/"}
	for _, t := range trials {
		if len(t.texts) == 0 {
			continue
		}
		name := t.graph.suite.name + "_" + t.lib.name
		dir := filepath.Join(out, name)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return nil, err
		}
		for _, text := range t.texts {
			file := filepath.Join(dir, text.name)
			if err := os.WriteFile(file, text.source, 0o644); err != nil {
				return nil, err
			}
			replace[filepath.Join(here, "taken", name, text.name)] = file
		}
		args = append(args, "./taken/"+name)
		packages[t.lib] = append(packages[t.lib], "./taken/"+name)
		programs[t] = program{filepath.Join(out, "bin", name+".test"), dir}
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return nil, err
	}
	overlayFile := filepath.Join(out, "overlay.json")
	if err := os.WriteFile(overlayFile, overlay, 0o644); err != nil {
		return nil, err
	}
	for lib, packages := range packages {
		if err := checkDeps(overlayFile, lib, packages); err != nil {
			return nil, err
		}
	}
	if message, err := exec.Command("go", args...).CombinedOutput(); err != nil {
		return nil, fmt.Errorf("owntests: go test -c: %w\n%s", err, message)
	}
	return programs, nil
}

// checkDeps returns an error if tests that are meant for one library link the
// other.
func checkDeps(overlay string, lib *library, packages []string) error {
	const theirs, ours = "github.com/prometheus/client_golang/", "plainmetrics/registry"
	list := exec.Command("go", append([]string{"list", "-test", "-deps", "-overlay", overlay}, packages...)...)
	out, err := list.Output()
	if err != nil {
		return fmt.Errorf("owntests: go list -deps: %w", err)
	}
	wanted, other := []byte("\n"+theirs), []byte("\n"+ours)
	if lib.imports != nil {
		wanted, other = other, wanted
	}
	if !bytes.Contains(out, wanted) || bytes.Contains(out, other) {
		return fmt.Errorf("owntests: %s: expected imports of %s, and none of %s, found others", lib.name, wanted[1:], other[1:])
	}
	return nil
}

// run runs one test, and returns what it printed and whether it passed. A
// test that is skipped has not passed.
func (p program) run(test string) (output string, ok bool) {
	command := exec.Command(p.file, "-test.run=^"+test+"$", "-test.v", "-test.timeout=60s")
	command.Dir = p.dir
	out, err := command.CombinedOutput()
	ok = err == nil && bytes.Contains(out, []byte("--- PASS: "+test+" "))
	return strings.TrimSpace(string(out)), ok
}
