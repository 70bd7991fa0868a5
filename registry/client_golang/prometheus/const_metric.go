package prometheus

import (
	"time"

	dto "github.com/prometheus/client_model/go"

	"plainmetrics/registry"
)

// A ValueType is the type of a const metric.
type ValueType int

// The types of const metrics with a single value.
const (
	CounterValue = ValueType(registry.CounterValue)
	GaugeValue   = ValueType(registry.GaugeValue)
	UntypedValue = ValueType(registry.UntypedValue)
)

// These are the results of ToDTO.
var (
	CounterMetricTypePtr = dto.MetricType_COUNTER.Enum()
	GaugeMetricTypePtr   = dto.MetricType_GAUGE.Enum()
	UntypedMetricTypePtr = dto.MetricType_UNTYPED.Enum()
)

// ToDTO returns the type in the form of client_model: untyped if v is no type.
func (v ValueType) ToDTO() *dto.MetricType {
	switch v {
	case CounterValue:
		return CounterMetricTypePtr
	case GaugeValue:
		return GaugeMetricTypePtr
	}
	return UntypedMetricTypePtr
}

// A constant is a metric of package registry that is no series.
type constant struct{ registry.Metric }

func newConstant(m registry.Metric, err error) (Metric, error) {
	if err != nil {
		return nil, err
	}
	return constant{m}, nil
}

// Write implements Metric.
func (m constant) Write(out *dto.Metric) error { return write(out, m.Metric) }

// NewConstMetric is registry.NewConstMetric.
func NewConstMetric(desc *Desc, valueType ValueType, value float64, labelValues ...string) (Metric, error) {
	return newConstant(registry.NewConstMetric(desc, registry.ValueType(valueType), value, labelValues...))
}

// MustNewConstMetric is registry.MustNewConstMetric.
func MustNewConstMetric(desc *Desc, valueType ValueType, value float64, labelValues ...string) Metric {
	return constant{registry.MustNewConstMetric(desc, registry.ValueType(valueType), value, labelValues...)}
}

// NewConstMetricWithCreatedTimestamp is registry.NewConstMetricWithCreatedTimestamp.
func NewConstMetricWithCreatedTimestamp(desc *Desc, valueType ValueType, value float64, ct time.Time, labelValues ...string) (Metric, error) {
	return newConstant(registry.NewConstMetricWithCreatedTimestamp(desc, registry.ValueType(valueType), value, ct, labelValues...))
}

// MustNewConstMetricWithCreatedTimestamp is registry.MustNewConstMetricWithCreatedTimestamp.
func MustNewConstMetricWithCreatedTimestamp(desc *Desc, valueType ValueType, value float64, ct time.Time, labelValues ...string) Metric {
	return constant{registry.MustNewConstMetricWithCreatedTimestamp(desc, registry.ValueType(valueType), value, ct, labelValues...)}
}

// NewConstHistogram is registry.NewConstHistogram.
func NewConstHistogram(desc *Desc, count uint64, sum float64, buckets map[float64]uint64, labelValues ...string) (Metric, error) {
	return newConstant(registry.NewConstHistogram(desc, count, sum, buckets, labelValues...))
}

// MustNewConstHistogram is registry.MustNewConstHistogram.
func MustNewConstHistogram(desc *Desc, count uint64, sum float64, buckets map[float64]uint64, labelValues ...string) Metric {
	return constant{registry.MustNewConstHistogram(desc, count, sum, buckets, labelValues...)}
}

// NewConstHistogramWithCreatedTimestamp is registry.NewConstHistogramWithCreatedTimestamp.
func NewConstHistogramWithCreatedTimestamp(desc *Desc, count uint64, sum float64, buckets map[float64]uint64, ct time.Time, labelValues ...string) (Metric, error) {
	return newConstant(registry.NewConstHistogramWithCreatedTimestamp(desc, count, sum, buckets, ct, labelValues...))
}

// MustNewConstHistogramWithCreatedTimestamp is registry.MustNewConstHistogramWithCreatedTimestamp.
func MustNewConstHistogramWithCreatedTimestamp(desc *Desc, count uint64, sum float64, buckets map[float64]uint64, ct time.Time, labelValues ...string) Metric {
	return constant{registry.MustNewConstHistogramWithCreatedTimestamp(desc, count, sum, buckets, ct, labelValues...)}
}

// NewConstSummary is registry.NewConstSummary.
func NewConstSummary(desc *Desc, count uint64, sum float64, quantiles map[float64]float64, labelValues ...string) (Metric, error) {
	return newConstant(registry.NewConstSummary(desc, count, sum, quantiles, labelValues...))
}

// MustNewConstSummary is registry.MustNewConstSummary.
func MustNewConstSummary(desc *Desc, count uint64, sum float64, quantiles map[float64]float64, labelValues ...string) Metric {
	return constant{registry.MustNewConstSummary(desc, count, sum, quantiles, labelValues...)}
}

// NewConstSummaryWithCreatedTimestamp is registry.NewConstSummaryWithCreatedTimestamp.
func NewConstSummaryWithCreatedTimestamp(desc *Desc, count uint64, sum float64, quantiles map[float64]float64, ct time.Time, labelValues ...string) (Metric, error) {
	return newConstant(registry.NewConstSummaryWithCreatedTimestamp(desc, count, sum, quantiles, ct, labelValues...))
}

// MustNewConstSummaryWithCreatedTimestamp is registry.MustNewConstSummaryWithCreatedTimestamp.
func MustNewConstSummaryWithCreatedTimestamp(desc *Desc, count uint64, sum float64, quantiles map[float64]float64, ct time.Time, labelValues ...string) Metric {
	return constant{registry.MustNewConstSummaryWithCreatedTimestamp(desc, count, sum, quantiles, ct, labelValues...)}
}

// NewConstNativeHistogram is registry.NewConstNativeHistogram.
func NewConstNativeHistogram(desc *Desc, count uint64, sum float64, positiveBuckets, negativeBuckets map[int]int64, zeroBucket uint64, schema int32, zeroThreshold float64, createdTimestamp time.Time, labelValues ...string) (Metric, error) {
	return newConstant(registry.NewConstNativeHistogram(desc, count, sum, positiveBuckets, negativeBuckets, zeroBucket, schema, zeroThreshold, createdTimestamp, labelValues...))
}

// MustNewConstNativeHistogram is registry.MustNewConstNativeHistogram.
func MustNewConstNativeHistogram(desc *Desc, count uint64, sum float64, positiveBuckets, negativeBuckets map[int]int64, zeroBucket uint64, schema int32, zeroThreshold float64, createdTimestamp time.Time, labelValues ...string) Metric {
	return constant{registry.MustNewConstNativeHistogram(desc, count, sum, positiveBuckets, negativeBuckets, zeroBucket, schema, zeroThreshold, createdTimestamp, labelValues...)}
}
