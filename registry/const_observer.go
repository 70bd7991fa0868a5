package registry

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"plainmetrics/expfmt"
)

// NewConstHistogram returns a Metric with a histogram that never changes.
// buckets has the number of observations at or below each upper bound, and
// may leave out +Inf: count is the number of all. NewConstHistogram fails
// where NewConstMetric does, and if the Desc has a label le.
//
// Counts that decrease from bucket to bucket, or beyond count, and NaN among
// the bounds, are an error of the scrape, and cost the metric.
func NewConstHistogram(desc *Desc, count uint64, sum float64, buckets map[float64]uint64, labelValues ...string) (Metric, error) {
	return newConstHistogram(desc, count, sum, buckets, new(expfmt.Point), labelValues)
}

// MustNewConstHistogram is NewConstHistogram with a panic in place of an
// error.
func MustNewConstHistogram(desc *Desc, count uint64, sum float64, buckets map[float64]uint64, labelValues ...string) Metric {
	return must(NewConstHistogram(desc, count, sum, buckets, labelValues...))
}

// NewConstHistogramWithCreatedTimestamp is NewConstHistogram with the time of
// creation.
func NewConstHistogramWithCreatedTimestamp(desc *Desc, count uint64, sum float64, buckets map[float64]uint64, ct time.Time, labelValues ...string) (Metric, error) {
	return newConstHistogram(desc, count, sum, buckets, pointCreated(ct), labelValues)
}

// MustNewConstHistogramWithCreatedTimestamp is
// NewConstHistogramWithCreatedTimestamp with a panic in place of an error.
func MustNewConstHistogramWithCreatedTimestamp(desc *Desc, count uint64, sum float64, buckets map[float64]uint64, ct time.Time, labelValues ...string) Metric {
	return must(NewConstHistogramWithCreatedTimestamp(desc, count, sum, buckets, ct, labelValues...))
}

// newConstHistogram completes p, which may have a time of creation.
func newConstHistogram(desc *Desc, count uint64, sum float64, buckets map[float64]uint64, p *expfmt.Point, labelValues []string) (Metric, error) {
	upper := finite(slices.Sorted(maps.Keys(buckets)))
	bounds, err := desc.bounds(expfmt.TypeHistogram, upper, expfmt.Buckets)
	if err != nil {
		return unwritable(desc, err, labelValues)
	}
	p.Count, p.Sum, p.Bounds, p.Counts = count, sum, bounds, make([]uint64, len(upper))
	for i, le := range upper {
		p.Counts[i] = buckets[le]
	}
	return newConstPoint(desc, expfmt.TypeHistogram, p, labelValues)
}

// finite returns sorted upper bounds without +Inf.
func finite(upper []float64) []float64 {
	if n := len(upper); n > 0 && math.IsInf(upper[n-1], 1) {
		return upper[:n-1]
	}
	return upper
}

// NewConstSummary returns a Metric with a summary that never changes.
// quantiles has the values by quantile. NewConstSummary fails where
// NewConstMetric does, and if the Desc has a label quantile. Quantiles that are
// not from 0 to 1 are an error of the scrape, and cost the metric.
func NewConstSummary(desc *Desc, count uint64, sum float64, quantiles map[float64]float64, labelValues ...string) (Metric, error) {
	return newConstSummary(desc, count, sum, quantiles, new(expfmt.Point), labelValues)
}

// MustNewConstSummary is NewConstSummary with a panic in place of an error.
func MustNewConstSummary(desc *Desc, count uint64, sum float64, quantiles map[float64]float64, labelValues ...string) Metric {
	return must(NewConstSummary(desc, count, sum, quantiles, labelValues...))
}

// NewConstSummaryWithCreatedTimestamp is NewConstSummary with the time of
// creation.
func NewConstSummaryWithCreatedTimestamp(desc *Desc, count uint64, sum float64, quantiles map[float64]float64, ct time.Time, labelValues ...string) (Metric, error) {
	return newConstSummary(desc, count, sum, quantiles, pointCreated(ct), labelValues)
}

// MustNewConstSummaryWithCreatedTimestamp is
// NewConstSummaryWithCreatedTimestamp with a panic in place of an error.
func MustNewConstSummaryWithCreatedTimestamp(desc *Desc, count uint64, sum float64, quantiles map[float64]float64, ct time.Time, labelValues ...string) Metric {
	return must(NewConstSummaryWithCreatedTimestamp(desc, count, sum, quantiles, ct, labelValues...))
}

// newConstSummary completes p, which may have a time of creation.
func newConstSummary(desc *Desc, count uint64, sum float64, quantiles map[float64]float64, p *expfmt.Point, labelValues []string) (Metric, error) {
	ranks := slices.Sorted(maps.Keys(quantiles))
	bounds, err := desc.bounds(expfmt.TypeSummary, ranks, expfmt.Quantiles)
	if err != nil {
		return unwritable(desc, err, labelValues)
	}
	p.Count, p.Sum, p.Bounds, p.Values = count, sum, bounds, make([]float64, len(ranks))
	for i, rank := range ranks {
		p.Values[i] = quantiles[rank]
	}
	return newConstPoint(desc, expfmt.TypeSummary, p, labelValues)
}

// unwritable returns a Metric that each scrape leaves out, with err: client_golang
// makes and prints such metrics, so a Collector is not prepared for an error.
func unwritable(desc *Desc, err error, labelValues []string) (Metric, error) {
	if _, _, err := desc.series(expfmt.TypeUntyped, labelValues); err != nil {
		return nil, err
	}
	return NewInvalidMetric(desc, err), nil
}

// bounds returns the bounds of a const metric, made by newBounds unless the
// latest metric of the Desc and the type had the same.
func (d *Desc) bounds(typ expfmt.Type, numbers []float64, newBounds func([]float64) (*expfmt.Bounds, error)) (*expfmt.Bounds, error) {
	if len(numbers) == 0 {
		return nil, nil
	}
	if d == nil || d.consts == nil {
		return newBounds(numbers)
	}
	consts := d.constMetrics()
	latest := &consts.buckets
	if typ == expfmt.TypeSummary {
		latest = &consts.quantiles
	}
	if bounds := latest.Load(); bounds != nil && slices.Equal(bounds.At(), numbers) {
		return bounds, nil
	}
	bounds, err := newBounds(numbers)
	if err != nil {
		return nil, fmt.Errorf("registry: metric %v: %w", metricName{d}, err)
	}
	latest.Store(bounds)
	return bounds, nil
}
