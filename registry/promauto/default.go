package promauto

import "plainmetrics/registry"

// NewCounter makes a Counter and registers it by default.
func NewCounter(opts registry.CounterOpts) registry.Counter { return byDefault().NewCounter(opts) }

// NewCounterVec makes a CounterVec and registers it by default.
func NewCounterVec(opts registry.CounterOpts, labelNames []string) *registry.CounterVec {
	return byDefault().NewCounterVec(opts, labelNames)
}

// NewCounterFunc makes a CounterFunc and registers it by default.
func NewCounterFunc(opts registry.CounterOpts, value func() float64) registry.CounterFunc {
	return byDefault().NewCounterFunc(opts, value)
}

// NewGauge makes a Gauge and registers it by default.
func NewGauge(opts registry.GaugeOpts) registry.Gauge { return byDefault().NewGauge(opts) }

// NewGaugeVec makes a GaugeVec and registers it by default.
func NewGaugeVec(opts registry.GaugeOpts, labelNames []string) *registry.GaugeVec {
	return byDefault().NewGaugeVec(opts, labelNames)
}

// NewGaugeFunc makes a GaugeFunc and registers it by default.
func NewGaugeFunc(opts registry.GaugeOpts, value func() float64) registry.GaugeFunc {
	return byDefault().NewGaugeFunc(opts, value)
}

// NewSummary makes a Summary and registers it by default.
func NewSummary(opts registry.SummaryOpts) registry.Summary { return byDefault().NewSummary(opts) }

// NewSummaryVec makes a SummaryVec and registers it by default.
func NewSummaryVec(opts registry.SummaryOpts, labelNames []string) *registry.SummaryVec {
	return byDefault().NewSummaryVec(opts, labelNames)
}

// NewHistogram makes a Histogram and registers it by default.
func NewHistogram(opts registry.HistogramOpts) registry.Histogram {
	return byDefault().NewHistogram(opts)
}

// NewHistogramVec makes a HistogramVec and registers it by default.
func NewHistogramVec(opts registry.HistogramOpts, labelNames []string) *registry.HistogramVec {
	return byDefault().NewHistogramVec(opts, labelNames)
}

// NewUntypedFunc makes an UntypedFunc and registers it by default.
func NewUntypedFunc(opts registry.UntypedOpts, value func() float64) registry.UntypedFunc {
	return byDefault().NewUntypedFunc(opts, value)
}
