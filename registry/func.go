package registry

import (
	"context"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/model"
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
	d     *Desc
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

// Desc implements Metric.
func (m *FuncMetric) Desc() *Desc { return m.d }

// Write implements Metric.
func (m *FuncMetric) Write(out *model.Metric) error { return writeModel(out, m) }

// Describe implements Collector.
func (m *FuncMetric) Describe(ch chan<- *Desc) { ch <- m.d }

// Collect implements Collector.
func (m *FuncMetric) Collect(ch chan<- Metric) { ch <- m }

// Families implements Describer.
func (m *FuncMetric) Families() []*expfmt.Family { return m.d.families() }

// ConstLabels returns the labels of the metric.
func (m *FuncMetric) ConstLabels() expfmt.LabelSet { return m.d.constant }

// Encode implements Source.
func (m *FuncMetric) Encode(_ context.Context, enc expfmt.Encoder) error {
	v := m.value()
	enc.Value(m.d.family, m.d.constant, v)
	return nil
}

func (m *FuncMetric) self() Collector { return m }

func (m *FuncMetric) identify() identity { return identity{descs: []*Desc{m.d}, isTrusted: true} }
