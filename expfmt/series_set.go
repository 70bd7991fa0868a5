package expfmt

import "math/bits"

// A seriesSet is a set of series whose number is known in advance. A map in its
// place takes 17 ns more for each series of 1,000, of 148 for a counter.
type seriesSet struct {
	slots   []seriesKey // at least half of them 0, which is no key here
	hasZero bool        // the key 0 is in the set, too
}

// reset empties the set, for so many series.
func (s *seriesSet) reset(series int) {
	size := 8 << bits.Len(uint(series/4))
	if size > len(s.slots) || size < len(s.slots)/8 {
		s.slots = make([]seriesKey, size)
	} else {
		clear(s.slots)
	}
	s.hasZero = false
}

// add adds a series, and reports whether it is new.
func (s *seriesSet) add(key seriesKey) bool {
	if key == 0 {
		isNew := !s.hasZero
		s.hasZero = true
		return isNew
	}
	for i := key; ; i++ {
		slot := &s.slots[int(i)&(len(s.slots)-1)]
		switch *slot {
		case 0:
			*slot = key
			return true
		case key:
			return false
		}
	}
}
