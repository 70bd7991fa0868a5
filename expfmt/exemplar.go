package expfmt

import (
	"fmt"
	"unicode/utf8"
)

// An Exemplar is one of the observations in a counter or a bucket, with
// labels that lead to details: the ID of a trace, for example.
type Exemplar struct {
	Labels LabelSet
	Value  float64

	// Time is the time of the observation in nanoseconds since 1970, or 0 if
	// it is unknown.
	Time int64

	// TimeSeconds is nil, or the time in seconds if Time can't hold the time
	// of an OpenMetrics page. Time then is the nearest time that it can hold.
	TimeSeconds *float64
}

// clone returns a copy of e, nil for nil.
//
//go:noinline
func (e *Exemplar) clone() *Exemplar {
	if e == nil {
		return nil
	}
	clone := *e
	if e.TimeSeconds != nil {
		seconds := *e.TimeSeconds
		clone.TimeSeconds = &seconds
	}
	return &clone
}

// check returns an error if the page of an exemplar would be invalid. A nil
// Exemplar is valid. The labels may have any length.
func (e *Exemplar) check() error {
	if e != nil && e.TimeSeconds != nil && !isNearest(e.Time, *e.TimeSeconds, 1e9) {
		return fmt.Errorf("expected TimeSeconds of an exemplar beside the nearest Time, found %v beside %d", *e.TimeSeconds, e.Time)
	}
	return nil
}

// MaxExemplarRunes is the largest length of an exemplar's labels in
// characters, names and values together. OpenMetrics 1.0 sets the limit, and
// its pages omit longer exemplars; OpenMetrics 2.0 has none.
const MaxExemplarRunes = 128

// isLong reports whether the labels are too long for OpenMetrics 1.0. Most
// need no counting, as a string has no more characters than bytes.
func (e *Exemplar) isLong() bool {
	return len(e.Labels.text) > MaxExemplarRunes && e.Labels.runes() > MaxExemplarRunes
}

// CheckExemplarLabels returns an error if labels are too long for an
// exemplar of OpenMetrics 1.0.
func CheckExemplarLabels(labels LabelSet) error {
	if runes := labels.runes(); runes > MaxExemplarRunes {
		return fmt.Errorf("expfmt: exemplar labels have %d runes, exceeding the limit of %d", runes, MaxExemplarRunes)
	}
	return nil
}

// runes returns the length of the names and the values in characters.
func (s LabelSet) runes() int {
	n := 0
	for name, value := range s.All() {
		n += utf8.RuneCountInString(name) + utf8.RuneCountInString(value)
	}
	return n
}
