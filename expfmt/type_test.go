package expfmt

import (
	"errors"
	"math"
	"testing"
)

func TestTypeWords(t *testing.T) {
	tests := map[Type]string{
		TypeUntyped:   "untyped",
		TypeCounter:   "counter",
		TypeGauge:     "gauge",
		TypeSummary:   "summary",
		TypeHistogram: "histogram",
	}
	for typ, want := range tests {
		if got := typ.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		if got, ok := parseType([]byte(want)); got != typ || !ok {
			t.Errorf("%s: got %v, %v", want, got, ok)
		}
	}
	for _, word := range []string{"", "Gauge", "unknown", "invalid", "gaugehistogram"} {
		if got, ok := parseType([]byte(word)); got != TypeUntyped || ok {
			t.Errorf("%q: got %v, %v, want %v, false", word, got, ok, TypeUntyped)
		}
	}
	if got := Type(200).String(); got != "invalid" {
		t.Errorf("got %q, want invalid", got)
	}
}

func TestCutSampleSuffix(t *testing.T) {
	tests := []struct {
		sample, family string
		ok             bool
	}{
		{"a_bucket", "a", true},
		{"a_sum", "a", true},
		{"a_count", "a", true},
		{"a_b_count", "a_b", true},
		{"a_count_sum", "a_count", true},
		{"_count", "", true},
		{"a", "a", false},
		{"", "", false},
		{"a_", "a_", false},
		{"a_total", "a_total", false},
		{"a_created", "a_created", false},
		{"a_gsum", "a_gsum", false},
		{"acount", "acount", false},
	}
	for _, tt := range tests {
		family, ok := CutSampleSuffix(tt.sample)
		if family != tt.family || ok != tt.ok {
			t.Errorf("%q: got %q, %v, want %q, %v", tt.sample, family, ok, tt.family, tt.ok)
		}
	}
}

// CutSampleSuffix finds the family of each sample name that a type makes.
func TestCutSampleSuffixUndoesSampleNames(t *testing.T) {
	for typ := range Type(len(types)) {
		f := MustFamily("a_b", "", typ)
		for _, sample := range f.SampleNames() {
			family, ok := CutSampleSuffix(sample)
			if family != f.Name() || ok != (sample != f.Name()) {
				t.Errorf("%v: %q: got %q, %v, want %q", typ, sample, family, ok, f.Name())
			}
		}
	}
}

func TestCheckLabelNames(t *testing.T) {
	tests := []struct {
		typ   Type
		names []string
		want  string // nothing if the names are all right
	}{
		{TypeCounter, nil, ""},
		{TypeCounter, []string{"a", "le", "quantile"}, ""},
		{TypeHistogram, []string{"quantile", "a.b"}, ""},
		{TypeSummary, []string{"le"}, ""},
		{TypeHistogram, []string{"a", "le"}, `"le" is not allowed as label name in histograms: label name is reserved`},
		{TypeSummary, []string{"quantile"}, `"quantile" is not allowed as label name in summaries: label name is reserved`},
		{TypeGauge, []string{""}, `"" is not a valid label name`},
		{TypeGauge, []string{"a", "__name__"}, `"__name__" is not a valid label name`},
		{TypeGauge, []string{"a", "b", "a"}, `duplicate label names: "a" comes twice`},
	}
	for _, tt := range tests {
		err := tt.typ.CheckLabelNames(tt.names...)
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("%v %q: got %q, want %q", tt.typ, tt.names, got, tt.want)
		}
	}
	if err := TypeHistogram.CheckLabelNames("le"); !errors.Is(err, ErrReserved) {
		t.Errorf("got %v, want %v", err, ErrReserved)
	}
}

func TestOpenMetricsTypeWords(t *testing.T) {
	tests := map[Type]string{
		TypeUntyped:        "unknown",
		TypeCounter:        "counter",
		TypeGauge:          "gauge",
		TypeSummary:        "summary",
		TypeHistogram:      "histogram",
		TypeGaugeHistogram: "gaugehistogram",
		TypeStateSet:       "stateset",
		TypeInfo:           "info",
	}
	if len(tests) != len(types) {
		t.Errorf("got %d types, want %d", len(types), len(tests))
	}
	for typ, want := range tests {
		if got, ok := parseOpenMetricsType(want); got != typ || !ok {
			t.Errorf("%s: got %v, %v", want, got, ok)
		}
		if got := typ.String(); got != want && typ != TypeUntyped {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	for _, word := range []string{"", "untyped", "Counter", "invalid"} {
		if got, ok := parseOpenMetricsType(word); got != TypeUntyped || ok {
			t.Errorf("%q: got %v, %v, want %v, false", word, got, ok, TypeUntyped)
		}
	}
}

// The types of OpenMetrics have the rules that its pages have.
func TestOpenMetricsTypesCheck(t *testing.T) {
	if err := TypeGaugeHistogram.CheckLabelNames("le"); !errors.Is(err, ErrReserved) {
		t.Errorf("got %v, want %v", err, ErrReserved)
	}
	tests := []struct {
		typ   Type
		point Point
		want  string // nothing if the point is all right
	}{
		{TypeGaugeHistogram, Point{Sum: -1, Count: 3, Bounds: buckets(1), Counts: []uint64{3}}, ""},
		{TypeGaugeHistogram, Point{Count: 4, Bounds: buckets(1), Counts: []uint64{5}}, "expected a count of at least 5, that of the last bucket, found 4"},
		{TypeInfo, Point{Value: 1}, ""},
		{TypeInfo, Point{Value: 2}, "expected the value 1, which every info has, found 2"},
		{TypeStateSet, Point{Value: 1}, ""},
		{TypeStateSet, Point{Value: 0}, ""},
		{TypeStateSet, Point{Value: math.NaN()}, "expected a state, 0 or 1, found NaN"},
		{TypeStateSet, Point{Bounds: buckets(1)}, "expected a single value, found buckets or quantiles"},
	}
	for _, tt := range tests {
		got := ""
		if err := tt.point.Check(tt.typ); err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("%v: got %q, want %q", tt.typ, got, tt.want)
		}
	}
}
