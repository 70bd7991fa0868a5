package testutil

import (
	"context"
	"fmt"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

// ToFloat64 returns the value of the one series that c has: a Counter, a
// Gauge, a vector with a single series, or a series of a vector. It panics
// if c fails, has no series or more than one, or if that is a histogram or
// a summary.
func ToFloat64(c registry.Collector) float64 {
	var one single
	if err := c.Collect(context.Background(), &one); err != nil {
		panic(fmt.Errorf("testutil: collecting metrics failed: %w", err))
	}
	if one.series != 1 {
		panic(fmt.Errorf("testutil: expected exactly 1 metric, found %d", one.series))
	}
	if t, ok := one.scalar(); !ok {
		panic(fmt.Errorf("testutil: expected a counter, a gauge or an untyped metric, found a %v", t))
	}
	return one.value
}

// A single is an Encoder that keeps a value, and counts series to see that
// it was the only one.
type single struct {
	open   *expfmt.Family
	value  float64
	series int

	family *expfmt.Family // of the series
	bounds *expfmt.Bounds
}

// Family implements expfmt.Encoder.
func (s *single) Family(f *expfmt.Family) { s.open = f }

// Value implements expfmt.Encoder.
func (s *single) Value(_ expfmt.LabelSet, v float64) {
	s.family, s.value = s.open, v
	s.series++
}

// Point implements expfmt.Encoder.
func (s *single) Point(l expfmt.LabelSet, p *expfmt.Point) {
	s.Value(l, p.Value)
	s.bounds = p.Bounds
}

// scalar reports whether the series is a single value, and what it is if
// not. A metric that was given no name, as tests do, has no family.
func (s *single) scalar() (expfmt.Type, bool) {
	t := expfmt.TypeUntyped
	if s.family != nil {
		t = s.family.Type()
	} else if s.bounds != nil {
		t = expfmt.TypeHistogram
	}
	return t, t.Scalar()
}
