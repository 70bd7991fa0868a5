package registry

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/model"
)

// The schemas of native histograms: each bucket is 2^(2^-schema) times as wide
// as the bucket below.
const (
	lowestSchema  = -4
	highestSchema = 8
)

// NewConstNativeHistogram returns a Metric with a native histogram that never
// changes. positiveBuckets and negativeBuckets have the numbers of
// observations, not cumulative, by the index of the bucket; zeroBucket has
// the number from -zeroThreshold to zeroThreshold. NewConstNativeHistogram
// fails where NewConstMetric does, for a schema other than -4 to 8, and
// unless all buckets together have count observations: with a sum of NaN they
// may have less.
//
// Write alone writes the native buckets. A page in text has the count and the
// sum, and so has the result of Gather.
func NewConstNativeHistogram(desc *Desc, count uint64, sum float64, positiveBuckets, negativeBuckets map[int]int64, zeroBucket uint64, schema int32, zeroThreshold float64, createdTimestamp time.Time, labelValues ...string) (Metric, error) {
	classic, err := newConstHistogram(desc, count, sum, nil, pointCreated(createdTimestamp), labelValues)
	if err != nil {
		return nil, err
	}
	if schema < lowestSchema || schema > highestSchema {
		return nil, fmt.Errorf("registry: invalid native histogram schema: expected %d to %d, found %d", lowestSchema, highestSchema, schema)
	}
	inBuckets := int64(zeroBucket)
	for _, buckets := range []map[int]int64{positiveBuckets, negativeBuckets} {
		for _, n := range buckets {
			inBuckets += n
		}
	}
	if inBuckets > int64(count) || inBuckets < int64(count) && !math.IsNaN(sum) {
		return nil, errors.New("registry: the sum of all bucket populations exceeds the count of observations, or falls short of it")
	}
	h := &nativeHistogram{Metric: classic, buckets: model.Histogram{Schema: &schema, ZeroThreshold: &zeroThreshold, ZeroCount: &zeroBucket}}
	h.buckets.PositiveSpan, h.buckets.PositiveDelta = spans(positiveBuckets)
	h.buckets.NegativeSpan, h.buckets.NegativeDelta = spans(negativeBuckets)
	if zeroThreshold == 0 && zeroBucket == 0 && len(positiveBuckets)+len(negativeBuckets) == 0 {
		h.buckets.PositiveSpan = []*model.BucketSpan{{Offset: new(int32), Length: new(uint32)}} // or it would pass for a classic one
	}
	return h, nil
}

// MustNewConstNativeHistogram is NewConstNativeHistogram with a panic in place
// of an error.
func MustNewConstNativeHistogram(desc *Desc, count uint64, sum float64, positiveBuckets, negativeBuckets map[int]int64, zeroBucket uint64, schema int32, zeroThreshold float64, createdTimestamp time.Time, labelValues ...string) Metric {
	return must(NewConstNativeHistogram(desc, count, sum, positiveBuckets, negativeBuckets, zeroBucket, schema, zeroThreshold, createdTimestamp, labelValues...))
}

// A nativeHistogram is a const histogram with native buckets.
type nativeHistogram struct {
	Metric  // the count, the sum and the time of creation
	buckets model.Histogram
}

// Write implements Metric.
func (h *nativeHistogram) Write(out *model.Metric) error {
	err := h.Metric.Write(out)
	if err == nil {
		native := h.buckets
		native.SampleCount, native.SampleSum, native.CreatedTimestamp = out.Histogram.SampleCount, out.Histogram.SampleSum, out.Histogram.CreatedTimestamp
		out.Histogram = &native
	}
	return err
}

// Encode implements Source.
func (h *nativeHistogram) Encode(_ context.Context, enc expfmt.Encoder) error {
	return encodeMetric(enc, h.Metric)
}

// spans returns the buckets in the form of package model: spans of buckets
// that follow each other, and for each bucket the difference to the count of
// the one below. A gap of up to two buckets does not end a span.
func spans(buckets map[int]int64) (spans []*model.BucketSpan, deltas []int64) {
	next, last := 0, int64(0)
	for _, index := range slices.Sorted(maps.Keys(buckets)) {
		gap := int32(index - next)
		if len(spans) == 0 || gap > 2 {
			offset := gap
			spans = append(spans, &model.BucketSpan{Offset: &offset, Length: new(uint32)})
			gap = 0
		}
		span := spans[len(spans)-1]
		*span.Length += uint32(gap) + 1
		for ; gap > 0; gap-- {
			deltas, last = append(deltas, -last), 0
		}
		deltas, last = append(deltas, buckets[index]-last), buckets[index]
		next = index + 1
	}
	return spans, deltas
}
