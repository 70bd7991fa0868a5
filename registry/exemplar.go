package registry

import (
	"fmt"
	"time"

	"plainmetrics/expfmt"
)

// ExemplarMaxRunes is the largest number of characters in the names and
// values of an exemplar's labels together.
const ExemplarMaxRunes = expfmt.MaxExemplarRunes

// An ExemplarAdder is a Counter, for users of client_golang, who ask their
// counters for it: any(counter).(registry.ExemplarAdder).
type ExemplarAdder interface {
	AddWithExemplar(v float64, exemplar Labels)
}

// An ExemplarObserver is a Histogram, or a series of a HistogramVec.
type ExemplarObserver interface {
	ObserveWithExemplar(v float64, exemplar Labels)
}

// newExemplar returns the exemplar of an observation made now. newExemplar
// panics if labels are not valid, or too long.
func newExemplar(v float64, labels Labels) *expfmt.Exemplar {
	e, err := makeExemplar(v, labels, time.Now())
	if err != nil {
		panic(err)
	}
	return e
}

// makeExemplar returns an exemplar, or an error if labels are not valid, or
// too long.
func makeExemplar(v float64, labels Labels, at time.Time) (*expfmt.Exemplar, error) {
	set, err := labels.set()
	if err == nil {
		err = expfmt.CheckExemplarLabels(set)
	}
	for name := range labels {
		if err != nil && !expfmt.IsLabelName(name) {
			err = fmt.Errorf("registry: exemplar label name %q is invalid: %w", name, err)
		}
	}
	return &expfmt.Exemplar{Labels: set, Value: v, Time: at.UnixNano()}, err
}

// set returns the labels rendered.
func (l Labels) set() (expfmt.LabelSet, error) { return expfmt.Labels(l.list()...) }

// list returns the labels in no order.
func (l Labels) list() []expfmt.Label {
	list := make([]expfmt.Label, 0, len(l))
	for name, value := range l {
		list = append(list, expfmt.Label{Name: name, Value: value})
	}
	return list
}
