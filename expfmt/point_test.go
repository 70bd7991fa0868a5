package expfmt

import "testing"

func TestPointCheck(t *testing.T) {
	tests := []struct {
		name  string
		typ   Type
		point Point
		want  string // nothing if the point is all right
	}{
		{"counter", TypeCounter, Point{Value: 1}, ""},
		{"gauge with buckets", TypeGauge, Point{Bounds: buckets(1)}, "expected a single value, found buckets or quantiles"},
		{"empty histogram", TypeHistogram, Point{}, ""},
		{"histogram", TypeHistogram, Point{Count: 3, Bounds: buckets(1, 2, 3), Counts: []uint64{0, 3, 3}}, ""},
		{"histogram without counts", TypeHistogram, Point{Bounds: buckets(1, 2)}, "expected a count for each of 2 buckets, found 0"},
		{"histogram with a count of +Inf", TypeHistogram, Point{Bounds: buckets(1), Counts: []uint64{1, 2}}, "expected a count for each of 1 buckets, found 2"},
		{
			"histogram that decreases", TypeHistogram, Point{Count: 9, Bounds: buckets(1, 2, 3), Counts: []uint64{1, 5, 4}},
			"bucket 2: expected a cumulative count of at least 5, found 4",
		},
		{
			"histogram with too low a count", TypeHistogram, Point{Count: 4, Bounds: buckets(1), Counts: []uint64{5}},
			"expected a count of at least 5, that of the last bucket, found 4",
		},
		{"histogram with exemplars", TypeHistogram, Point{Bounds: buckets(1), Counts: []uint64{0}, Exemplars: make([]*Exemplar, 2)}, ""},
		{
			"histogram without the exemplar of +Inf", TypeHistogram, Point{Bounds: buckets(1), Counts: []uint64{0}, Exemplars: make([]*Exemplar, 1)},
			"expected an exemplar, or nil, for each of 1 buckets and +Inf, found 1",
		},
		{"histogram with quantiles", TypeHistogram, Point{Bounds: quantiles(1), Counts: []uint64{0}}, "expected the bounds of a histogram, found those of a summary"},
		{"summary with buckets", TypeSummary, Point{Bounds: buckets(1), Values: []float64{0}}, "expected the bounds of a summary, found those of a histogram"},
		{"empty summary", TypeSummary, Point{}, ""},
		{"summary", TypeSummary, Point{Bounds: quantiles(0.5), Values: []float64{1}}, ""},
		{"summary without values", TypeSummary, Point{Bounds: quantiles(0.5)}, "expected a value for each of 1 quantiles, found 0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			if err := tt.point.Check(tt.typ); err != nil {
				got = err.Error()
			}
			if got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// What the decoder hands out is fit for any other Encoder.
func TestDecodedPointsCheck(t *testing.T) {
	for _, tt := range pages {
		var got recorder
		if err := DecodeText([]byte(tt.page), &got); err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		for _, f := range got.families {
			for _, s := range f.series {
				if s.point == nil {
					continue
				}
				if err := s.point.Check(f.typ); err != nil {
					t.Errorf("%s: %s{%v}: %v", tt.name, f.name, s.labels, err)
				}
			}
		}
	}
}
