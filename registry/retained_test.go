package registry

import (
	"runtime"
	"strconv"
	"testing"
	"time"

	"plainmetrics/expfmt"
)

// heapInUse returns the bytes of the heap that are reachable.
func heapInUse() int {
	for range 3 {
		runtime.GC()
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}

// Removing series releases their memory. Each case has the largest part of the
// memory that may remain.
func TestRemovedSeriesAreFreed(t *testing.T) {
	const n = 20_000
	objectives := map[float64]float64{.5: .05}
	counters := NewCounterVec(CounterOpts{Name: "c"}, []string{"k"})
	histograms := NewHistogramVec(HistogramOpts{Name: "h"}, []string{"k"})
	summaries := NewSummaryVec(SummaryOpts{Name: "s", Objectives: objectives, MaxAge: 24 * time.Hour}, []string{"k"})
	count := func(k string) { counters.WithLabelValues(k).Inc() }
	observe := func(k string) { histograms.WithLabelValues(k).Observe(1) }
	summarise := func(k string) { summaries.WithLabelValues(k).Observe(1) }
	for _, test := range []struct {
		name   string
		vec    Collector
		create func(k string)
		remove func()
		most   float64
	}{
		{"reset", counters, count, counters.Reset, .05},
		{"reset, wrapped", WrapCollectorWith(Labels{"w": "1"}, counters), count, counters.Reset, .05},
		{"reset, and one created", counters, count, func() { counters.Reset(); count("after") }, .05},
		{"histograms but for some", histograms, observe, allBut(1000, n, histograms.DeleteLabelValues), .1},
		{"summaries but for some", summaries, summarise, allBut(1000, n, summaries.DeleteLabelValues), .1},
		{"summaries, whose timers have not run", summaries, summarise, summaries.Reset, .05},
	} {
		t.Run(test.name, func(t *testing.T) {
			reg := registryOf(test.vec)
			scrape := func() { checkError(t, reg.Encode(t.Context(), expfmt.NewPage(expfmt.Text{}, nil))) }
			scrape()
			without := heapInUse()
			for i := range n {
				test.create(strconv.Itoa(i))
			}
			scrape()
			with := heapInUse()
			test.remove()
			scrape()
			left := heapInUse()
			if part := float64(left-without) / float64(with-without); part > test.most {
				t.Errorf("got %.3f of the memory of the series left, want at most %.3f", part, test.most)
			}
			runtime.KeepAlive(reg)
		})
	}
	runtime.KeepAlive([]any{counters, histograms, summaries})
}

// allBut returns a function that removes the series 0 to n-1, except for one
// in every.
func allBut(every, n int, remove func(values ...string) bool) func() {
	return func() {
		for i := range n {
			if i%every != 0 {
				remove(strconv.Itoa(i))
			}
		}
	}
}
