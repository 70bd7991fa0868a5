package expfmt

import (
	"math"
	"testing"
)

// nativePoint returns a point with as many observations as the buckets have.
func nativePoint(h NativeHistogram) Point {
	p := Point{Count: h.ZeroCount, Native: &h}
	for _, n := range append(h.Negative.Counts, h.Positive.Counts...) {
		p.Count += n
	}
	return p
}

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
		{"native histogram", TypeHistogram, nativePoint(NativeHistogram{Schema: 3, ZeroCount: 1, Positive: NativeBuckets{[]Span{{-2, 1}, {3, 2}}, []uint64{1, 0, 7}}}), ""},
		{
			"native histogram without some observations", TypeHistogram, Point{Count: 2, Native: &NativeHistogram{ZeroCount: 1}},
			"expected the observations of the count in the native buckets, found 1",
		},
		{"native histogram with NaN", TypeHistogram, Point{Count: 2, Sum: math.NaN(), Native: &NativeHistogram{ZeroCount: 1}}, ""},
		{
			"native histogram with too many observations", TypeGaugeHistogram,
			Point{Count: 2, Sum: math.NaN(), Native: &NativeHistogram{ZeroCount: 2, Negative: NativeBuckets{[]Span{{0, 1}}, []uint64{1}}}},
			"expected the observations of the count in the native buckets, found 3",
		},
		{"native histogram of floats that do not add up", TypeHistogram, Point{Floats: &FloatCounts{Count: 1, ZeroCount: 0.5}, Native: &NativeHistogram{}}, ""},
		{"empty native histogram", TypeHistogram, nativePoint(NativeHistogram{}), ""},
		{"native histogram of a high schema", TypeHistogram, nativePoint(NativeHistogram{Schema: 9}), "expected a schema from -4 to 8, found 9"},
		{"native histogram of a low schema", TypeHistogram, nativePoint(NativeHistogram{Schema: -5}), "expected a schema from -4 to 8, found -5"},
		{"native histogram with a zero threshold below 0", TypeHistogram, nativePoint(NativeHistogram{ZeroThreshold: -1}), "expected a zero threshold of at least 0, found -1"},
		{"native histogram with a zero threshold of NaN", TypeHistogram, nativePoint(NativeHistogram{ZeroThreshold: math.NaN()}), "expected a zero threshold of at least 0, found NaN"},
		{
			"native histogram whose second span goes back", TypeHistogram,
			nativePoint(NativeHistogram{Negative: NativeBuckets{[]Span{{2, 1}, {-1, 1}}, []uint64{1, 2}}}),
			"negative span 1: expected an offset of at least 0, found -1",
		},
		{
			"native histogram with too few counts", TypeHistogram,
			nativePoint(NativeHistogram{Positive: NativeBuckets{[]Span{{2, 3}}, []uint64{1, 2}}}),
			"expected a count for each of 3 positive buckets, found 2",
		},
		{
			"native histogram up to infinity", TypeHistogram,
			nativePoint(NativeHistogram{Schema: 8, Positive: NativeBuckets{[]Span{{262144, 2}}, []uint64{1, 1}}}), "",
		},
		{
			"native histogram beyond infinity", TypeHistogram,
			nativePoint(NativeHistogram{Schema: -4, Negative: NativeBuckets{[]Span{{1, 1}, {63, 2}}, []uint64{1, 1, 1}}}),
			"negative span 1: expected buckets up to the index 65, that of infinity, found 66",
		},
		{
			"native histogram beyond an int32", TypeHistogram,
			nativePoint(NativeHistogram{Positive: NativeBuckets{[]Span{{math.MaxInt32, 0}, {2, 0}}, nil}}),
			"positive span 1: expected buckets up to the index 1025, that of infinity, found 2147483648",
		},
		{"histogram of floats", TypeHistogram, Point{Bounds: buckets(1), Floats: &FloatCounts{Count: 0.5, Counts: []float64{0.25}}}, ""},
		{
			"histogram of floats that decreases", TypeHistogram, Point{Bounds: buckets(1), Floats: &FloatCounts{Count: 0.5, Counts: []float64{0.75}}},
			"bucket 1: expected a cumulative count of at least 0.75, found 0.5",
		},
		{"histogram of floats below 0", TypeHistogram, Point{Floats: &FloatCounts{Count: -0.5}}, "expected a count, found -0.5"},
		{"gauge histogram of floats below 0", TypeGaugeHistogram, Point{Floats: &FloatCounts{Count: -0.5}}, ""},
		{"gauge histogram of NaN", TypeGaugeHistogram, Point{Floats: &FloatCounts{Count: math.NaN()}}, "expected a count, found NaN"},
		{
			"native histogram of floats", TypeHistogram,
			Point{Native: &NativeHistogram{Positive: NativeBuckets{Spans: []Span{{0, 1}}}}, Floats: &FloatCounts{Count: 0.5, Positive: []float64{0.5}}}, "",
		},
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
