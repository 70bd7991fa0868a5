package testutil

import (
	"context"
	"fmt"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

// ToFloat64 returns the value of c, which must have exactly one series: a
// Counter, a Gauge, a vector with a single series, or a series of a vector.
// It panics if c fails, has another number of series, or is a histogram or a
// summary.
func ToFloat64(c registry.Collector) float64 {
	var found lastSeries
	if err := registry.SourceOf(c).Encode(context.Background(), &found); err != nil {
		panic(fmt.Errorf("testutil: error happened while collecting metrics: %w", err))
	}
	if found.count != 1 {
		panic(fmt.Errorf("testutil: collected %d metrics instead of exactly 1", found.count))
	}
	if t := found.typ(c); !t.Scalar() {
		panic(fmt.Errorf("testutil: collected a non-gauge/counter/untyped metric: found a %v", t))
	}
	return found.value
}

// A lastSeries is an Encoder that counts series, and keeps the last.
type lastSeries struct {
	count  int
	family *expfmt.Family
	value  float64
}

// Value implements expfmt.Encoder.
func (s *lastSeries) Value(f *expfmt.Family, _ expfmt.LabelSet, v float64) {
	s.family, s.value = f, v
	s.count++
}

// Point implements expfmt.Encoder.
func (s *lastSeries) Point(f *expfmt.Family, l expfmt.LabelSet, p *expfmt.Point) {
	s.Value(f, l, p.Value)
}

// typ returns the type of the series, which c has written. A test may make a
// metric without a name, which has no family: then the Go type tells.
func (s *lastSeries) typ(c registry.Collector) expfmt.Type {
	if s.family != nil {
		return s.family.Type()
	}
	switch c.(type) {
	case registry.Histogram, *registry.HistogramVec:
		return expfmt.TypeHistogram
	case registry.Summary, *registry.SummaryVec:
		return expfmt.TypeSummary
	}
	return expfmt.TypeUntyped
}
