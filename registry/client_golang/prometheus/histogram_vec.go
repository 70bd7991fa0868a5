package prometheus

import "plainmetrics/registry"

// A HistogramVec is a Histogram divided by labels, like registry.HistogramVec.
type HistogramVec struct{ *MetricVec }

// NewHistogramVec is registry.NewHistogramVec.
func NewHistogramVec(opts HistogramOpts, labelNames []string) *HistogramVec {
	v := registry.NewHistogramVec(withBuckets(opts), labelNames)
	return &HistogramVec{newMetricVec(&v.Vec, v, newHistogram)}
}

// NewHistogramVec is registry.V2.NewHistogramVec.
func (v2) NewHistogramVec(opts HistogramVecOpts) *HistogramVec {
	opts.HistogramOpts = withBuckets(opts.HistogramOpts)
	v := registry.V2.NewHistogramVec(opts)
	return &HistogramVec{newMetricVec(&v.Vec, v, newHistogram)}
}

// GetMetricWithLabelValues is the method of registry.Vec.
func (v *HistogramVec) GetMetricWithLabelValues(lvs ...string) (Observer, error) {
	series, err := vecOf[registry.HistogramSeries](v.MetricVec).GetMetricWithLabelValues(lvs...)
	if err != nil {
		return nil, err
	}
	return histogram{series}, nil
}

// GetMetricWith is the method of registry.Vec.
func (v *HistogramVec) GetMetricWith(labels Labels) (Observer, error) {
	series, err := vecOf[registry.HistogramSeries](v.MetricVec).GetMetricWith(labels)
	if err != nil {
		return nil, err
	}
	return histogram{series}, nil
}

// WithLabelValues is the method of registry.Vec.
func (v *HistogramVec) WithLabelValues(lvs ...string) Observer {
	return histogram{vecOf[registry.HistogramSeries](v.MetricVec).WithLabelValues(lvs...)}
}

// With is the method of registry.Vec.
func (v *HistogramVec) With(labels Labels) Observer {
	return histogram{vecOf[registry.HistogramSeries](v.MetricVec).With(labels)}
}

// CurryWith is the method of registry.Vec.
func (v *HistogramVec) CurryWith(labels Labels) (ObserverVec, error) {
	curried, err := v.MetricVec.CurryWith(labels)
	if err != nil {
		return nil, err
	}
	return &HistogramVec{curried}, nil
}

// MustCurryWith is the method of registry.Vec.
func (v *HistogramVec) MustCurryWith(labels Labels) ObserverVec {
	return &HistogramVec{v.mustCurryWith(labels)}
}

func (v *HistogramVec) native() (Collector, registry.Collector) { return v, v.vec.collector() }
