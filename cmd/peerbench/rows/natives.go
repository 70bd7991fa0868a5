package rows

import (
	"fmt"
	"io"

	vm "github.com/VictoriaMetrics/metrics"
	cg "github.com/prometheus/client_golang/prometheus"

	"plainmetrics/cmd/peerbench/measure"
	"plainmetrics/registry"
)

// bucketFactor is the factor of every native histogram here: 8 buckets between
// a number and its double.
const bucketFactor = 1.1

// natives are rows of native histograms. vm's histograms have buckets of their
// own, about as wide. The limit is our classic histogram.
func natives() []measure.Row {
	return []measure.Row{
		{
			Work: "native Histogram.Observe, 1 goroutine; limit: classic", Unit: "ns",
			Targets: append(atMost(0.4, measure.CG), atMost(1.3, measure.Limit)...),
			Start: func(s measure.Scale) ([]measure.Contender, error) {
				return measure.Serial(s, intoNatives()...), nil
			},
		},
		{
			Work: "native Histogram.Observe, 2 goroutines on one; limit: classic", Unit: "ns",
			Targets: atMost(0.2, measure.CG),
			Start: func(s measure.Scale) ([]measure.Contender, error) {
				return measure.Parallel(s, 2, intoNatives()...), nil
			},
		},
		{
			Work: "memory, native histogram, 2,000 observations", Unit: "B/series", Rounds: 1,
			Targets: append([]measure.Target{{AtMost: 2 << 10}}, atMost(0.2, measure.CG)...),
			Start: func(s measure.Scale) ([]measure.Contender, error) {
				return heapOfNatives(s.Count(1000), s.Count(2000)), nil
			},
		},
	}
}

func intoNatives() []measure.Work {
	classic := intoHistograms()[0]
	classic.Name = measure.Limit
	ours := registry.NewHistogram(registry.HistogramOpts{Name: "h", NativeHistogramBucketFactor: bucketFactor})
	theirs := cg.NewHistogram(cg.HistogramOpts{Name: "h", NativeHistogramBucketFactor: bucketFactor})
	vms := vm.NewSet().NewHistogram("h")
	return []measure.Work{
		classic,
		{Name: measure.Ours, Do: func(start, end int) {
			for i := start; i < end; i++ {
				ours.Observe(random.value(i))
			}
		}},
		{Name: measure.CG, Do: func(start, end int) {
			for i := start; i < end; i++ {
				theirs.Observe(random.value(i))
			}
		}},
		{Name: measure.VM, Do: func(start, end int) {
			for i := start; i < end; i++ {
				vms.Update(random.value(i))
			}
		}},
	}
}

// heapOfNatives is the memory of a native histogram after a number of random
// observations and a scrape.
func heapOfNatives(histograms, observations int) []measure.Contender {
	observe := func(observe func(float64)) {
		for i := range observations {
			observe(random.value(i))
		}
	}
	names := make([]string, histograms)
	for i := range names {
		names[i] = fmt.Sprint(i)
	}
	return []measure.Contender{
		heap(measure.Ours, histograms, func() func() {
			reg := registry.NewRegistry()
			h := registry.NewHistogramVec(registry.HistogramOpts{Name: "h", NativeHistogramBucketFactor: bucketFactor}, []string{"a"})
			reg.MustRegister(h)
			for _, name := range names {
				observe(h.WithLabelValues(name).Observe)
			}
			return ourScrapeAnew(reg)
		}),
		heap(measure.CG, histograms, func() func() {
			reg := cg.NewRegistry()
			h := cg.NewHistogramVec(cg.HistogramOpts{Name: "h", NativeHistogramBucketFactor: bucketFactor}, []string{"a"})
			reg.MustRegister(h)
			for _, name := range names {
				observe(h.WithLabelValues(name).Observe)
			}
			return theirScrape(reg, io.Discard)
		}),
		heap(measure.VM, histograms, func() func() {
			set := vm.NewSet()
			for _, name := range names {
				observe(set.GetOrCreateHistogram(`h{a="` + name + `"}`).Update)
			}
			return vmScrape(set, io.Discard)
		}),
	}
}
