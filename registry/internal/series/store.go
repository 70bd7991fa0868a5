package series

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"plainmetrics/expfmt"
)

// A Store keeps the series of a metric. C is the cell, with the value of a
// series; users hold pointers to cells. NewStore makes a Store. All methods
// may be called at the same time.
//
// The work is done when a series is created: its labels are rendered, and
// the index learns about the series. Series created one after the other lie
// one behind the other in memory, in runs, so scrapes read memory in order.
type Store[C any] struct {
	options Options[C]
	lookup  lookup
	index   index[C]

	mu      sync.Mutex // held to change the index and the fields below
	size    int        // number of series in the index
	removed int        // number of series removed since the last snapshot
	runs    [][]Series[C]
	labels  []expfmt.LabelSet // room for the sets of the next series
	text    expfmt.LabelText
	version atomic.Uint64 // raised by each change

	refreshing sync.Mutex // held to make a snapshot
	latest     atomic.Pointer[Snapshot[C]]
}

// Options are the properties of a metric.
type Options[C any] struct {
	Metric   fmt.Stringer // names the metric in errors
	Template *expfmt.LabelTemplate

	// Constrain, if not nil, changes label values in place before a look-up.
	Constrain func(values []string)

	// Init makes the cell of a new series ready for use.
	Init func(*C)

	// Release, if not nil, frees the resources of a removed series' cell.
	// The cell stays usable.
	Release func(*C)

	// IsStream says that scrapes read the cells one after the other, as they
	// read single numbers. Streamed cells lie in longer runs.
	IsStream bool
}

const (
	// longestStreamRun is the number of series in a run of streamed cells.
	// 1,024 series of 48 bytes are as large as the pieces of memory that the
	// runtime asks the system for, so scrapes seldom wait for memory. A
	// single series keeps all of its run in memory: 48 kB. Cells of other
	// types own more memory, and have shorter runs.
	longestStreamRun = 1024
	longestRun       = 8

	// mostRemoved is the number of removed series that may wait for the next
	// scrape, if no more series are left.
	mostRemoved = 64
)

// NewStore returns a Store without series.
func NewStore[C any](options Options[C]) *Store[C] {
	return &Store[C]{options: options, lookup: newLookup(options.Template, options.Constrain != nil)}
}

// GetOrError returns the cell of the series with the given label values, and
// creates the series if need be. The curried values take their places among
// the given ones; nil stands for none. GetOrError fails unless there is then
// a value in valid UTF-8 for each variable label.
func (s *Store[C]) GetOrError(curried *Curried, values []string) (*C, error) {
	var room [8]string
	if curried != nil {
		values = curried.Merge(room[:0], values)
	}
	values = s.constrained(values)
	var hash uint32
	if len(values) == s.lookup.template.Len() {
		hash = hashValues(values)
		found := s.index.first(hash)
		if found == nil {
			return s.create(hash, values)
		}
		if !found.is(escaped|removed) && s.lookup.matches(found.labels.Load().String(), values) {
			return &found.Cell, nil
		}
		var room [256]byte
		if found := s.index.find(hash, s.lookup.template.Append(room[:0], values)); found != nil {
			return &found.Cell, nil
		}
	}
	return s.create(hash, values)
}

// constrained returns the values behind the constraints. It changes a copy,
// so the values of callers can stay on the stack.
func (s *Store[C]) constrained(values []string) []string {
	if s.options.Constrain == nil || len(values) != s.lookup.template.Len() {
		return values
	}
	constrained := slices.Clone(values)
	s.options.Constrain(constrained)
	return constrained
}

// InconsistentCardinality begins the error for a wrong number of label
// values. Tests of programs look for these words of client_golang.
const InconsistentCardinality = "inconsistent label cardinality"

// getSlowly is GetOrError with a panic in place of an error.
func (s *Store[C]) getSlowly(curried *Curried, values []string) *C {
	cell, err := s.GetOrError(curried, values)
	if err != nil {
		panic(err)
	}
	return cell
}

// create is the only place where series are made. It returns the cell of the
// series with the given values, which a look-up did not find just before.
// The caller holds no lock.
func (s *Store[C]) create(hash uint32, values []string) (*C, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	labels, err := s.text.Make(s.lookup.template, values)
	if err != nil {
		return nil, describe(err, s.options.Metric, s.lookup.template, values)
	}
	if s.index.first(hash) != nil {
		if found := s.index.find(hash, []byte(labels.String())); found != nil {
			return &found.Cell, nil // another goroutine was faster
		}
	}
	created := s.place()
	created.hash = hash
	if s.lookup.isEscaped(labels.String(), values) {
		created.state.Store(escaped)
	}
	created.labels.Store(s.hold(labels))
	s.options.Init(&created.Cell)
	s.index.add(created)
	s.size++
	s.version.Add(1)
	return &created.Cell, nil
}

// place returns the memory for a new series, at the end of the last run.
func (s *Store[C]) place() *Series[C] {
	last := len(s.runs) - 1
	if last < 0 || len(s.runs[last]) == cap(s.runs[last]) {
		longest := longestRun
		if s.options.IsStream {
			longest = longestStreamRun
		}
		s.runs = append(s.runs, make([]Series[C], 0, min(s.size/4+1, longest)))
		last++
	}
	run := &s.runs[last]
	*run = (*run)[:len(*run)+1]
	return &(*run)[len(*run)-1]
}

// hold returns a pointer to the label set of a new series, valid until the
// next snapshot. It allocates memory for up to 1,024 sets at once.
func (s *Store[C]) hold(labels expfmt.LabelSet) *expfmt.LabelSet {
	if len(s.labels) == cap(s.labels) {
		s.labels = make([]expfmt.LabelSet, 0, min(s.size/4+1, longestStreamRun))
	}
	s.labels = append(s.labels, labels)
	return &s.labels[len(s.labels)-1]
}

// Delete removes the series with the given values, which include the curried
// ones, and reports whether there was such a series.
func (s *Store[C]) Delete(values []string) bool {
	if len(values) != s.lookup.template.Len() {
		return false
	}
	values = s.constrained(values)
	return s.remove(func(remove func(*Series[C])) {
		if found := s.index.find(hashValues(values), s.lookup.template.Append(nil, values)); found != nil {
			remove(found)
		}
	}) > 0
}

// DeleteFunc removes the series for whose labels matches returns true, and
// returns their number.
func (s *Store[C]) DeleteFunc(matches func(expfmt.LabelSet) bool) int {
	return s.remove(func(remove func(*Series[C])) {
		for series := range s.index.all() {
			if matches(*series.labels.Load()) {
				remove(series)
			}
		}
	})
}

// remove removes the series chosen by choose, and returns their number. In
// programs without scrapes removed series must not pile up: if there are too
// many, remove makes a snapshot without them.
func (s *Store[C]) remove(choose func(remove func(*Series[C]))) int {
	s.mu.Lock()
	before := s.size
	choose(func(series *Series[C]) {
		s.index.remove(series)
		series.remove()
		if s.options.Release != nil {
			s.options.Release(&series.Cell)
		}
		s.size--
	})
	n := before - s.size
	s.removed += n
	if n > 0 {
		s.version.Add(1)
	}
	tooMany := s.removed > s.size+mostRemoved
	s.mu.Unlock()
	if tooMany {
		s.refresh()
	}
	return n
}

// Snapshot returns the sorted state of all series.
func (s *Store[C]) Snapshot() *Snapshot[C] {
	if latest := s.latest.Load(); latest != nil && latest.version == s.version.Load() {
		return latest
	}
	return s.refresh()
}

// refresh makes a new snapshot, unless nothing has changed. Meanwhile, other
// goroutines may create and remove series.
func (s *Store[C]) refresh() *Snapshot[C] {
	s.refreshing.Lock()
	defer s.refreshing.Unlock()
	s.mu.Lock()
	runs, version := slices.Clone(s.runs), s.version.Load()
	s.removed = 0
	s.index.shrink(s.size)
	s.mu.Unlock()

	latest := s.latest.Load()
	if latest == nil {
		latest = new(Snapshot[C])
	} else if latest.version == version {
		return latest
	}
	next, empty := latest.next(runs, s.lookup.template.Compare)
	next.version = version
	s.latest.Store(next)
	s.dropRuns(empty)
	return next
}

// dropRuns drops runs without series, given in the order of the store's
// runs.
func (s *Store[C]) dropRuns(empty [][]Series[C]) {
	if len(empty) == 0 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var runs [][]Series[C]
	for _, run := range s.runs {
		if len(empty) > 0 && &run[0] == &empty[0][0] {
			empty = empty[1:]
		} else {
			runs = append(runs, run)
		}
	}
	s.runs = runs
}
