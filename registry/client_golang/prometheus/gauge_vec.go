package prometheus

import "plainmetrics/registry"

// A GaugeVec is a Gauge divided by labels, like registry.GaugeVec.
type GaugeVec struct{ *MetricVec }

// NewGaugeVec is registry.NewGaugeVec.
func NewGaugeVec(opts GaugeOpts, labelNames []string) *GaugeVec {
	v := registry.NewGaugeVec(opts, labelNames)
	return &GaugeVec{newMetricVec(v, v, newGauge)}
}

// NewGaugeVec is registry.V2.NewGaugeVec.
func (v2) NewGaugeVec(opts GaugeVecOpts) *GaugeVec {
	v := registry.V2.NewGaugeVec(opts)
	return &GaugeVec{newMetricVec(v, v, newGauge)}
}

// GetMetricWithLabelValues is the method of registry.Vec.
func (v *GaugeVec) GetMetricWithLabelValues(lvs ...string) (Gauge, error) {
	series, err := vecOf[registry.GaugeSeries](v.MetricVec).GetMetricWithLabelValues(lvs...)
	if err != nil {
		return nil, err
	}
	return gauge{series}, nil
}

// GetMetricWith is the method of registry.Vec.
func (v *GaugeVec) GetMetricWith(labels Labels) (Gauge, error) {
	series, err := vecOf[registry.GaugeSeries](v.MetricVec).GetMetricWith(labels)
	if err != nil {
		return nil, err
	}
	return gauge{series}, nil
}

// WithLabelValues is the method of registry.Vec.
func (v *GaugeVec) WithLabelValues(lvs ...string) Gauge {
	return gauge{vecOf[registry.GaugeSeries](v.MetricVec).WithLabelValues(lvs...)}
}

// With is the method of registry.Vec.
func (v *GaugeVec) With(labels Labels) Gauge {
	return gauge{vecOf[registry.GaugeSeries](v.MetricVec).With(labels)}
}

// CurryWith is the method of registry.Vec.
func (v *GaugeVec) CurryWith(labels Labels) (*GaugeVec, error) {
	curried, err := v.MetricVec.CurryWith(labels)
	if err != nil {
		return nil, err
	}
	return &GaugeVec{curried}, nil
}

// MustCurryWith is the method of registry.Vec.
func (v *GaugeVec) MustCurryWith(labels Labels) *GaugeVec {
	return &GaugeVec{v.mustCurryWith(labels)}
}

func (v *GaugeVec) native() (Collector, registry.Collector) { return v, v.vec.collector() }
