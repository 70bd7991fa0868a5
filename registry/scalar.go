package registry

import (
	"errors"
	"sync/atomic"

	"plainmetrics/expfmt"
)

// A scalar is the cell of a counter or gauge: a single number. Counters and
// gauges have the same cell, so binaries have the code of storage and
// vectors once for both, which saves 50 kB.
type scalar struct {
	// The value is the sum of whole and float. Most counters count whole
	// things, for which an atomic integer is faster than a float, and exact
	// up to wholeLimit. A gauge is the float alone.
	whole atomic.Int64
	float atomicFloat

	created int64 // in nanoseconds since 1970; 0 for a gauge
	extra   atomic.Pointer[scalarExtra]
}

// A scalarExtra is the data of a scalar with an exemplar. Scalars without
// exemplars share the scalarExtra of their family: a series is 16 bytes
// smaller for it, of 64.
type scalarExtra struct {
	family   source
	exemplar *expfmt.Exemplar
}

// wholeLimit is where whole stops to take what Add adds; Add goes on with
// float. Below the limit a float64 of 2^53 and more loses whole numbers.
//
// Between a look at whole and its addition other goroutines may add, each
// less than the limit. Only 127 of them together bring whole to 2^63, where
// it would wrap, and Inc, which does not look, takes 292 years, adding once
// a nanosecond.
const wholeLimit = 1 << 56

var errNegative = errors.New("registry: counter cannot decrease in value: expected a number to add that is not negative")

// increase adds v to a counter. The conversion of a number beyond int64 has
// another result on each processor: none of the results is below wholeLimit
// and equal to v. The look at whole costs 0.06 ns of 2.3; the order of the
// two comparisons saves 0.2 ns.
func (s *scalar) increase(v float64) {
	if v < 0 {
		panic(errNegative)
	}
	if n := int64(v); s.whole.Load()|n < wholeLimit && float64(n) == v {
		s.whole.Add(n)
	} else {
		s.float.add(v)
	}
}

func (s *scalar) value() float64 { return s.float.load() + float64(s.whole.Load()) }

// source returns the family of the scalar, or nil for a zero scalar.
func (s *scalar) source() source {
	if extra := s.extra.Load(); extra != nil {
		return extra.family
	}
	return nil
}
