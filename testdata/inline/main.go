// Inline calls the methods of metrics as a user of the library does.
package main

import "plainmetrics/registry"

func main() {
	counters := registry.NewCounterVec(registry.CounterOpts{Name: "c"}, []string{"l"})
	gauges := registry.NewGaugeVec(registry.GaugeOpts{Name: "g"}, []string{"l"})
	histograms := registry.NewHistogramVec(registry.HistogramOpts{Name: "h"}, []string{"l"})
	summaries := registry.NewSummaryVec(registry.SummaryOpts{Name: "s"}, []string{"l"})

	c := counters.WithLabelValues("a")
	g := gauges.WithLabelValues("a")
	h := histograms.WithLabelValues("a")
	s := summaries.WithLabelValues("a")

	c.Inc()
	c.Add(2)
	g.Set(1)
	g.Inc()
	g.Dec()
	g.Add(1)
	g.Sub(1)
	h.Observe(1)
	s.Observe(1)
}
