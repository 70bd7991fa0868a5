package registry

import (
	"math"
	"sort"
)

// A finder finds the bucket of an observation. Bounds mostly grow with
// their size, so the exponent of a number, which is a part of its bits,
// says nearly all: of DefBuckets, no more than one bound has a given
// exponent.
type finder struct {
	bounds []float64 // increasing
	least  uint64    // exponent of the first bound that is indexed, as float64 has it
	span   uint64    // exponents from least on, up to that of the last bound

	// starts has, for each of these exponents and one more, the index of
	// the first bound with that exponent or a larger one.
	starts []uint16
}

// exponent returns the bits of v above the mantissa: the exponent, and the
// sign above that, so that those of negative numbers are the largest.
func exponent(v float64) uint64 { return math.Float64bits(v) >> 52 }

// newFinder leaves zero, the numbers near it that have no exponent of their
// own, and those below it to a search.
func newFinder(bounds []float64) finder {
	f := finder{bounds: bounds}
	first := sort.Search(len(bounds), func(i int) bool { return bounds[i] >= 0x1p-1022 })
	if first == len(bounds) || len(bounds) > math.MaxUint16 {
		return f
	}
	f.least = exponent(bounds[first])
	f.span = exponent(bounds[len(bounds)-1]) - f.least + 1
	at := first
	for i := range f.span + 1 {
		for at < len(bounds) && exponent(bounds[at]) < f.least+i {
			at++
		}
		f.starts = append(f.starts, uint16(at))
	}
	return f
}

// find returns the index of the first bound that is at least v, the number
// of bounds if there is none, as for NaN.
func (f *finder) find(v float64) int {
	at := exponent(v) - f.least
	if at >= f.span {
		return f.search(v, 0, len(f.bounds))
	}
	i, end := int(f.starts[at]), int(f.starts[at+1])
	if end-i > 1 {
		return f.search(v, i, end)
	}
	if i < end && !(v <= f.bounds[i]) { // NaN has the exponent of +Inf
		i++
	}
	return i
}

// search returns the index of the first of some bounds that is at least v,
// end if there is none.
func (f *finder) search(v float64, from, end int) int {
	// Walking past a few bounds is faster than halving, whose branches
	// can't be predicted.
	if end-from > 32 {
		return from + sort.Search(end-from, func(i int) bool { return v <= f.bounds[from+i] })
	}
	for i := from; i < end; i++ {
		if v <= f.bounds[i] {
			return i
		}
	}
	return end
}
