package proccollect

import "runtime"

// An openNetstat is the file net/netstat of this process, open from one
// scrape to the next. For a file that was just opened the kernel sets 4 KiB
// aside; netstat is larger, so the kernel makes the text, throws the text
// away, and makes the text again with more room. A file that is read once
// more has the room: a scrape takes 106 µs instead of 247 µs.
//
// The file shows the network namespace in which the process opened the
// file, so a process that has moved to another namespace opens the file
// anew.
//
// Each reading owns at most one openNetstat, and closes the file when the
// Collector has no use for the reading. A finalizer closes the file when
// the Collector itself is garbage; runtime.AddCleanup would do the same in
// 4.6 kB more of a binary.
type openNetstat struct {
	file
	namespace string // the target of the link to the namespace
}

func newOpenNetstat(path, namespace string) (*openNetstat, error) {
	f, err := open(path)
	if err != nil {
		return nil, err
	}
	n := &openNetstat{f, namespace}
	runtime.SetFinalizer(n, (*openNetstat).close)
	return n, nil
}

// close closes the file. The finalizer must not run afterwards: the number
// of the descriptor may belong to another file by then.
func (n *openNetstat) close() {
	runtime.SetFinalizer(n, nil)
	n.file.close()
}
