package proccollect

import (
	"sync/atomic"
	"syscall"
)

// A keptFile is the netstat of this process, which stays open from one
// scrape to the next. The kernel sets 4 KiB aside for a file that was just
// opened; this one has more, so it is made, thrown away, and made again
// with more room, which is two thirds of the time of a scrape. When the
// file is read once more, the room is there.
//
// It tells of the network namespace that it was opened in, not of the
// process, so it is opened anew if the process has moved to another.
type keptFile struct {
	file
	namespace string // where the link to it led
}

// kept is that of all Collectors, for there is one such process; nil while a
// scrape reads it.
var kept atomic.Pointer[keptFile]

// readKept is readFile for the file that is kept, or that will be; link is
// that of the process to its namespace. Nothing is kept where the kernel
// has none.
func (r *reading) readKept(path, link string) ([]byte, error) {
	var buf [64]byte // net:[4026531833]
	n, err := syscall.Readlink(link, buf[:])
	if err != nil {
		return r.readFile(path)
	}
	f, err := takeKept(path, buf[:n])
	if err != nil {
		return nil, err
	}
	text, err := r.readAll(f.file, path)
	if err != nil || !kept.CompareAndSwap(nil, f) {
		f.close()
	}
	return text, err
}

// takeKept returns the kept file, or a new one if that is in use or of
// another namespace.
func takeKept(path string, namespace []byte) (*keptFile, error) {
	if f := kept.Swap(nil); f != nil {
		if f.namespace == string(namespace) {
			return f, nil
		}
		f.close()
	}
	opened, err := open(path)
	if err != nil {
		return nil, err
	}
	return &keptFile{opened, string(namespace)}, nil
}
