package registry

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"plainmetrics/registry/internal/quantile/quantiletest"
)

func TestSummaryPage(t *testing.T) {
	for _, c := range []struct {
		name       string
		objectives map[float64]float64
		observed   []float64
		want       string
	}{
		{"untouched", map[float64]float64{.5: .05, .9: .01}, nil, `
s{quantile="0.5"} NaN
s{quantile="0.9"} NaN
s_sum 0
s_count 0
`},
		{"no objectives", nil, []float64{1, 2.5}, `
s_sum 3.5
s_count 2
`},
		{"empty objectives", map[float64]float64{}, []float64{1, 2.5}, `
s_sum 3.5
s_count 2
`},
		{"in the order of the quantiles", map[float64]float64{.99: .001, 0: .1, 1: .1, .5: .05}, []float64{5, 1, 4, 2, 3}, `
s{quantile="0"} 1
s{quantile="0.5"} 3
s{quantile="0.99"} 5
s{quantile="1"} 5
s_sum 15
s_count 5
`},
		{"one observation", map[float64]float64{.1: .1, .9: .1}, []float64{1_234_567}, `
s{quantile="0.1"} 1.234567e+06
s{quantile="0.9"} 1.234567e+06
s_sum 1.234567e+06
s_count 1
`},
		{"infinite", map[float64]float64{.5: .1, 1: .1}, []float64{1, 2, math.Inf(1)}, `
s{quantile="0.5"} 2
s{quantile="1"} +Inf
s_sum +Inf
s_count 3
`},
		{"not a number is below all", map[float64]float64{0: .1, 1: .1}, []float64{1, math.NaN()}, `
s{quantile="0"} NaN
s{quantile="1"} 1
s_sum NaN
s_count 2
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := NewSummary(SummaryOpts{Name: "s", Help: "Help.", Objectives: c.objectives})
			for _, v := range c.observed {
				s.Observe(v)
			}
			checkText(t, pageOf(t, s), "# HELP s Help.\n# TYPE s summary"+c.want)
		})
	}
}

// The label quantile stands last, whatever the names of the other labels.
func TestSummaryVecPage(t *testing.T) {
	vec := NewSummaryVec(SummaryOpts{
		Name: "s", Objectives: map[float64]float64{.5: .1}, ConstLabels: Labels{"zone": "z"},
	}, []string{"path", "code"})
	vec.WithLabelValues("/b", "200").Observe(3)
	vec.With(Labels{"path": "/a", "code": "200"}).Observe(1)
	checkText(t, samplesOf(t, vec), `
s{code="200",path="/a",zone="z",quantile="0.5"} 1
s_sum{code="200",path="/a",zone="z"} 1
s_count{code="200",path="/a",zone="z"} 1
s{code="200",path="/b",zone="z",quantile="0.5"} 3
s_sum{code="200",path="/b",zone="z"} 3
s_count{code="200",path="/b",zone="z"} 1
`)
}

func TestNewSummaryPanics(t *testing.T) {
	for _, c := range []struct {
		name   string
		opts   SummaryOpts
		labels []string
		want   []string
	}{
		{"quantile above 1", SummaryOpts{Name: "s", Objectives: map[float64]float64{1.1: .1}}, nil, []string{`summary "s"`, "between 0 and 1", "found 1.1"}},
		{"quantile below 0", SummaryOpts{Name: "s", Objectives: map[float64]float64{-.1: .1}}, nil, []string{`summary "s"`, "between 0 and 1", "found -0.1"}},
		{"quantile not a number", SummaryOpts{Name: "s", Objectives: map[float64]float64{math.NaN(): .1}}, nil, []string{`summary "s"`, "found NaN"}},
		{"negative age", SummaryOpts{Name: "s", MaxAge: -time.Second}, nil, []string{`summary "s"`, "MaxAge", "illegal max age MaxAge=-1s"}},
		{"constant quantile", SummaryOpts{Name: "s", ConstLabels: Labels{"quantile": "1"}}, nil, []string{`metric "s"`, `"quantile"`, "reserved"}},
		{"variable quantile", SummaryOpts{Name: "s"}, []string{"a", "quantile"}, []string{`metric "s"`, `"quantile"`, "reserved"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			checkError(t, panicOf(func() { NewSummaryVec(c.opts, c.labels) }), c.want...)
			if c.labels == nil {
				checkError(t, panicOf(func() { NewSummary(c.opts) }), c.want...)
			}
		})
	}
}

// With more than 500 observations the quantiles on the page err by at most
// the objectives' errors.
func TestSummaryErrors(t *testing.T) {
	const quantile50, quantile99 = `s{quantile="0.5"}`, `s{quantile="0.99"}`
	for index, stream := range quantiletest.Streams {
		n := 20_000
		if underRace {
			n = 2000
		}
		s := NewSummary(SummaryOpts{Name: "s", Objectives: map[float64]float64{.5: .05, .99: .001}})
		numbers := quantiletest.Numbers(index, n)
		for _, v := range numbers {
			s.Observe(v)
		}
		got := parse(t, pageOf(t, s))
		slices.Sort(numbers)
		t.Run(stream.Name, func(t *testing.T) {
			quantiletest.CheckRank(t, numbers, .5, .05, got[quantile50])
			quantiletest.CheckRank(t, numbers, .99, .001, got[quantile99])
		})
	}
}

// Observations count for the quantiles until they reach MaxAge, in steps of
// MaxAge/AgeBuckets, and for the sum and the count forever.
func TestSummaryAges(t *testing.T) {
	for _, c := range []struct {
		name       string
		maxAge     time.Duration
		ageBuckets uint32
		step       time.Duration
		steps      int
	}{
		{"default", 0, 0, 2 * time.Minute, 5},
		{"given", time.Hour, 3, 20 * time.Minute, 3},
		{"in one step", time.Hour, 1, time.Hour, 1},
		{"shorter than its steps", 3, 5, 1, 5},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := NewSummary(SummaryOpts{
					Name: "s", Objectives: map[float64]float64{.5: .05}, MaxAge: c.maxAge, AgeBuckets: c.ageBuckets,
				})
				r := registryOf(s)
				s.Observe(7)
				for step := range c.steps {
					checkText(t, samples(page(t, r)), "s{quantile=\"0.5\"} 7\ns_sum 7\ns_count 1\n")
					if step < c.steps-1 {
						time.Sleep(c.step)
					}
				}
				time.Sleep(c.step - 1)
				checkText(t, samples(page(t, r)), "s{quantile=\"0.5\"} 7\ns_sum 7\ns_count 1\n")
				time.Sleep(time.Nanosecond)
				checkText(t, samples(page(t, r)), "s{quantile=\"0.5\"} NaN\ns_sum 7\ns_count 1\n")
			})
		})
	}
}

// The quantiles follow a stream from level to level, and a gap much longer
// than the window.
func TestSummaryFollows(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := NewSummary(SummaryOpts{Name: "s", Objectives: map[float64]float64{.5: .05}, MaxAge: 5 * time.Second})
		r := registryOf(s)
		count := 0
		for _, level := range []float64{1, 100, 10_000} {
			for range 5 * 1000 {
				s.Observe(level)
				count++
				time.Sleep(time.Millisecond)
			}
			want := fmt.Sprintf("s{quantile=\"0.5\"} %v\n", level)
			if got := samples(page(t, r)); got[:len(want)] != want {
				t.Errorf("after %d observations: got %q, want %q", count, got, want)
			}
		}
		time.Sleep(365 * 24 * time.Hour)
		checkText(t, samples(page(t, r)), "s{quantile=\"0.5\"} NaN\ns_sum 5.0505e+07\ns_count 15000\n")
		s.Observe(3)
		checkText(t, samples(page(t, r)), "s{quantile=\"0.5\"} 3\ns_sum 5.0505003e+07\ns_count 15001\n")
	})
}

// A scrape sees the sum and the count of the same observations, and never a
// smaller count than the scrape before. More goroutines than processors lose
// no observation.
func TestSummarySnapshotIsConsistent(t *testing.T) {
	const goroutines = 8
	each := 20_000
	if underRace {
		each = 2000
	}
	for name, objectives := range map[string]map[float64]float64{"plain": nil, "objectives": quantiletest.Objectives[0]} {
		s := NewSummary(SummaryOpts{Name: "s", Objectives: objectives})
		if name == "objectives" {
			s.grow()
		}
		var running atomic.Int32
		running.Store(goroutines)
		inParallel(goroutines+2, func(i int) {
			if i < goroutines {
				for range each {
					s.Observe(1)
				}
				running.Add(-1)
				return
			}
			for last := uint64(0); running.Load() > 0; {
				p := pointOf(s)
				if p.Sum != float64(p.Count) || p.Count < last {
					t.Errorf("%s, after a count of %d: got a sum of %v and a count of %d, want the same and no less", name, last, p.Sum, p.Count)
				}
				last = p.Count
			}
		})
		if got := pointOf(s).Count; got != goroutines*uint64(each) {
			t.Errorf("%s: got a count of %d, want %d", name, got, goroutines*each)
		}
	}
}

// A summary's memory has a limit, with one slot in use and with all slots:
// 1 KB beside the 15 KB of the window, which has a test of its own.
// client_golang takes 174 KB for 2,000 observations.
func TestSummaryIsSmall(t *testing.T) {
	if underRace {
		t.Skip("takes the race detector too long")
	}
	const observations, most = 10_000_000, 1 << 10
	numbers := quantiletest.Numbers(0, 100_000)
	s := NewSummary(SummaryOpts{Name: "s", Objectives: quantiletest.Objectives[0]})
	for i := range observations {
		s.Observe(numbers[i%len(numbers)])
		if i+1 == 2000 || i+1 == observations {
			if got := sizeOf(s); got > most {
				t.Errorf("got %d bytes after %d observations, want at most %d", got, i+1, most)
			}
		}
	}
	synctest.Test(t, func(t *testing.T) {
		s := NewSummary(SummaryOpts{Name: "s", Objectives: quantiletest.Objectives[0]})
		for i := range 5 * len(numbers) {
			s.Observe(numbers[i%len(numbers)])
			if i%len(numbers) == 0 {
				time.Sleep(DefMaxAge / DefAgeBuckets)
			}
		}
		if got := sizeOf(s); got > most {
			t.Errorf("got %d bytes with all slots in use, want at most %d", got, most)
		}
	})
}

// sizeOf returns the bytes that a summary holds, without its labels and
// without the slots of its window.
func sizeOf(s Summary) uintptr {
	size := reflect.TypeFor[SummarySeries]().Size() + reflect.TypeFor[summaryWindow]().Size()
	for shard := range s.shards {
		size += uintptr(8 * len(shard))
	}
	return size
}

// Without objectives a summary has no window.
func TestSummaryWithoutObjectivesHasNoWindow(t *testing.T) {
	s := NewSummary(SummaryOpts{Name: "s"})
	for range 1000 {
		s.Observe(1)
	}
	if s.window != nil || len(s.base) > wordsPerLine {
		t.Errorf("got the window %p and a shard of %d words, want no window and %d words", s.window, len(s.base), wordsPerLine)
	}
}
