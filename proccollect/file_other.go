//go:build !unix

package proccollect

import (
	"io"
	"os"
)

// A file is an open file. There is no /proc here, but there may be a copy
// of one.
type file struct{ f *os.File }

func open(path string) (file, error) {
	f, err := os.Open(path)
	return file{f}, err
}

// read reads from an offset on. It returns 0 at the end of the file.
func (f file) read(p []byte, offset int) (int, error) {
	n, err := f.f.ReadAt(p, int64(offset))
	if err == io.EOF {
		err = nil
	}
	return n, err
}

func (f file) close() { f.f.Close() }
