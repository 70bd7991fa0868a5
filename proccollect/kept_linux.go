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

// There is one for all Collectors, for there is one such process.
var kept struct {
	idle atomic.Pointer[keptFile] // nil while a scrape reads it
	open atomic.Int64             // how many there are, more than one for moments only
}

// keptFiles returns how many files are open that the program does not know
// of.
func keptFiles() float64 { return float64(kept.open.Load()) }

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
	if err != nil || !kept.idle.CompareAndSwap(nil, f) {
		f.close()
	}
	return text, err
}

// takeKept returns the kept file, or a new one if that is in use or of
// another namespace.
func takeKept(path string, namespace []byte) (*keptFile, error) {
	if f := kept.idle.Swap(nil); f != nil {
		if f.namespace == string(namespace) {
			return f, nil
		}
		f.close()
	}
	opened, err := open(path)
	if err != nil {
		return nil, err
	}
	kept.open.Add(1)
	return &keptFile{opened, string(namespace)}, nil
}

func (f *keptFile) close() {
	f.file.close()
	kept.open.Add(-1)
}
