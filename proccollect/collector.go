package proccollect

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"sync/atomic"

	"plainmetrics/expfmt"
)

// Options say what a Collector collects. The zero value is this process,
// as /proc tells of it, in the Current set.
type Options struct {
	// Set is the set of families.
	Set Set

	// PID returns the process to tell of, as it is numbered under
	// ProcRoot. It is called once in every scrape, maybe from several
	// goroutines at once; an error, or a number below 1, costs that scrape
	// all families. Nil is this process, whose number is read when the
	// Collector is made.
	PID func() (int, error)

	// ProcRoot is where the proc filesystem is mounted. Empty is /proc.
	ProcRoot string

	// Namespace, unless it is empty, stands with an underscore in front of
	// the name of every family.
	Namespace string

	// OnError is told by New, at most once, that there is no proc
	// filesystem; it is not called later. Nil tells nobody; ask Err.
	OnError func(error)
}

// A Collector contributes the process_* families of one process to a page.
// Make it with New. All methods may be called at the same time.
type Collector struct {
	set      Set
	pid      func() (int, error)
	root     string
	isProc   bool // root has the sizes of a proc filesystem
	isOwn    bool // the process is this one, and root is that of its kernel
	err      error
	rows     []*row
	families []*expfmt.Family // of the rows
	needs    source           // of all rows

	bootTime atomic.Uint64           // in seconds since 1970, 0 until it is known
	idle     atomic.Pointer[reading] // memory for the next scrape
}

// New returns a Collector. Where there is no proc filesystem, on Windows
// and macOS for example, it says so to OnError; see Err. It panics if Set
// is neither Current nor Legacy or if Namespace is not valid UTF-8.
func New(o Options) *Collector {
	if int(o.Set) >= len(sets) {
		panic(fmt.Errorf("proccollect: expected the Set Current or Legacy, found number %d", o.Set))
	}
	c := &Collector{set: o.Set, pid: o.PID, root: o.ProcRoot}
	if c.root == "" {
		c.root = "/proc"
	}
	c.addFamilies(o.Namespace)
	c.probe()
	if c.pid == nil {
		pid := os.Getpid()
		c.pid = func() (int, error) { return pid, nil }
		c.isOwn = c.isProc && c.isSelf(pid)
	}
	if c.err != nil && o.OnError != nil {
		o.OnError(c.err)
	}
	return c
}

func (c *Collector) addFamilies(namespace string) {
	if namespace != "" {
		namespace += "_"
	}
	for i := range table {
		if r := &table[i]; r.in(c.set) {
			c.rows = append(c.rows, r)
			c.families = append(c.families, expfmt.MustFamily(namespace+r.name, r.help, r.typ))
			c.needs |= r.needs
		}
	}
}

// probe finds out what the root is. Some mounts of proc show processes
// only, others not this one; both have one of the two files. The proc
// filesystems of other systems than Linux have neither.
func (c *Collector) probe() {
	_, err := os.Stat(filepath.Join(c.root, "stat"))
	if err != nil {
		if _, self := os.Stat(filepath.Join(c.root, "self", "stat")); self != nil {
			c.err = fmt.Errorf("proccollect: expected a proc filesystem of Linux at %q, found none on %s: %w",
				c.root, runtime.GOOS, err)
			return
		}
	}
	// On a disk a directory that is not empty has a size.
	info, err := os.Stat(c.root)
	c.isProc = err == nil && info.Size() == 0
}

// isSelf reports whether pid is this process in the root, too: a mount may
// number processes as another PID namespace does.
func (c *Collector) isSelf(pid int) bool {
	self, err := os.Readlink(filepath.Join(c.root, "self"))
	return err == nil && self == strconv.Itoa(pid)
}

// Err returns nil, or the error which says that there was no proc
// filesystem when the Collector was made. Such a Collector contributes
// nothing.
func (c *Collector) Err() error { return c.err }

// Describe returns the families of the set, in the order of their names.
// They are the same on all systems.
func (c *Collector) Describe() []*expfmt.Family { return slices.Clone(c.families) }

// Collect reads the sources and then writes the families, all with one
// series without labels. It leaves out those whose source could not be
// read and returns an error for each such source, joined. If the process
// is gone or a zombie, or the context ends before all is read, it writes
// nothing.
//
// A Collector without a proc filesystem writes nothing and returns nil.
func (c *Collector) Collect(ctx context.Context, enc expfmt.Encoder) error {
	if c.err != nil {
		return nil
	}
	pid, err := c.pid()
	if err == nil && pid < 1 {
		err = fmt.Errorf("expected a number from 1 on, found %d", pid)
	}
	if err != nil {
		return fmt.Errorf("proccollect: PID: %w", err)
	}
	r := c.newReading(pid)
	defer c.idle.Store(r)
	err = r.read(ctx)
	for i, one := range c.rows {
		if r.have&one.needs == one.needs {
			enc.Family(c.families[i])
			enc.Value(expfmt.LabelSet{}, one.value(r))
		}
	}
	return err
}

// newReading returns the reading that was used last, if nobody else uses
// it, so that a lock is never held while files are read.
func (c *Collector) newReading(pid int) *reading {
	r := c.idle.Swap(nil)
	if r == nil {
		r = &reading{of: c, buf: make([]byte, 0, usualFile)}
	}
	r.have = 0
	if r.paths.pid != pid {
		r.paths = newPaths(c.root, pid)
	}
	return r
}
