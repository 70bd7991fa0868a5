package runtimecollect_test

import (
	"runtime"
	"testing"

	"plainmetrics/expfmt"
	"plainmetrics/runtimecollect"
)

var collectors = []struct {
	name   string
	option runtimecollect.Option
}{
	{"Current", runtimecollect.WithSet(runtimecollect.Current)},
	{"Legacy", runtimecollect.WithSet(runtimecollect.Legacy)},
	{"MetricsAll", runtimecollect.WithRuntimeMetrics(runtimecollect.MetricsAll)},
}

// A warm scrape allocates nothing: the samples are reused, as are the
// slices of debug.GCStats, which ReadGCStats makes only if they are too
// small, and the counts of histograms, which metrics.Read makes for a
// sample that has none; the one point that all histograms become has room
// for the largest; and the page has grown.
func TestScrapeAllocs(t *testing.T) {
	for _, test := range collectors {
		t.Run(test.name, func(t *testing.T) {
			c := runtimecollect.New(test.option)
			page := expfmt.NewPage(expfmt.Text{}, nil)
			scrape := func() {
				page.Reset(expfmt.Text{})
				if err := c.Encode(t.Context(), page); err != nil {
					t.Fatal(err)
				}
			}
			if got := testing.AllocsPerRun(100, scrape); got != 0 {
				t.Errorf("got %v allocations, want 0", got)
			}
			// A busy program collects garbage between two scrapes, which
			// must not cost the spare reading.
			collections := func() { runtime.GC(); runtime.GC(); scrape() }
			without := func() { runtime.GC(); runtime.GC() }
			if got, want := testing.AllocsPerRun(5, collections), testing.AllocsPerRun(5, without); got != want {
				t.Errorf("with garbage collections between: got %v allocations, want the %v of these", got, want)
			}
		})
	}
}

func BenchmarkCollect(b *testing.B) {
	for _, test := range collectors {
		b.Run(test.name, func(b *testing.B) {
			c := runtimecollect.New(test.option)
			page := expfmt.NewPage(expfmt.Text{}, nil)
			b.ReportAllocs()
			for b.Loop() {
				page.Reset(expfmt.Text{})
				if err := c.Encode(b.Context(), page); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkNew(b *testing.B) {
	for _, test := range collectors {
		b.Run(test.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				runtimecollect.New(test.option)
			}
		})
	}
}
