package prometheus

import (
	"plainmetrics/registry"
)

// A MetricVec is a vector of metrics, like registry.MetricVec.
type MetricVec struct{ vec vector }

// NewMetricVec is registry.NewMetricVec.
func NewMetricVec(desc *Desc, newMetric func(lvs ...string) Metric) *MetricVec {
	return &MetricVec{customVec{registry.NewMetricVec(desc, func(lvs ...string) registry.Metric { return custom{newMetric(lvs...)} })}}
}

// newMetricVec returns the MetricVec of a vector, whose series wrap turns into
// metrics of this package. The vector is registered as c.
func newMetricVec[T any](v *registry.Vec[T], c registry.Collector, wrap func(*T) Metric) *MetricVec {
	return &MetricVec{&seriesVec[T]{v, c, wrap}}
}

// A vector is a seriesVec or a customVec.
type vector interface {
	registry.Collector
	DeleteLabelValues(lvs ...string) bool
	Delete(labels Labels) bool
	DeletePartialMatch(labels Labels) int
	Reset()

	collector() registry.Collector
	metric(registry.Metric) Metric
	lookUpValues(lvs []string) (Metric, error)
	lookUp(labels Labels) (Metric, error)
	curry(labels Labels) (vector, error)
}

// GetMetricWithLabelValues returns the metric with the given label values.
func (m *MetricVec) GetMetricWithLabelValues(lvs ...string) (Metric, error) {
	return m.vec.lookUpValues(lvs)
}

// GetMetricWith returns the metric with the given labels.
func (m *MetricVec) GetMetricWith(labels Labels) (Metric, error) { return m.vec.lookUp(labels) }

// CurryWith is the method of registry.MetricVec.
func (m *MetricVec) CurryWith(labels Labels) (*MetricVec, error) {
	curried, err := m.vec.curry(labels)
	if err != nil {
		return nil, err
	}
	return &MetricVec{curried}, nil
}

// mustCurryWith is CurryWith with a panic in place of an error.
func (m *MetricVec) mustCurryWith(labels Labels) *MetricVec {
	curried, err := m.CurryWith(labels)
	if err != nil {
		panic(err)
	}
	return curried
}

// DeleteLabelValues removes the metric with the given label values.
func (m *MetricVec) DeleteLabelValues(lvs ...string) bool { return m.vec.DeleteLabelValues(lvs...) }

// Delete removes the metric with the given labels.
func (m *MetricVec) Delete(labels Labels) bool { return m.vec.Delete(labels) }

// DeletePartialMatch removes the metrics with the given labels among theirs.
func (m *MetricVec) DeletePartialMatch(labels Labels) int { return m.vec.DeletePartialMatch(labels) }

// Reset removes all metrics.
func (m *MetricVec) Reset() { m.vec.Reset() }

// Describe implements Collector.
func (m *MetricVec) Describe(ch chan<- *Desc) { m.vec.Describe(ch) }

// Collect implements Collector.
func (m *MetricVec) Collect(ch chan<- Metric) { forward(ch, m.vec, m.vec.metric) }

func (m *MetricVec) native() (Collector, registry.Collector) { return m, m.vec.collector() }

// A seriesVec is a vector of package registry.
type seriesVec[T any] struct {
	*registry.Vec[T]
	registered registry.Collector
	wrap       func(*T) Metric
}

// vecOf returns the vector of package registry inside a CounterVec, GaugeVec,
// HistogramVec or SummaryVec.
func vecOf[T any](m *MetricVec) *registry.Vec[T] { return m.vec.(*seriesVec[T]).Vec }

func (v *seriesVec[T]) collector() registry.Collector   { return v.registered }
func (v *seriesVec[T]) metric(m registry.Metric) Metric { return v.wrap(any(m).(*T)) }

func (v *seriesVec[T]) lookUpValues(lvs []string) (Metric, error) {
	return v.result(v.Vec.GetMetricWithLabelValues(lvs...))
}

func (v *seriesVec[T]) lookUp(labels Labels) (Metric, error) {
	return v.result(v.Vec.GetMetricWith(labels))
}

func (v *seriesVec[T]) result(series *T, err error) (Metric, error) {
	if err != nil {
		return nil, err
	}
	return v.wrap(series), nil
}

func (v *seriesVec[T]) curry(labels Labels) (vector, error) {
	curried, err := v.Vec.CurryWith(labels)
	return &seriesVec[T]{curried, curried, v.wrap}, err
}

// A customVec is a vector of a user's metrics.
type customVec struct{ *registry.MetricVec }

func (v customVec) collector() registry.Collector   { return v.MetricVec }
func (v customVec) metric(m registry.Metric) Metric { return m.(custom).Metric }

func (v customVec) lookUpValues(lvs []string) (Metric, error) {
	return v.result(v.MetricVec.GetMetricWithLabelValues(lvs...))
}

func (v customVec) lookUp(labels Labels) (Metric, error) {
	return v.result(v.MetricVec.GetMetricWith(labels))
}

func (v customVec) result(m registry.Metric, err error) (Metric, error) {
	if err != nil {
		return nil, err
	}
	return v.metric(m), nil
}

func (v customVec) curry(labels Labels) (vector, error) {
	curried, err := v.MetricVec.CurryWith(labels)
	return customVec{curried}, err
}
