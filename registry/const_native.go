package registry

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"math/bits"
	"slices"
	"time"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/native"
)

// NewConstNativeHistogram returns a Metric with a native histogram that never
// changes. positiveBuckets and negativeBuckets have the numbers of
// observations, not cumulative, by the index of the bucket; zeroBucket has
// the number from -zeroThreshold to zeroThreshold. NewConstNativeHistogram
// fails where NewConstMetric does, for a schema other than -4 to 8, and unless
// all buckets together have count observations. With a sum of NaN, the buckets
// may have fewer.
//
// A negative number in a bucket, or a zero threshold that is negative or NaN, is
// an error of each scrape, whose page lacks the metric.
//
// The text format and OpenMetrics 1.0 show the count and the sum alone.
func NewConstNativeHistogram(desc *Desc, count uint64, sum float64, positiveBuckets, negativeBuckets map[int]int64, zeroBucket uint64, schema int32, zeroThreshold float64, createdTimestamp time.Time, labelValues ...string) (Metric, error) {
	p := pointCreated(createdTimestamp)
	h, err := newConstHistogram(desc, count, sum, nil, p, labelValues)
	if err != nil {
		return nil, err
	}
	if schema < expfmt.MinSchema || schema > expfmt.MaxSchema {
		return nil, fmt.Errorf("registry: invalid native histogram schema: expected %d to %d, found %d", expfmt.MinSchema, expfmt.MaxSchema, schema)
	}
	if !haveObservations(count, sum, zeroBucket, positiveBuckets, negativeBuckets) {
		return nil, errors.New("registry: the sum of all bucket populations exceeds the count of observations, or falls short of it")
	}
	p.Native = &expfmt.NativeHistogram{Schema: schema, ZeroThreshold: zeroThreshold, ZeroCount: zeroBucket}
	if p.Native.Positive, err = constBuckets(positiveBuckets); err == nil {
		p.Native.Negative, err = constBuckets(negativeBuckets)
	}
	if err != nil {
		return NewInvalidMetric(desc, err), nil
	}
	return h, nil
}

// haveObservations reports whether the buckets have count observations or, if
// the sum is NaN, at most so many. It adds 128 bits, because no sum of buckets
// may pass for another.
func haveObservations(count uint64, sum float64, zeroBucket uint64, sides ...map[int]int64) bool {
	low, high := zeroBucket, uint64(0)
	for _, buckets := range sides {
		for _, n := range buckets {
			var carry uint64
			low, carry = bits.Add64(low, uint64(n), 0)
			high += uint64(n>>63) + carry
		}
	}
	return high == 0 && (low == count || low < count && math.IsNaN(sum))
}

// MustNewConstNativeHistogram is NewConstNativeHistogram with a panic in place
// of an error.
func MustNewConstNativeHistogram(desc *Desc, count uint64, sum float64, positiveBuckets, negativeBuckets map[int]int64, zeroBucket uint64, schema int32, zeroThreshold float64, createdTimestamp time.Time, labelValues ...string) Metric {
	return must(NewConstNativeHistogram(desc, count, sum, positiveBuckets, negativeBuckets, zeroBucket, schema, zeroThreshold, createdTimestamp, labelValues...))
}

// constBuckets returns the buckets as spans.
func constBuckets(buckets map[int]int64) (expfmt.NativeBuckets, error) {
	var spans native.Spans
	for _, index := range slices.Sorted(maps.Keys(buckets)) {
		n := buckets[index]
		if n < 0 || index < math.MinInt32 || index > math.MaxInt32 {
			return spans.NativeBuckets, fmt.Errorf("registry: native bucket %d: expected a number of observations, and an index of 32 bits, found %d observations", index, n)
		}
		spans.Add(index, uint64(n))
	}
	return spans.NativeBuckets, nil
}
