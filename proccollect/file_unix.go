//go:build unix

package proccollect

import (
	"io/fs"
	"syscall"
)

// A file is an open file. An *os.File would cost two allocations more for
// each file of a scrape, a finalizer, and a question to the poller, which
// has nothing to do with files that never make anybody wait.
type file struct {
	fd   int
	path string
}

func open(path string) (file, error) {
	for {
		fd, err := syscall.Open(path, syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
		if err == nil {
			return file{fd, path}, nil
		}
		if err != syscall.EINTR {
			return file{}, &fs.PathError{Op: "open", Path: path, Err: err}
		}
	}
}

// read reads from an offset on. It returns 0 at the end of the file.
func (f file) read(p []byte, offset int) (int, error) {
	for {
		n, err := syscall.Pread(f.fd, p, int64(offset))
		if err == nil {
			return n, nil
		}
		if err != syscall.EINTR {
			return 0, &fs.PathError{Op: "read", Path: f.path, Err: err}
		}
	}
}

func (f file) close() { syscall.Close(f.fd) }
