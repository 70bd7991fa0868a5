package registry

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"plainmetrics/expfmt"
)

// A Desc describes a metric: its name, HELP text and unit, its constant labels
// and the names of its variable labels. Make a Desc with NewDesc, or ask a
// metric for its Desc. A Desc never changes, and may be used by several
// goroutines at once.
//
// The Desc of a metric with a mistake in its name or labels has an error,
// which Err and Register return.
type Desc struct {
	fqName   string // readers by reflection know this name from client_golang
	typ      expfmt.Type
	family   *expfmt.Family // nil if err says why
	anyType  bool           // the family stands for families of all types, see ofType
	constant expfmt.LabelSet
	variable []string // in the order in which values are given
	template *expfmt.LabelTemplate

	constraints []LabelConstraint // one for each variable label, or none at all

	isCustom bool // a Describer's, whose labels are not known
	err      error

	// consts is a *constMetrics, nil for the Desc of another metric. As a
	// field of that type it would keep 4 kB of descriptions of types in programs
	// without const metrics.
	consts any
}

// A DescOpt is an option of V2.NewDesc.
type DescOpt func(*descOpts)

type descOpts struct{ unit string }

// WithUnit gives the Desc a unit, see Opts.
func WithUnit(unit string) DescOpt { return func(o *descOpts) { o.unit = unit } }

// NewDesc returns the Desc of metrics that a Collector sends. The values of
// the variable labels are given to NewConstMetric and the like, in the order
// of the names. A mistake is the Desc's error.
func NewDesc(fqName, help string, variableLabels []string, constLabels Labels) *Desc {
	return V2.NewDesc(fqName, help, UnconstrainedLabels(variableLabels), constLabels)
}

// NewInvalidDesc returns a Desc with an error and nothing else. A Collector
// whose Describe sends an invalid Desc can't be registered.
func NewInvalidDesc(err error) *Desc { return &Desc{err: err} }

// newDesc returns the Desc of a metric with the given variable labels, nil
// for none. newDesc panics if the type reserves one of the label names.
func newDesc(o Opts, typ expfmt.Type, labels ConstrainableLabels) *Desc {
	d := &Desc{fqName: o.fqName(), typ: typ}
	if labels != nil {
		d.variable, d.constraints = slices.Clone(labels.names()), labels.constraints()
	}
	if d.err = d.initLabels(o.ConstLabels.list(), typ); d.err != nil {
		d.err = fmt.Errorf("registry: metric %q: %w", d.fqName, d.err)
		if errors.Is(d.err, expfmt.ErrReserved) {
			panic(d.err)
		}
		d.template = placeholder(d.variable)
		return d
	}
	if d.family, d.err = newFamily(d.fqName, o.Help, typ, o.Unit); d.err != nil {
		d.err = fmt.Errorf("registry: %w", d.err)
	}
	return d
}

// Err returns the mistake in the Desc, or nil.
func (d *Desc) Err() error { return d.err }

// invalid returns the mistake in the Desc as the error of its Collector.
func (d *Desc) invalid() error { return fmt.Errorf("descriptor %v is invalid: %w", d, d.err) }

// String returns all of the Desc, for debugging.
func (d *Desc) String() string {
	var constant []string
	for name, value := range d.constant.All() {
		constant = append(constant, fmt.Sprintf("%s=%q", name, value))
	}
	variable := slices.Clone(d.variable)
	for i, constraint := range d.constraints {
		if constraint != nil {
			variable[i] = "c(" + variable[i] + ")"
		}
	}
	return fmt.Sprintf("Desc{fqName: %q, help: %q, unit: %q, constLabels: {%s}, variableLabels: {%s}}",
		d.fqName, d.family.Help(), d.family.Unit(), strings.Join(constant, ","), strings.Join(variable, ","))
}

// initLabels checks and renders the labels.
func (d *Desc) initLabels(constant []expfmt.Label, typ expfmt.Type) (err error) {
	names := slices.Clone(d.variable)
	for _, l := range constant {
		names = append(names, l.Name)
	}
	if err := typ.CheckLabelNames(names...); err != nil {
		return err
	}
	if d.constant, err = expfmt.Labels(constant...); err != nil {
		return err
	}
	d.template, err = expfmt.NewLabelTemplate(d.constant, d.variable)
	return err
}

// placeholder returns a template for a metric with invalid labels. Look-ups
// in the metric work, and so do deletions by labels, but no page has its
// series. Names that are invalid or come twice are replaced.
func placeholder(names []string) *expfmt.LabelTemplate {
	valid := make([]string, len(names))
	for i, name := range names {
		if !expfmt.IsLabelName(name) {
			name = "x"
		}
		for slices.Contains(valid[:i], name) {
			name += "x"
		}
		valid[i] = name
	}
	template, _ := expfmt.NewLabelTemplate(expfmt.LabelSet{}, valid)
	return template
}

func newFamily(name, help string, typ expfmt.Type, unit string) (*expfmt.Family, error) {
	f, err := expfmt.NewFamily(name, help, typ)
	if err != nil || unit == "" {
		return f, err
	}
	return f.WithUnit(unit)
}

// labelNames returns the sorted names of all labels, with $ in front of the
// variable ones. Metrics of the same name agree on them.
func (d *Desc) labelNames() []string {
	names := []string{}
	for name := range d.constant.All() {
		names = append(names, name)
	}
	for _, name := range d.variable {
		names = append(names, "$"+name)
	}
	slices.Sort(names)
	return names
}

// hasLegacyLabels reports whether all names of labels are legacy names.
func (d *Desc) hasLegacyLabels() bool {
	for _, name := range d.variable {
		if !expfmt.IsLegacyName(name) {
			return false
		}
	}
	return d.constant.IsLegacy()
}

// labels returns the constant labels, and the variable ones with the value
// "": a label set with the names of all series.
func (d *Desc) labels() expfmt.LabelSet {
	var labels []expfmt.Label
	for name, value := range d.constant.All() {
		labels = append(labels, expfmt.Label{Name: name, Value: value})
	}
	for _, name := range d.variable {
		labels = append(labels, expfmt.Label{Name: name})
	}
	all, _ := expfmt.Labels(labels...) // valid, or the desc has an error
	return all
}

// hasLabel reports whether a constant or a variable label has the name.
func (d *Desc) hasLabel(name string) bool {
	return d.constant.Has(name) || slices.Contains(d.variable, name)
}

// A metricName names the metric of a Desc in errors. An embedded Desc would
// give metricName all of its methods, and every program 1 kB.
type metricName struct{ desc *Desc }

// String implements fmt.Stringer.
func (n metricName) String() string {
	name := strconv.Quote(n.desc.fqName)
	if constant := n.desc.constant.String(); constant != "" {
		name += " with the constant labels {" + constant + "}"
	}
	return name
}

// constrain puts the values of a series through the constraints, in place.
func (d *Desc) constrain(values []string) {
	for i, constraint := range d.constraints {
		if constraint != nil {
			values[i] = constraint(values[i])
		}
	}
}

// constrainLabels returns some labels of a series, with their values put
// through the constraints.
func (d *Desc) constrainLabels(labels Labels) Labels {
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

// conflict returns why the series of d can't be in one family with the
// series of other, a metric of the same name. Without a conflict, the result
// is nil. different has the words for other labels and HELP texts.
func (d *Desc) conflict(other *Desc, different string) error {
	var err error
	if d.anyType || other.anyType || d.family.Type() == other.family.Type() {
		err = textConflict(d.family, other.family)
	} else {
		err, different = conflict(d.family, other.family), ""
	}
	switch {
	case err == nil:
		return nil
	case different != "" && d.family.Help() != other.family.Help():
		err = fmt.Errorf("%s: %w", different, err)
	}
	return fmt.Errorf("registry: metric %v: %w", metricName{d}, err)
}

// These have the words of client_golang, for which tests of programs look.
const (
	differentRegistered = "a previously registered descriptor with the same fully-qualified name as this one has different label names or a different help string"
	differentReported   = "descriptors reported by collector have inconsistent label names or help strings for the same fully-qualified name"
)

// labelConflict returns an error if the label names of d are known and are
// not the label names of other, a Desc of the same name with known labels.
func (d *Desc) labelConflict(other *Desc, different string) error {
	if d.isCustom || slices.Equal(d.variable, other.variable) && d.constant.HasNamesOf(other.constant) {
		return nil // most metrics are made in one place: registering 10,000 of them takes half the time
	}
	found, expected := d.labelNames(), other.labelNames()
	if slices.Equal(found, expected) {
		return nil
	}
	return fmt.Errorf("registry: metric %v: %s: expected the labels %q, found %q ($ marks variable ones)",
		metricName{d}, different, expected, found)
}

// hasLabelsOf reports whether a metric of the Desc may have the labels: the
// constant ones with their values, and the variable ones.
func (d *Desc) hasLabelsOf(labels expfmt.LabelSet) bool {
	if d.err != nil {
		return false
	}
	for name, value := range d.constant.All() {
		if labels.Get(name) != value {
			return false
		}
	}
	return d.isCustom || d.labels().HasNamesOf(labels)
}

// families returns the family as the result of Families: none if the desc
// has an error.
func (d *Desc) families() []*expfmt.Family {
	if d.err != nil {
		return nil
	}
	return []*expfmt.Family{d.family}
}
