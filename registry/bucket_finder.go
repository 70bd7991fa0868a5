package registry

import (
	"math"
	"sort"
)

// A bucketFinder finds the bucket of an observation. Bounds mostly grow
// with their size, so the exponent of a number, which is a part of its
// bits, says nearly all: of DefBuckets, no more than one bound has a given
// exponent. With DefBuckets find takes 2.5 ns; a walk along the bounds
// takes 4.1 ns, a count of the bounds without branches 4.3 ns.
type bucketFinder struct {
	bounds []float64 // increasing
	least  uint64    // exponent of the first bound that is indexed, as float64 has it
	span   uint64    // number of exponents from least to the exponent of the last bound

	// starts has, for each of these exponents and one more, the index of
	// the first bound with that exponent or a larger one.
	starts []uint16
}

// exponent returns the bits of v above the mantissa: the exponent, and the
// sign above that, so that the exponents of negative numbers are the
// largest.
func exponent(v float64) uint64 { return math.Float64bits(v) >> 52 }

// newBucketFinder indexes the bounds from the first normal positive number
// on. Negative numbers, zero, and the subnormal numbers near zero, which
// have no exponent of their own, are left to a search.
func newBucketFinder(bounds []float64) bucketFinder {
	f := bucketFinder{bounds: bounds}
	first := sort.Search(len(bounds), func(i int) bool { return bounds[i] >= 0x1p-1022 })
	if first == len(bounds) || len(bounds) > math.MaxUint16 {
		return f
	}
	f.least = exponent(bounds[first])
	f.span = exponent(bounds[len(bounds)-1]) - f.least + 1
	bound := first
	for i := range f.span + 1 {
		for bound < len(bounds) && exponent(bounds[bound]) < f.least+i {
			bound++
		}
		f.starts = append(f.starts, uint16(bound))
	}
	return f
}

// find returns the index of the first bound that is at least v, or the
// number of bounds if there is none, as for NaN.
func (f *bucketFinder) find(v float64) int {
	index := exponent(v) - f.least
	if index >= f.span {
		return f.search(v, 0, len(f.bounds))
	}
	i, end := int(f.starts[index]), int(f.starts[index+1])
	if end-i > 1 {
		return f.search(v, i, end)
	}
	if i < end && !(v <= f.bounds[i]) { // NaN has the exponent of +Inf
		i++
	}
	return i
}

// search returns the index of the first bound from start to end that is at
// least v, or end if there is none.
func (f *bucketFinder) search(v float64, start, end int) int {
	// Up to 32 bounds, a walk is faster than a binary search, whose
	// branches a processor mispredicts.
	if end-start > 32 {
		return start + sort.Search(end-start, func(i int) bool { return v <= f.bounds[start+i] })
	}
	for i := start; i < end; i++ {
		if v <= f.bounds[i] {
			return i
		}
	}
	return end
}
