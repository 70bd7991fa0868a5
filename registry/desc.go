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

// A layout says how the labels of a desc's series are rendered: a piece
// of fixed text in front of each variable value, in the order of the label
// names, and one behind the last. Constant labels are part of the pieces.
type layout struct {
	pieces []string // one more than there are variable labels
	order  []int    // which of the given values stands behind piece i
	quoted bool     // see expfmt.Rendered

	crowded bool // some piece between two values has more quotes than theirs
}

func newLayout(constant []expfmt.Label, variable []string) layout {
	type label struct {
		expfmt.Label
		given int // -1 for a constant label
	}
	labels := make([]label, 0, len(constant)+len(variable))
	for _, l := range constant {
		labels = append(labels, label{l, -1})
	}
	for i, name := range variable {
		labels = append(labels, label{expfmt.Label{Name: name}, i})
	}
	slices.SortFunc(labels, func(a, b label) int { return strings.Compare(a.Name, b.Name) })

	var l layout
	var piece []byte
	for i, label := range labels {
		if i > 0 {
			piece = append(piece, ',')
		}
		piece = expfmt.AppendLabelName(piece, label.Name)
		piece = append(piece, '=')
		l.quoted = l.quoted || !expfmt.IsLegacyName(label.Name)
		if label.given < 0 {
			piece = expfmt.AppendEscaped(append(piece, '"'), label.Value)
			piece = append(piece, '"')
			continue
		}
		l.pieces = append(l.pieces, string(append(piece, '"')))
		l.order = append(l.order, label.given)
		piece = append(piece[:0], '"')
	}
	l.pieces = append(l.pieces, string(piece))
	l.crowded = slices.ContainsFunc(l.pieces[:len(l.order)], func(piece string) bool { return strings.Count(piece, `"`) > 2 })
	return l
}

// append appends the rendered labels of the series with the given values.
func (l *layout) append(dst []byte, values []string) []byte {
	for i, given := range l.order {
		dst = append(dst, l.pieces[i]...)
		dst = expfmt.AppendEscaped(dst, values[given])
	}
	return append(dst, l.pieces[len(l.order)]...)
}

// matches reports whether rendered is what append makes of values, if no
// value in it is escaped.
//
// It does not look at the pieces, which are the same in all series of a
// layout, but for the quotes that they begin and end with. From the first
// value on to the end of the last one, rendered has two quotes between a
// value and the next, and no others. If a value is found between two
// quotes, each behind those of the value before, and the last one ends
// where it must, that takes all of these quotes, so each value is whole.
// Pieces with more quotes than two, those of constant labels or of quoted
// names, are compared as well: then a value that has quotes itself makes
// them too many.
func (l *layout) matches(rendered string, values []string) bool {
	at := 0
	for i, given := range l.order {
		begin := at + len(l.pieces[i])
		v := values[given]
		end := begin + len(v)
		if end >= len(rendered) || rendered[end] != '"' || rendered[begin-1] != '"' || rendered[begin:end] != v ||
			l.crowded && rendered[at:begin] != l.pieces[i] {
			return false
		}
		at = end
	}
	return at+len(l.pieces[len(l.order)]) == len(rendered)
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
