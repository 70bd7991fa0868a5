package rows

import (
	"io"
	"time"

	vm "github.com/VictoriaMetrics/metrics"
	cg "github.com/prometheus/client_golang/prometheus"

	"plainmetrics/cmd/peerbench/measure"
	"plainmetrics/registry"
)

// creations are rows of new series in a registered vector: WithLabelValues
// with labels unknown to the vector. With a scraper, another goroutine
// scrapes the registry all the time, and the limit is ours without a
// scraper.
func creations() []measure.Row {
	row := func(variant, unit string, targets []measure.Target, start func(family) []measure.Contender) measure.Row {
		return measure.Row{
			Work: "100,000 new series" + variant, Unit: unit, Rounds: few, Targets: targets,
			Start: func(s measure.Scale) ([]measure.Contender, error) {
				return start(onePage(s.Count(manySeries), counter)[0]), nil
			},
		}
	}
	return []measure.Row{
		row("", "ns/series", atMost(0.5, measure.CG), func(f family) []measure.Contender {
			return emptyVectors(f, (*emptyVector).mean)
		}),
		row(", with a scraper; limit: without", "ns/series", atMost(0.5, measure.CG), func(f family) []measure.Contender {
			return scrapedVectors(f, (*emptyVector).mean)
		}),
		row(", with a scraper, the longest; limit: without", "ns", atMost(1, measure.CG), func(f family) []measure.Contender {
			return scrapedVectors(f, (*emptyVector).longest)
		}),
	}
}

// An emptyVector is an empty vector of a library.
type emptyVector struct {
	values [][]string // of the series that are to be
	create func(values []string)
	scrape func()
}

// emptyVectors are contenders with a new emptyVector in each turn.
func emptyVectors(f family, took func(*emptyVector) float64) []measure.Contender {
	return []measure.Contender{
		vectorContender(measure.Ours, f, ourVector, took),
		vectorContender(measure.CG, f, theirVector, took),
		vectorContender(measure.VM, f, vmVector, took),
	}
}

// scrapedVectors are contenders with a scraper. The limit has no scraper.
func scrapedVectors(f family, took func(*emptyVector) float64) []measure.Contender {
	scraped := emptyVectors(f, func(n *emptyVector) float64 {
		defer measure.Background(n.scrape)()
		return took(n)
	})
	return append(scraped, vectorContender(measure.Limit, f, ourVector, took))
}

func vectorContender(contender string, f family, newVector func(family) *emptyVector, took func(*emptyVector) float64) measure.Contender {
	return measure.NewContender(contender, func() float64 {
		n := newVector(f)
		n.values = f.values
		return measure.WithTwoProcessors(func() float64 { return took(n) })
	})
}

func ourVector(f family) *emptyVector {
	reg := registry.NewRegistry()
	vec := registry.NewCounterVec(registry.CounterOpts{Name: f.name, Help: f.help}, f.labels)
	reg.MustRegister(vec)
	scrape := ourScrape(reg)
	return &emptyVector{
		create: func(values []string) { vec.WithLabelValues(values...).Inc() },
		scrape: func() { scrape() },
	}
}

func theirVector(f family) *emptyVector {
	reg := cg.NewRegistry()
	vec := cg.NewCounterVec(cg.CounterOpts{Name: f.name, Help: f.help}, f.labels)
	reg.MustRegister(vec)
	return &emptyVector{
		create: func(values []string) { vec.WithLabelValues(values...).Inc() },
		scrape: theirScrape(reg, io.Discard),
	}
}

func vmVector(f family) *emptyVector {
	set := vm.NewSet()
	return &emptyVector{
		create: func(values []string) { set.GetOrCreateCounter(vmName(f.name, f.labels, values)).Inc() },
		scrape: vmScrape(set, io.Discard),
	}
}

// mean is the mean time of creating a series, in nanoseconds.
func (n *emptyVector) mean() float64 {
	start := time.Now()
	for _, values := range n.values {
		n.create(values)
	}
	return float64(time.Since(start)) / float64(len(n.values))
}

// longest is the longest time of creating a series, in nanoseconds.
func (n *emptyVector) longest() float64 {
	var longest, last time.Duration
	start := time.Now()
	for _, values := range n.values {
		n.create(values)
		now := time.Since(start)
		longest, last = max(longest, now-last), now
	}
	return float64(longest)
}
