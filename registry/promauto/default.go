package promauto

import "plainmetrics/registry"

// NewCounter makes a Counter and registers the metric with
// DefaultRegisterer.
func NewCounter(opts registry.CounterOpts) registry.Counter { return defaultFactory().NewCounter(opts) }

// NewCounterVec makes a CounterVec and registers the metric with
// DefaultRegisterer.
func NewCounterVec(opts registry.CounterOpts, labelNames []string) *registry.CounterVec {
	return defaultFactory().NewCounterVec(opts, labelNames)
}

// NewCounterFunc makes a CounterFunc and registers the metric with
// DefaultRegisterer.
func NewCounterFunc(opts registry.CounterOpts, value func() float64) registry.CounterFunc {
	return defaultFactory().NewCounterFunc(opts, value)
}

// NewGauge makes a Gauge and registers the metric with
// DefaultRegisterer.
func NewGauge(opts registry.GaugeOpts) registry.Gauge { return defaultFactory().NewGauge(opts) }

// NewGaugeVec makes a GaugeVec and registers the metric with
// DefaultRegisterer.
func NewGaugeVec(opts registry.GaugeOpts, labelNames []string) *registry.GaugeVec {
	return defaultFactory().NewGaugeVec(opts, labelNames)
}

// NewGaugeFunc makes a GaugeFunc and registers the metric with
// DefaultRegisterer.
func NewGaugeFunc(opts registry.GaugeOpts, value func() float64) registry.GaugeFunc {
	return defaultFactory().NewGaugeFunc(opts, value)
}

// NewSummary makes a Summary and registers the metric with
// DefaultRegisterer.
func NewSummary(opts registry.SummaryOpts) registry.Summary { return defaultFactory().NewSummary(opts) }

// NewSummaryVec makes a SummaryVec and registers the metric with
// DefaultRegisterer.
func NewSummaryVec(opts registry.SummaryOpts, labelNames []string) *registry.SummaryVec {
	return defaultFactory().NewSummaryVec(opts, labelNames)
}

// NewHistogram makes a Histogram and registers the metric with
// DefaultRegisterer.
func NewHistogram(opts registry.HistogramOpts) registry.Histogram {
	return defaultFactory().NewHistogram(opts)
}

// NewHistogramVec makes a HistogramVec and registers the metric with
// DefaultRegisterer.
func NewHistogramVec(opts registry.HistogramOpts, labelNames []string) *registry.HistogramVec {
	return defaultFactory().NewHistogramVec(opts, labelNames)
}

// NewUntypedFunc makes an UntypedFunc and registers the metric with
// DefaultRegisterer.
func NewUntypedFunc(opts registry.UntypedOpts, value func() float64) registry.UntypedFunc {
	return defaultFactory().NewUntypedFunc(opts, value)
}

// NewInfo makes an Info and registers the metric with DefaultRegisterer.
func NewInfo(opts registry.InfoOpts, labels registry.Labels) registry.Info {
	return defaultFactory().NewInfo(opts, labels)
}

// NewInfoVec makes an InfoVec and registers the metric with
// DefaultRegisterer.
func NewInfoVec(opts registry.InfoOpts, labelNames, infoNames []string) *registry.InfoVec {
	return defaultFactory().NewInfoVec(opts, labelNames, infoNames)
}

// NewStateSet makes a StateSet and registers the metric with
// DefaultRegisterer.
func NewStateSet(opts registry.StateSetOpts) registry.StateSet {
	return defaultFactory().NewStateSet(opts)
}

// NewStateSetVec makes a StateSetVec and registers the metric with
// DefaultRegisterer.
func NewStateSetVec(opts registry.StateSetOpts, labelNames []string) *registry.StateSetVec {
	return defaultFactory().NewStateSetVec(opts, labelNames)
}
