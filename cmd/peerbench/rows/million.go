package rows

import (
	"time"

	"plainmetrics/cmd/peerbench/measure"
	"plainmetrics/registry"
)

// million are rows of a page too large for any cache. There are no peers:
// theirs take seconds.
func million() []measure.Row {
	return []measure.Row{
		{
			Work: "scrape, text, 1,000,000 series; limit: 10,000", Unit: "ns/series", Rounds: few,
			Targets: atMost(1.3, measure.Limit),
			Start: func(s measure.Scale) ([]measure.Contender, error) {
				small, large := s.Count(10_000), s.Count(1_000_000)
				limit, ours := ourScrape(counterPage(small).ours()), ourScrape(counterPage(large).ours())
				return measure.Serial(s,
					measure.Work{Name: measure.Limit, Per: small, Do: times(func() { limit() })},
					measure.Work{Name: measure.Ours, Per: large, Do: times(func() { ours() })},
				), nil
			},
		},
		{
			Work: "64 times Inc during scrapes of 1,000,000; limit: without", Unit: "ns, p99", Rounds: few,
			Targets: atMost(2, measure.Limit),
			Start: func(s measure.Scale) ([]measure.Contender, error) {
				return duringScrapes(s.Turn*10, counterPage(s.Count(1_000_000))), nil
			},
		},
	}
}

// duringScrapes has the 99th percentile of the time of 64 calls of Inc, on
// 64 counters from all over a page, between two looks at the clock: without
// scrapes, and while another goroutine scrapes the page all the time.
func duringScrapes(turn time.Duration, page shape) []measure.Contender {
	reg := page.ours()
	scrape := ourScrape(reg)
	scrape()
	counters := some(reg, page)
	return []measure.Contender{
		measure.NewContender(measure.Limit, func() float64 {
			return measure.WithTwoProcessors(func() float64 { return percentileOfIncs(counters, turn) })
		}),
		measure.NewContender(measure.Ours, func() float64 {
			return measure.WithTwoProcessors(func() float64 {
				defer measure.Background(func() { scrape() })()
				return percentileOfIncs(counters, turn)
			})
		}),
	}
}

// some returns 64 counters from all over a page, as ordinary handles.
func some(reg *registry.Registry, page shape) (counters [64]registry.Counter) {
	for i := range counters {
		f := page[i%len(page)]
		vec := registry.NewCounterVec(registry.CounterOpts{Name: f.name, Help: f.help}, f.labels)
		if already, ok := reg.Register(vec).(registry.AlreadyRegisteredError); ok {
			vec = already.ExistingCollector.(*registry.CounterVec)
		}
		counters[i] = vec.WithLabelValues(f.values[len(f.values)*i/len(counters)]...)
	}
	return counters
}

func percentileOfIncs(counters [64]registry.Counter, turn time.Duration) float64 {
	took := make([]int64, 0, 1<<20)
	start := time.Now()
	for last := time.Duration(0); last < turn && len(took) < cap(took); {
		for _, c := range &counters {
			c.Inc()
		}
		now := time.Since(start)
		took = append(took, int64(now-last))
		last = now
	}
	return float64(measure.Percentile(took, 99))
}
