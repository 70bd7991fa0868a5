package rows

import (
	"io"
	"time"

	vm "github.com/VictoriaMetrics/metrics"
	cg "github.com/prometheus/client_golang/prometheus"

	"plainmetrics/cmd/peerbench/measure"
	"plainmetrics/registry"
)

// births are rows of series that come to be, in a vector that is registered:
// WithLabelValues with labels that it hasn't seen. With a scraper, another
// goroutine scrapes the registry over and over, and the limit is ours
// without one.
func births() []measure.Row {
	row := func(what, unit string, targets []measure.Target, start func(family) []measure.Contender) measure.Row {
		return measure.Row{
			Work: "100,000 new series" + what, Unit: unit, Rounds: few, Targets: targets,
			Start: func(s measure.Scale) ([]measure.Contender, error) {
				return start(onePage(s.Of(manySeries), counter)[0]), nil
			},
		}
	}
	return []measure.Row{
		row("", "ns/series", atMost(0.5, measure.CG), func(f family) []measure.Contender {
			return nurseries(f, (*nursery).mean)
		}),
		row(", with a scraper; limit: without", "ns/series", atMost(0.5, measure.CG), func(f family) []measure.Contender {
			return scrapedNurseries(f, (*nursery).mean)
		}),
		row(", with a scraper, the longest; limit: without", "ns", atMost(1, measure.CG), func(f family) []measure.Contender {
			return scrapedNurseries(f, (*nursery).longest)
		}),
	}
}

// A nursery is an empty vector of one library.
type nursery struct {
	values [][]string // of the series that are to be
	create func(values []string)
	scrape func()
}

// nurseries are contenders that measure a new nursery in each turn.
func nurseries(f family, took func(*nursery) float64) []measure.Contender {
	return []measure.Contender{
		inNursery(measure.Ours, f, ourNursery, took),
		inNursery(measure.CG, f, theirNursery, took),
		inNursery(measure.VM, f, vmNursery, took),
	}
}

// scrapedNurseries are the same with a scraper. The limit has none.
func scrapedNurseries(f family, took func(*nursery) float64) []measure.Contender {
	scraped := nurseries(f, func(n *nursery) float64 {
		defer measure.Beside(n.scrape)()
		return took(n)
	})
	return append(scraped, inNursery(measure.Limit, f, ourNursery, took))
}

func inNursery(by string, f family, anew func(family) *nursery, took func(*nursery) float64) measure.Contender {
	return measure.Just(by, func() float64 {
		n := anew(f)
		n.values = f.values
		return measure.OnTwo(func() float64 { return took(n) })
	})
}

func ourNursery(f family) *nursery {
	reg := registry.NewRegistry()
	vec := registry.NewCounterVec(registry.CounterOpts{Name: f.name, Help: f.help}, f.labels)
	reg.MustRegister(vec)
	scrape := ourScrape(reg)
	return &nursery{
		create: func(values []string) { vec.WithLabelValues(values...).Inc() },
		scrape: func() { scrape() },
	}
}

func theirNursery(f family) *nursery {
	reg := cg.NewRegistry()
	vec := cg.NewCounterVec(cg.CounterOpts{Name: f.name, Help: f.help}, f.labels)
	reg.MustRegister(vec)
	return &nursery{
		create: func(values []string) { vec.WithLabelValues(values...).Inc() },
		scrape: theirScrape(reg, io.Discard),
	}
}

func vmNursery(f family) *nursery {
	set := vm.NewSet()
	return &nursery{
		create: func(values []string) { set.GetOrCreateCounter(vmName(f.name, f.labels, values)).Inc() },
		scrape: vmScrape(set, io.Discard),
	}
}

// mean is the time of a birth, in nanoseconds.
func (n *nursery) mean() float64 {
	start := time.Now()
	for _, values := range n.values {
		n.create(values)
	}
	return float64(time.Since(start)) / float64(len(n.values))
}

// longest is the time of the birth that took longest, in nanoseconds.
func (n *nursery) longest() float64 {
	var longest, last time.Duration
	start := time.Now()
	for _, values := range n.values {
		n.create(values)
		now := time.Since(start)
		longest, last = max(longest, now-last), now
	}
	return float64(longest)
}
