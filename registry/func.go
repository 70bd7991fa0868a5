package registry

import (
	"context"

	"plainmetrics/expfmt"
)

// A CounterFunc, GaugeFunc or UntypedFunc is a metric whose value a
// function says at each scrape. The function is called from the scrape's
// goroutines, from several at once if there are several scrapes; if it
// panics, the scrape goes on without the metric.
type (
	CounterFunc = *FuncMetric
	GaugeFunc   = *FuncMetric
	UntypedFunc = *FuncMetric
)

// UntypedOpts name and describe an UntypedFunc.
type UntypedOpts Opts

// A FuncMetric is what NewCounterFunc, NewGaugeFunc and NewUntypedFunc
// return a pointer to.
type FuncMetric struct {
	d     *desc
	value func() float64
}

// NewCounterFunc returns a counter whose value is what the function
// returns, which must never decrease.
func NewCounterFunc(opts CounterOpts, value func() float64) CounterFunc {
	return &FuncMetric{newDesc(Opts(opts), expfmt.TypeCounter, nil), value}
}

// NewGaugeFunc returns a gauge whose value is what the function returns.
func NewGaugeFunc(opts GaugeOpts, value func() float64) GaugeFunc {
	return &FuncMetric{newDesc(Opts(opts), expfmt.TypeGauge, nil), value}
}

// NewUntypedFunc returns a metric of no type whose value is what the
// function returns.
func NewUntypedFunc(opts UntypedOpts, value func() float64) UntypedFunc {
	return &FuncMetric{newDesc(Opts(opts), expfmt.TypeUntyped, nil), value}
}

// Describe implements Describer.
func (m *FuncMetric) Describe() []*expfmt.Family { return m.d.families() }

// ConstLabels returns the labels of the metric.
func (m *FuncMetric) ConstLabels() expfmt.LabelSet { return m.d.constant }

// Collect implements Collector.
func (m *FuncMetric) Collect(_ context.Context, enc expfmt.Encoder) error {
	v := m.value()
	enc.Family(m.d.family)
	enc.Value(m.d.constant, v)
	return nil
}

func (m *FuncMetric) self() Collector { return m }

func (m *FuncMetric) identify() identity { return identity{descs: []*desc{m.d}} }
