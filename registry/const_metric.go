package registry

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/messages"
	"plainmetrics/registry/internal/model"
	"plainmetrics/registry/internal/series"
)

// A ValueType is the type of a const metric.
type ValueType int

// The types of const metrics with a single value.
const (
	CounterValue ValueType = iota + 1
	GaugeValue
	UntypedValue
)

// These are the results of ToDTO.
var (
	CounterMetricTypePtr = model.MetricType_COUNTER.Enum()
	GaugeMetricTypePtr   = model.MetricType_GAUGE.Enum()
	UntypedMetricTypePtr = model.MetricType_UNTYPED.Enum()
)

// ToDTO returns the type in the form of package model: untyped if v is no
// type.
func (v ValueType) ToDTO() *model.MetricType {
	switch v {
	case CounterValue:
		return CounterMetricTypePtr
	case GaugeValue:
		return GaugeMetricTypePtr
	}
	return UntypedMetricTypePtr
}

// family returns the type in the form of package expfmt.
func (v ValueType) family() (expfmt.Type, error) {
	switch v {
	case CounterValue:
		return expfmt.TypeCounter, nil
	case GaugeValue:
		return expfmt.TypeGauge, nil
	case UntypedValue:
		return expfmt.TypeUntyped, nil
	}
	return 0, fmt.Errorf("registry: encountered unknown type %v: expected CounterValue, GaugeValue or UntypedValue", int(v))
}

// NewConstMetric returns a Metric with a value that never changes, for a
// Collector that sends new metrics at each scrape. NewConstMetric fails if
// the Desc has an error, if valueType is no type, or unless there is a value
// in valid UTF-8 for each variable label of the Desc.
//
// The label set is rendered once for all metrics of the Desc with the same
// values, so a Collector should keep its Descs.
func NewConstMetric(desc *Desc, valueType ValueType, value float64, labelValues ...string) (Metric, error) {
	typ, err := valueType.family()
	if err != nil {
		return nil, err
	}
	f, labels, err := desc.series(typ, labelValues)
	if err != nil {
		return nil, err
	}
	return &constMetric{desc, f, labels, value, nil}, nil
}

// MustNewConstMetric is NewConstMetric with a panic in place of an error.
func MustNewConstMetric(desc *Desc, valueType ValueType, value float64, labelValues ...string) Metric {
	return must(NewConstMetric(desc, valueType, value, labelValues...))
}

// NewConstMetricWithCreatedTimestamp is NewConstMetric for a counter with the
// time of its creation. It fails for other types.
func NewConstMetricWithCreatedTimestamp(desc *Desc, valueType ValueType, value float64, ct time.Time, labelValues ...string) (Metric, error) {
	if valueType != CounterValue {
		_, err := NewConstMetric(desc, valueType, value, labelValues...) // its errors come first
		return nil, cmp.Or(err, errNoCounter)
	}
	p := pointCreated(ct)
	p.Value = value
	return newConstPoint(desc, expfmt.TypeCounter, p, labelValues)
}

var errNoCounter = errors.New("registry: created timestamps are only supported for counters")

// MustNewConstMetricWithCreatedTimestamp is
// NewConstMetricWithCreatedTimestamp with a panic in place of an error.
func MustNewConstMetricWithCreatedTimestamp(desc *Desc, valueType ValueType, value float64, ct time.Time, labelValues ...string) Metric {
	return must(NewConstMetricWithCreatedTimestamp(desc, valueType, value, ct, labelValues...))
}

func must(m Metric, err error) Metric {
	if err != nil {
		panic(err)
	}
	return m
}

// A constMetric is a Metric that never changes.
type constMetric struct {
	desc   *Desc
	family *expfmt.Family
	labels expfmt.LabelSet
	value  float64
	point  *expfmt.Point // in place of value, if not nil
}

// Desc implements Metric.
func (m *constMetric) Desc() *Desc { return m.desc }

// Write implements Metric. Write takes a point that makes no sense as it is;
// whoever prints out checks the point.
func (m *constMetric) Write(out *model.Metric) error {
	w := &model.MetricWriter{Out: out}
	if m.point == nil {
		w.Value(m.family, m.labels, m.value)
	} else {
		w.Point(m.family, m.labels, m.point)
	}
	return nil
}

// Encode implements Source. A point that makes no sense costs this metric, not
// its family.
func (m *constMetric) Encode(_ context.Context, enc expfmt.Encoder) error {
	if m.point == nil {
		enc.Value(m.family, m.labels, m.value)
		return nil
	}
	if err := m.point.Check(m.family.Type()); err != nil {
		return fmt.Errorf("error collecting metric %v: %w", m.desc, err)
	}
	enc.Point(m.family, m.labels, m.point)
	return nil
}

// pointCreated returns a Point with the time of creation.
func pointCreated(t time.Time) *expfmt.Point {
	p := new(expfmt.Point)
	p.Created, p.CreatedSeconds = messages.Time(t.Unix(), int32(t.Nanosecond()))
	return p
}

func newConstPoint(desc *Desc, typ expfmt.Type, p *expfmt.Point, labelValues []string) (Metric, error) {
	f, labels, err := desc.series(typ, labelValues)
	if err != nil {
		return nil, err
	}
	return &constMetric{desc, f, labels, 0, p}, nil
}

// constMetrics has the families, labels and bounds shared by all const metrics
// of a Desc.
type constMetrics struct {
	families [expfmt.TypeInfo + 1]atomic.Pointer[expfmt.Family] // by type
	labels   *series.LabelCache

	buckets, quantiles atomic.Pointer[expfmt.Bounds] // of the latest histogram and summary
}

func newConstMetrics(d *Desc, t *expfmt.LabelTemplate) *constMetrics {
	return &constMetrics{labels: series.NewLabelCache(metricName{d}, t)}
}

// ownTemplate returns the template of a Desc that another Desc may have lent
// its template, or that has none: the Desc of a wrapped Collector or of a
// Source.
func (d *Desc) ownTemplate() *expfmt.LabelTemplate {
	template, _ := expfmt.NewLabelTemplate(d.constant, d.variable) // valid, or the Desc has an error
	return template
}

// constMetrics returns what the const metrics of d share, or nil.
func (d *Desc) constMetrics() *constMetrics {
	consts, _ := d.consts.(*constMetrics)
	return consts
}

// series returns the family and the label set of a const metric.
func (d *Desc) series(typ expfmt.Type, values []string) (*expfmt.Family, expfmt.LabelSet, error) {
	f, err := d.ofType(typ)
	if err != nil {
		return nil, expfmt.LabelSet{}, err
	}
	consts := d.constMetrics()
	if consts == nil {
		consts = newConstMetrics(d, d.ownTemplate())
	}
	labels, err := consts.labels.Get(values)
	return f, labels, err
}

// ofType returns the family of the Desc's metrics of a type. It fails if the
// Desc has an error, or a label that the type reserves.
func (d *Desc) ofType(typ expfmt.Type) (*expfmt.Family, error) {
	switch {
	case d == nil:
		return nil, errors.New("registry: expected a Desc, found nil")
	case d.err != nil:
		return nil, d.err
	case d.family == nil:
		return nil, errors.New("registry: expected a Desc from NewDesc, found a zero value")
	case d.family.Type() == typ:
		return d.family, nil
	}
	consts := d.constMetrics()
	if consts != nil {
		if f := consts.families[typ].Load(); f != nil {
			return f, nil
		}
	}
	for name := range d.labels().All() {
		if err := typ.CheckLabelNames(name); err != nil {
			return nil, fmt.Errorf("registry: metric %v: %w", metricName{d}, err)
		}
	}
	f, err := newFamily(d.fqName, d.family.Help(), typ, d.family.Unit())
	if err == nil && consts != nil {
		consts.families[typ].Store(f)
	}
	return f, err
}

// MakeLabelPairs returns the labels of a metric with the given values of the
// variable labels, in the order of the names, for the Write of metrics that a
// program implements itself. MakeLabelPairs panics unless there is a value for
// each variable label.
func MakeLabelPairs(desc *Desc, labelValues []string) []*model.LabelPair {
	values := make(map[string]string)
	for i, name := range desc.variable {
		values[name] = labelValues[i]
	}
	labels := model.Labels(desc.labels())
	for _, l := range labels {
		if value, isVariable := values[l.GetName()]; isVariable {
			l.Value = &value
		}
	}
	return labels
}
