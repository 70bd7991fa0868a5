package rows

import (
	"fmt"
	"io"

	vm "github.com/VictoriaMetrics/metrics"
	cg "github.com/prometheus/client_golang/prometheus"

	"plainmetrics/cmd/peerbench/measure"
	"plainmetrics/registry"
)

// memory are rows of the heap that a series needs to be scraped; see
// measure.HeapPer. The caller holds the label values from the start: a
// library's copies of them count, the values themselves do not. vm's names
// exist only in vm, and count.
func memory() []measure.Row {
	row := func(variant string, atMost float64, start func(measure.Scale) []measure.Contender) measure.Row {
		return measure.Row{
			Work: "memory, " + variant, Unit: "B/series", Rounds: 1, Targets: []measure.Target{{AtMost: atMost}},
			Start: func(s measure.Scale) ([]measure.Contender, error) { return start(s), nil },
		}
	}
	return []measure.Row{
		row("counter, 3 labels", 150, func(s measure.Scale) []measure.Contender {
			return heapOf(onePage(s.Count(manySeries), counter))
		}),
		row("histogram, 3 labels, 11 buckets", 450, func(s measure.Scale) []measure.Contender {
			return heapOf(onePage(s.Count(manySeries), histogram))
		}),
		row("summary, 2,000 observations", 16<<10, func(s measure.Scale) []measure.Contender {
			return heapOfSummaries(s.Count(100), s.Count(2000))
		}),
		row("summary, 1,000,000 observations", 16<<10, func(s measure.Scale) []measure.Contender {
			return heapOfSummaries(4, s.Count(1_000_000))
		}),
	}
}

// onePage has a family with a path of its own for each series.
func onePage(series int, kind kind) shape {
	f := histogramPage(series)[0]
	f.kind = kind
	for i, values := range f.values {
		values[2] = fmt.Sprintf("/api/v1/items/%07d", i)
	}
	return shape{f}
}

// heapOf is the memory of a series of a shape.
func heapOf(s shape) []measure.Contender {
	n := len(s[0].values)
	return []measure.Contender{
		heap(measure.Ours, n, func() func() { return ourScrapeAnew(s.ours()) }),
		heap(measure.CG, n, func() func() { return theirScrape(s.cg(), io.Discard) }),
		heap(measure.VM, n, func() func() { return vmScrape(s.vm(), io.Discard) }),
	}
}

func heap(contender string, n int, fill func() (scrape func())) measure.Contender {
	return measure.NewContender(contender, func() float64 { return measure.HeapPer(n, fill) })
}

// ourScrapeAnew returns a scrape into a new page, which does not count as
// memory of a series.
func ourScrapeAnew(reg *registry.Registry) func() { return func() { ourScrape(reg)() } }

// heapOfSummaries is the memory of a summary after a number of random
// observations.
func heapOfSummaries(summaries, observations int) []measure.Contender {
	observe := func(observe func(float64)) {
		for i := range observations {
			observe(random.value(i))
		}
	}
	return []measure.Contender{
		heap(measure.Ours, summaries, func() func() {
			reg := registry.NewRegistry()
			for i := range summaries {
				s := registry.NewSummary(registry.SummaryOpts{Name: fmt.Sprint("s", i), Objectives: objectives})
				reg.MustRegister(s)
				observe(s.Observe)
			}
			return ourScrapeAnew(reg)
		}),
		heap(measure.CG, summaries, func() func() {
			reg := cg.NewRegistry()
			for i := range summaries {
				s := cg.NewSummary(cg.SummaryOpts{Name: fmt.Sprint("s", i), Objectives: objectives})
				reg.MustRegister(s)
				observe(s.Observe)
			}
			return theirScrape(reg, io.Discard)
		}),
		heap(measure.VM, summaries, func() func() {
			set := vm.NewSet()
			for i := range summaries {
				observe(newVMSummary(set, fmt.Sprint("s", i)).Update)
			}
			return vmScrape(set, io.Discard)
		}),
	}
}
