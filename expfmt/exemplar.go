package expfmt

import (
	"fmt"
	"unicode/utf8"
)

// An Exemplar is one observation that a counter or a bucket counts, with
// labels that lead to more about it: a trace, say.
type Exemplar struct {
	Labels LabelSet
	Value  float64

	// Time is when it was observed, in nanoseconds since 1970; 0 if that is
	// not known.
	Time int64
}

// MaxExemplarRunes is how long the names and values of an exemplar's
// labels may be together, in characters; OpenMetrics 1.0 sets the limit.
const MaxExemplarRunes = 128

// CheckExemplarLabels returns an error if labels are too long for an
// exemplar.
func CheckExemplarLabels(labels LabelSet) error {
	if runes := labels.runes(); runes > MaxExemplarRunes {
		return fmt.Errorf("expfmt: exemplar: expected labels of at most %d characters, found %d", MaxExemplarRunes, runes)
	}
	return nil
}

// runes returns how long the names and the values are together.
func (s LabelSet) runes() int {
	n := 0
	for name, value := range s.All() {
		n += utf8.RuneCountInString(name) + utf8.RuneCountInString(value)
	}
	return n
}
