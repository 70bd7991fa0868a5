package registry

import (
	"context"
	"fmt"
	"runtime/debug"
	"strings"
	"testing"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/quantile/quantiletest"
)

// What is done for every request of a program allocates nothing: the
// garbage would be the program's, and grow with its load.
func TestUpdatesDoNotAllocate(t *testing.T) {
	counter := NewCounter(CounterOpts{Name: "c"})
	gauge := NewGauge(GaugeOpts{Name: "g"})
	histogram := NewHistogram(HistogramOpts{Name: "h"})
	contended := NewHistogram(HistogramOpts{Name: "contended"})
	contended.grow()
	native := NewHistogram(HistogramOpts{Name: "n", NativeHistogramBucketFactor: 1.1, NativeHistogramMaxBucketNumber: 100})
	contendedNative := NewHistogram(HistogramOpts{Name: "contended", NativeHistogramBucketFactor: 1.1})
	contendedNative.native.grow()
	plain := NewSummary(SummaryOpts{Name: "s"})
	timer := NewTimer(histogram)
	for name, update := range map[string]func(){
		"Counter.Inc":           counter.Inc,
		"Counter.Add":           func() { counter.Add(2) },
		"Counter.Add of a part": func() { counter.Add(.5) },
		"Gauge.Set":             func() { gauge.Set(1) },
		"Gauge.Add":             func() { gauge.Add(.5) },
		"Histogram.Observe":     func() { histogram.Observe(.2) },
		"contended Histogram":   func() { contended.Observe(.2) }, // hints come from a pool, and go back
		"native Histogram":      func() { native.Observe(.2); native.Observe(-1e9); native.Observe(0) },
		"contended native":      func() { contendedNative.Observe(.2) },
		"Histogram.ObserveN":    func() { histogram.ObserveN(.2, 3); native.ObserveN(.2, 3) },
		"Summary.Observe":       func() { plain.Observe(.2) },
		"Timer":                 func() { timer.ObserveDuration() },
		"NewTimer":              func() { NewTimer(histogram).ObserveDuration() }, // stays on the stack
	} {
		checkAllocs(t, name, 0, update)
	}
}

// A window puts observations aside, and works on them when it has 500. The
// memory for that is from a pool, and a sketch that has found its size
// stays where it is.
func TestSummaryWithObjectivesDoesNotAllocate(t *testing.T) {
	if underRace {
		t.Skip("the race detector makes pools forget")
	}
	s := NewSummary(SummaryOpts{Name: "s", Objectives: quantiletest.Objectives[0]})
	numbers := quantiletest.Numbers(0, 50_000)
	observe := func() {
		for _, v := range numbers {
			s.Observe(v)
		}
	}
	checkAllocs(t, "Summary.Observe", 0, observe)
	s.grow()
	checkAllocs(t, "contended Summary.Observe", 0, observe)
}

// A series that is known is found by its values, which are compared where
// they are. They must not escape to the heap, also where a copy of them is
// put into an error.
func TestLookupsDoNotAllocate(t *testing.T) {
	vec := fill(newStatusVec())
	curried := vec.MustCurryWith(Labels{"code": "200"})
	observers := NewHistogramVec(HistogramOpts{Name: "h"}, []string{"a"})
	observers.WithLabelValues("1")
	hard := NewGaugeVec(GaugeOpts{Name: "g"}, []string{"a"})
	hard.WithLabelValues("plain")
	labels, beside, all := Labels{"path": "/", "code": "200", "host": "a"}, Labels{"path": "/", "host": "a"}, Labels{"a": "1"}
	for name, look := range map[string]func(){
		"WithLabelValues":                func() { vec.WithLabelValues("/", "200", "a").Inc() },
		"GetMetricWithLabelValues":       func() { _, _ = vec.GetMetricWithLabelValues("/", "200", "a") },
		"With":                           func() { vec.With(labels).Inc() },
		"With a literal":                 func() { vec.With(Labels{"path": "/", "code": "200", "host": "a"}).Inc() }, // a small map stays on the stack
		"curried WithLabelValues":        func() { curried.WithLabelValues("/", "a").Inc() },
		"curried With":                   func() { curried.With(beside).Inc() },
		"WithLabelValues of a histogram": func() { observers.WithLabelValues("1").Observe(1) },
		"With of a histogram":            func() { observers.With(all).Observe(1) },
	} {
		checkAllocs(t, name, 0, look)
	}
}

// The fast way through WithLabelValues is taken with values of all lengths:
// the other one has to render these labels, which don't fit on its stack.
func TestLookupsDoNotRender(t *testing.T) {
	vec := NewGaugeVec(GaugeOpts{Name: "g", ConstLabels: Labels{"z": strings.Repeat("z", 300)}}, []string{"b", "a"})
	crowded := NewGaugeVec(GaugeOpts{Name: "g", ConstLabels: Labels{"m": strings.Repeat("z", 300)}}, []string{"a", "z"})
	long := strings.Repeat("0123456789", 5)
	for n := range long {
		vec.WithLabelValues(long[n:], long[:n])
		crowded.WithLabelValues(long[n:], long[:n])
		checkAllocs(t, fmt.Sprint("values of ", n), 0, func() {
			vec.WithLabelValues(long[n:], long[:n])
			crowded.WithLabelValues(long[n:], long[:n])
		})
	}
}

// A scrape copies prepared bytes into memory that the pages before had.
func TestScrapesDoNotAllocate(t *testing.T) {
	if underRace {
		t.Skip("the race detector makes pools forget")
	}
	histograms, summaries := newObserverVecs()
	vec, counter, gauge := fill(newStatusVec()), NewCounter(CounterOpts{Name: "c"}), NewGauge(GaugeOpts{Name: "g"})
	checkScrapeAllocs(t, "counters, gauges and histograms", vec, counter, gauge, histograms)
	checkScrapeAllocs(t, "counters, gauges and summaries", vec, counter, gauge, summaries)
	checkScrapeAllocs(t, "native histograms", newNativeVec())
	checkScrapeAllocs(t, "nothing")

	// Two sources of one family are sorted in a buffer, which is used again.
	other := NewGauge(GaugeOpts{Name: "h", ConstLabels: Labels{"a": "x"}})
	another := NewGauge(GaugeOpts{Name: "h", ConstLabels: Labels{"a": "y"}})
	checkScrapeAllocs(t, "two gauges of one name", other, another)
}

// Histograms and summaries use the same Point, one after the other.
func TestScrapesOfAllTypesDoNotAllocate(t *testing.T) {
	if underRace {
		t.Skip("the race detector makes pools forget")
	}
	histograms, summaries := newObserverVecs()
	checkScrapeAllocs(t, "histograms and summaries", histograms, summaries)
}

// newObserverVecs returns vectors of ten series each.
func newObserverVecs() (histograms, summaries Collector) {
	h := NewHistogramVec(HistogramOpts{Name: "h"}, []string{"a"})
	s := NewSummaryVec(SummaryOpts{Name: "s", Objectives: quantiletest.Objectives[0]}, []string{"a"})
	for _, a := range digits {
		h.WithLabelValues(a).Observe(.2)
		s.WithLabelValues(a).Observe(.2)
	}
	return h, s
}

// newNativeVec returns a vector of ten series, one of them with extra shards.
func newNativeVec() Collector {
	vec := NewHistogramVec(HistogramOpts{Name: "n", NativeHistogramBucketFactor: 1.1}, []string{"a"})
	for _, a := range digits {
		h := vec.WithLabelValues(a).(Histogram)
		if a == digits[3] {
			h.native.grow()
		}
		for v := 0.01; v < 10; v *= 1.2 {
			h.Observe(v)
		}
	}
	return vec
}

// A scrape runs custom Collectors in goroutines, which the runtime uses
// again, with buffers and a gathering that the scrape before has left. A
// scrape inside a scrape marks the context anew. A scrape that can end early
// does so, too, and makes the channel that tells it who was first.
func TestScrapesOfForeignCollectorsDoNotAllocate(t *testing.T) {
	if underRace {
		t.Skip("the race detector makes pools forget")
	}
	p := &expfmt.Point{Count: 3, Sum: 1}
	summary := SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
		enc.Point(summaryFamily, expfmt.LabelSet{}, p)
		return nil
	})
	gauge := constant(gaugeFamily("g"), labelSet("a", "x"), 1)
	checkScrapeAllocs(t, "custom collectors", summary, gauge, NewGaugeFunc(GaugeOpts{Name: "f"}, func() float64 { return 1 }))
	checkScrapeAllocsWithin(t, context.Background(), "a registry in a registry", 1, registryOf(gauge))
	canEnd, stop := context.WithCancel(t.Context())
	defer stop()
	checkScrapeAllocsWithin(t, canEnd, "a context that can end", 2, summary, gauge)
}

var summaryFamily = expfmt.MustFamily("s", "", expfmt.TypeSummary)

func checkScrapeAllocs(t *testing.T, name string, cs ...Collector) {
	t.Helper()
	checkScrapeAllocsWithin(t, context.Background(), name, 0, cs...)
}

func checkScrapeAllocsWithin(t *testing.T, ctx context.Context, name string, want float64, cs ...Collector) {
	t.Helper()
	r := registryOf(cs...)
	p := expfmt.NewPage(expfmt.Text{}, nil)
	checkAllocs(t, name, want, func() {
		p.Reset(expfmt.Text{})
		_ = r.Encode(ctx, p)
		p.End()
	})
}

// checkAllocs checks how many allocations a call of f makes, when it has
// been called before. The garbage collector, which empties pools, rests.
func checkAllocs(t *testing.T, name string, want float64, f func()) {
	t.Helper()
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	if got := testing.AllocsPerRun(200, f); got != want {
		t.Errorf("%s: got %v allocations, want %v", name, got, want)
	}
}
