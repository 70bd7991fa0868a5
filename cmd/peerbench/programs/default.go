package main

import (
	"fmt"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// auto has metrics of promauto, with a registry of their own and with the
// default one.
func auto() {
	reg := prometheus.NewRegistry()
	with := promauto.With(reg)
	constant := func() float64 { return 1 }
	with.NewCounter(prometheus.CounterOpts{Name: "counter"}).Inc()
	with.NewCounterVec(prometheus.CounterOpts{Name: "counter_vec"}, []string{"a"}).WithLabelValues("x").Inc()
	with.NewCounterFunc(prometheus.CounterOpts{Name: "counter_func"}, constant)
	with.NewGauge(prometheus.GaugeOpts{Name: "gauge"}).Set(3)
	with.NewGaugeVec(prometheus.GaugeOpts{Name: "gauge_vec"}, []string{"a"}).WithLabelValues("x").Set(3)
	with.NewGaugeFunc(prometheus.GaugeOpts{Name: "gauge_func"}, constant)
	with.NewUntypedFunc(prometheus.UntypedOpts{Name: "untyped_func"}, constant)
	with.NewHistogram(prometheus.HistogramOpts{Name: "histogram"}).Observe(1)
	with.NewHistogramVec(prometheus.HistogramOpts{Name: "histogram_vec"}, []string{"a"}).WithLabelValues("x").Observe(1)
	with.NewSummary(prometheus.SummaryOpts{Name: "summary"}).Observe(1)
	with.NewSummaryVec(prometheus.SummaryOpts{Name: "summary_vec"}, []string{"a"}).WithLabelValues("x").Observe(1)
	tryTo("twice", func() { with.NewGauge(prometheus.GaugeOpts{Name: "gauge"}) })
	promauto.With(nil).NewGauge(prometheus.GaugeOpts{Name: "nowhere"}).Inc()
	var factory promauto.Factory = promauto.With(prometheus.WrapRegistererWithPrefix("wrapped_", reg))
	factory.NewCounter(prometheus.CounterOpts{Name: "counter"}).Add(2)
	show(reg)

	promauto.NewCounter(prometheus.CounterOpts{Name: "default_counter"}).Inc()
	promauto.NewGaugeVec(prometheus.GaugeOpts{Name: "default_vec"}, []string{"a"}).WithLabelValues("x").Set(1)
	promauto.NewHistogram(prometheus.HistogramOpts{Name: "default_histogram", Buckets: []float64{1}}).Observe(1)
	promauto.NewSummary(prometheus.SummaryOpts{Name: "default_summary"}).Observe(1)
	promauto.NewGaugeFunc(prometheus.GaugeOpts{Name: "default_func"}, constant)
	tryTo("twice by default", func() { promauto.NewCounter(prometheus.CounterOpts{Name: "default_counter"}) })
	answer(promhttp.Handler(), acceptText)
}

func instrumentedHandler() {
	reg := prometheus.NewRegistry()
	requests := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "requests_total"}, []string{"code"})
	reg.MustRegister(requests)
	requests.WithLabelValues("200").Inc()
	opts := promhttp.HandlerOpts{Registry: reg}
	handler := promhttp.InstrumentMetricHandler(reg, promhttp.HandlerFor(reg, opts))
	for range 3 {
		answer(handler, acceptText)
	}
	again := promhttp.InstrumentMetricHandler(reg, promhttp.HandlerFor(reg, opts)) // shares the metrics
	answer(again, acceptText)
	failing := promhttp.InstrumentMetricHandler(reg, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusTeapot)
	}))
	answer(failing, acceptText)
	limited := promhttp.HandlerFor(reg, promhttp.HandlerOpts{MaxRequestsInFlight: 1, Timeout: time.Minute, DisableCompression: true})
	answer(limited, acceptText)
	answer(handler, acceptText)

	taken := prometheus.NewRegistry()
	taken.MustRegister(prometheus.NewGauge(prometheus.GaugeOpts{Name: "promhttp_metric_handler_requests_total"}))
	tryTo("name taken", func() { promhttp.InstrumentMetricHandler(taken, handler) })
}

// defaultHandler shows the page of a program without metrics of its own;
// package live compares its values.
func defaultHandler() {
	handler := promhttp.Handler()
	for range 2 {
		answer(handler, acceptText)
	}
	answer(promhttp.Handler(), acceptText)
	c := prometheus.NewCounter(prometheus.CounterOpts{Name: "mine_total"})
	fmt.Println(prometheus.Register(c), prometheus.Unregister(c), prometheus.Unregister(c))
	prometheus.MustRegister(c)
	answer(handler, acceptText)
	answer(promhttp.HandlerFor(prometheus.DefaultGatherer, promhttp.HandlerOpts{}), acceptText)
	prometheus.DefaultRegisterer.MustRegister(prometheus.NewGauge(prometheus.GaugeOpts{Name: "more"}))
	answer(handler, "")
}

// replacedDefaults has a program replace the default registry. Not with
// Handler: ours adds collectors to the new default registry, too.
func replacedDefaults() {
	reg := prometheus.NewRegistry()
	prometheus.DefaultRegisterer = prometheus.WrapRegistererWithPrefix("app_", reg)
	prometheus.DefaultGatherer = reg
	c := prometheus.NewCounter(prometheus.CounterOpts{Name: "c_total"})
	prometheus.MustRegister(c)
	promauto.NewGauge(prometheus.GaugeOpts{Name: "g"}).Set(2)
	try("twice", func() error { return prometheus.Register(c) })
	show(prometheus.DefaultGatherer)
	fmt.Println(prometheus.Unregister(c))
	show(reg)
}
