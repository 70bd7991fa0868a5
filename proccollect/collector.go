package proccollect

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"sync/atomic"
	"time"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

// Options choose the process and the families of a Collector. The zero
// value is this process, in the Current set.
type Options struct {
	// Set is the set of families.
	Set Set

	// PID returns the number of the process, under ProcRoot if there is
	// one. Encode calls PID once, maybe from several goroutines at once;
	// an error, or a number below 1, costs that scrape all families. Nil is
	// this process, whose number New reads.
	PID func() (int, error)

	// ProcRoot is where a proc filesystem of Linux is mounted. Empty is
	// /proc, except on Windows and macOS, whose own functions tell about
	// processes.
	ProcRoot string

	// Namespace, unless empty, stands with an underscore in front of the
	// name of every family.
	Namespace string

	// OnError, unless nil, is called by New at most once, if nothing tells
	// about processes. Err returns the same error.
	OnError func(error)
}

// A Collector contributes the process_* families of one process to a page.
// Make a Collector with New. All methods may be called at the same time.
//
// On Linux, from its first scrape of this process on, a Collector has a file
// open, which is closed when the Collector is garbage.
type Collector struct {
	set      Set
	pid      func() (int, error)
	root     string
	isProc   bool // root has the sizes of a proc filesystem
	isOwn    bool // the process is this process, and root shows its kernel
	err      error
	system   system
	sources  []sourceReader // of the system
	rows     []*row
	families []*expfmt.Family // of the rows
	needs    source           // of all rows

	clock    func() time.Duration     // the setting of the clock
	bootTime atomic.Pointer[bootTime] // nil until known
	spare    atomic.Pointer[reading]  // a reading that no scrape uses
}

// New returns a Collector. Where there is no proc filesystem, and the system
// is neither Windows nor macOS, New calls OnError; see Err. New panics if Set
// is neither Current nor Legacy, or if Namespace is not valid UTF-8.
func New(o Options) *Collector {
	if o.Set > Legacy {
		panic(fmt.Errorf("proccollect: expected the Set Current or Legacy, found number %d", o.Set))
	}
	c := &Collector{set: o.Set, pid: o.PID, root: "/proc", sources: procSources, clock: clock{time.Now()}.setting}
	if o.ProcRoot != "" {
		c.root = filepath.ToSlash(filepath.Clean(o.ProcRoot)) // Windows takes both
	} else if native != linux {
		c.system, c.sources = native, nativeSources
	}
	c.addFamilies(o.Namespace)
	if c.system == linux {
		c.probe()
	}
	if c.pid == nil {
		pid := os.Getpid()
		c.pid = func() (int, error) { return pid, nil }
		c.isOwn = runtime.GOOS == "linux" && c.isProc && c.isSelf(pid)
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
			c.needs |= r.needs[c.system]
		}
	}
}

// probe looks at the root. Some mounts of proc show processes only, others
// hide this process; both have at least one of the two files. The proc
// filesystems of systems other than Linux have neither.
func (c *Collector) probe() {
	_, err := os.Stat(c.root + "/stat")
	if err != nil {
		if _, self := os.Stat(c.root + "/self/stat"); self != nil {
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
	self, err := os.Readlink(c.root + "/self")
	return err == nil && self == strconv.Itoa(pid)
}

// Err returns nil, or the error that nothing told about processes when New
// made the Collector. Such a Collector contributes nothing.
func (c *Collector) Err() error { return c.err }

// Describe implements registry.Collector.
func (c *Collector) Describe(ch chan<- *registry.Desc) { registry.FromSource(c).Describe(ch) }

// Collect implements registry.Collector. A registry calls Encode instead.
func (c *Collector) Collect(ch chan<- registry.Metric) { registry.FromSource(c).Collect(ch) }

// Families returns the families of the set, in the order of their names.
// The families are the same on all systems, also the families that the
// system can't tell.
func (c *Collector) Families() []*expfmt.Family { return slices.Clone(c.families) }

// Encode reads the sources and then writes the families, each with one
// series without labels. A source that can't be read costs the families
// that need the source; the returned error joins an error for each such
// source. If the process is gone or a zombie, or the context ends before
// all sources are read, Encode writes nothing.
//
// A Collector whose Err is not nil writes nothing and returns nil.
func (c *Collector) Encode(ctx context.Context, enc expfmt.Encoder) error {
	if c.err != nil {
		return nil
	}
	pid, err := c.pid()
	if err == nil && pid < 1 {
		err = errors.New("expected a number from 1 on, found " + strconv.Itoa(pid))
	}
	if err != nil {
		return wrap("proccollect: PID", err)
	}
	r := c.newReading(pid)
	defer c.release(r)
	err = r.read(ctx)
	for i, row := range c.rows {
		if needs := row.needs[c.system]; needs != 0 && r.found&needs == needs {
			enc.Value(c.families[i], expfmt.LabelSet{}, r.values[row.value])
		}
	}
	return err
}

// newReading returns the spare reading, or a new reading while another
// scrape uses the spare reading, so that no lock is held while files are
// read.
func (c *Collector) newReading(pid int) *reading {
	r := c.spare.Swap(nil)
	if r == nil {
		r = &reading{collector: c, buf: make([]byte, 0, usualFile)}
	}
	if r.pid != pid {
		r.setProcess(pid)
	}
	return r
}

// release keeps the reading for the next scrape, unless another scrape has
// left its reading meanwhile.
func (c *Collector) release(r *reading) {
	if !c.spare.CompareAndSwap(nil, r) {
		r.close()
	}
}
