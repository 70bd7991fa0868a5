//go:build unix

package proccollect

import (
	"io/fs"
	"syscall"
)

// A file is an open file. An *os.File costs two allocations more for each
// file of a scrape, a finalizer, and a call to the poller, although a read
// of /proc never waits.
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

// read reads from an offset on. At the end of the file read returns 0.
func (f *file) read(p []byte, offset int) (int, error) {
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

func (f *file) close() { syscall.Close(f.fd) }

// readLink reads the target of a symbolic link into buf. os.Readlink takes
// two allocations.
func readLink(path string, buf []byte) (int, error) { return syscall.Readlink(path, buf) }
