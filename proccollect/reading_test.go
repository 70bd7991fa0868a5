package proccollect

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestReadFile(t *testing.T) {
	r := reading{buf: make([]byte, 0, usualFile)}
	path := filepath.Join(t.TempDir(), "file")
	for _, size := range []int{0, 1, usualFile - 1, usualFile, usualFile + 1, 3 * usualFile, largestFile - 1, 5} {
		want := bytes.Repeat([]byte("plain"), size)[:size]
		if err := os.WriteFile(path, want, 0o666); err != nil {
			t.Fatal(err)
		}
		if got, err := r.readFile(path); err != nil || !bytes.Equal(got, want) {
			t.Errorf("got %d bytes and error %v, want %d", len(got), err, size)
		}
		if cap(r.buf) < size {
			t.Errorf("got %d bytes of memory kept for the next file, want %d or more", cap(r.buf), size)
		}
	}
}

func TestReadFileTooLarge(t *testing.T) {
	r := reading{}
	path := filepath.Join(t.TempDir(), "file")
	for _, size := range []int{largestFile, 10 * largestFile} {
		if err := os.WriteFile(path, make([]byte, size), 0o666); err != nil {
			t.Fatal(err)
		}
		_, err := r.readFile(path)
		checkError(t, err, path+": expected less than 65536 bytes, found more")
		if cap(r.buf) > 2*largestFile {
			t.Errorf("got %d bytes of memory, want at most twice the largest file", cap(r.buf))
		}
	}
}
