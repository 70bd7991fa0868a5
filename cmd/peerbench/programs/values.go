package main

import (
	"math"

	"github.com/prometheus/client_golang/prometheus"
)

// floatValues shows numbers of all kinds in all places with numbers.
func floatValues() {
	numbers := []float64{
		0, math.Copysign(0, -1), 1, -1, 0.1, -0.1, 1.0 / 3, 99999, 999999, 999999.5, 1e6, 1e6 + 1, 1234567, -999999, -1e6, 123456.789,
		0.0001, 0.00012345, 0.00001, 9.999e-5, 1e-5, 1e-7, 1e20, 1e21, 1e22, 1e100, 1e-100, 2.5e-8,
		1 << 53, 1<<53 + 2, 1<<53 - 1, math.MaxInt64, math.MinInt64, math.MaxUint64, math.MaxUint32, 1<<63 + 1<<11,
		math.MaxFloat64, -math.MaxFloat64, math.SmallestNonzeroFloat64, math.Pi, math.E * 1e10, math.MaxFloat32, 5e-324, 2.2250738585072014e-308,
		math.Inf(1), math.Inf(-1), math.NaN(), 0.30000000000000004, 100, 1e5, 123456, 1e15, 123456789012345678,
	}
	reg := prometheus.NewRegistry()
	set := prometheus.NewGauge(prometheus.GaugeOpts{Name: "set"})
	added := prometheus.NewGauge(prometheus.GaugeOpts{Name: "added"})
	counted := prometheus.NewCounter(prometheus.CounterOpts{Name: "counted_total"})
	histogram := prometheus.NewHistogram(prometheus.HistogramOpts{Name: "observed_histogram", Buckets: []float64{-1e6, 0, 0.1, 1e6, 1e15, 1 << 53}})
	summary := prometheus.NewSummary(prometheus.SummaryOpts{Name: "observed_summary"})
	reg.MustRegister(set, added, counted, histogram, summary)
	for _, v := range numbers {
		set.Set(v)
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			added.Add(v)
			histogram.Observe(v)
			summary.Observe(v)
		}
		tryTo("count", func() { counted.Add(v) })
		show(reg)
	}

	fresh := func() (*prometheus.Registry, prometheus.Counter) {
		reg, c := prometheus.NewRegistry(), prometheus.NewCounter(prometheus.CounterOpts{Name: "c_total"})
		reg.MustRegister(c)
		return reg, c
	}
	for _, v := range numbers {
		reg, c := fresh()
		tryTo("first", func() { c.Add(v) })
		show(reg)
		c.Inc()
		c.Add(0.5)
		show(reg)
	}

	big, c := fresh() // client_golang wraps at 2^64
	c.Add(math.MaxInt64)
	c.Add(1 << 62)
	c.Inc()
	show(big)
	c.Add(1 << 61)
	c.Add(1 << 60)
	show(big)

	many := prometheus.NewHistogram(prometheus.HistogramOpts{Name: "many", Buckets: []float64{1, 2}})
	reg = prometheus.NewRegistry()
	reg.MustRegister(many)
	for i := range 1234567 { // counts are written as floats
		many.Observe(float64(i & 3))
	}
	show(reg)
}

func funcs() {
	reg := prometheus.NewRegistry()
	calls := 0.0
	reg.MustRegister(
		prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "calls_total", Help: "A CounterFunc."}, func() float64 { calls++; return calls }),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "load", ConstLabels: prometheus.Labels{"b": "2", "a": "1"}}, func() float64 { return 0.75 }),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "load", ConstLabels: prometheus.Labels{"b": "1", "a": "1"}}, func() float64 { return 0.5 }),
		prometheus.NewUntypedFunc(prometheus.UntypedOpts{Name: "thing", Help: "Untyped."}, func() float64 { return math.NaN() }),
		prometheus.NewUntypedFunc(prometheus.UntypedOpts{Namespace: "a", Subsystem: "b", Name: "thing.2"}, func() float64 { return math.Inf(-1) }),
	)
	show(reg)
	show(reg)
	decreasing := 10.0
	f := prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "wrong_total"}, func() float64 { decreasing -= 7; return decreasing })
	reg.MustRegister(f)
	show(reg)
	show(reg)
	try("twice", func() error { return reg.Register(f) })
	if !reg.Unregister(f) {
		panic("a func that can't be unregistered")
	}
	show(reg)
	tryTo("label twice", func() {
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "x", ConstLabels: prometheus.Labels{"__a": ""}}, func() float64 { return 1 })
	})
}
