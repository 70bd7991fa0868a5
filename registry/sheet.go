package registry

import (
	"iter"
	"slices"
	"sort"
	"strings"
	"sync"

	"plainmetrics/expfmt"
)

// A sheet is the series of a store as a page has them, in columns. It never
// changes, so that scrapes walk it without a lock; when series have been
// born or removed, the next one is made of it.
//
// The labels lie in the order of the page, and their text one behind the
// other. The cells can't: users hold pointers to them. They stay in the
// order of birth, and a scrape reads their values in that order, too: to
// hop through them in the order of the page would wait for memory at each
// one, when they are too many for the caches.
type sheet[T any] struct {
	version uint64        // of the store
	labels  []string      // rendered, in the order of the page
	runs    [][]series[T] // in the order of birth
	ranks   []uint32      // for each series in runs its place in labels, or nowhere

	once  sync.Once
	cells []*T // see byRank
}

const nowhere = ^uint32(0)

// A birth is a series that the sheet before did not have.
type birth struct {
	labels string
	number int // in the order of birth
	rank   uint32
}

// newSheet returns the sheet of the series in runs, which begin with those
// of old.
func newSheet[T any](old *sheet[T], runs [][]series[T]) *sheet[T] {
	s := &sheet[T]{runs: runs}
	births, deaths := s.changes(old)
	moved := s.merge(old.labels, births, deaths)
	for number, rank := range old.ranks {
		if rank != nowhere {
			s.ranks[number] = moved[rank]
		}
	}
	for _, b := range births {
		s.ranks[b.number] = b.rank
	}
	if (len(births)+len(deaths))*8 > len(s.labels) {
		layOut(s.labels)
	}
	for rank, one := range s.ranked() {
		one.labels.Store(&s.labels[rank])
	}
	s.forget()
	return s
}

// changes returns the series that were born since old, and the places in
// it of those that were removed, and makes ranks.
func (s *sheet[T]) changes(old *sheet[T]) (births []*birth, deaths []uint32) {
	number := 0
	for _, run := range s.runs {
		for i := range run {
			one := &run[i]
			switch gone := one.is(removed); {
			case number >= len(old.ranks):
				if !gone {
					births = append(births, &birth{labels: *one.labels.Load(), number: number})
				}
			case gone && old.ranks[number] != nowhere:
				deaths = append(deaths, old.ranks[number])
				one.labels.Store(&noLabels) // which don't keep the others' in memory
			}
			number++
		}
	}
	s.ranks = slices.Repeat([]uint32{nowhere}, number)
	return births, deaths
}

var noLabels string

// merge makes the labels of what old has, without deaths and with births,
// to which it gives their ranks. It returns where the places of old have
// moved.
func (s *sheet[T]) merge(old []string, births []*birth, deaths []uint32) (moved []uint32) {
	slices.SortFunc(births, func(a, b *birth) int { return expfmt.CompareValues(a.labels, b.labels) })
	moved = make([]uint32, len(old))
	for _, rank := range deaths {
		moved[rank] = nowhere
	}
	s.labels = make([]string, 0, len(old)+len(births)-len(deaths))
	from := 0
	keep := func(to int) {
		for ; from < to; from++ {
			if moved[from] != nowhere {
				moved[from] = uint32(len(s.labels))
				s.labels = append(s.labels, old[from])
			}
		}
	}
	for _, b := range births {
		keep(from + notAbove(old[from:], b.labels))
		b.rank = uint32(len(s.labels))
		s.labels = append(s.labels, b.labels)
	}
	keep(len(old))
	return moved
}

// notAbove returns how many of the sorted labels are not above limit. It
// looks at few if they are few, and at few more if they are many.
func notAbove(sorted []string, limit string) int {
	step := 1
	for step < len(sorted) && expfmt.CompareValues(sorted[step], limit) <= 0 {
		step *= 2
	}
	return sort.Search(min(step, len(sorted)), func(i int) bool {
		return expfmt.CompareValues(sorted[i], limit) > 0
	})
}

// layOut copies the labels, so that they lie one behind the other.
func layOut(labels []string) {
	size := 0
	for _, l := range labels {
		size += len(l)
	}
	var copied strings.Builder
	copied.Grow(size)
	for _, l := range labels {
		copied.WriteString(l)
	}
	text := copied.String()
	for i, l := range labels {
		labels[i], text = text[:len(l)], text[len(l):]
	}
}

// forget drops the runs that have no series left and get no more.
func (s *sheet[T]) forget() {
	if len(s.ranks)-len(s.labels) < longestRun/2 {
		return
	}
	var runs [][]series[T]
	var ranks []uint32
	rest := s.ranks
	for _, run := range s.runs {
		of := rest[:len(run)]
		rest = rest[len(run):]
		isLiving := func(rank uint32) bool { return rank != nowhere }
		if len(run) < cap(run) || slices.ContainsFunc(of, isLiving) {
			runs, ranks = append(runs, run), append(ranks, of...)
		}
	}
	s.runs, s.ranks = runs, ranks
}

// ranked yields the series that have a rank, in the order of birth.
func (s *sheet[T]) ranked() iter.Seq2[uint32, *series[T]] {
	return func(yield func(uint32, *series[T]) bool) {
		ranks := s.ranks
		for _, run := range s.runs {
			for i := range run {
				if rank := ranks[i]; rank != nowhere && !yield(rank, &run[i]) {
					return
				}
			}
			ranks = ranks[len(run):]
		}
	}
}

// values sets values, one for each of the labels, to what the cells hold.
func (s *sheet[T]) values(values []float64, of kind[T]) {
	ranks := s.ranks
	for _, run := range s.runs {
		of.values(run, ranks[:len(run)], values)
		ranks = ranks[len(run):]
	}
}

// byRank returns the cells in the order of the page.
func (s *sheet[T]) byRank() []*T {
	s.once.Do(func() {
		s.cells = make([]*T, len(s.labels))
		for rank, one := range s.ranked() {
			s.cells[rank] = &one.cell
		}
	})
	return s.cells
}
