package main

import (
	"fmt"
	"math"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

func histograms() {
	reg := prometheus.NewRegistry()
	latency := prometheus.NewHistogram(prometheus.HistogramOpts{Name: "latency_seconds", Help: "With default buckets."})
	sizes := prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "size_bytes", Buckets: []float64{-10, 0, 0.5, 1, 1e3, 1e6}, ConstLabels: prometheus.Labels{"kind": "x"},
	}, []string{"route", "a"})
	reg.MustRegister(latency, sizes)
	show(reg)

	for i := range 200 {
		latency.Observe(float64(i*i) / 3000)
		sizes.WithLabelValues("/in", "a").Observe(float64(i-50) * 7)
	}
	for _, bound := range prometheus.DefBuckets {
		latency.Observe(bound) // belongs to its bucket
		latency.Observe(math.Nextafter(bound, 100))
	}
	sizes.WithLabelValues("/never", "b")
	show(reg)

	for range 5 { // sums are added up in the order of the observations
		latency.Observe(0.1)
		show(reg)
		latency.Observe(1e9)
	}

	odd := sizes.With(prometheus.Labels{"route": "/odd", "a": ""})
	for _, v := range []float64{math.Inf(1), math.Inf(-1), math.Copysign(0, -1), math.MaxFloat64, math.SmallestNonzeroFloat64} {
		odd.Observe(v)
		show(reg)
	}
	odd.Observe(math.NaN())
	sizes.WithLabelValues("/nan", "c").Observe(math.NaN())
	show(reg)

	fmt.Println(sizes.DeleteLabelValues("/odd", ""))
	sizes.WithLabelValues("/odd", "").Observe(2)
	show(reg)
}

func buckets() {
	fmt.Println(prometheus.DefBuckets)
	fmt.Println(prometheus.LinearBuckets(-15, 5, 6))
	fmt.Println(prometheus.LinearBuckets(0.1, 0.1, 12))
	fmt.Println(prometheus.ExponentialBuckets(100, 1.2, 9))
	fmt.Println(prometheus.ExponentialBuckets(1e-9, 10, 20))
	fmt.Println(prometheus.ExponentialBucketsRange(1, 100, 10))
	fmt.Println(prometheus.ExponentialBucketsRange(0.001, 1000, 7))
	fmt.Println(prometheus.ExponentialBucketsRange(1, 1, 1))
	tryTo("no linear", func() { prometheus.LinearBuckets(0, 1, 0) })
	tryTo("no exponential", func() { prometheus.ExponentialBuckets(1, 2, 0) })
	tryTo("exponential from 0", func() { prometheus.ExponentialBuckets(0, 2, 3) })
	tryTo("exponential by 1", func() { prometheus.ExponentialBuckets(1, 1, 3) })
	tryTo("no range", func() { prometheus.ExponentialBucketsRange(1, 2, 0) })
	tryTo("range from 0", func() { prometheus.ExponentialBucketsRange(0, 2, 3) })

	// NaN is no bound for plainmetrics; client_golang takes it.
	tables := map[string][]float64{
		"none": nil, "empty": {}, "one": {1}, "infinity": {1, math.Inf(1)}, "just_infinity": {math.Inf(1)},
		"both_infinities": {math.Inf(-1), 0, math.Inf(1)},
		"falling":         {2, 1}, "twice": {1, 1},
		"zeros": {math.Copysign(0, -1), 0}, "negative_zero": {math.Copysign(0, -1), 1}, "infinity_between": {math.Inf(1), 1},
		"linear": prometheus.LinearBuckets(0, 0.1, 50), "exponential": prometheus.ExponentialBuckets(1, 2, 40),
		"wide": {1e-300, 1e-5, 1e-4, 0.1, 123456, 1234567, 1e21, 1e300},
	}
	for _, name := range sortedKeys(tables) {
		reg := prometheus.NewRegistry()
		tryTo(name, func() {
			h := prometheus.NewHistogram(prometheus.HistogramOpts{Name: name, Buckets: tables[name]})
			reg.MustRegister(h)
			for _, v := range []float64{-1, 0, 0.05, 0.3, 1, 1.5, 3, 1e3, 1e5, 1e15} {
				h.Observe(v)
			}
			show(reg)
		})
	}
	for _, name := range sortedKeys(tables) {
		tryTo(name+" as a vector", func() {
			prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: name, Buckets: tables[name]}, []string{"a"}).WithLabelValues("b")
		})
	}
}

func summaries() {
	reg := prometheus.NewRegistry()
	plain := prometheus.NewSummary(prometheus.SummaryOpts{Name: "plain_seconds", Help: "Without objectives."})
	objectives := map[float64]float64{0: 0, 0.25: 0.1, 0.5: 0.05, 0.9: 0.01, 0.99: 0.001, 1: 0}
	exact := prometheus.NewSummaryVec(prometheus.SummaryOpts{
		Name: "exact_seconds", Objectives: objectives, ConstLabels: prometheus.Labels{"k": "v"},
	}, []string{"n"})
	empty := prometheus.NewSummary(prometheus.SummaryOpts{Name: "empty_seconds", Objectives: map[float64]float64{0.5: 0.05}})
	none := prometheus.NewSummary(prometheus.SummaryOpts{Name: "none_seconds", Objectives: map[float64]float64{}})
	one := prometheus.NewSummary(prometheus.SummaryOpts{
		Name: "one_seconds", Objectives: map[float64]float64{0.001: 0, 0.12345678: 0.1}, MaxAge: time.Hour, AgeBuckets: 1, BufCap: 1,
	})
	reg.MustRegister(plain, exact, empty, none, one)
	show(reg)

	// Up to 499 observations in the window client_golang is exact, and so
	// are we; see the package summaries for more.
	random := uint64(1)
	next := func() float64 {
		random = random*6364136223846793005 + 1442695040888963407
		return float64(random>>40) / 1e4
	}
	for _, n := range []int{1, 2, 3, 4, 5, 9, 10, 11, 99, 100, 101, 333, 498, 499} {
		series := exact.WithLabelValues(fmt.Sprint(n))
		for range n {
			v := next()
			series.Observe(v)
			plain.Observe(v)
		}
	}
	for i := range 499 {
		one.Observe(float64(i % 7))
		none.Observe(float64(i))
	}
	show(reg)
	for _, n := range []string{"1", "2", "99"} {
		exact.WithLabelValues(n).Observe(-next())
		show(reg)
	}

	special := prometheus.NewSummary(prometheus.SummaryOpts{Name: "special_seconds", Objectives: objectives})
	reg.MustRegister(special)
	for _, v := range []float64{1e300, 0, math.Copysign(0, -1), math.Inf(1), 5, 5, 5, 1e-300, -7.5} {
		special.Observe(v)
		plain.Observe(v)
	}
	show(reg)
	special.Observe(math.Inf(-1))
	plain.Observe(math.NaN())
	show(reg)

	fmt.Println(exact.DeleteLabelValues("99"), exact.DeletePartialMatch(prometheus.Labels{"n": "100"}))
	exact.WithLabelValues("99")
	show(reg)
}

func observers() {
	reg := prometheus.NewRegistry()
	histogram := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "h", Buckets: []float64{1, 2}}, []string{"a"})
	summary := prometheus.NewSummaryVec(prometheus.SummaryOpts{Name: "s"}, []string{"a"})
	gauge := prometheus.NewGauge(prometheus.GaugeOpts{Name: "g"})
	reg.MustRegister(histogram, summary, gauge)

	var vectors = []prometheus.ObserverVec{histogram, summary}
	for i, vec := range vectors {
		var o prometheus.Observer = vec.WithLabelValues("x")
		o.Observe(float64(i))
		o, err := vec.GetMetricWithLabelValues("y")
		fmt.Println(err)
		o.Observe(0.5)
		o, err = vec.GetMetricWith(prometheus.Labels{"a": "z"})
		fmt.Println(err)
		o.Observe(7)
		try("wrong name", func() error { _, err := vec.GetMetricWith(prometheus.Labels{"b": ""}); return err })
		tryTo("too many", func() { vec.WithLabelValues("1", "2") })
		curried, err := vec.CurryWith(prometheus.Labels{"a": "curried"})
		fmt.Println(err)
		curried.WithLabelValues().Observe(1)
	}
	var o prometheus.Observer = prometheus.ObserverFunc(gauge.Set)
	o.Observe(12)
	_, isExemplarObserver := histogram.WithLabelValues("x").(prometheus.ExemplarObserver)
	_, isHistogram := histogram.WithLabelValues("x").(prometheus.Histogram)
	_, isSummary := summary.WithLabelValues("x").(prometheus.Summary)
	fmt.Println(isExemplarObserver, isHistogram, isSummary)
	show(reg)
}

// timers have values that move, so most are counted and not shown.
func timers() {
	reg := prometheus.NewRegistry()
	moving := prometheus.NewHistogram(prometheus.HistogramOpts{Name: "moving_seconds", Buckets: []float64{1e-9, 3600}})
	seconds := prometheus.NewHistogram(prometheus.HistogramOpts{Name: "measured_seconds", Buckets: []float64{1e6, 2e6}})
	gauge := prometheus.NewGauge(prometheus.GaugeOpts{Name: "moving_gauge"})
	reg.MustRegister(moving, seconds, gauge)

	prometheus.NewTimer(moving).ObserveDuration()
	set := prometheus.NewTimer(prometheus.ObserverFunc(gauge.Set))
	d := set.ObserveDuration()
	fmt.Println("a duration that is not negative:", d >= 0)
	var last float64
	counted := prometheus.NewTimer(prometheus.ObserverFunc(func(v float64) {
		last = v
		seconds.Observe(1e6)
	}))
	d = counted.ObserveDuration()
	fmt.Println("observed in seconds:", last == d.Seconds())
	later := counted.ObserveDuration()
	fmt.Println("may be observed again:", later >= d)
	counted.ObserveDurationWithExemplar(prometheus.Labels{"trace": "x"}) // no ExemplarObserver
	prometheus.NewTimer(nil).ObserveDuration()
	prometheus.NewTimer(nil).ObserveDurationWithExemplar(nil)
	prometheus.NewTimer(moving).ObserveDurationWithExemplar(prometheus.Labels{"trace": "x"})
	show(reg)
}
