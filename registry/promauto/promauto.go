// Package promauto makes metrics and registers them in one call, for
// package-level variables:
//
//	var requests = promauto.NewCounterVec(registry.CounterOpts{
//		Name: "http_requests_total",
//	}, []string{"code"})
//
// Functions register with registry.DefaultRegisterer, methods of a Factory
// with the Registerer of the Factory. All of them panic if registering fails,
// as MustRegister does.
package promauto

import "plainmetrics/registry"

// A Factory makes metrics and registers them with one Registerer. The zero
// Factory makes metrics without registering them.
type Factory struct{ registerer registry.Registerer }

// With returns a Factory that registers with r, or does not register if r is
// nil.
func With(r registry.Registerer) Factory { return Factory{r} }

// defaultFactory returns a Factory for the present DefaultRegisterer, which a
// program may replace.
func defaultFactory() Factory { return With(registry.DefaultRegisterer) }

func register[C registry.Collector](f Factory, c C) C {
	if f.registerer != nil {
		f.registerer.MustRegister(c)
	}
	return c
}

// NewCounter makes and registers a Counter.
func (f Factory) NewCounter(opts registry.CounterOpts) registry.Counter {
	return register(f, registry.NewCounter(opts))
}

// NewCounterVec makes and registers a CounterVec.
func (f Factory) NewCounterVec(opts registry.CounterOpts, labelNames []string) *registry.CounterVec {
	return register(f, registry.NewCounterVec(opts, labelNames))
}

// NewCounterFunc makes and registers a CounterFunc.
func (f Factory) NewCounterFunc(opts registry.CounterOpts, value func() float64) registry.CounterFunc {
	return register(f, registry.NewCounterFunc(opts, value))
}

// NewGauge makes and registers a Gauge.
func (f Factory) NewGauge(opts registry.GaugeOpts) registry.Gauge {
	return register(f, registry.NewGauge(opts))
}

// NewGaugeVec makes and registers a GaugeVec.
func (f Factory) NewGaugeVec(opts registry.GaugeOpts, labelNames []string) *registry.GaugeVec {
	return register(f, registry.NewGaugeVec(opts, labelNames))
}

// NewGaugeFunc makes and registers a GaugeFunc.
func (f Factory) NewGaugeFunc(opts registry.GaugeOpts, value func() float64) registry.GaugeFunc {
	return register(f, registry.NewGaugeFunc(opts, value))
}

// NewSummary makes and registers a Summary.
func (f Factory) NewSummary(opts registry.SummaryOpts) registry.Summary {
	return register(f, registry.NewSummary(opts))
}

// NewSummaryVec makes and registers a SummaryVec.
func (f Factory) NewSummaryVec(opts registry.SummaryOpts, labelNames []string) *registry.SummaryVec {
	return register(f, registry.NewSummaryVec(opts, labelNames))
}

// NewHistogram makes and registers a Histogram.
func (f Factory) NewHistogram(opts registry.HistogramOpts) registry.Histogram {
	return register(f, registry.NewHistogram(opts))
}

// NewHistogramVec makes and registers a HistogramVec.
func (f Factory) NewHistogramVec(opts registry.HistogramOpts, labelNames []string) *registry.HistogramVec {
	return register(f, registry.NewHistogramVec(opts, labelNames))
}

// NewUntypedFunc makes and registers an UntypedFunc.
func (f Factory) NewUntypedFunc(opts registry.UntypedOpts, value func() float64) registry.UntypedFunc {
	return register(f, registry.NewUntypedFunc(opts, value))
}

// NewInfo makes and registers an Info.
func (f Factory) NewInfo(opts registry.InfoOpts, labels registry.Labels) registry.Info {
	return register(f, registry.NewInfo(opts, labels))
}

// NewInfoVec makes and registers an InfoVec.
func (f Factory) NewInfoVec(opts registry.InfoOpts, labelNames, infoNames []string) *registry.InfoVec {
	return register(f, registry.NewInfoVec(opts, labelNames, infoNames))
}

// NewStateSet makes and registers a StateSet.
func (f Factory) NewStateSet(opts registry.StateSetOpts) registry.StateSet {
	return register(f, registry.NewStateSet(opts))
}

// NewStateSetVec makes and registers a StateSetVec.
func (f Factory) NewStateSetVec(opts registry.StateSetOpts, labelNames []string) *registry.StateSetVec {
	return register(f, registry.NewStateSetVec(opts, labelNames))
}
