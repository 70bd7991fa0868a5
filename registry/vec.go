package registry

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"plainmetrics/expfmt"
)

// A Vec is a metric that is divided by labels: one series for each
// combination of their values, born when it is first asked for. The values
// are given by name, in Labels, or in the order of the names with which
// the Vec was made. T is the series, so a method that returns *T returns a
// Counter for a CounterVec and a Gauge for a GaugeVec.
//
// All methods may be called at the same time. A look-up of a series that
// exists takes no lock and allocates nothing.
type Vec[T any] struct {
	store   *store[T]
	curried []curriedValue // in the order of the names

	// indirect says that values are not taken as they are given: some labels
	// are curried, or have constraints.
	indirect bool
}

type curriedValue struct {
	at    int // in desc.variable
	value string
}

// LabelNames returns the names of the labels that are not curried, in the
// order in which WithLabelValues takes their values.
func (v *Vec[T]) LabelNames() []string {
	var names []string
	for at, name := range v.store.desc.variable {
		if !v.isCurried(at) {
			names = append(names, name)
		}
	}
	return names
}

// GetMetricWithLabelValues returns the series with the given label values,
// in the order of the names. It fails unless there is a value in valid
// UTF-8 for each label that is not curried.
func (v *Vec[T]) GetMetricWithLabelValues(values ...string) (*T, error) {
	if len(v.curried) == 0 {
		return v.store.get(values)
	}
	var buf [8]string
	return v.store.get(appendCurried(buf[:0], v.curried, values))
}

// With returns the series with the given labels. It panics where
// GetMetricWith fails.
func (v *Vec[T]) With(labels Labels) *T {
	cell, err := v.GetMetricWith(labels)
	if err != nil {
		panic(err)
	}
	return cell
}

// GetMetricWith returns the series with the given labels. It fails unless
// they name exactly the labels that are not curried, with values in valid
// UTF-8.
func (v *Vec[T]) GetMetricWith(labels Labels) (*T, error) {
	var buf [8]string
	values, ok := v.appendLabels(buf[:0], labels)
	if !ok {
		return nil, v.labelsError(labels)
	}
	return v.store.get(values)
}

// CurryWith returns a Vec of the same series, for which the given labels
// have been chosen already and need not be given again. It fails if a
// label is not one of the Vec, or is curried already.
func (v *Vec[T]) CurryWith(labels Labels) (*Vec[T], error) {
	curried := slices.Clone(v.curried)
	for name, value := range labels {
		at := slices.Index(v.store.desc.variable, name)
		if at < 0 {
			return nil, fmt.Errorf("registry: metric %v: expected one of the label names %q to curry, found %q",
				v.store.desc, v.store.desc.variable, name)
		}
		if v.isCurried(at) {
			return nil, fmt.Errorf("registry: metric %v: label %q is curried already", v.store.desc, name)
		}
		curried = append(curried, curriedValue{at, value})
	}
	slices.SortFunc(curried, func(a, b curriedValue) int { return a.at - b.at })
	return &Vec[T]{v.store, curried, v.indirect || len(curried) > 0}, nil
}

// MustCurryWith is CurryWith but panics where that fails.
func (v *Vec[T]) MustCurryWith(labels Labels) *Vec[T] {
	curried, err := v.CurryWith(labels)
	if err != nil {
		panic(err)
	}
	return curried
}

// DeleteLabelValues removes the series with the given label values and
// reports whether there was one. Whoever holds the series can still update
// it, but it is on no page.
func (v *Vec[T]) DeleteLabelValues(values ...string) bool {
	return v.store.delete(appendCurried(nil, v.curried, values))
}

// Delete removes the series with the given labels and reports whether
// there was one.
func (v *Vec[T]) Delete(labels Labels) bool {
	values, ok := v.appendLabels(nil, labels)
	return ok && v.store.delete(values)
}

// DeletePartialMatch removes all series that have the given labels, among
// others, and returns their number. Curried labels play no part: they
// don't narrow the match, and naming one matches nothing.
func (v *Vec[T]) DeletePartialMatch(labels Labels) int {
	for name := range labels {
		if at := slices.Index(v.store.desc.variable, name); at < 0 || v.isCurried(at) {
			return 0
		}
	}
	wanted := v.store.desc.constrainLabels(labels)
	return v.store.deleteFunc(func(set expfmt.LabelSet) bool {
		for name, value := range wanted {
			if set.Get(name) != value {
				return false
			}
		}
		return true
	})
}

// Reset removes all series of the Vec.
func (v *Vec[T]) Reset() { v.store.reset() }

// Describe implements Describer.
func (v *Vec[T]) Describe() []*expfmt.Family { return v.store.desc.families() }

// ConstLabels returns the labels that all series bear. They tell types
// apart that embed a Vec, see Describer.
func (v *Vec[T]) ConstLabels() expfmt.LabelSet { return v.store.desc.constant }

// Collect implements Collector.
func (v *Vec[T]) Collect(_ context.Context, enc expfmt.Encoder) error {
	v.store.encode(enc)
	return nil
}

func (v *Vec[T]) stored() source { return v.store }

func (v *Vec[T]) self() Collector { return v }

func (v *Vec[T]) isCurried(at int) bool {
	return slices.ContainsFunc(v.curried, func(c curriedValue) bool { return c.at == at })
}

// appendCurried appends the given values with the curried ones in their
// places.
func appendCurried(dst []string, curried []curriedValue, given []string) []string {
	for _, c := range curried {
		if before := c.at - len(dst); before <= len(given) {
			dst = append(dst, given[:before]...)
			given = given[before:]
		}
		dst = append(dst, c.value)
	}
	return append(dst, given...)
}

// appendLabels appends the values of labels and the curried ones in the
// order of the names. It reports whether labels was what the Vec expects.
func (v *Vec[T]) appendLabels(dst []string, labels Labels) ([]string, bool) {
	curried := v.curried
	for at, name := range v.store.desc.variable {
		value, given := labels[name]
		if len(curried) > 0 && curried[0].at == at {
			if given {
				return nil, false
			}
			value, given = curried[0].value, true
			curried = curried[1:]
		}
		if !given {
			return nil, false
		}
		dst = append(dst, value)
	}
	return dst, len(labels)+len(v.curried) == len(v.store.desc.variable)
}

func (v *Vec[T]) labelsError(labels Labels) error {
	found := make([]string, 0, len(labels))
	for name := range labels {
		found = append(found, strings.Clone(name))
	}
	slices.Sort(found)
	return fmt.Errorf("registry: metric %v: expected the labels %q, found %q", v.store.desc, v.LabelNames(), found)
}
