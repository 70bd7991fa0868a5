package main

import (
	"fmt"
	"sync"

	"github.com/prometheus/client_golang/prometheus"
)

func counters() {
	reg := prometheus.NewRegistry()
	show(reg) // of nothing

	jobs := prometheus.NewCounter(prometheus.CounterOpts{
		Namespace: "shop", Subsystem: "queue", Name: "jobs_total", Help: "Jobs done.",
	})
	requests := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "requests_total", Help: "Requests served.",
	}, []string{"method", "code"})
	silent := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "silent_total"}, []string{"x"})
	reg.MustRegister(jobs, requests, silent)
	show(reg) // a vector without series prints nothing

	jobs.Inc()
	jobs.Add(41)
	requests.WithLabelValues("GET", "200").Add(1e6 - 1)
	requests.WithLabelValues("GET", "404").Inc()
	requests.With(prometheus.Labels{"code": "200", "method": "POST"}).Add(0.5)
	requests.WithLabelValues("DELETE", "500") // born, but not counted
	show(reg)

	// Whole numbers and others are added up apart.
	for range 10 {
		jobs.Add(0.1)
		jobs.Add(1 << 52)
	}
	requests.WithLabelValues("GET", "200").Inc()
	kept, _ := requests.GetMetricWithLabelValues("GET", "404")
	kept.Add(0)
	kept.Add(1234567)
	show(reg)

	tryTo("add -1", func() { jobs.Add(-1) })
	tryTo("add -0.0001", func() { kept.Add(-0.0001) })
	show(reg)

	var field prometheus.Counter
	fmt.Println("a counter can be nil:", field == nil)
	field = jobs
	fmt.Println("and compared:", field == jobs)
}

func gauges() {
	reg := prometheus.NewRegistry()
	level := prometheus.NewGauge(prometheus.GaugeOpts{Name: "level", Help: "A level."})
	rooms := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "room_celsius"}, []string{"room"})
	reg.MustRegister(level, rooms)
	show(reg)

	level.Set(5)
	level.Inc()
	level.Dec()
	level.Dec()
	level.Add(0.25)
	level.Sub(100)
	rooms.WithLabelValues("kitchen").Set(21.5)
	rooms.WithLabelValues("cellar").Set(-3)
	rooms.WithLabelValues("").Sub(-1)
	rooms.With(prometheus.Labels{"room": "attic"}).Add(1e-7)
	show(reg)

	level.Set(0)
	level.Add(0.1)
	level.Add(0.2)
	rooms.WithLabelValues("kitchen").Dec()
	show(reg)

	now := prometheus.NewGauge(prometheus.GaugeOpts{Name: "moving_time_seconds"})
	reg.MustRegister(now)
	now.SetToCurrentTime()
	show(reg)
}

// concurrent has many goroutines look up and update the same series, with
// whole numbers, because their sums don't depend on the order.
func concurrent() {
	reg := prometheus.NewRegistry()
	counter := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "c_total"}, []string{"n"})
	gauge := prometheus.NewGauge(prometheus.GaugeOpts{Name: "g"})
	histogram := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "h", Buckets: []float64{10, 50}}, []string{"n"})
	summary := prometheus.NewSummary(prometheus.SummaryOpts{Name: "s"})
	exact := prometheus.NewSummary(prometheus.SummaryOpts{Name: "t", Objectives: map[float64]float64{0.25: 0.01, 0.5: 0.01, 1: 0}})
	reg.MustRegister(counter, gauge, histogram, summary, exact)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for j := range 1000 {
				n := fmt.Sprint(j % 7)
				counter.WithLabelValues(n).Add(float64(j))
				gauge.Add(float64(i - 3))
				histogram.With(prometheus.Labels{"n": n}).Observe(float64(j % 60))
				summary.Observe(float64(j))
				if j < 60 {
					exact.Observe(float64(j))
				}
			}
		})
	}
	all.Wait()
	show(reg)
}
