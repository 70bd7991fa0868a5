package messages

import (
	"fmt"

	"plainmetrics/expfmt"
)

// nativeBuckets are the native buckets of a series in the making.
type nativeBuckets struct {
	native expfmt.NativeHistogram
	floats expfmt.FloatCounts // the counts of native.Negative and native.Positive as float64
}

// A Side is a side of zero, with native buckets.
type Side int

// The sides.
const (
	Negative Side = iota
	Positive
)

// IsNative reports whether a message with these fields is a native histogram for
// Prometheus. spans is the number of spans on both sides together.
func IsNative(spans int, zeroThreshold float64, zeroCount uint64, zeroCountFloat float64) bool {
	return spans > 0 || zeroThreshold != 0 || zeroCount != 0 || zeroCountFloat != 0
}

// SetNative makes s a native histogram with no bucket but the zero bucket.
// zeroCountFloat takes the place of zeroCount unless zeroCountFloat is 0.
func (s *Series) SetNative(schema int32, zeroThreshold float64, zeroCount uint64, zeroCountFloat float64) {
	b := s.buckets
	if b == nil {
		b = new(nativeBuckets)
		s.buckets = b
	}
	n := &b.native
	*n = expfmt.NativeHistogram{
		Schema: schema, ZeroThreshold: zeroThreshold, ZeroCount: zeroCount,
		Negative: emptied(n.Negative), Positive: emptied(n.Positive), Exemplars: n.Exemplars[:0],
	}
	b.floats = expfmt.FloatCounts{Negative: b.floats.Negative[:0], Positive: b.floats.Positive[:0]}
	s.Point.Native = n
	s.setFloat(zeroCountFloat)
	b.floats.ZeroCount = orFloat(zeroCount, zeroCountFloat)
}

// emptied returns buckets with the memory of b and without a bucket.
func emptied(b expfmt.NativeBuckets) expfmt.NativeBuckets {
	return expfmt.NativeBuckets{Spans: b.Spans[:0], Counts: b.Counts[:0]}
}

// side returns the buckets, and their counts as float64.
func (b *nativeBuckets) side(side Side) (*expfmt.NativeBuckets, *[]float64) {
	if side == Negative {
		return &b.native.Negative, &b.floats.Negative
	}
	return &b.native.Positive, &b.floats.Positive
}

// AddSpan adds a span to the native buckets.
func (s *Series) AddSpan(side Side, offset int32, length uint32) {
	b, _ := s.buckets.side(side)
	b.Spans = append(b.Spans, expfmt.Span{Offset: offset, Length: length})
}

// AddCounts adds the counts of all native buckets on a side: either as deltas,
// the difference of each count to the count before, or as float64 counts.
func (s *Series) AddCounts(side Side, deltas []int64, counts []float64) error {
	b, floats := s.buckets.side(side)
	*floats = append(*floats, counts...)
	if len(counts) > 0 && s.floats == nil {
		s.floats = new(expfmt.FloatCounts)
	}
	n := int64(0)
	for i, delta := range deltas {
		if n += delta; n < 0 {
			return fmt.Errorf("native bucket %d: expected a number of observations, found %d", i, n)
		}
		b.Counts = append(b.Counts, uint64(n))
	}
	return nil
}

// AddNativeExemplar adds an exemplar of the native histogram.
func (s *Series) AddNativeExemplar(e *expfmt.Exemplar) {
	s.buckets.native.Exemplars = append(s.buckets.native.Exemplars, e)
}

// endNative completes the native buckets of a histogram.
func (s *Series) endNative() {
	n := s.Point.Native
	if n == nil {
		return
	}
	if f := s.floats; f != nil {
		b := &s.buckets.floats
		f.ZeroCount, f.Negative, f.Positive = b.ZeroCount, b.Negative, b.Positive
		n.ZeroCount, n.Negative.Counts, n.Positive.Counts = 0, n.Negative.Counts[:0], n.Positive.Counts[:0]
	}
	// A span without buckets at index 0 marks a native histogram if no other
	// field does. A Point needs no mark.
	spans := n.Positive.Spans
	if len(n.Negative.Spans) == 0 && len(spans) == 1 && spans[0] == (expfmt.Span{}) {
		n.Positive.Spans = spans[:0]
	}
}
