package registry

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/quantile/quantiletest"
)

func BenchmarkCounterInc(b *testing.B) {
	counter := NewCounter(CounterOpts{Name: "c"})
	for b.Loop() {
		counter.Inc()
	}
}

func BenchmarkCounterIncInTwoGoroutines(b *testing.B) {
	counter := NewCounter(CounterOpts{Name: "c"})
	inParallel(2, func(int) {
		for range b.N / 2 {
			counter.Inc()
		}
	})
}

func BenchmarkCounterAddOfAPart(b *testing.B) {
	counter := NewCounter(CounterOpts{Name: "c"})
	for b.Loop() {
		counter.Add(.5)
	}
}

func BenchmarkGaugeSet(b *testing.B) {
	gauge := NewGauge(GaugeOpts{Name: "g"})
	for b.Loop() {
		gauge.Set(1)
	}
}

func BenchmarkWithLabelValues(b *testing.B) {
	names := []string{"method", "code", "handler", "zone"}
	values := []string{"GET", "200", "/api/v1/query", "eu-west-1"}
	for n := 1; n <= len(names); n++ {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			vec := NewCounterVec(CounterOpts{Name: "c"}, names[:n])
			for b.Loop() {
				vec.WithLabelValues(values[:n]...).Inc()
			}
		})
	}
}

func BenchmarkWith(b *testing.B) {
	vec := NewCounterVec(CounterOpts{Name: "c"}, []string{"method", "code"})
	for b.Loop() {
		vec.With(Labels{"method": "GET", "code": "200"}).Inc()
	}
}

// benchmarkObserve observes random numbers between 0 and 3, in one
// goroutine and in two.
func benchmarkObserve(b *testing.B, newObserver func() Observer) {
	numbers := quantiletest.Numbers(0, 4096)
	for i := range numbers {
		numbers[i] *= 3
	}
	for n := 1; n <= 2; n++ {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			o := newObserver()
			b.ResetTimer()
			inParallel(n, func(goroutine int) {
				for i := range b.N / n {
					o.Observe(numbers[(i+1777*goroutine)%len(numbers)])
				}
			})
		})
	}
}

func BenchmarkHistogramObserve(b *testing.B) {
	benchmarkObserve(b, func() Observer { return NewHistogram(HistogramOpts{Name: "h"}) })
}

func BenchmarkSummaryObserve(b *testing.B) {
	benchmarkObserve(b, func() Observer { return NewSummary(SummaryOpts{Name: "s", Objectives: quantiletest.Objectives[0]}) })
}

func BenchmarkPlainSummaryObserve(b *testing.B) {
	benchmarkObserve(b, func() Observer { return NewSummary(SummaryOpts{Name: "s"}) })
}

// benchmarkScrape makes pages of one Registry. A page is the unit.
func benchmarkScrape(b *testing.B, cs ...Collector) {
	r := registryOf(cs...)
	p := expfmt.NewPage(expfmt.Text{}, nil)
	_ = r.Encode(context.Background(), p) // the first one puts the series in order
	b.ReportAllocs()
	for b.Loop() {
		p.Reset(expfmt.Text{})
		if err := r.Encode(context.Background(), p); err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(p.End())))
	}
}

// newCounterVecs returns 10 vectors of 10,000 series each.
func newCounterVecs() []Collector {
	vecs := make([]Collector, 10)
	for i := range vecs {
		vec := NewCounterVec(CounterOpts{Name: "requests_" + digits[i]}, []string{"code", "path"})
		for n := range 10_000 {
			vec.WithLabelValues(digits[n%10], fmt.Sprint("/path/", n)).Add(float64(n * n))
		}
		vecs[i] = vec
	}
	return vecs
}

func BenchmarkScrape100000Counters(b *testing.B) { benchmarkScrape(b, newCounterVecs()...) }

func BenchmarkScrape1000Histograms(b *testing.B) {
	vec := NewHistogramVec(HistogramOpts{Name: "h"}, []string{"a"})
	for n := range 1000 {
		vec.WithLabelValues(fmt.Sprint(n)).Observe(.2)
	}
	benchmarkScrape(b, vec)
}

func BenchmarkScrape1000WrappedCounters(b *testing.B) {
	vec := NewCounterVec(CounterOpts{Name: "c"}, []string{"a"})
	for n := range 1000 {
		vec.WithLabelValues(fmt.Sprint(n))
	}
	benchmarkScrape(b, WrapCollectorWith(Labels{"zone": "z"}, vec))
}

func BenchmarkScrape100Funcs(b *testing.B) {
	var cs []Collector
	for i := range 100 {
		cs = append(cs, NewGaugeFunc(GaugeOpts{Name: fmt.Sprint("g", i)}, func() float64 { return 1 }))
	}
	benchmarkScrape(b, cs...)
}

// The values are made beforehand: the benchmark measures their creation and the
// first scrape, which puts the series in order.
// A custom Collector with 50 families of a series each, as the collector of
// the Go runtime has, and one with a family of 1,000 series.
func BenchmarkScrapeCustom(b *testing.B) {
	one := labelSet()
	var many []expfmt.LabelSet
	for i := range 1000 {
		many = append(many, labelSet("a", fmt.Sprintf("%03d", i), "b", "x"))
	}
	for _, bench := range []struct {
		name     string
		families int
		labels   []expfmt.LabelSet
	}{{"50 families", 50, []expfmt.LabelSet{one}}, {"1000 series", 1, many}} {
		var families []*expfmt.Family
		for i := range bench.families {
			families = append(families, gaugeFamily(fmt.Sprintf("g_%02d", i)))
		}
		b.Run(bench.name, func(b *testing.B) {
			benchmarkScrape(b, SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
				for _, f := range families {
					for i, labels := range bench.labels {
						enc.Value(f, labels, float64(i))
					}
				}
				return nil
			}))
		})
	}
}

func BenchmarkBirthOf100000Series(b *testing.B) {
	values := make([]string, 100_000)
	for i := range values {
		values[i] = fmt.Sprint(i * 7919 % len(values)) // in no order
	}
	b.ReportAllocs()
	for b.Loop() {
		vec := NewCounterVec(CounterOpts{Name: "c"}, []string{"a"})
		for _, v := range values {
			vec.WithLabelValues(v).Inc()
		}
		vec.store.Snapshot()
	}
}

// Registering takes the same time for each metric however many there are, of
// one name or of others.
func BenchmarkRegister(b *testing.B) {
	for _, c := range []struct {
		name   string
		naming string
	}{{"one name", "jobs_total"}, {"as many names", "jobs_%d_total"}} {
		for _, n := range []int{10_000, 100_000} {
			b.Run(fmt.Sprintf("%d/%s", n, c.name), func(b *testing.B) {
				counters := make([]Collector, n)
				for i := range counters {
					name := strings.ReplaceAll(c.naming, "%d", fmt.Sprint(i))
					counters[i] = NewCounter(CounterOpts{Name: name, ConstLabels: Labels{"job": fmt.Sprint(i)}})
				}
				for b.Loop() {
					NewRegistry().MustRegister(counters...)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/metric")
			})
		}
	}
}
