// Package series stores the series of a metric: it creates series, finds
// them by their label values, and sorts them in the order of a page.
//
//	store := series.NewStore(series.Options[cell]{Template: template, Init: initCell})
//	c := store.Get(nil, []string{"200", "GET"})
//	snapshot := store.Snapshot()
//
// A [Store] has a [Series] for each combination of label values. The value
// of a series is its cell, of any type C: a counter's number, a histogram's
// buckets. Users of the registry hold pointers to cells, so a cell never
// moves.
//
// Look-ups take no lock. Creating or removing series takes the store's lock
// for as long as the index changes. A [Snapshot] is the immutable, sorted
// state for scrapes. The first scrape after a change merges the changes into
// the last snapshot, without the lock.
package series

import (
	"sync/atomic"

	"plainmetrics/expfmt"
)

// A Series is a line of a page, or the group of lines of a histogram or
// summary. A removed series lives on as long as somebody holds its cell, and
// with the series the run around it.
//
// The names of instantiated types and functions have all fields of a struct,
// and only the name of an embedded one: that saves 2 kB in every program.
type Series[C any] struct{ stored[C] }

// stored are the fields of a Series.
type stored[C any] struct {
	_ [0]func() // not comparable: functions to compare would be 2 kB in every program

	// labels points to the label set. The set never changes, but moves to
	// the other sets of a snapshot.
	labels atomic.Pointer[expfmt.LabelSet]

	hash  uint32
	state atomic.Uint32 // escaped, removed
	Cell  C
}

const (
	escaped uint32 = 1 << iota // some value is rendered with an escape
	removed
)

func (s *Series[C]) is(state uint32) bool { return s.state.Load()&state != 0 }

// remove marks the series as removed. The caller holds the lock of the store
// and has removed the series from the index.
func (s *Series[C]) remove() { s.state.Store(s.state.Load() | removed) }
