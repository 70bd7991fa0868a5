package registry

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"plainmetrics/expfmt"
)

// A page has its families in the bytewise order of their names, whatever the
// order of registration.
func TestFamilyOrder(t *testing.T) {
	names := []string{"a", "a:b", "a_b", "aB", "ab", "B", "_", "z", "é", "a.b"}
	for shift := range names {
		r := NewRegistry()
		for i, name := range slices.Concat(names[shift:], names[:shift]) {
			switch i % 4 {
			case 0:
				r.MustRegister(NewGauge(GaugeOpts{Name: name, Help: "Help."}))
			case 1:
				vec := NewGaugeVec(GaugeOpts{Name: name, Help: "Help."}, nil)
				vec.WithLabelValues()
				r.MustRegister(vec)
			case 2:
				r.MustRegister(constant(gaugeFamily(name), expfmt.LabelSet{}, 0))
			case 3:
				WrapRegistererWithPrefix(name, r).MustRegister(NewGauge(GaugeOpts{Name: "_", Help: "Help."}))
			}
		}
		checkSorted(t, r)
	}
}

// checkSorted checks that r has 10 sorted families.
func checkSorted(t *testing.T, r *Registry) {
	t.Helper()
	var got []string
	p := expfmt.NewPage(expfmt.Text{Scheme: expfmt.NoEscaping}, nil)
	checkError(t, r.Encode(t.Context(), nameRecorder{p, &got}))
	if !slices.IsSorted(got) || len(got) != 10 {
		t.Errorf("got the families %q, want 10 in order", got)
	}
}

// A nameRecorder is an Encoder that records the names of families.
type nameRecorder struct {
	*expfmt.Page
	names *[]string
}

func (k nameRecorder) Value(f *expfmt.Family, _ expfmt.LabelSet, _ float64) {
	*k.names = append(*k.names, f.Name())
}
func (k nameRecorder) Point(f *expfmt.Family, _ expfmt.LabelSet, _ *expfmt.Point) {
	*k.names = append(*k.names, f.Name())
}

// Series with fewer labels come first, then the values decide in the order of
// the label names.
func TestSeriesOrder(t *testing.T) {
	vec := NewGaugeVec(GaugeOpts{Name: "g", Help: "Help."}, []string{"b"})
	vec.WithLabelValues("2").Set(1)
	vec.WithLabelValues("1").Set(2)
	f := gaugeFamily("g")
	r := registryOf(vec, SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
		enc.Value(f, labelSet("b", "1", "a", "9"), 3)
		enc.Value(f, labelSet("a", "1"), 4) // as great as b="1": the name decides
		enc.Value(f, labelSet("b", "1\n"), 5)
		enc.Value(f, expfmt.LabelSet{}, 6)
		enc.Value(f, labelSet("z", "0"), 7)
		enc.Value(f, labelSet("b", "0", "a", "9"), 8)
		return nil
	}))
	checkText(t, samples(page(t, r)), `
g 6
g{z="0"} 7
g{a="1"} 4
g{b="1"} 2
g{b="1\n"} 5
g{b="2"} 1
g{a="9",b="0"} 8
g{a="9",b="1"} 3
`)
}

// The series of a custom Collector are sorted among the series of a built-in
// metric of the same name.
func TestBuiltInAndCustomOfOneFamily(t *testing.T) {
	h := NewHistogramVec(HistogramOpts{Name: "h", Help: "Help.", Buckets: []float64{1}}, []string{"a"})
	h.WithLabelValues("2").Observe(1)
	h.WithLabelValues("4").Observe(4)
	s := NewSummaryVec(SummaryOpts{Name: "s", Help: "Help.", Objectives: map[float64]float64{.5: .1}}, []string{"a"})
	s.WithLabelValues("2").Observe(1)
	upper, _ := expfmt.Buckets([]float64{5})
	histogram := expfmt.MustFamily("h", "Help.", expfmt.TypeHistogram)
	summary := expfmt.MustFamily("s", "Help.", expfmt.TypeSummary)
	custom := SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
		enc.Point(histogram, labelSet("a", "3"), &expfmt.Point{Bounds: upper, Counts: []uint64{3}, Count: 7, Sum: 2})
		enc.Point(histogram, labelSet("a", "1"), &expfmt.Point{Bounds: upper, Counts: []uint64{1}, Count: 1, Sum: 1})
		enc.Point(summary, labelSet("a", "1"), &expfmt.Point{Sum: 9, Count: 3})
		return nil
	})
	checkText(t, pageOf(t, custom, h, s), `
# HELP h Help.
# TYPE h histogram
h_bucket{a="1",le="5"} 1
h_bucket{a="1",le="+Inf"} 1
h_sum{a="1"} 1
h_count{a="1"} 1
h_bucket{a="2",le="1"} 1
h_bucket{a="2",le="+Inf"} 1
h_sum{a="2"} 1
h_count{a="2"} 1
h_bucket{a="3",le="5"} 3
h_bucket{a="3",le="+Inf"} 7
h_sum{a="3"} 2
h_count{a="3"} 7
h_bucket{a="4",le="1"} 0
h_bucket{a="4",le="+Inf"} 1
h_sum{a="4"} 4
h_count{a="4"} 1
# HELP s Help.
# TYPE s summary
s_sum{a="1"} 9
s_count{a="1"} 3
s{a="2",quantile="0.5"} 1
s_sum{a="2"} 1
s_count{a="2"} 1
`)
}

// A page shows the present metrics, the next page their changes.
func TestPagesFollowEachOther(t *testing.T) {
	vec := NewGaugeVec(GaugeOpts{Name: "g"}, []string{"a"})
	r := registryOf(vec)
	for step, c := range []struct {
		do   func()
		want string
	}{
		{func() {}, ""},
		{func() { vec.WithLabelValues("2").Inc() }, "g{a=\"2\"} 1\n"},
		{func() { vec.WithLabelValues("1").Inc() }, "g{a=\"1\"} 1\ng{a=\"2\"} 1\n"},
		{func() { vec.WithLabelValues("2").Inc() }, "g{a=\"1\"} 1\ng{a=\"2\"} 2\n"},
		{func() { r.MustRegister(NewCounter(CounterOpts{Name: "c"})) }, "c 0\ng{a=\"1\"} 1\ng{a=\"2\"} 2\n"},
		{func() { vec.DeleteLabelValues("1") }, "c 0\ng{a=\"2\"} 2\n"},
		{func() { vec.WithLabelValues("1") }, "c 0\ng{a=\"1\"} 0\ng{a=\"2\"} 2\n"},
		{func() { r.Unregister(NewCounter(CounterOpts{Name: "c"})) }, "g{a=\"1\"} 0\ng{a=\"2\"} 2\n"},
		{func() { vec.Reset() }, ""},
	} {
		c.do()
		if got := samples(page(t, r)); got != c.want {
			t.Errorf("step %d:\ngot  %q\nwant %q", step, got, c.want)
		}
	}
}

// A context that has ended does not keep built-in metrics from the page.
func TestScrapeOfBuiltInMetricsNeedsNoTime(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	got, err := pageWithin(ctx, registryOf(NewCounter(CounterOpts{Name: "c"})))
	checkError(t, err)
	checkText(t, samples(got), "c 0\n")
}

// Goroutines update, create, delete, register and scrape at the same time:
// every page is well formed, and series that are not deleted never decrease.
func TestEverythingAtOnce(t *testing.T) {
	counter := NewCounter(CounterOpts{Name: "steady"})
	steady := NewCounterVec(CounterOpts{Name: "steady_vec"}, []string{"a"})
	churn := NewGaugeVec(GaugeOpts{Name: "churn"}, []string{"a", "b"})
	h := NewHistogramVec(HistogramOpts{Name: "h", Buckets: []float64{.5, 1}}, []string{"a"})
	s := NewSummaryVec(SummaryOpts{Name: "s", Objectives: map[float64]float64{.5: .05}}, []string{"a"})
	f := expfmt.MustFamily("churn", "", expfmt.TypeGauge)
	r := registryOf(counter, steady, churn, h, s, constant(f, labelSet("c", "custom"), 1))
	WrapRegistererWith(Labels{"z": "1"}, r).MustRegister(NewCounter(CounterOpts{Name: "shared"}))
	WrapRegistererWith(Labels{"z": "2"}, r).MustRegister(NewCounter(CounterOpts{Name: "shared"}))

	var done atomic.Bool
	until := func(f func(i int)) func() {
		return func() {
			for i := 0; !done.Load(); i++ {
				f(i)
			}
		}
	}
	roles := []func(){
		func() { checkPages(t, r, 20); done.Store(true) },
		func() { checkPages(t, r, 10) },
		until(func(i int) {
			counter.Inc()
			steady.WithLabelValues(digits[i%10]).Add(.5)
			h.WithLabelValues(digits[i%3]).Observe(1)
			s.With(Labels{"a": digits[i%3]}).Observe(1)
		}),
		until(func(i int) { churn.WithLabelValues(hardValues[i%len(hardValues)], digits[i%7]).Set(float64(i)) }),
		until(func(i int) { churn.DeleteLabelValues(hardValues[i%len(hardValues)], digits[i%5]) }),
		until(func(i int) {
			churn.DeletePartialMatch(Labels{"b": digits[i%7]})
			if i%100 == 0 {
				churn.Reset()
			}
		}),
		until(func(i int) {
			c := NewCounter(CounterOpts{Name: fmt.Sprint("created_", i%5)})
			r.MustRegister(c)
			r.Unregister(c)
		}),
	}
	inParallel(len(roles), func(i int) { roles[i]() })
}

// checkPages checks n pages, one after the other.
func checkPages(t *testing.T, r *Registry, n int) {
	last := make(map[string]float64)
	for range n {
		got := parse(t, page(t, r))
		for sample, v := range got {
			if v < last[sample] && !strings.HasPrefix(sample, "churn") {
				t.Errorf("%s: got %v after %v, want no less", sample, v, last[sample])
			}
		}
		for _, a := range digits[:3] {
			labels := fmt.Sprintf("{a=\"%s\"}", a)
			if got["h_sum"+labels] != got["h_count"+labels] || got["s_sum"+labels] != got["s_count"+labels] {
				t.Errorf("series %s: got sums and counts of observations of 1 that differ", labels)
			}
		}
		last = got
	}
}
