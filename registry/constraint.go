package registry

import (
	"slices"

	"plainmetrics/expfmt"
)

// A LabelConstraint replaces a label value by one of the values wanted, so
// that strangers can't create series at will: a constraint may turn all
// unknown methods into "other".
type LabelConstraint func(value string) string

// A ConstrainedLabel is a label with a constraint. Look-ups put its values
// through Constraint, unless Constraint is nil.
type ConstrainedLabel struct {
	Name       string
	Constraint LabelConstraint
}

// ConstrainableLabels are the names of a vector's labels, with or without
// constraints: ConstrainedLabels or UnconstrainedLabels.
type ConstrainableLabels interface {
	names() []string
	constraints() []LabelConstraint // one for each name, nil if there are none
}

// ConstrainedLabels are labels, some of them with constraints.
type ConstrainedLabels []ConstrainedLabel

func (ls ConstrainedLabels) names() []string {
	names := make([]string, len(ls))
	for i, l := range ls {
		names[i] = l.Name
	}
	return names
}

func (ls ConstrainedLabels) constraints() []LabelConstraint {
	constraints := make([]LabelConstraint, len(ls))
	for i, l := range ls {
		constraints[i] = l.Constraint
	}
	if !slices.ContainsFunc(constraints, func(c LabelConstraint) bool { return c != nil }) {
		return nil
	}
	return constraints
}

// UnconstrainedLabels are labels with any values.
type UnconstrainedLabels []string

func (ls UnconstrainedLabels) names() []string                { return ls }
func (ls UnconstrainedLabels) constraints() []LabelConstraint { return nil }

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

// NewCounterVec is the function of that name, with constraints.
func (v2) NewCounterVec(opts CounterVecOpts) *CounterVec {
	return newVec(newCounters(newDesc(Opts(opts.CounterOpts), expfmt.TypeCounter, opts.VariableLabels)))
}

// NewGaugeVec is the function of that name, with constraints.
func (v2) NewGaugeVec(opts GaugeVecOpts) *GaugeVec {
	return newVec(newGauges(newDesc(Opts(opts.GaugeOpts), expfmt.TypeGauge, opts.VariableLabels)))
}

// NewHistogramVec is the function of that name, with constraints.
func (v2) NewHistogramVec(opts HistogramVecOpts) *HistogramVec {
	return newHistogramVec(opts.HistogramOpts, opts.VariableLabels)
}

// NewSummaryVec is the function of that name, with constraints.
func (v2) NewSummaryVec(opts SummaryVecOpts) *SummaryVec {
	return newSummaryVec(opts.SummaryOpts, opts.VariableLabels)
}

// constrain puts the values of a series through the constraints, in place.
func (d *desc) constrain(values []string) {
	for i, constraint := range d.constraints {
		if constraint != nil {
			values[i] = constraint(values[i])
		}
	}
}

// constrainLabels returns some labels of a series, with their values put
// through the constraints.
func (d *desc) constrainLabels(labels Labels) Labels {
	if d.constraints == nil {
		return labels
	}
	constrained := make(Labels, len(labels))
	for name, value := range labels {
		if constraint := d.constraints[slices.Index(d.variable, name)]; constraint != nil {
			value = constraint(value)
		}
		constrained[name] = value
	}
	return constrained
}
