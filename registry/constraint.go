package registry

import "slices"

// A LabelConstraint makes a label value one of those that are wanted, so
// that strangers can't make series at will: unknown methods become
// "other", say.
type LabelConstraint func(value string) string

// A ConstrainedLabel is a label whose values go through Constraint, unless
// that is nil, before a series is looked up.
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

// ConstrainedLabels are labels of which some may have constraints.
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

// UnconstrainedLabels are labels that take any value.
type UnconstrainedLabels []string

func (ls UnconstrainedLabels) names() []string                { return ls }
func (ls UnconstrainedLabels) constraints() []LabelConstraint { return nil }

// V2 has the constructors of vectors that take their labels among the
// options, where they can have constraints.
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
	v := NewCounterVec(opts.CounterOpts, opts.VariableLabels.names())
	v.constrain(opts.VariableLabels)
	return v
}

// NewGaugeVec is the function of that name, with constraints.
func (v2) NewGaugeVec(opts GaugeVecOpts) *GaugeVec {
	v := NewGaugeVec(opts.GaugeOpts, opts.VariableLabels.names())
	v.constrain(opts.VariableLabels)
	return v
}

// NewHistogramVec is the function of that name, with constraints.
func (v2) NewHistogramVec(opts HistogramVecOpts) *HistogramVec {
	v := NewHistogramVec(opts.HistogramOpts, opts.VariableLabels.names())
	v.constrain(opts.VariableLabels)
	return v
}

// NewSummaryVec is the function of that name, with constraints.
func (v2) NewSummaryVec(opts SummaryVecOpts) *SummaryVec {
	v := NewSummaryVec(opts.SummaryOpts, opts.VariableLabels.names())
	v.constrain(opts.VariableLabels)
	return v
}

func (v *Vec[T]) constrain(labels ConstrainableLabels) {
	v.store.desc.constraints = labels.constraints()
	v.indirect = v.store.desc.constraints != nil
}

// constrain puts values, which are all those of a series, through the
// constraints. It returns a slice of its own if there are any.
func (d *desc) constrain(values []string) []string {
	if d.constraints == nil || len(values) != len(d.constraints) {
		return values
	}
	values = slices.Clone(values)
	for i, constraint := range d.constraints {
		if constraint != nil {
			values[i] = constraint(values[i])
		}
	}
	return values
}

// constrainLabels is constrain for some of the labels.
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
