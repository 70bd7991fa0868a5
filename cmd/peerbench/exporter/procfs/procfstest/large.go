// Package procfstest makes proc filesystems for tests.
package procfstest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"plainmetrics/cmd/peerbench/exporter/procfs"
)

// With returns a copy of the proc filesystem in dir, with the texts of the
// given files in place of their own. The copy lasts until the test ends.
func With(t testing.TB, dir string, files map[string]string) procfs.FS {
	t.Helper()
	changed := t.TempDir()
	if err := os.CopyFS(changed, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(changed, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return procfs.FS(changed)
}

// Large returns a copy of the proc filesystem in dir, with 64 processors and
// 200 disks.
func Large(t testing.TB, dir string) procfs.FS {
	t.Helper()
	var stat, disks strings.Builder
	for i := range 64 {
		fmt.Fprintf(&stat, "cpu%d 301854 612 81084 11918364 4202 0 6914 %d 0 0\n", i, i)
	}
	for i := range 200 {
		fmt.Fprintf(&disks, "8 %d sd%d 25354637 34367663 1003346126 18492372"+
			" 28444756 11134226 505697032 63877960 0 9653880 82621804\n", i, i)
	}
	return With(t, dir, map[string]string{"stat": stat.String(), "diskstats": disks.String()})
}
