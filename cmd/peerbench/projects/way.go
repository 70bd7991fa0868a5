package projects

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// A way is how a project is built.
type way string

const (
	unchanged way = "0"
	swapped   way = "a" // the imports of the project's own module are swapped
	replaced  way = "b" // the replacement module stands in for client_golang
)

const clientGolang = "github.com/prometheus/client_golang"

// prepare writes a main module into the directory dir, which requires what
// this module requires, and the source of the project, for one of the ways.
func prepare(dir string, p *Project, w way) error {
	root, err := filepath.Abs("../../..")
	if err != nil {
		return err
	}
	source := filepath.Join(dir, "source")
	if err := copySource(source, p.Module, w == swapped); err != nil {
		return err
	}
	for _, file := range []string{"go.mod", "go.sum"} {
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, file), content, 0o644); err != nil {
			return err
		}
	}
	edit := []string{
		"mod", "edit",
		"-require=plainmetrics@v0.0.0", "-replace=plainmetrics=" + root,
		"-replace=plainmetrics/cmd/peerbench=" + filepath.Join(root, "cmd/peerbench"),
		"-replace=" + p.Module + "=" + source,
	}
	if w == replaced {
		replacement := filepath.Join(root, "registry/client_golang")
		if _, err := os.Stat(replacement); err != nil {
			return errors.New("projects: expected a replacement module in registry/client_golang, found none")
		}
		edit = append(edit, "-replace="+clientGolang+"="+replacement)
	}
	_, err = command(dir, "go", edit...)
	return err
}

// command runs a command in a directory, and returns its standard output. It
// fails with what the command printed as an error.
func command(dir, name string, args ...string) ([]byte, error) {
	c := exec.Command(name, args...)
	c.Dir = dir
	// The go command may add checksums of go.mod files that replaced modules
	// make it read.
	c.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
	out, err := c.Output()
	if exit, ok := err.(*exec.ExitError); ok {
		return out, fmt.Errorf("%s: %w\n%s", name, err, exit.Stderr)
	}
	return out, err
}
