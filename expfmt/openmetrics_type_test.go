package expfmt

import (
	"errors"
	"math"
	"testing"
)

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
