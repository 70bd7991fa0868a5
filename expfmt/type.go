package expfmt

import (
	"errors"
	"fmt"
	"slices"
)

// Type says what the samples of a family mean, and which lines a series of
// it has on the page.
type Type uint8

// The types. The zero value is TypeUntyped, as it is for a family whose page
// carries no TYPE line; OpenMetrics calls it unknown.
const (
	TypeUntyped Type = iota
	TypeCounter
	TypeGauge
	TypeSummary
	TypeHistogram

	// The last three come from pages of OpenMetrics, which alone has words
	// for them. The text format prints them as what they are closest to.

	TypeGaugeHistogram // a histogram of what is there now; for text a histogram
	TypeStateSet       // a series for each state, 1 if it holds, or 0; for text a gauge
	TypeInfo           // always 1, what it says are its labels; for text a gauge
)

// types are the facts about each type: the word that String returns, those
// that stand in TYPE lines, the suffix of a family's name that OpenMetrics
// asks for, and the label name that the type keeps for itself.
var types = [...]struct{ word, text, openMetrics, suffix, reserved string }{
	TypeUntyped:        {"untyped", "untyped", "unknown", "", ""},
	TypeCounter:        {"counter", "counter", "counter", "_total", ""},
	TypeGauge:          {"gauge", "gauge", "gauge", "", ""},
	TypeSummary:        {"summary", "summary", "summary", "", "quantile"},
	TypeHistogram:      {"histogram", "histogram", "histogram", "", "le"},
	TypeGaugeHistogram: {"gaugehistogram", "histogram", "gaugehistogram", "", "le"},
	TypeStateSet:       {"stateset", "gauge", "stateset", "", ""},
	TypeInfo:           {"info", "gauge", "info", "_info", ""},
}

// String returns the word for the type: that of the text format, or that
// of OpenMetrics for a type that only it knows.
func (t Type) String() string {
	if int(t) < len(types) {
		return types[t].word
	}
	return "invalid"
}

// Scalar reports whether a series of the type is one sample: true for all
// types but summaries and the two kinds of histograms.
func (t Type) Scalar() bool { return t != TypeSummary && !t.bucketed() }

// bucketed reports whether a series of the type has buckets.
func (t Type) bucketed() bool { return t == TypeHistogram || t == TypeGaugeHistogram }

// parseType returns the type that a word in a TYPE line of the text format
// stands for.
func parseType(word []byte) (Type, bool) {
	for t, facts := range types {
		if string(word) == facts.text && facts.text == facts.word {
			return Type(t), true
		}
	}
	return TypeUntyped, false
}

// parseOpenMetricsType is parseType for OpenMetrics.
func parseOpenMetricsType(word string) (Type, bool) {
	for t, facts := range types {
		if word == facts.openMetrics {
			return Type(t), true
		}
	}
	return TypeUntyped, false
}

// reserved returns the label name that the type keeps for itself, or "".
func (t Type) reserved() string { return types[t].reserved }

// ErrReserved says that le can't be a label of a histogram, or quantile of
// a summary: the page has their buckets and quantiles there.
var ErrReserved = errors.New("label name is reserved")

// CheckLabelNames returns an error if a series of the type can't have
// labels of these names.
func (t Type) CheckLabelNames(names ...string) error {
	for i, name := range names {
		switch {
		case !IsLabelName(name):
			return fmt.Errorf("expected a label name, found %q", name)
		case name == t.reserved():
			return fmt.Errorf("%q of a %v: %w", name, t, ErrReserved)
		case slices.Contains(names[:i], name):
			return fmt.Errorf("label name %q comes twice", name)
		}
	}
	return nil
}
