package projects

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"plainmetrics/cmd/peerbench/swap"
)

// copySource copies the source of a module into the directory dir, from the
// module cache, whose files can't be changed. With swapped it changes the
// imports of the module's files.
func copySource(dir, module string, swapped bool) error {
	said, err := command(".", "go", "mod", "download", "-json", module)
	if err != nil {
		return err
	}
	var cached struct{ Dir string }
	if err := json.Unmarshal(said, &cached); err != nil {
		return fmt.Errorf("projects: go mod download: %w", err)
	}
	if err := filepath.WalkDir(cached.Dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		to := filepath.Join(dir, strings.TrimPrefix(path, cached.Dir))
		if entry.IsDir() {
			return os.MkdirAll(to, 0o755)
		}
		return copyFile(to, path, swapped && strings.HasSuffix(path, ".go"))
	}); err != nil {
		return err
	}
	return addModule(dir, module)
}

// copyFile copies a file. What a test runs stays executable.
func copyFile(to, path string, swapped bool) error {
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if swapped {
		if changed, err := swap.Imports(content); err == nil { // some test data is no Go
			content = changed
		}
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	return os.WriteFile(to, content, info.Mode().Perm()|0o600)
}

// addModule writes the go.mod of a module that is older than modules.
func addModule(dir, module string) error {
	file := filepath.Join(dir, "go.mod")
	if _, err := os.Stat(file); err == nil {
		return nil
	}
	return os.WriteFile(file, []byte("module "+module+"\n"), 0o644)
}
