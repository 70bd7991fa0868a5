// Package promauto has the names of client_golang's package of that name:
// constructors that register what they make, and panic if that fails.
package promauto

import "github.com/prometheus/client_golang/prometheus"

// A Factory has the constructors for a Registerer.
type Factory struct{ registerer prometheus.Registerer }

// With returns a Factory for r. Metrics of a Factory for nil are registered
// nowhere.
func With(r prometheus.Registerer) Factory { return Factory{r} }

func register[C prometheus.Collector](f Factory, c C) C {
	if f.registerer != nil {
		f.registerer.MustRegister(c)
	}
	return c
}

// NewCounter makes a Counter.
func (f Factory) NewCounter(opts prometheus.CounterOpts) prometheus.Counter {
	return register(f, prometheus.NewCounter(opts))
}

// NewCounterVec makes a CounterVec.
func (f Factory) NewCounterVec(opts prometheus.CounterOpts, labelNames []string) *prometheus.CounterVec {
	return register(f, prometheus.NewCounterVec(opts, labelNames))
}

// NewGauge makes a Gauge.
func (f Factory) NewGauge(opts prometheus.GaugeOpts) prometheus.Gauge {
	return register(f, prometheus.NewGauge(opts))
}

// NewGaugeVec makes a GaugeVec.
func (f Factory) NewGaugeVec(opts prometheus.GaugeOpts, labelNames []string) *prometheus.GaugeVec {
	return register(f, prometheus.NewGaugeVec(opts, labelNames))
}

// NewHistogram makes a Histogram.
func (f Factory) NewHistogram(opts prometheus.HistogramOpts) prometheus.Histogram {
	return register(f, prometheus.NewHistogram(opts))
}

// NewHistogramVec makes a HistogramVec.
func (f Factory) NewHistogramVec(opts prometheus.HistogramOpts, labelNames []string) *prometheus.HistogramVec {
	return register(f, prometheus.NewHistogramVec(opts, labelNames))
}

// NewSummary makes a Summary.
func (f Factory) NewSummary(opts prometheus.SummaryOpts) prometheus.Summary {
	return register(f, prometheus.NewSummary(opts))
}

// NewSummaryVec makes a SummaryVec.
func (f Factory) NewSummaryVec(opts prometheus.SummaryOpts, labelNames []string) *prometheus.SummaryVec {
	return register(f, prometheus.NewSummaryVec(opts, labelNames))
}

// NewCounterFunc makes a CounterFunc.
func (f Factory) NewCounterFunc(opts prometheus.CounterOpts, function func() float64) prometheus.CounterFunc {
	return register(f, prometheus.NewCounterFunc(opts, function))
}

// NewGaugeFunc makes a GaugeFunc.
func (f Factory) NewGaugeFunc(opts prometheus.GaugeOpts, function func() float64) prometheus.GaugeFunc {
	return register(f, prometheus.NewGaugeFunc(opts, function))
}

// NewUntypedFunc makes a UntypedFunc.
func (f Factory) NewUntypedFunc(opts prometheus.UntypedOpts, function func() float64) prometheus.UntypedFunc {
	return register(f, prometheus.NewUntypedFunc(opts, function))
}
