package runtimecollect

import (
	"math"
	"runtime/metrics"

	"plainmetrics/expfmt"
)

// A histogram says how a histogram of the runtime is published. The
// runtime counts in up to some hundred buckets, which it never changes; a
// page has few, each of which is several of the runtime's.
type histogram struct {
	bounds *expfmt.Bounds
	lower  []float64 // where each bucket begins, the last bucket included
	ends   []int     // how many of the runtime's buckets lie before its end
}

// newHistogram returns how the histogram with the runtime's boundaries, in
// the given unit, is published. The runtime's buckets have their lower
// boundary in them, those of a page their upper one: so that is the
// greatest number below the boundary.
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

// bucketBegins returns which of the boundaries, of which there are two at
// least, begin the buckets of the page. Sizes are bounded at steps of at
// least 2, times at steps of at least 10 and up to a second; the buckets of
// other units stay as they are. No bucket begins at -Inf: what lies below
// the first number counts as what lies just above.
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

// isStep reports whether to is at least a step away from from, which is
// below it: a factor, away from zero or towards it.
func isStep(from, to, step float64) bool {
	if from < 0 {
		return to >= from/step
	}
	return to >= from*step
}

// point adds up the runtime's buckets. The sum is the second metric, if
// the row has two; otherwise each observation counts as the least number in
// its bucket of the page, so that the sum is too low.
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
		p.Sum += h.lower[i] * float64(n)
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

// totals are the metrics that say the sum of what a histogram counts.
var totals = map[string]string{
	"/gc/heap/allocs-by-size:bytes": "/gc/heap/allocs:bytes",
	"/gc/heap/frees-by-size:bytes":  "/gc/heap/frees:bytes",
}

// boundaries asks the runtime for the boundaries of a histogram.
func boundaries(name string) []float64 {
	sample := []metrics.Sample{{Name: name}}
	metrics.Read(sample)
	return sample[0].Value.Float64Histogram().Buckets
}
