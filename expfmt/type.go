package expfmt

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Type says what the samples of a family mean, and which lines a series of
// the family has on a page.
type Type uint8

// The types. The zero value is TypeUntyped, the type of a family whose page
// has no TYPE line; OpenMetrics calls the type unknown.
const (
	TypeUntyped Type = iota
	TypeCounter
	TypeGauge
	TypeSummary
	TypeHistogram

	// Only OpenMetrics has words for the last three types. The text format
	// prints a gauge histogram as a histogram, and the other two as gauges.

	TypeGaugeHistogram // a histogram of the current state, such as queue lengths
	TypeStateSet       // a series for each state: 1 for the current state, 0 for others
	TypeInfo           // a series whose value is always 1 and whose labels inform
)

// typeFacts are the facts about a type.
type typeFacts struct {
	word        string // the result of String
	text        string // the word in a TYPE line of the text format
	openMetrics string // the word in a TYPE line of OpenMetrics
	suffix      string // the end of a family's name that OpenMetrics asks for
	reserved    string // the label name that users must not set, or ""

	// number and field are the number of the type in the protobuf format,
	// whose types have no others, and of the field with a metric's message.
	number uint64
	field  byte

	// textSuffixes and openMetricsSuffixes are the endings of the sample
	// names of a family, in the order of their lines. The names begin with
	// the family's name, for OpenMetrics without suffix.
	textSuffixes        []string
	openMetricsSuffixes []string
}

// types has the facts about each type. No other table lists the suffixes of
// sample names.
var types = [...]typeFacts{
	TypeUntyped: {"untyped", "untyped", "unknown", "", "", 3, fieldMetricUntyped, []string{""}, []string{""}},
	TypeCounter: {"counter", "counter", "counter", "_total", "", 0, fieldMetricCounter, []string{""}, []string{"_total", "_created"}},
	TypeGauge:   {"gauge", "gauge", "gauge", "", "", 1, fieldMetricGauge, []string{""}, []string{""}},
	TypeSummary: {
		"summary", "summary", "summary", "", "quantile", 2, fieldMetricSummary,
		[]string{"", "_sum", "_count"}, []string{"", "_sum", "_count", "_created"},
	},
	TypeHistogram: {
		"histogram", "histogram", "histogram", "", "le", 4, fieldMetricHistogram,
		[]string{"_bucket", "_sum", "_count"}, []string{"_bucket", "_sum", "_count", "_created"},
	},
	TypeGaugeHistogram: {
		"gaugehistogram", "histogram", "gaugehistogram", "", "le", 5, fieldMetricHistogram,
		[]string{"_bucket", "_sum", "_count"}, []string{"_bucket", "_gsum", "_gcount"},
	},
	TypeStateSet: {"stateset", "gauge", "stateset", "", "", 1, fieldMetricGauge, []string{""}, []string{""}},
	TypeInfo:     {"info", "gauge", "info", "_info", "", 1, fieldMetricGauge, []string{""}, []string{"_info"}},
}

// CutSampleSuffix returns the name of the only other family whose samples
// may have the name sample in the text format: "a" for "a_count", as a
// histogram or a summary called a has such a sample. If no suffix of a type
// ends sample, CutSampleSuffix returns sample and false.
//
// Two families must not share a page if samples of both have the same name.
// CutSampleSuffix and Family.SampleNames find such families.
func CutSampleSuffix(sample string) (family string, ok bool) {
	// Every suffix begins with its only underscore.
	i := strings.LastIndexByte(sample, '_')
	if i < 0 {
		return sample, false
	}
	if slices.Contains(sampleSuffixes, sample[i:]) {
		return sample[:i], true
	}
	return sample, false
}

// sampleSuffixes are the suffixes of all types in the text format, each once:
// to look through the table of types takes 10 ns of 100 a family.
var sampleSuffixes = func() (suffixes []string) {
	for t := range types {
		for _, suffix := range types[t].textSuffixes {
			if suffix != "" && !slices.Contains(suffixes, suffix) {
				suffixes = append(suffixes, suffix)
			}
		}
	}
	return suffixes
}()

// String returns the word for the type in the text format, or in
// OpenMetrics if the text format has none. A number that is no type is
// "invalid".
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

// hasCreated reports whether a series of the type may have a time of creation:
// also an untyped series, which may be a counter.
func (t Type) hasCreated() bool {
	return t == TypeCounter || t == TypeSummary || t == TypeHistogram || t == TypeUntyped
}

// measured reports whether a family of the type may have a unit, in
// OpenMetrics.
func (t Type) measured() bool { return t != TypeInfo && t != TypeStateSet }

// parseType returns the type for the word in a TYPE line of the text format.
func parseType(word []byte) (Type, bool) {
	for t := range types {
		if facts := &types[t]; string(word) == facts.text && facts.text == facts.word {
			return Type(t), true
		}
	}
	return TypeUntyped, false
}

// parseOpenMetricsType returns the type for the word in a TYPE line of
// OpenMetrics.
func parseOpenMetricsType(word string) (Type, bool) {
	for t := range types {
		if word == types[t].openMetrics {
			return Type(t), true
		}
	}
	return TypeUntyped, false
}

// reserved returns the label name that the page gives to buckets or
// quantiles of the type, or "".
func (t Type) reserved() string { return types[t].reserved }

// ErrReserved is the error for a label called le of a histogram, or called
// quantile of a summary. The page names buckets and quantiles with these.
var ErrReserved = errors.New("label name is reserved")

// CheckLabelNames returns an error if a series of the type can't have
// labels with these names; errors.Is tells ErrReserved.
func (t Type) CheckLabelNames(names ...string) error {
	for i, name := range names {
		switch {
		case !IsLabelName(name):
			return errLabelName(name)
		case name == t.reserved():
			owners := "histograms"
			if t == TypeSummary {
				owners = "summaries"
			}
			return fmt.Errorf("%q is not allowed as label name in %s: %w", name, owners, ErrReserved)
		case slices.Contains(names[:i], name):
			return errLabelNameTwice(name)
		}
	}
	return nil
}

// checkValue returns an error if a series of type t, a scalar type, can't
// have the value v.
func (t Type) checkValue(v float64) error {
	switch {
	case t == TypeInfo && v != 1:
		return fmt.Errorf("expected the value 1, which every info has, found %v", v)
	case t == TypeStateSet && v != 0 && v != 1:
		return fmt.Errorf("expected a state, 0 or 1, found %v", v)
	}
	return nil
}
