package registry

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"plainmetrics/expfmt"
)

// desc says who a metric is: its family, its constant labels and the
// names of its variable ones. A mistake in them is kept in err, and comes
// to light when the metric is registered; but newDesc panics if the type
// keeps a label name for itself.
type desc struct {
	name     string
	family   *expfmt.Family // nil if err says why
	constant expfmt.LabelSet
	variable []string // in the order in which values are given
	layout   layout

	constraints []LabelConstraint // one for each variable label, or none at all

	foreign bool // the labels are not known
	err     error
}

func newDesc(o Opts, typ expfmt.Type, variable []string) *desc {
	d := &desc{name: o.fqName(), variable: slices.Clone(variable)}
	names := slices.Clone(variable)
	constant := o.ConstLabels.list()
	for _, l := range constant {
		names = append(names, l.Name)
	}
	d.layout = newLayout(constant, variable)
	if err := typ.CheckLabelNames(names...); err != nil {
		d.err = fmt.Errorf("registry: metric %q: %w", d.name, err)
		if errors.Is(err, expfmt.ErrReserved) {
			panic(d.err)
		}
		return d
	}
	if d.constant, d.err = expfmt.Labels(constant...); d.err != nil {
		d.err = fmt.Errorf("registry: metric %q: %w", d.name, d.err)
		return d
	}
	if d.family, d.err = newFamily(d.name, o.Help, typ, o.Unit); d.err != nil {
		d.err = fmt.Errorf("registry: %w", d.err)
	}
	return d
}

func newFamily(name, help string, typ expfmt.Type, unit string) (*expfmt.Family, error) {
	f, err := expfmt.NewFamily(name, help, typ)
	if err != nil || unit == "" {
		return f, err
	}
	return f.WithUnit(unit)
}

// id tells the desc from all others that can share a registry with it.
func (d *desc) id() string { return d.name + "\xff" + d.constant.String() }

// labelNames returns the sorted names of all labels, $ in front of the
// variable ones. Metrics of one name have them in common.
func (d *desc) labelNames() []string {
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

// String names the metric in errors.
func (d *desc) String() string {
	if d.constant.String() == "" {
		return strconv.Quote(d.name)
	}
	return fmt.Sprintf("%q with the constant labels {%v}", d.name, d.constant)
}

// checkValues returns an error unless the given values are what a series
// of d needs.
func (d *desc) checkValues(values []string) error {
	if len(values) != len(d.variable) {
		values := slices.Clone(values) // or all values of all callers escape to the heap
		return fmt.Errorf("registry: metric %v: expected %d label values, for %q, found %d: %q",
			d, len(d.variable), d.variable, len(values), values)
	}
	for i, v := range values {
		if !utf8.ValidString(v) {
			return fmt.Errorf("registry: metric %v: label %q: expected a value in valid UTF-8, found %q",
				d, d.variable[i], strings.Clone(v))
		}
	}
	return nil
}

// families returns what the metric is described by, which is nothing if
// its desc is in error.
func (d *desc) families() []*expfmt.Family {
	if d.err != nil {
		return nil
	}
	return []*expfmt.Family{d.family}
}
