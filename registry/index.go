package registry

import (
	"iter"
	"slices"
	"sync/atomic"
)

// An index has the series of a store by the hash of their label values.
// Look-ups take no lock; changes are made under the store's. It is an open
// hash table: a slot is nil as long as it was never used, and the search
// for a hash begins at its place and ends at the first nil.
type index[T any] struct {
	table atomic.Pointer[table[T]]
	used  int       // slots that are not nil
	gone  series[T] // removed itself, stands in the slots of removed series
}

type table[T any] struct {
	mask  uint32
	slots []atomic.Pointer[series[T]]
}

// smallestTable fits the vectors that have a handful of series.
const smallestTable = 8

// find returns the series with the given labels, rendered, and the hash of
// their values, or nil.
func (x *index[T]) find(hash uint32, labels []byte) *series[T] {
	t := x.table.Load()
	if t == nil {
		return nil
	}
	for slot := hash & t.mask; ; slot = (slot + 1) & t.mask {
		s := t.slots[slot].Load()
		if s == nil {
			return nil
		}
		if s.hash == hash && !s.is(removed) && *s.labels.Load() == string(labels) {
			return s
		}
	}
}

// add adds s, which is not in the index.
func (x *index[T]) add(s *series[T]) {
	t := x.table.Load()
	if t == nil || x.used >= len(t.slots)*3/4 {
		t = x.rebuild()
	}
	t.place(s)
	x.used++
}

func (t *table[T]) place(s *series[T]) {
	at := s.hash & t.mask
	for t.slots[at].Load() != nil {
		at = (at + 1) & t.mask
	}
	t.slots[at].Store(s)
}

// remove removes s. Its slot stays in use, or series that were placed
// behind it would not be found.
func (x *index[T]) remove(s *series[T]) {
	t := x.table.Load()
	at := s.hash & t.mask
	for t.slots[at].Load() != s {
		at = (at + 1) & t.mask
	}
	x.gone.state.Store(removed)
	t.slots[at].Store(&x.gone)
}

// shrink makes the table smaller if it is much too large for size series.
func (x *index[T]) shrink(size int) {
	if t := x.table.Load(); t != nil && len(t.slots) > 8*(size+smallestTable) {
		x.rebuild()
	}
}

// rebuild publishes a table without the slots of removed series and with
// room for half as many again as remain.
func (x *index[T]) rebuild() *table[T] {
	remain := slices.Collect(x.all())
	size := smallestTable
	for size*3/4 <= len(remain)*3/2 {
		size *= 2
	}
	t := &table[T]{mask: uint32(size - 1), slots: make([]atomic.Pointer[series[T]], size)}
	for _, s := range remain {
		t.place(s)
	}
	x.used = len(remain)
	x.table.Store(t)
	return t
}

// all yields the series in no order.
func (x *index[T]) all() iter.Seq[*series[T]] {
	return func(yield func(*series[T]) bool) {
		t := x.table.Load()
		if t == nil {
			return
		}
		for i := range t.slots {
			if s := t.slots[i].Load(); s != nil && s != &x.gone && !yield(s) {
				return
			}
		}
	}
}
