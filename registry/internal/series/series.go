// Package series stores the series of one metric: it creates them, finds
// them by their label values, and keeps them in the order of a page.
//
//	store := series.NewStore(series.Options[cell]{Template: template, Init: initCell})
//	c := store.Get(nil, []string{"200", "GET"})
//	snapshot := store.Snapshot()
//
// A [Store] has one [Series] for each combination of label values. What a
// series holds is its cell, of a type C that the store does not look into:
// a counter's number, a histogram's buckets. Users of the registry hold
// pointers to cells, so a cell never moves.
//
// Look-ups take no lock. Creating and removing series takes the store's
// lock for as long as it takes to change the index. A [Snapshot] is the
// immutable, sorted state that scrapes read; the first scrape after a change
// makes the next one of the last one, and holds no lock meanwhile.
package series

import (
	"sync/atomic"

	"plainmetrics/expfmt"
)

// A Series is one line of a page, or the group of lines of a histogram or
// summary. A removed series lives on in the hands of those who hold its
// cell; its run is freed when nobody holds a cell of the run.
type Series[C any] struct {
	// labels points to the label set, which never changes; but the set moves
	// to where the sets of a snapshot lie one behind the other.
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

// remove marks the series as removed. It is called once, under the lock of
// the store, after the series has left the index.
func (s *Series[C]) remove() { s.state.Store(s.state.Load() | removed) }
