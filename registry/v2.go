package registry

import "plainmetrics/expfmt"

// V2 has the constructors of vectors whose options include the labels, with
// their constraints.
var V2 v2

type v2 struct{}

// CounterVecOpts are the options of V2.NewCounterVec.
type CounterVecOpts struct {
	CounterOpts
	VariableLabels ConstrainableLabels
}

// GaugeVecOpts are the options of V2.NewGaugeVec.
type GaugeVecOpts struct {
	GaugeOpts
	VariableLabels ConstrainableLabels
}

// HistogramVecOpts are the options of V2.NewHistogramVec.
type HistogramVecOpts struct {
	HistogramOpts
	VariableLabels ConstrainableLabels
}

// SummaryVecOpts are the options of V2.NewSummaryVec.
type SummaryVecOpts struct {
	SummaryOpts
	VariableLabels ConstrainableLabels
}

// NewDesc is the function of the same name, with constraints and options. The
// constraints play no part in the values of const metrics.
func (v2) NewDesc(fqName, help string, variableLabels ConstrainableLabels, constLabels Labels, opts ...DescOpt) *Desc {
	var o descOpts
	for _, opt := range opts {
		opt(&o)
	}
	d := newDesc(Opts{Name: fqName, Help: help, Unit: o.unit, ConstLabels: constLabels}, expfmt.TypeUntyped, variableLabels)
	d.anyType, d.consts = true, newConstMetrics(d, d.template)
	return d
}

// NewCounterVec is the function of the same name, with constraints.
func (v2) NewCounterVec(opts CounterVecOpts) *CounterVec {
	return newVec(newCounters(newDesc(Opts(opts.CounterOpts), expfmt.TypeCounter, opts.VariableLabels)))
}

// NewGaugeVec is the function of the same name, with constraints.
func (v2) NewGaugeVec(opts GaugeVecOpts) *GaugeVec {
	return newVec(newGauges(newDesc(Opts(opts.GaugeOpts), expfmt.TypeGauge, opts.VariableLabels)))
}

// NewHistogramVec is the function of the same name, with constraints.
func (v2) NewHistogramVec(opts HistogramVecOpts) *HistogramVec {
	return newHistogramVec(opts.HistogramOpts, opts.VariableLabels)
}

// NewSummaryVec is the function of the same name, with constraints.
func (v2) NewSummaryVec(opts SummaryVecOpts) *SummaryVec {
	return newSummaryVec(opts.SummaryOpts, opts.VariableLabels)
}
