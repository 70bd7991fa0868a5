package registry

import (
	"fmt"
	"math"
)

// DefBuckets are the default upper bounds, in seconds, of a histogram. They
// suit the latency of a network service.
var DefBuckets = []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}

// LinearBuckets returns count upper bounds: start, start+width and so on.
// It panics unless count is positive.
func LinearBuckets(start, width float64, count int) []float64 {
	if count < 1 {
		panic(fmt.Errorf("registry: LinearBuckets needs a positive count, found %d", count))
	}
	bounds := make([]float64, count)
	for i := range bounds {
		bounds[i] = start
		start += width
	}
	return bounds
}

// ExponentialBuckets returns count upper bounds: start, start*factor,
// start*factor*factor and so on. It panics unless count and start are
// positive and factor is greater than 1.
func ExponentialBuckets(start, factor float64, count int) []float64 {
	switch {
	case count < 1:
		panic(fmt.Errorf("registry: ExponentialBuckets needs a positive count, found %d", count))
	case start <= 0:
		panic(fmt.Errorf("registry: ExponentialBuckets needs a positive start value, found %v", start))
	case factor <= 1:
		panic(fmt.Errorf("registry: ExponentialBuckets needs a factor greater than 1, found %v", factor))
	}
	bounds := make([]float64, count)
	for i := range bounds {
		bounds[i] = start
		start *= factor
	}
	return bounds
}

// ExponentialBucketsRange returns count upper bounds from lowest to
// highest, with a constant factor between neighbours. It panics unless count
// and lowest are positive.
//
// The bounds are client_golang's, and come from math.Pow, whose last digit
// differs between processors. Programs that run on several kinds of
// processors and share a histogram should write the bounds out.
func ExponentialBucketsRange(lowest, highest float64, count int) []float64 {
	switch {
	case count < 1:
		panic(fmt.Errorf("registry: ExponentialBucketsRange count needs a positive count, found %d", count))
	case lowest <= 0:
		panic(fmt.Errorf("registry: ExponentialBucketsRange min needs to be greater than 0, found %v", lowest))
	}
	factor := math.Pow(highest/lowest, 1/float64(count-1))
	bounds := make([]float64, count)
	for i := range bounds {
		bounds[i] = lowest * math.Pow(factor, float64(i))
	}
	return bounds
}
