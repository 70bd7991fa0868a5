package prometheus

import "plainmetrics/registry"

// A SummaryVec is a Summary divided by labels, like registry.SummaryVec.
type SummaryVec struct{ *MetricVec }

// NewSummaryVec is registry.NewSummaryVec.
func NewSummaryVec(opts SummaryOpts, labelNames []string) *SummaryVec {
	v := registry.NewSummaryVec(opts, labelNames)
	return &SummaryVec{newMetricVec(&v.Vec, v, newSummary)}
}

// NewSummaryVec is registry.V2.NewSummaryVec.
func (v2) NewSummaryVec(opts SummaryVecOpts) *SummaryVec {
	v := registry.V2.NewSummaryVec(opts)
	return &SummaryVec{newMetricVec(&v.Vec, v, newSummary)}
}

// GetMetricWithLabelValues is the method of registry.Vec.
func (v *SummaryVec) GetMetricWithLabelValues(lvs ...string) (Observer, error) {
	series, err := vecOf[registry.SummarySeries](v.MetricVec).GetMetricWithLabelValues(lvs...)
	if err != nil {
		return nil, err
	}
	return summary{series}, nil
}

// GetMetricWith is the method of registry.Vec.
func (v *SummaryVec) GetMetricWith(labels Labels) (Observer, error) {
	series, err := vecOf[registry.SummarySeries](v.MetricVec).GetMetricWith(labels)
	if err != nil {
		return nil, err
	}
	return summary{series}, nil
}

// WithLabelValues is the method of registry.Vec.
func (v *SummaryVec) WithLabelValues(lvs ...string) Observer {
	return summary{vecOf[registry.SummarySeries](v.MetricVec).WithLabelValues(lvs...)}
}

// With is the method of registry.Vec.
func (v *SummaryVec) With(labels Labels) Observer {
	return summary{vecOf[registry.SummarySeries](v.MetricVec).With(labels)}
}

// CurryWith is the method of registry.Vec.
func (v *SummaryVec) CurryWith(labels Labels) (ObserverVec, error) {
	curried, err := v.MetricVec.CurryWith(labels)
	if err != nil {
		return nil, err
	}
	return &SummaryVec{curried}, nil
}

// MustCurryWith is the method of registry.Vec.
func (v *SummaryVec) MustCurryWith(labels Labels) ObserverVec {
	return &SummaryVec{v.mustCurryWith(labels)}
}

func (v *SummaryVec) native() (Collector, registry.Collector) { return v, v.vec.collector() }
