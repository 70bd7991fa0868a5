//go:build !unix

package proccollect

import (
	"errors"
	"io"
	"os"
)

// A file is an open file. This system has no /proc, but ProcRoot may hold a
// copy.
type file struct {
	opened *os.File
	path   string
}

func open(path string) (file, error) {
	f, err := os.Open(path)
	return file{f, path}, err
}

// read reads from an offset on. At the end of the file read returns 0.
func (f *file) read(p []byte, offset int) (int, error) {
	n, err := f.opened.ReadAt(p, int64(offset))
	if err == io.EOF {
		err = nil
	}
	return n, err
}

func (f *file) close() { f.opened.Close() }

func readLink(string, []byte) (int, error) { return 0, errors.ErrUnsupported }
