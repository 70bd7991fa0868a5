package series

import (
	"slices"
	"sort"
	"sync"

	"plainmetrics/expfmt"
)

// A Snapshot is the series of a store in the order of a page. A Snapshot
// never changes, so scrapes walk it without a lock.
//
// The label sets lie in the order of the page, with their text in one piece
// of memory. Cells can't, because users hold pointers to them. Cells stay in
// the order of creation, and a scrape reads their values in the same order:
// reading them in the order of the page waits for memory at each cell, when
// there are more cells than fit into the caches of the processor.
type Snapshot[C any] struct {
	order
	version uint64        // of the store
	runs    [][]Series[C] // in the order of creation

	once  sync.Once
	cells []*C // see Cells

	rankOnce sync.Once
	rankOf   map[any]uint32 // see Rank; a map with keys *C would be another type for each C
}

// next returns the snapshot of the series in runs, which begin with the runs
// of s. It also returns the runs to drop: full runs without series.
func (s *Snapshot[C]) next(runs [][]Series[C], compare func(a, b expfmt.LabelSet) int) (next *Snapshot[C], empty [][]Series[C]) {
	next = &Snapshot[C]{runs: runs}
	added, gone := next.changes(&s.order)
	next.order = s.order.merge(added, gone, next.count(), compare)
	if (len(added)+len(gone))*8 > len(next.labels) {
		expfmt.PackLabelSets(next.labels)
	}
	next.eachRanked(func(rank uint32, series *Series[C]) { series.labels.Store(&next.labels[rank]) })
	return next, next.cutEmptyRuns()
}

// changes returns the series created since old, and the ranks in old of the
// series removed since.
func (s *Snapshot[C]) changes(old *order) (added []*addition, gone []uint32) {
	number := 0
	for _, run := range s.runs {
		for i := range run {
			series := &run[i]
			switch isRemoved := series.is(removed); {
			case number >= len(old.ranks):
				if !isRemoved {
					added = append(added, &addition{labels: *series.labels.Load(), number: number})
				}
			case isRemoved && old.ranks[number] != Nowhere:
				gone = append(gone, old.ranks[number])
				series.labels.Store(&noLabels) // the sets of old are freed with old
			}
			number++
		}
	}
	return added, gone
}

var noLabels expfmt.LabelSet

// count returns the number of series in runs, removed ones included.
func (s *Snapshot[C]) count() int {
	n := 0
	for _, run := range s.runs {
		n += len(run)
	}
	return n
}

// cutEmptyRuns cuts off the full runs without series, and returns them. It
// waits until half a run of series is gone.
func (s *Snapshot[C]) cutEmptyRuns() (empty [][]Series[C]) {
	if len(s.ranks)-len(s.labels) < longestStreamRun/2 {
		return nil
	}
	var kept [][]Series[C]
	var ranks []uint32 // s.ranks would keep its memory
	number := 0
	for _, run := range s.runs {
		runRanks := s.ranks[number : number+len(run)]
		number += len(run)
		if len(run) < cap(run) || slices.ContainsFunc(runRanks, isPresent) {
			kept, ranks = append(kept, run), append(ranks, runRanks...)
		} else {
			empty = append(empty, run)
		}
	}
	s.runs, s.ranks = kept, ranks
	return empty
}

func isPresent(rank uint32) bool { return rank != Nowhere }

// eachRanked calls do for each series with a rank, in the order of creation.
func (s *Snapshot[C]) eachRanked(do func(rank uint32, series *Series[C])) {
	number := 0
	for _, run := range s.runs {
		for i := range run {
			if rank := s.ranks[number]; rank != Nowhere {
				do(rank, &run[i])
			}
			number++
		}
	}
}

// Labels returns the label sets in the order of the page. The slice must not
// be changed.
func (s *Snapshot[C]) Labels() []expfmt.LabelSet { return s.labels }

// ReadValues calls read for each run, with the ranks of its series: indexes
// in values, which has the length of Labels, or Nowhere. read loops over the
// run and stores the values at their ranks, and likewise the times of creation
// if created is not nil. Calling a function for each cell would take twice as
// long.
func (s *Snapshot[C]) ReadValues(values []float64, created []int64, read func(run []Series[C], ranks []uint32, values []float64, created []int64)) {
	ranks := s.ranks
	for _, run := range s.runs {
		read(run, ranks[:len(run)], values, created)
		ranks = ranks[len(run):]
	}
}

// Cells returns the cells in the order of the page. The slice must not be
// changed.
func (s *Snapshot[C]) Cells() []*C {
	s.once.Do(func() {
		s.cells = make([]*C, len(s.labels))
		s.eachRanked(func(rank uint32, series *Series[C]) { s.cells[rank] = &series.Cell })
	})
	return s.cells
}

// Rank returns the index of the cell in Cells, and whether it is there. The
// first call makes a map of all cells.
func (s *Snapshot[C]) Rank(cell *C) (rank uint32, ok bool) {
	cells := s.Cells()
	if len(cells) <= 8 { // a metric without labels needs no map
		i := slices.Index(cells, cell)
		return uint32(i), i >= 0
	}
	s.rankOnce.Do(func() {
		s.rankOf = make(map[any]uint32, len(cells))
		for rank, cell := range cells {
			s.rankOf[cell] = uint32(rank)
		}
	})
	rank, ok = s.rankOf[cell]
	return rank, ok
}

// An order has the places of a store's series on a page.
type order struct {
	labels []expfmt.LabelSet // in the order of the page
	ranks  []uint32          // for each series, in the order of creation, its index in labels, or Nowhere
}

// Nowhere is the rank of a removed series.
const Nowhere = ^uint32(0)

// An addition is a series created since the last snapshot.
type addition struct {
	labels expfmt.LabelSet
	number int // in the order of creation
}

// merge returns the order of count series: the series of o without the ranks
// in gone, and the added ones.
func (o *order) merge(added []*addition, gone []uint32, count int, compare func(a, b expfmt.LabelSet) int) order {
	slices.SortFunc(added, func(a, b *addition) int { return compare(a.labels, b.labels) })
	moved := make([]uint32, len(o.labels)) // the new rank for each old one
	for _, rank := range gone {
		moved[rank] = Nowhere
	}
	next := order{
		labels: make([]expfmt.LabelSet, 0, len(o.labels)+len(added)-len(gone)),
		ranks:  slices.Repeat([]uint32{Nowhere}, count),
	}
	copied := 0
	copyUpTo := func(end int) {
		for ; copied < end; copied++ {
			if moved[copied] != Nowhere {
				moved[copied] = uint32(len(next.labels))
				next.labels = append(next.labels, o.labels[copied])
			}
		}
	}
	for _, a := range added {
		copyUpTo(copied + notAbove(o.labels[copied:], a.labels, compare))
		next.ranks[a.number] = uint32(len(next.labels))
		next.labels = append(next.labels, a.labels)
	}
	copyUpTo(len(o.labels))
	for number, rank := range o.ranks {
		if rank != Nowhere {
			next.ranks[number] = moved[rank]
		}
	}
	return next
}

// notAbove returns the number of sorted label sets not above limit. It makes
// few comparisons if the number is small.
func notAbove(sorted []expfmt.LabelSet, limit expfmt.LabelSet, compare func(a, b expfmt.LabelSet) int) int {
	step := 1
	for step < len(sorted) && compare(sorted[step], limit) <= 0 {
		step *= 2
	}
	return sort.Search(min(step, len(sorted)), func(i int) bool { return compare(sorted[i], limit) > 0 })
}
