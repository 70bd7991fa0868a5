package registry

import "slices"

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
