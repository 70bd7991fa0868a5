package prometheus

import "plainmetrics/registry"

// A CounterVec is a Counter divided by labels, like registry.CounterVec.
type CounterVec struct{ *MetricVec }

// NewCounterVec is registry.NewCounterVec.
func NewCounterVec(opts CounterOpts, labelNames []string) *CounterVec {
	v := registry.NewCounterVec(opts, labelNames)
	return &CounterVec{newMetricVec(v, v, newCounter)}
}

// NewCounterVec is registry.V2.NewCounterVec.
func (v2) NewCounterVec(opts CounterVecOpts) *CounterVec {
	v := registry.V2.NewCounterVec(opts)
	return &CounterVec{newMetricVec(v, v, newCounter)}
}

// GetMetricWithLabelValues is the method of registry.Vec.
func (v *CounterVec) GetMetricWithLabelValues(lvs ...string) (Counter, error) {
	series, err := vecOf[registry.CounterSeries](v.MetricVec).GetMetricWithLabelValues(lvs...)
	if err != nil {
		return nil, err
	}
	return counter{series}, nil
}

// GetMetricWith is the method of registry.Vec.
func (v *CounterVec) GetMetricWith(labels Labels) (Counter, error) {
	series, err := vecOf[registry.CounterSeries](v.MetricVec).GetMetricWith(labels)
	if err != nil {
		return nil, err
	}
	return counter{series}, nil
}

// WithLabelValues is the method of registry.Vec.
func (v *CounterVec) WithLabelValues(lvs ...string) Counter {
	return counter{vecOf[registry.CounterSeries](v.MetricVec).WithLabelValues(lvs...)}
}

// With is the method of registry.Vec.
func (v *CounterVec) With(labels Labels) Counter {
	return counter{vecOf[registry.CounterSeries](v.MetricVec).With(labels)}
}

// CurryWith is the method of registry.Vec.
func (v *CounterVec) CurryWith(labels Labels) (*CounterVec, error) {
	curried, err := v.MetricVec.CurryWith(labels)
	if err != nil {
		return nil, err
	}
	return &CounterVec{curried}, nil
}

// MustCurryWith is the method of registry.Vec.
func (v *CounterVec) MustCurryWith(labels Labels) *CounterVec {
	return &CounterVec{v.mustCurryWith(labels)}
}

func (v *CounterVec) native() (Collector, registry.Collector) { return v, v.vec.collector() }
