package registry

import (
	"sync/atomic"

	"plainmetrics/expfmt"
)

// A scalar is the cell of a counter or gauge: one number. Both types have
// the same cell, so that they share the code of storage and vectors: 40 kB
// of a binary with both.
type scalar struct {
	// The value is the sum of whole and float. Most counters count whole
	// things, for which an atomic integer is faster than a float, and exact
	// up to 2^64. A gauge is the float alone.
	whole atomic.Uint64
	float atomicFloat

	created int64 // in nanoseconds since 1970; 0 for a gauge
	extra   atomic.Pointer[scalarExtra]
}

// A scalarExtra is what few scalars have of their own. The others share
// the one of their family, which saves 16 of 48 bytes.
type scalarExtra struct {
	family   source
	exemplar *expfmt.Exemplar
}

func (s *scalar) value() float64 { return s.float.load() + float64(s.whole.Load()) }

// source returns the family of the scalar, nil for a zero scalar.
func (s *scalar) source() source {
	if extra := s.extra.Load(); extra != nil {
		return extra.family
	}
	return nil
}
