package expfmt

import (
	"math"
	"slices"
	"testing"
)

func TestBounds(t *testing.T) {
	inf := math.Inf(1)
	tests := []struct {
		name   string
		make   func([]float64) (*Bounds, error)
		in     []float64
		at     []float64
		labels []string
	}{
		{"no buckets", Buckets, nil, nil, nil},
		{"buckets", Buckets, []float64{-1, 0.005, 1e6}, []float64{-1, 0.005, 1e6}, []string{`le="-1"} `, `le="0.005"} `, `le="1e+06"} `}},
		{"buckets with +Inf", Buckets, []float64{1, inf}, []float64{1}, []string{`le="1"} `}},
		{"bucket +Inf alone", Buckets, []float64{inf}, nil, nil},
		{"bucket -Inf", Buckets, []float64{-inf, 0}, []float64{-inf, 0}, []string{`le="-Inf"} `, `le="0"} `}},
		{"no quantiles", Quantiles, nil, nil, nil},
		{"quantiles", Quantiles, []float64{0, 0.99, 1}, []float64{0, 0.99, 1}, []string{`quantile="0"} `, `quantile="0.99"} `, `quantile="1"} `}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b, err := tt.make(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(b.At(), tt.at) || b.Len() != len(tt.at) {
				t.Errorf("got %v, %d of them, want %v", b.At(), b.Len(), tt.at)
			}
			if !slices.Equal(b.labels(), tt.labels) {
				t.Errorf("got %q, want %q", b.labels(), tt.labels)
			}
		})
	}
}

func TestBoundsErrors(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	tests := []struct {
		make func([]float64) (*Bounds, error)
		in   []float64
		want string
	}{
		{Buckets, []float64{nan}, "expfmt: bucket 0: expected an upper bound, found NaN"},
		{Buckets, []float64{1, nan}, "expfmt: bucket 1: expected an upper bound, found NaN"},
		{Buckets, []float64{1, 1}, "expfmt: bucket 1: histogram buckets must be in increasing order: expected an upper bound above 1, found 1"},
		{Buckets, []float64{1, 2, 0.5}, "expfmt: bucket 2: histogram buckets must be in increasing order: expected an upper bound above 2, found 0.5"},
		{Buckets, []float64{inf, inf}, "expfmt: bucket 1: histogram buckets must be in increasing order: expected an upper bound above +Inf, found +Inf"},
		{Quantiles, []float64{-0.1}, "expfmt: quantile 0: expected a number between 0 and 1, found -0.1"},
		{Quantiles, []float64{0.5, 1.1}, "expfmt: quantile 1: expected a number between 0 and 1, found 1.1"},
		{Quantiles, []float64{nan}, "expfmt: quantile 0: expected a number between 0 and 1, found NaN"},
		{Quantiles, []float64{0.5, 0.5}, "expfmt: quantile 1: expected a number above 0.5, found 0.5"},
	}
	for _, tt := range tests {
		b, err := tt.make(tt.in)
		if err == nil || err.Error() != tt.want || b != nil {
			t.Errorf("%v: got %v, %v, want %s", tt.in, b, err, tt.want)
		}
	}
}

// Bounds never change, whatever becomes of the slice they were made from.
func TestBoundsCopyTheirNumbers(t *testing.T) {
	in := []float64{1, 2}
	b := buckets(in...)
	in[0] = 5
	if got := b.At()[0]; got != 1 {
		t.Errorf("got %v, want 1", got)
	}
}

func TestNilBounds(t *testing.T) {
	var b *Bounds
	if b.Len() != 0 || b.At() != nil || b.labels() != nil {
		t.Errorf("got %d bounds, %v and %q, want none", b.Len(), b.At(), b.labels())
	}
}
