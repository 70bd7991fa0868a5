package registry

import (
	"slices"
	"strings"
	"sync"

	"plainmetrics/expfmt"
)

// A store keeps the series of one metric, whatever its type: T is the
// cell that holds a series' value and is what users hold a pointer to.
//
// Work is done when a series is born: its labels are rendered, and it is
// put where look-ups find it. Births are put in order by the next scrape,
// all at once. Series born one after the other lie one behind the other in
// memory, the series and the text of their labels each in runs of their
// own, so that a scrape reads streams.
type store[T any] struct {
	desc  *desc
	kind  kind[T]
	index index[T]

	mu      sync.Mutex // held to change anything below, and the index
	size    int        // series in the index
	run     []series[T]
	text    strings.Builder
	born    []*series[T]            // not yet in ordered
	removed map[*series[T]]struct{} // still in ordered or born
	ordered []*series[T]            // never changed, only replaced
}

// A kind is all in which the metric types differ.
type kind[T any] struct {
	// bear makes the cell of a new series ready for use.
	bear func(*T)

	// write writes what a cell holds. It may use the point, of which it
	// sets what counts for its type; the rest is left from other metrics.
	write func(cell *T, enc expfmt.Encoder, labels expfmt.LabelSet, point *expfmt.Point)
}

// A series is one line of a page, or the group of lines of a histogram or
// summary. A removed series lives on in the hands of those who hold its
// cell; its run is freed when nobody holds any cell of it.
type series[T any] struct {
	labels string // rendered
	hash   uint64
	cell   T
}

const (
	longestRun  = 64   // series
	longestText = 4096 // bytes

	// mostRemoved is how many removed series wait for the next scrape, if
	// there are not more that stay.
	mostRemoved = 64
)

// get returns the cell of the series with the given values, which is born
// if need be.
func (s *store[T]) get(values []string) (*T, error) {
	if s.desc.constraints != nil {
		values = s.desc.constrain(values)
	}
	if len(values) == len(s.desc.variable) {
		if found := s.index.find(&s.desc.layout, hashValues(values), values); found != nil {
			return &found.cell, nil
		}
	}
	if err := s.desc.checkValues(values); err != nil {
		return nil, err
	}
	return s.bear(values), nil
}

func (s *store[T]) bear(values []string) *T {
	hash := hashValues(values)
	s.mu.Lock()
	defer s.mu.Unlock()
	if found := s.index.find(&s.desc.layout, hash, values); found != nil {
		return &found.cell // somebody was faster
	}
	if len(s.run) == 0 {
		s.run = make([]series[T], min(s.size+1, longestRun))
	}
	born := &s.run[0]
	s.run = s.run[1:]
	born.hash = hash
	born.labels = s.keep(s.desc.layout.append(nil, values))
	s.kind.bear(&born.cell)
	s.index.add(born)
	s.born = append(s.born, born)
	s.size++
	return &born.cell
}

// keep returns rendered labels as a string, which stands behind those of
// the series born before. A Builder hands out its text without copying,
// and what it is given later comes behind that.
func (s *store[T]) keep(rendered []byte) string {
	if s.text.Cap()-s.text.Len() < len(rendered) {
		s.text = strings.Builder{}
		s.text.Grow(max(len(rendered), min(len(rendered)*(s.size+1), longestText)))
	}
	s.text.Write(rendered)
	return s.text.String()[s.text.Len()-len(rendered):]
}

// delete removes the series with the given values and reports whether
// there was one.
func (s *store[T]) delete(values []string) bool {
	if len(values) != len(s.desc.variable) {
		return false
	}
	values = s.desc.constrain(values)
	s.mu.Lock()
	defer s.mu.Unlock()
	found := s.index.find(&s.desc.layout, hashValues(values), values)
	if found == nil {
		return false
	}
	s.remove(found)
	return true
}

// deleteFunc removes the series for which matches is true and returns
// their number.
func (s *store[T]) deleteFunc(matches func(expfmt.LabelSet) bool) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	before := s.size
	for one := range s.index.all() {
		if matches(s.labelSet(one)) {
			s.remove(one)
		}
	}
	return before - s.size
}

func (s *store[T]) remove(one *series[T]) {
	s.index.remove(one)
	if s.removed == nil {
		s.removed = make(map[*series[T]]struct{})
	}
	s.removed[one] = struct{}{}
	s.size--
	if len(s.removed) > s.size+mostRemoved {
		s.settle() // or they would pile up where nobody scrapes
	}
}

// reset removes all series.
func (s *store[T]) reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.index.clear()
	s.size, s.born, s.removed, s.ordered = 0, nil, nil, nil
}

// all returns the series in the order of a page. The slice is never
// changed, so that a scrape walks it without a lock.
func (s *store[T]) all() []*series[T] {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.born) > 0 || len(s.removed) > 0 {
		s.settle()
	}
	return s.ordered
}

// settle puts the series that were born in order, and forgets those that
// were removed.
func (s *store[T]) settle() {
	compare := func(a, b *series[T]) int { return expfmt.CompareValues(a.labels, b.labels) }
	slices.SortFunc(s.born, compare)
	merged := make([]*series[T], 0, s.size)
	add := func(one *series[T]) {
		if _, gone := s.removed[one]; !gone {
			merged = append(merged, one)
		}
	}
	old := s.ordered
	for _, one := range s.born {
		for len(old) > 0 && compare(old[0], one) <= 0 {
			add(old[0])
			old = old[1:]
		}
		add(one)
	}
	for _, one := range old {
		add(one)
	}
	s.ordered, s.born, s.removed = merged, nil, nil
}

// encode writes the family and all its series.
func (s *store[T]) encode(enc expfmt.Encoder) {
	ordered := s.all()
	if len(ordered) == 0 {
		return
	}
	point := points.Get().(*expfmt.Point)
	defer points.Put(point)
	enc.Family(s.desc.family)
	for _, one := range ordered {
		s.kind.write(&one.cell, enc, s.labelSet(one), point)
	}
}

// points are those that histograms and summaries are copied into on their
// way to a page. They grow to the largest number of buckets in use.
var points = sync.Pool{New: func() any { return new(expfmt.Point) }}

func (s *store[T]) describe() *desc { return s.desc }

func (s *store[T]) labelSet(one *series[T]) expfmt.LabelSet {
	return expfmt.Rendered(one.labels, s.desc.layout.quoted)
}

// single returns the only cell of a metric without variable labels.
func (s *store[T]) single() *T {
	cell, _ := s.get(nil)
	return cell
}

// encodeOne writes the family with the one series that cell belongs to.
func (s *store[T]) encodeOne(cell *T, enc expfmt.Encoder) error {
	for _, one := range s.all() {
		if &one.cell == cell {
			enc.Family(s.desc.family)
			s.kind.write(cell, enc, s.labelSet(one), new(expfmt.Point))
		}
	}
	return nil
}

// whole returns the store if it is all of a metric without variable
// labels, so that its only cell stands for it, and nil otherwise.
func (s *store[T]) whole() source {
	if len(s.desc.variable) > 0 {
		return nil
	}
	return s
}
