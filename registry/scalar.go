package registry

import (
	"sync/atomic"

	"plainmetrics/expfmt"
)

// A scalar is the cell of a counter or gauge: a single number. Counters and
// gauges have the same cell, so binaries have the code of storage and
// vectors once for both, which saves 50 kB.
type scalar struct {
	// The value is the sum of whole and float. Most counters count whole
	// things, for which an atomic integer is faster than a float, and exact
	// up to 2^64. A gauge is the float alone.
	whole atomic.Uint64
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

func (s *scalar) value() float64 { return s.float.load() + float64(s.whole.Load()) }

// source returns the family of the scalar, or nil for a zero scalar.
func (s *scalar) source() source {
	if extra := s.extra.Load(); extra != nil {
		return extra.family
	}
	return nil
}
