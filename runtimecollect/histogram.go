package runtimecollect

import (
	"math"
	"runtime/metrics"

	"plainmetrics/expfmt"
)

// A histogram describes how a histogram of the runtime is published. The
// runtime counts in up to some hundred buckets with fixed boundaries. A page
// has few buckets, and each spans several buckets of the runtime.
type histogram struct {
	bounds *expfmt.Bounds
	lower  []float64 // the lower end of each bucket, the last bucket included
	ends   []int     // the number of the runtime's buckets up to the end of each bucket
}

// newHistogram returns the description of the histogram with the runtime's
// boundaries, in the given unit. The runtime's buckets include the lower
// boundary, a page's buckets the upper, so an upper bound on the page is the
// greatest number below the runtime's boundary.
func newHistogram(boundaries []float64, unit string) *histogram {
	h := new(histogram)
	var upper []float64
	for _, begin := range bucketBegins(boundaries, unit) {
		if last := len(h.lower) - 1; last >= 0 {
			upper = append(upper, math.Nextafter(boundaries[begin], h.lower[last]))
			h.ends = append(h.ends, begin)
		}
		h.lower = append(h.lower, boundaries[begin])
	}
	h.ends = append(h.ends, len(boundaries)-1)
	bounds, err := expfmt.Buckets(upper)
	if err != nil {
		panic(err) // the boundaries increase
	}
	h.bounds = bounds
	return h
}

// bucketBegins returns the indexes of the boundaries that begin a bucket of
// the page. There are at least two boundaries. Bounds of sizes are at least
// a factor of 2 apart, bounds of times at least a factor of 10 and at most a
// second; other units keep every boundary. No bucket begins at -Inf:
// observations below the first finite boundary count as if just above.
func bucketBegins(boundaries []float64, unit string) []int {
	step, highest := 1.0, math.MaxFloat64
	switch unit {
	case "bytes":
		step = 2
	case "seconds":
		step, highest = 10, 1
	}
	begin := 0
	if math.IsInf(boundaries[0], -1) {
		begin = 1
	}
	begins := []int{begin}
	for i := begin + 1; i < len(boundaries) && boundaries[i] <= highest; i++ {
		if isStep(boundaries[begin], boundaries[i], step) {
			begin = i
			begins = append(begins, begin)
		}
	}
	return begins
}

// isStep reports whether next, the larger number, is at least a factor of
// step away from prev, towards zero or away from zero.
func isStep(prev, next, step float64) bool {
	if prev < 0 {
		return next >= prev/step
	}
	return next >= prev*step
}

// point adds up the runtime's buckets. The sum is the second metric of the
// row. For a row without a second metric, each observation counts as the
// lower end of the bucket on the page, so the sum is too low.
func (h *histogram) point(r *reading, samples []metrics.Sample) *expfmt.Point {
	p := &r.histogram
	*p = expfmt.Point{Bounds: h.bounds, Counts: p.Counts[:0]}
	counts := samples[0].Value.Float64Histogram().Counts
	begin := 0
	for i, end := range h.ends {
		n := uint64(0)
		for _, count := range counts[begin:end] {
			n += count
		}
		p.Count += n
		p.Sum += float64(h.lower[i] * float64(n)) // the conversion stops the fusing of both operations
		if i < h.bounds.Len() {
			p.Counts = append(p.Counts, p.Count)
		}
		begin = end
	}
	if len(samples) > 1 {
		p.Sum = sum(r, samples[1:])
	}
	return p
}

// totals maps a histogram to the metric with the exact sum of the
// observations.
var totals = map[string]string{
	"/gc/heap/allocs-by-size:bytes": "/gc/heap/allocs:bytes",
	"/gc/heap/frees-by-size:bytes":  "/gc/heap/frees:bytes",
}

// boundaries reads the boundaries of a histogram from the runtime.
func boundaries(name string) []float64 {
	sample := []metrics.Sample{{Name: name}}
	metrics.Read(sample)
	return sample[0].Value.Float64Histogram().Buckets
}
