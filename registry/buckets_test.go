package registry

import (
	"math"
	"slices"
	"testing"

	"plainmetrics/expfmt"
)

func TestBuckets(t *testing.T) {
	for _, c := range []struct {
		name      string
		got, want []float64
	}{
		{"linear", LinearBuckets(-15, 5, 6), []float64{-15, -10, -5, 0, 5, 10}},
		{"a single linear", LinearBuckets(3, 0, 1), []float64{3}},
		// Each bound is the sum of its predecessor and the width.
		{"linear fractions", LinearBuckets(.1, .1, 4), []float64{.1, .2, .30000000000000004, .4}},
		{"exponential", ExponentialBuckets(100, 1.2, 3), []float64{100, 120, 144}},
		{"a single exponential", ExponentialBuckets(.5, 2, 1), []float64{.5}},
		{"exponential range", ExponentialBucketsRange(1, 100, 3), []float64{1, 10, 100}},
		{"powers of two", ExponentialBucketsRange(1, 16, 5), []float64{1, 2, 4, 8, 16}},
		{"range with a single bound", ExponentialBucketsRange(7, 100, 1), []float64{7}},
	} {
		t.Run(c.name, func(t *testing.T) {
			near := func(a, b float64) bool { return math.Abs(a-b) <= 1e-12*math.Abs(b) }
			if !slices.EqualFunc(c.got, c.want, near) {
				t.Errorf("\ngot  %v\nwant %v", c.got, c.want)
			}
			if _, err := expfmt.Buckets(c.got); err != nil {
				t.Errorf("got bounds that a histogram does not take: %v", err)
			}
		})
	}
}

func TestBucketsPanics(t *testing.T) {
	for _, c := range []struct {
		name string
		make func()
		want []string
	}{
		{"no linear", func() { LinearBuckets(1, 1, 0) }, []string{"LinearBuckets needs a positive count", "found 0"}},
		{"no exponential", func() { ExponentialBuckets(1, 2, 0) }, []string{"ExponentialBuckets needs a positive count", "found 0"}},
		{"exponential from 0", func() { ExponentialBuckets(0, 2, 1) }, []string{"ExponentialBuckets needs a positive start value", "found 0"}},
		{"factor of 1", func() { ExponentialBuckets(1, 1, 1) }, []string{"ExponentialBuckets needs a factor greater than 1", "found 1"}},
		{"no range", func() { ExponentialBucketsRange(1, 10, 0) }, []string{"ExponentialBucketsRange count needs a positive count", "found 0"}},
		{"range from 0", func() { ExponentialBucketsRange(0, 10, 3) }, []string{"ExponentialBucketsRange min needs to be greater than 0", "found 0"}},
	} {
		t.Run(c.name, func(t *testing.T) { checkError(t, panicOf(c.make), c.want...) })
	}
}

// Dashboards depend on the default buckets.
func TestDefBuckets(t *testing.T) {
	want := []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}
	if !slices.Equal(DefBuckets, want) {
		t.Errorf("got %v, want %v", DefBuckets, want)
	}
}
