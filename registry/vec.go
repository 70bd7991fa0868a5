package registry

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/series"
)

// A Vec is a metric divided by labels: a series for each combination of
// their values, created by the first look-up. Look-ups take the values by
// name, in Labels, or in the order of the names given to the constructor. T
// is the type of a series, so a method with the result *T returns a Counter
// for a CounterVec and a Gauge for a GaugeVec.
//
// All methods may be called at the same time. Looking up an existing series
// takes no lock and allocates nothing.
type Vec[T any] struct {
	family *family[T]
	store  *series.Store[T] // of the family
	labels vecLabels
}

func newVec[T any](f *family[T]) *Vec[T] { return &Vec[T]{f, f.store, vecLabels{desc: f.desc}} }

// WithLabelValues returns the series with the given label values.
// WithLabelValues panics where GetMetricWithLabelValues fails.
func (v *Vec[T]) WithLabelValues(values ...string) *T { return v.store.Get(v.labels.curried, values) }

// GetMetricWithLabelValues returns the series with the given label values,
// in the order of the names. GetMetricWithLabelValues fails unless there is
// a value in valid UTF-8 for each label not curried before.
func (v *Vec[T]) GetMetricWithLabelValues(values ...string) (*T, error) {
	return v.store.GetOrError(v.labels.curried, values)
}

// With returns the series with the given labels. With panics where
// GetMetricWith fails.
func (v *Vec[T]) With(labels Labels) *T {
	cell, err := v.GetMetricWith(labels)
	if err != nil {
		panic(err)
	}
	return cell
}

// GetMetricWith returns the series with the given labels. GetMetricWith
// fails unless labels has the names of all labels not curried before, no
// others, and values in valid UTF-8.
func (v *Vec[T]) GetMetricWith(labels Labels) (*T, error) {
	var room [8]string
	values, err := v.labels.appendValues(room[:0], labels)
	if err != nil {
		return nil, err
	}
	return v.store.GetOrError(nil, values)
}

// LabelNames returns the names of the labels not curried before, in the
// order in which WithLabelValues takes their values.
func (v *Vec[T]) LabelNames() []string { return v.labels.open() }

// CurryWith returns a Vec of the same series, with the given labels chosen
// for all its look-ups. CurryWith fails if the Vec has no label of a given
// name, or has the label curried already.
func (v *Vec[T]) CurryWith(labels Labels) (*Vec[T], error) {
	curried, err := v.labels.curry(labels)
	if err != nil {
		return nil, err
	}
	return &Vec[T]{v.family, v.store, curried}, nil
}

// MustCurryWith is CurryWith with a panic in place of an error.
func (v *Vec[T]) MustCurryWith(labels Labels) *Vec[T] {
	curried, err := v.CurryWith(labels)
	if err != nil {
		panic(err)
	}
	return curried
}

// DeleteLabelValues removes the series with the given label values, and
// reports whether there was such a series. Holders of the series can still
// update it, but no page has it.
func (v *Vec[T]) DeleteLabelValues(values ...string) bool {
	return v.store.Delete(v.labels.curried.Merge(nil, values))
}

// Delete removes the series with the given labels, and reports whether there
// was such a series.
func (v *Vec[T]) Delete(labels Labels) bool {
	values, err := v.labels.appendValues(nil, labels)
	return err == nil && v.store.Delete(values)
}

// DeletePartialMatch removes all series with the given labels, whatever
// their other labels are, and returns the number of series removed. Curried
// labels play no part: they do not narrow the match, and no series matches a
// curried name.
func (v *Vec[T]) DeletePartialMatch(labels Labels) int {
	matches := v.labels.matcher(labels)
	if matches == nil {
		return 0
	}
	return v.store.DeleteFunc(matches)
}

// Reset removes all series of the Vec.
func (v *Vec[T]) Reset() { v.store.DeleteFunc(func(expfmt.LabelSet) bool { return true }) }

// Describe implements Collector.
func (v *Vec[T]) Describe(ch chan<- *Desc) { ch <- v.family.desc }

// Collect implements Collector: it sends the Metrics of all series.
func (v *Vec[T]) Collect(ch chan<- Metric) {
	for _, cell := range v.store.Snapshot().Cells() {
		any(cell).(Collector).Collect(ch)
	}
}

// Families implements Describer.
func (v *Vec[T]) Families() []*expfmt.Family { return v.family.desc.families() }

// ConstLabels returns the labels of all series of the Vec. They tell types
// apart that embed a Vec, see Describer.
func (v *Vec[T]) ConstLabels() expfmt.LabelSet { return v.family.desc.constant }

// Encode implements Source.
func (v *Vec[T]) Encode(_ context.Context, enc expfmt.Encoder) error {
	v.family.encode(enc, v.family.desc.family)
	return nil
}

func (v *Vec[T]) self() Collector { return v }

func (v *Vec[T]) identify() identity { return v.family.identify() }

// vecLabels are the labels of a Vec: the labels of the metric, some of them
// curried. The type of the series plays no part, so binaries have this code
// once.
type vecLabels struct {
	desc    *Desc
	curried *series.Curried // nil for none
}

// names returns the names of the labels not curried.
func (l vecLabels) open() []string {
	var names []string
	for i, name := range l.desc.variable {
		if !l.curried.Has(i) {
			names = append(names, name)
		}
	}
	return names
}

// curry returns l with more labels curried.
func (l vecLabels) curry(labels Labels) (vecLabels, error) {
	var curried series.Curried
	if l.curried != nil {
		curried = slices.Clone(*l.curried)
	}
	var unknown []string
	for name, value := range labels {
		i := slices.Index(l.desc.variable, name)
		switch {
		case i < 0:
			unknown = append(unknown, strings.Clone(name))
		case l.curried.Has(i):
			return l, fmt.Errorf("registry: metric %v: label name %q is already curried", metricName{l.desc}, name)
		default:
			curried = append(curried, series.CurriedValue{Index: i, Value: value})
		}
	}
	if len(unknown) > 0 {
		slices.Sort(unknown)
		return l, fmt.Errorf("registry: metric %v: %d unknown label(s) found during currying: expected some of %q, found %q",
			metricName{l.desc}, len(unknown), l.desc.variable, unknown)
	}
	if len(curried) == 0 {
		return l, nil
	}
	slices.SortFunc(curried, func(a, b series.CurriedValue) int { return a.Index - b.Index })
	return vecLabels{l.desc, &curried}, nil
}

// appendValues appends the values of labels and the curried values, in the
// order of the names. appendValues fails unless labels are the labels not
// curried.
func (l vecLabels) appendValues(dst []string, labels Labels) ([]string, error) {
	var room [8]string
	open := room[:0]
	for i, name := range l.desc.variable {
		if l.curried.Has(i) {
			continue
		}
		value, ok := labels[name]
		if !ok {
			return nil, l.mismatch(labels)
		}
		open = append(open, value)
	}
	if len(open) != len(labels) {
		return nil, l.mismatch(labels)
	}
	return l.curried.Merge(dst, open), nil
}

// mismatch returns the error for labels with other names than expected. It
// contains the words of client_golang, for which tests of programs look.
func (l vecLabels) mismatch(labels Labels) error {
	found := make([]string, 0, len(labels))
	for name := range labels {
		found = append(found, strings.Clone(name))
	}
	slices.Sort(found)
	names := l.open()
	facts := fmt.Errorf("registry: metric %v: expected the labels %q, found %q", metricName{l.desc}, names, found)
	if len(found) != len(names) {
		return fmt.Errorf("%s: %w", series.InconsistentCardinality, facts)
	}
	for i, name := range l.desc.variable {
		_, given := labels[name]
		switch isCurried := l.curried.Has(i); {
		case given && isCurried:
			return fmt.Errorf("%w: label name %q is already curried", facts, name)
		case !given && !isCurried:
			return fmt.Errorf("%w: label name %q missing in label map", facts, name)
		}
	}
	return facts
}

// matcher returns a function that reports whether a series has the labels,
// or nil if no series can have them.
func (l vecLabels) matcher(labels Labels) func(expfmt.LabelSet) bool {
	for name := range labels {
		if i := slices.Index(l.desc.variable, name); i < 0 || l.curried.Has(i) {
			return nil
		}
	}
	wanted := l.desc.constrainLabels(labels)
	return func(set expfmt.LabelSet) bool {
		for name, value := range wanted {
			if set.Get(name) != value {
				return false
			}
		}
		return true
	}
}
