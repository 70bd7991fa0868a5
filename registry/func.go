package registry

import (
	"context"

	"plainmetrics/expfmt"
)

// A CounterFunc, GaugeFunc or UntypedFunc is a metric whose value is the
// result of a function. Each scrape calls the function on a goroutine of the
// scrape, so several scrapes may call it at the same time. If the function
// panics, the scrape goes on without the metric.
type (
	CounterFunc = *FuncMetric
	GaugeFunc   = *FuncMetric
	UntypedFunc = *FuncMetric
)

// UntypedOpts name and describe an UntypedFunc.
type UntypedOpts Opts

// A FuncMetric is the metric behind a CounterFunc, GaugeFunc or UntypedFunc.
type FuncMetric struct {
	d     *desc
	value func() float64
}

// NewCounterFunc returns a counter with the result of the function as its
// value, which must never decrease.
func NewCounterFunc(opts CounterOpts, value func() float64) CounterFunc {
	return &FuncMetric{newDesc(Opts(opts), expfmt.TypeCounter, nil), value}
}

// NewGaugeFunc returns a gauge with the result of the function as its value.
func NewGaugeFunc(opts GaugeOpts, value func() float64) GaugeFunc {
	return &FuncMetric{newDesc(Opts(opts), expfmt.TypeGauge, nil), value}
}

// NewUntypedFunc returns a metric of no type with the result of the function
// as its value.
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
	enc.Value(m.d.family, m.d.constant, v)
	return nil
}

func (m *FuncMetric) self() Collector { return m }

func (m *FuncMetric) identify() identity { return identity{descs: []*desc{m.d}, isTrusted: true} }
