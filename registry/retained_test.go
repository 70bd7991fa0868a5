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

// What belongs to series goes with them, but for a little: what is left
// after they were removed is a part of what there was with them.
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
		bear   func(k string)
		remove func()
		most   float64
	}{
		{"reset", counters, count, counters.Reset, .05},
		{"reset, wrapped", WrapCollectorWith(Labels{"w": "1"}, counters), count, counters.Reset, .05},
		{"reset, and one born", counters, count, func() { counters.Reset(); count("after") }, .05},
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
				test.bear(strconv.Itoa(i))
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

// allBut returns a function that removes the series 0 to n-1, but for one
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
