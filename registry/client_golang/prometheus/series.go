package prometheus

import (
	dto "github.com/prometheus/client_model/go"

	"plainmetrics/registry"
)

// A Counter is a registry.Counter, or a user's own.
type Counter interface {
	Metric
	Collector
	Inc()
	Add(float64)
}

// A Gauge is a registry.Gauge, or a user's own.
type Gauge interface {
	Metric
	Collector
	Set(float64)
	Inc()
	Dec()
	Add(float64)
	Sub(float64)
	SetToCurrentTime()
}

// A Histogram is a registry.Histogram, or a user's own.
type Histogram interface {
	Metric
	Collector
	Observe(float64)
}

// A Summary is a registry.Summary, or a user's own.
type Summary interface {
	Metric
	Collector
	Observe(float64)
}

// A CounterFunc, GaugeFunc or UntypedFunc is a metric whose value is the
// result of a function; see package registry.
type (
	CounterFunc interface {
		Metric
		Collector
	}
	GaugeFunc interface {
		Metric
		Collector
	}
	UntypedFunc interface {
		Metric
		Collector
	}
)

// The metrics of this package are structs of one pointer, which an interface
// holds without an allocation. Two look-ups of the same series are equal.
type (
	counter    struct{ *registry.CounterSeries }
	gauge      struct{ *registry.GaugeSeries }
	histogram  struct{ *registry.HistogramSeries }
	summary    struct{ *registry.SummarySeries }
	funcMetric struct{ *registry.FuncMetric }
)

// NewCounter is registry.NewCounter.
func NewCounter(opts CounterOpts) Counter { return counter{registry.NewCounter(opts)} }

// NewGauge is registry.NewGauge.
func NewGauge(opts GaugeOpts) Gauge { return gauge{registry.NewGauge(opts)} }

// NewHistogram is registry.NewHistogram.
func NewHistogram(opts HistogramOpts) Histogram {
	return histogram{registry.NewHistogram(withBuckets(opts))}
}

// withBuckets returns opts with DefBuckets if there are no others: programs
// assign buckets of their own to DefBuckets.
func withBuckets(opts HistogramOpts) HistogramOpts {
	if len(opts.Buckets) == 0 && opts.NativeHistogramBucketFactor <= 1 {
		opts.Buckets = DefBuckets
	}
	return opts
}

// NewSummary is registry.NewSummary.
func NewSummary(opts SummaryOpts) Summary { return summary{registry.NewSummary(opts)} }

// NewCounterFunc is registry.NewCounterFunc.
func NewCounterFunc(opts CounterOpts, function func() float64) CounterFunc {
	return funcMetric{registry.NewCounterFunc(opts, function)}
}

// NewGaugeFunc is registry.NewGaugeFunc.
func NewGaugeFunc(opts GaugeOpts, function func() float64) GaugeFunc {
	return funcMetric{registry.NewGaugeFunc(opts, function)}
}

// NewUntypedFunc is registry.NewUntypedFunc.
func NewUntypedFunc(opts UntypedOpts, function func() float64) UntypedFunc {
	return funcMetric{registry.NewUntypedFunc(opts, function)}
}

// new… return the Metric of a series of a vector.
func newCounter(s *registry.CounterSeries) Metric     { return counter{s} }
func newGauge(s *registry.GaugeSeries) Metric         { return gauge{s} }
func newHistogram(s *registry.HistogramSeries) Metric { return histogram{s} }
func newSummary(s *registry.SummarySeries) Metric     { return summary{s} }

// Write implements Metric.
func (m counter) Write(out *dto.Metric) error { return write(out, m.CounterSeries) }

// Collect implements Collector.
func (m counter) Collect(ch chan<- Metric) { ch <- m }

func (m counter) native() (Collector, registry.Collector) { return m, m.CounterSeries }
func (m counter) nativeMetric() (Metric, registry.Metric) { return m, m.CounterSeries }

// Write implements Metric.
func (m gauge) Write(out *dto.Metric) error { return write(out, m.GaugeSeries) }

// Collect implements Collector.
func (m gauge) Collect(ch chan<- Metric) { ch <- m }

func (m gauge) native() (Collector, registry.Collector) { return m, m.GaugeSeries }
func (m gauge) nativeMetric() (Metric, registry.Metric) { return m, m.GaugeSeries }

// Write implements Metric.
func (m histogram) Write(out *dto.Metric) error { return write(out, m.HistogramSeries) }

// Collect implements Collector.
func (m histogram) Collect(ch chan<- Metric) { ch <- m }

func (m histogram) native() (Collector, registry.Collector) { return m, m.HistogramSeries }
func (m histogram) nativeMetric() (Metric, registry.Metric) { return m, m.HistogramSeries }

// Write implements Metric.
func (m summary) Write(out *dto.Metric) error { return write(out, m.SummarySeries) }

// Collect implements Collector.
func (m summary) Collect(ch chan<- Metric) { ch <- m }

func (m summary) native() (Collector, registry.Collector) { return m, m.SummarySeries }
func (m summary) nativeMetric() (Metric, registry.Metric) { return m, m.SummarySeries }

// Write implements Metric.
func (m funcMetric) Write(out *dto.Metric) error { return write(out, m.FuncMetric) }

// Collect implements Collector.
func (m funcMetric) Collect(ch chan<- Metric) { ch <- m }

func (m funcMetric) native() (Collector, registry.Collector) { return m, m.FuncMetric }
func (m funcMetric) nativeMetric() (Metric, registry.Metric) { return m, m.FuncMetric }
