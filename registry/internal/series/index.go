package series

import (
	"iter"
	"slices"
	"sync/atomic"
)

// An index has the series of a store by the hash of their label values.
// Look-ups take no lock; changes are made under the store's lock. The index
// is an open hash table: a slot is nil until its first use, and the search
// for a hash begins at its slot and ends at the first nil.
type index[C any] struct {
	table     atomic.Pointer[table[C]]
	used      int       // slots that are not nil
	tombstone Series[C] // stands in the slots of removed series, and is removed itself
}

// A table has its fields in an embedded struct for the reason that a Series
// has them there.
type table[C any] struct{ hashed[C] }

// hashed are series, each at the slot of its hash or behind.
type hashed[C any] struct {
	mask  uint32
	slots []atomic.Pointer[Series[C]]
}

// smallestTable is the number of slots for a vector of a handful of series.
const smallestTable = 8

// first returns the first series with the hash, or nil. The series may be
// removed.
func (x *index[C]) first(hash uint32) *Series[C] {
	t := x.table.Load()
	if t == nil {
		return nil
	}
	slot := hash & t.mask
	s := t.slots[slot].Load()
	for s != nil && s.hash != hash {
		slot = (slot + 1) & t.mask
		s = t.slots[slot].Load()
	}
	return s
}

// find returns the series with the given rendered labels, or nil. The hash
// is the hash of the label values.
func (x *index[C]) find(hash uint32, labels []byte) *Series[C] {
	t := x.table.Load()
	if t == nil {
		return nil
	}
	for slot := hash & t.mask; ; slot = (slot + 1) & t.mask {
		s := t.slots[slot].Load()
		if s == nil {
			return nil
		}
		if s.hash == hash && !s.is(removed) && s.labels.Load().String() == string(labels) {
			return s
		}
	}
}

// add adds a series, which must not be in the index.
func (x *index[C]) add(s *Series[C]) {
	t := x.table.Load()
	if t == nil || x.used >= len(t.slots)*3/4 {
		t = x.rebuild()
	}
	t.place(s)
	x.used++
}

func (t *table[C]) place(s *Series[C]) {
	slot := s.hash & t.mask
	for t.slots[slot].Load() != nil {
		slot = (slot + 1) & t.mask
	}
	t.slots[slot].Store(s)
}

// remove removes s. The slot stays in use: a nil would hide the series
// placed behind it.
func (x *index[C]) remove(s *Series[C]) {
	t := x.table.Load()
	slot := s.hash & t.mask
	for t.slots[slot].Load() != s {
		slot = (slot + 1) & t.mask
	}
	x.tombstone.state.Store(removed)
	t.slots[slot].Store(&x.tombstone)
}

// shrink makes the table smaller if more than seven eighths of its slots are
// too many.
func (x *index[C]) shrink(size int) {
	if t := x.table.Load(); t != nil && len(t.slots) > 8*(size+smallestTable) {
		x.rebuild()
	}
}

// rebuild publishes a table without the slots of removed series and with
// room for half as many series again.
func (x *index[C]) rebuild() *table[C] {
	present := slices.Collect(x.all())
	size := smallestTable
	for size*3/4 <= len(present)*3/2 {
		size *= 2
	}
	t := &table[C]{hashed[C]{mask: uint32(size - 1), slots: make([]atomic.Pointer[Series[C]], size)}}
	for _, s := range present {
		t.place(s)
	}
	x.used = len(present)
	x.table.Store(t)
	return t
}

// all yields the series in no order.
func (x *index[C]) all() iter.Seq[*Series[C]] {
	return func(yield func(*Series[C]) bool) {
		t := x.table.Load()
		if t == nil {
			return
		}
		for i := range t.slots {
			if s := t.slots[i].Load(); s != nil && s != &x.tombstone && !yield(s) {
				return
			}
		}
	}
}
