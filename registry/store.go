package registry

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"plainmetrics/expfmt"
)

// A store keeps the series of one metric, whatever its type: T is the
// cell that holds a series' value and is what users hold a pointer to.
//
// Work is done when a series is born: its labels are rendered, and it is
// put where look-ups find it. Births are put in order by the next scrape,
// all at once, in a new sheet. Series born one after the other lie one
// behind the other in memory, in runs, so that a scrape reads streams.
type store[T any] struct {
	desc  *desc
	kind  kind[T]
	index index[T]

	exemplars atomic.Bool // some cell has, or had, one

	mu      sync.Mutex // held to change anything below, and the index
	size    int        // series in the index
	removed int        // that were, since the last sheet was made
	runs    [][]series[T]
	labels  []string        // of the series born last
	text    strings.Builder // likewise
	version atomic.Uint64   // raised by each change

	settling sync.Mutex // held to make a sheet
	sheet    atomic.Pointer[sheet[T]]
}

// A kind is all in which the metric types differ.
type kind[T any] struct {
	// bear makes the cell of a new series ready for use.
	bear func(*T)

	// write writes what a cell holds. It may use the point, of which it
	// sets what counts for its type; the rest is left from other metrics.
	write func(cell *T, enc expfmt.Encoder, labels expfmt.LabelSet, point *expfmt.Point)

	// values puts the values of the cells of a run, if these have a single
	// one, where ranks says, if that is not nowhere. It is nil for other
	// types. It is a loop of each type, because a call for each cell takes
	// as long as to read it.
	values func(run []series[T], ranks []uint32, values []float64)

	// bury, if not nil, lets go of what a removed cell should not keep. The
	// cell stays usable.
	bury func(cell *T)
}

const (
	// longestRun is the number of series, of 48 bytes or less, that lie in
	// one piece, as large as the runtime asks the system for, so that a
	// scrape that reads one value after the other seldom has to wait. One
	// that is left keeps all of its run in memory, so those of other types,
	// which have more that hangs on them and are not read that way, have
	// shorter runs.
	longestRun      = 1024
	longestHeavyRun = 8

	longestText = 4096 // bytes

	// mostRemoved is how many removed series wait for the next scrape, if
	// there are not more that stay.
	mostRemoved = 64
)

// get returns the cell of the series with the given values, which is born
// if need be. It fails if there can be none.
func (s *store[T]) get(values []string) (*T, error) {
	values = s.desc.constrain(values)
	if err := s.desc.checkValues(values); err != nil {
		return nil, err
	}
	return s.vec().WithLabelValues(values...), nil
}

// bear returns the cell of the series with the given labels, which nobody
// found just before. Of labels it keeps a copy.
func (s *store[T]) bear(hash uint32, labels []byte, isEscaped bool) *T {
	s.mu.Lock()
	defer s.mu.Unlock()
	if found := s.index.find(hash, labels); found != nil {
		return &found.cell // somebody was faster
	}
	born := s.place()
	born.hash = hash
	if isEscaped {
		born.state.Store(escaped)
	}
	born.labels.Store(s.keep(labels))
	s.kind.bear(&born.cell)
	s.index.add(born)
	s.size++
	s.version.Add(1)
	return &born.cell
}

// place returns the place for a series that is born, at the end of the
// last run.
func (s *store[T]) place() *series[T] {
	last := len(s.runs) - 1
	if last < 0 || len(s.runs[last]) == cap(s.runs[last]) {
		longest := longestRun
		if s.kind.values == nil {
			longest = longestHeavyRun
		}
		s.runs = append(s.runs, make([]series[T], 0, min(s.size/4+1, longest)))
		last++
	}
	run := &s.runs[last]
	*run = (*run)[:len(*run)+1]
	return &(*run)[len(*run)-1]
}

// keep returns rendered labels as a string that stands, as its text does,
// behind that of the series born before. A Builder hands out its text
// without copying, and what it is given later comes behind that.
func (s *store[T]) keep(rendered []byte) *string {
	if s.text.Cap()-s.text.Len() < len(rendered) {
		s.text = strings.Builder{}
		s.text.Grow(max(len(rendered), min(len(rendered)*(s.size+1), longestText)))
	}
	s.text.Write(rendered)
	if len(s.labels) == cap(s.labels) {
		s.labels = make([]string, 0, min(s.size/4+1, longestRun))
	}
	s.labels = append(s.labels, s.text.String()[s.text.Len()-len(rendered):])
	return &s.labels[len(s.labels)-1]
}

// delete removes the series with the given values and reports whether
// there was one.
func (s *store[T]) delete(values []string) bool {
	if len(values) != len(s.desc.variable) {
		return false
	}
	values = s.desc.constrain(values)
	return s.removeAll(func(remove func(*series[T])) {
		if found := s.index.find(hashValues(values), s.desc.layout.append(nil, values)); found != nil {
			remove(found)
		}
	}) > 0
}

// deleteFunc removes the series for which matches is true and returns
// their number.
func (s *store[T]) deleteFunc(matches func(expfmt.LabelSet) bool) int {
	return s.removeAll(func(remove func(*series[T])) {
		for one := range s.index.all() {
			if matches(s.labelSet(*one.labels.Load())) {
				remove(one)
			}
		}
	})
}

// reset removes all series.
func (s *store[T]) reset() {
	s.removeAll(func(remove func(*series[T])) {
		for one := range s.index.all() {
			remove(one)
		}
	})
}

// removeAll removes the series that choose chooses, and returns their
// number. Where nobody scrapes they must not pile up.
func (s *store[T]) removeAll(choose func(remove func(*series[T]))) int {
	s.mu.Lock()
	before := s.size
	choose(func(one *series[T]) {
		s.index.remove(one)
		one.remove()
		if s.kind.bury != nil {
			s.kind.bury(&one.cell)
		}
		s.size--
	})
	n := before - s.size
	s.removed += n
	if n > 0 {
		s.version.Add(1)
	}
	crowded := s.removed > s.size+mostRemoved
	s.mu.Unlock()
	if crowded {
		s.settle()
	}
	return n
}

// current returns the sheet of all series.
func (s *store[T]) current() *sheet[T] {
	if sheet := s.sheet.Load(); sheet != nil && sheet.version == s.version.Load() {
		return sheet
	}
	return s.settle()
}

// settle makes a new sheet, unless nothing has changed. Series are born
// and removed meanwhile.
func (s *store[T]) settle() *sheet[T] {
	s.settling.Lock()
	defer s.settling.Unlock()
	s.mu.Lock()
	runs, version := slices.Clone(s.runs), s.version.Load()
	s.removed = 0
	s.index.shrink(s.size)
	s.mu.Unlock()

	old := s.sheet.Load()
	if old == nil {
		old = new(sheet[T])
	} else if old.version == version {
		return old
	}
	fresh := newSheet(old, runs)
	fresh.version = version
	s.sheet.Store(fresh)
	if len(fresh.runs) < len(runs) {
		s.forget(runs, fresh.runs)
	}
	return fresh
}

// forget drops all but the living of the runs that there were. The last of
// them may have grown.
func (s *store[T]) forget(were, living [][]series[T]) {
	s.mu.Lock()
	defer s.mu.Unlock()
	later := s.runs[len(were)-1:]
	if n := len(living); n > 0 && &living[n-1][0] == &later[0][0] {
		living = living[:n-1]
	} else {
		later = later[1:]
	}
	s.runs = slices.Concat(living, later)
}

func (s *store[T]) describe() *desc { return s.desc }

func (s *store[T]) labelSet(labels string) expfmt.LabelSet {
	return expfmt.Rendered(labels, s.desc.layout.quoted)
}

func (s *store[T]) vec() *Vec[T] { return &Vec[T]{store: s} }

// single returns the only cell of a metric without variable labels.
func (s *store[T]) single() *T {
	return s.vec().WithLabelValues()
}

// whole returns the store if it is all of a metric without variable
// labels, so that its only cell stands for it, and nil otherwise.
func (s *store[T]) whole() source {
	if len(s.desc.variable) > 0 {
		return nil
	}
	return s
}
