package proccollect

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

func TestCountOpenFiles(t *testing.T) {
	for _, n := range []int{0, 1, 10, 1025} {
		dir := t.TempDir()
		for i := range n {
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprint(i)), nil, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := countOpenFiles(dir, false); err != nil || got != float64(n) {
			t.Errorf("got %v and error %v, want %d", got, err, n)
		}
	}
}

// In a proc filesystem the size of the directory is the number.
func TestCountOpenFilesBySize(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "fd")
	if err := os.WriteFile(dir, make([]byte, 77), 0o666); err != nil { // a file, whose size can be chosen
		t.Fatal(err)
	}
	if got, err := countOpenFiles(dir, true); err != nil || got != 77 {
		t.Errorf("got %v and error %v, want 77", got, err)
	}
}

// An old kernel says 0.
func TestCountOpenFilesWithoutSize(t *testing.T) {
	empty := filepath.Join(t.TempDir(), "fd")
	if err := os.WriteFile(empty, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	_, err := countOpenFiles(empty, true)
	checkError(t, err, "fd") // it was read as a directory, which it is not
}

func TestCountOpenFilesFails(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "fd")
	for _, isProc := range []bool{false, true} {
		_, err := countOpenFiles(missing, isProc)
		checkError(t, err, missing)
	}
}
