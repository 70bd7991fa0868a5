package main

import (
	"fmt"
	"math"
	"net/http"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// showOpenMetrics shows the page of g in OpenMetrics, without and with the
// times of creation.
func showOpenMetrics(g prometheus.Gatherer) {
	answer(promhttp.HandlerFor(g, promhttp.HandlerOpts{EnableOpenMetrics: true}), acceptOpenMetrics)
	answer(promhttp.HandlerFor(g, promhttp.HandlerOpts{
		EnableOpenMetrics: true, EnableOpenMetricsTextCreatedSamples: true,
	}), acceptOpenMetrics)
}

func openMetrics() {
	reg := prometheus.NewRegistry()
	showOpenMetrics(reg)
	constant := prometheus.Labels{"k": "\"\\\n"}
	total := prometheus.NewCounter(prometheus.CounterOpts{Name: "total_total", Help: "Quotes \" and \\ and\nline feeds."})
	bare := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "bare_counter", ConstLabels: constant}, []string{"z", "a"})
	suffixOnly := prometheus.NewCounter(prometheus.CounterOpts{Name: "_total"})
	gauge := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "gauge_total"}, []string{"a"})
	untyped := prometheus.NewUntypedFunc(prometheus.UntypedOpts{Name: "untyped"}, func() float64 { return 1e6 })
	function := prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "func_total"}, func() float64 { return 1e-5 })
	histogram := prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "histogram", Buckets: []float64{-1, 0, 0.5, 1, 10, 1e6, 1e15, math.MaxFloat64},
	}, []string{"a"})
	summary := prometheus.NewSummaryVec(prometheus.SummaryOpts{
		Name: "summary_total", Objectives: map[float64]float64{0: 0, 0.5: 0.1, 0.99: 0, 1: 0},
	}, []string{"a"})
	plain := prometheus.NewSummary(prometheus.SummaryOpts{Name: "plain"})
	reg.MustRegister(total, bare, suffixOnly, gauge, untyped, function, histogram, summary, plain)
	showOpenMetrics(reg)

	for i, v := range []float64{0, 1, -1, 2, 0.5, 1e5, 123456, 999999, 1e6, 1234567, 1e21, 1e-5, math.MaxUint64, math.Inf(1), math.Inf(-1), math.NaN(), math.Copysign(0, -1), 1 << 53} {
		value := fmt.Sprint(i)
		gauge.WithLabelValues(value).Set(v)
		histogram.WithLabelValues(value).Observe(v)
		summary.WithLabelValues(value).Observe(v)
		tryTo("count", func() { bare.WithLabelValues(value, "").Add(v) })
		plain.Observe(1)
	}
	total.Inc()
	for range 1_100_000 { // counts are written as integers
		plain.Observe(2)
	}
	showOpenMetrics(reg)

	handler := promhttp.HandlerFor(reg, promhttp.HandlerOpts{EnableOpenMetrics: true, EnableOpenMetricsTextCreatedSamples: true})
	answer(handler, "application/openmetrics-text;version=0.0.1;escaping=allow-utf-8")
	answer(handler, "application/openmetrics-text")
	answer(handler, "application/openmetrics-text;version=2.0.0")
	answer(handler, acceptText)
	answer(handler, "")
	answer(promhttp.HandlerFor(reg, promhttp.HandlerOpts{EnableOpenMetricsTextCreatedSamples: true}), acceptOpenMetrics)
	instrumented := promhttp.InstrumentMetricHandler(reg, handler)
	answer(instrumented, acceptOpenMetrics)
	answer(instrumented, acceptOpenMetrics)
	wrapped := prometheus.WrapRegistererWith(prometheus.Labels{"w": "1"}, prometheus.WrapRegistererWithPrefix("p_", reg))
	wrapped.MustRegister(total, histogram)
	showOpenMetrics(reg)
	show(reg)
}

func openMetricsNames() {
	// Not all names in one registry: where names are the same on a page, such
	// as the times of creation of my.counter_total and my.counter,
	// plainmetrics leaves some out.
	for _, name := range []string{"my.counter_total", "my.counter", "ü_total", "_total.", "a b", "\"_total", "\\\n", "9_total", "a:b_total", "_created", "x_created"} {
		reg := prometheus.NewRegistry()
		c := prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: "\"Help\" of " + name}, []string{"la.bel", "l"})
		g := prometheus.NewGauge(prometheus.GaugeOpts{Name: "gauge " + name})
		h := prometheus.NewHistogram(prometheus.HistogramOpts{Name: "histogram " + name, Buckets: []float64{1}})
		s := prometheus.NewSummaryVec(prometheus.SummaryOpts{Name: "summary " + name, Objectives: map[float64]float64{0.5: 0}}, []string{"ü"})
		reg.MustRegister(c, g, h, s)
		c.WithLabelValues("1", "2").Inc()
		s.WithLabelValues("3").Observe(1)
		h.Observe(1)
		handler := promhttp.HandlerFor(reg, promhttp.HandlerOpts{EnableOpenMetrics: true, EnableOpenMetricsTextCreatedSamples: true})
		for _, scheme := range []string{"allow-utf-8", "underscores", "dots", "values"} {
			answer(handler, "application/openmetrics-text;version=1.0.0;escaping="+scheme)
			answer(handler, "application/openmetrics-text;version=0.0.1;escaping="+scheme)
		}
	}
}

// exemplars have a single label: client_golang writes several in random
// order.
func exemplars() {
	reg := prometheus.NewRegistry()
	counter := prometheus.NewCounter(prometheus.CounterOpts{Name: "requests_total"})
	vec := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "bare"}, []string{"a"})
	histogram := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "seconds", Buckets: []float64{0, 1, 2.5, 1e6}}, []string{"a"})
	reg.MustRegister(counter, vec, histogram)
	add := func(c prometheus.Counter, v float64, exemplar prometheus.Labels) {
		tryTo(fmt.Sprintf("add %v %q", v, exemplar), func() { any(c).(prometheus.ExemplarAdder).AddWithExemplar(v, exemplar) })
	}
	observe := func(v float64, exemplar prometheus.Labels) {
		tryTo(fmt.Sprintf("observe %v %q", v, exemplar), func() {
			histogram.WithLabelValues("x").(prometheus.ExemplarObserver).ObserveWithExemplar(v, exemplar)
		})
	}
	trace := prometheus.Labels{"trace_id": "4bf92f3577b34da6a3ce929d0e0e4736"}
	add(counter, 1, trace)
	add(vec.WithLabelValues("y"), 0.5, prometheus.Labels{"trace.id": "\"\\\n"})
	for _, v := range []float64{-1, 0, 0.5, 1, 2, 2.5, 3, 1e6, 1e7} {
		observe(v, trace)
		showOpenMetrics(reg)
	}
	for _, scheme := range []string{"underscores", "dots", "values"} {
		handler := promhttp.HandlerFor(reg, promhttp.HandlerOpts{EnableOpenMetrics: true})
		answer(handler, "application/openmetrics-text;version=1.0.0;escaping="+scheme)
	}
	observe(math.Inf(1), prometheus.Labels{"t": "infinite"})
	observe(math.NaN(), prometheus.Labels{"t": "not a number"})
	showOpenMetrics(reg)

	add(counter, 2, nil) // leaves the exemplar
	observe(0.7, nil)
	showOpenMetrics(reg)
	add(counter, 3, prometheus.Labels{}) // one without labels is not shown
	observe(0.7, prometheus.Labels{})
	showOpenMetrics(reg)
	for _, labels := range []prometheus.Labels{
		{"a": strings.Repeat("x", 127)}, {"a": strings.Repeat("x", 128)}, {"a": strings.Repeat("ü", 127)}, {"ü": strings.Repeat("日", 127)}, {strings.Repeat("n", 128): ""},
		{strings.Repeat("n", 129): ""}, {"__x": ""}, {"": ""}, {"a": "\xff"}, {"le": "1"}, {"quantile": ""}, {"a:b": "c"}, {"9": ""},
	} {
		add(counter, 4, labels)
		observe(0.8, labels)
		showOpenMetrics(reg)
	}
	add(counter, -1, trace)
	add(counter, math.NaN(), trace)
	add(counter, math.Inf(1), trace)
	showOpenMetrics(reg)
	show(reg) // without exemplars
}

// moreExemplars come from timers and requests.
func moreExemplars() {
	reg := prometheus.NewRegistry()
	timed := prometheus.NewHistogram(prometheus.HistogramOpts{Name: "moving_seconds", Buckets: []float64{3600}})
	reg.MustRegister(timed)
	prometheus.NewTimer(timed).ObserveDurationWithExemplar(nil)
	show(reg)
	served := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "served_total"}, []string{"code"})
	bytes := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "bytes", Buckets: []float64{10}}, nil)
	summary := prometheus.NewSummaryVec(prometheus.SummaryOpts{Name: "moving_summary"}, nil)
	reg = prometheus.NewRegistry()
	reg.MustRegister(served, bytes, summary)
	fromRequest := promhttp.WithExemplarFromRequest(func(r *http.Request) prometheus.Labels {
		if r.URL.Path == "/none" {
			return nil
		}
		return prometheus.Labels{"path": r.URL.Path}
	})
	handler := promhttp.InstrumentHandlerCounter(served,
		promhttp.InstrumentHandlerResponseSize(bytes,
			promhttp.InstrumentHandlerDuration(summary, http.HandlerFunc(serve), fromRequest), fromRequest), fromRequest)
	for _, path := range []string{"/a", "/404", "/none", "/204"} {
		send(handler, "GET", path, "")
	}
	showOpenMetrics(reg)
}

func units() {
	reg := prometheus.NewRegistry()
	counter := prometheus.NewCounter(prometheus.CounterOpts{Name: "sent_bytes_total", Help: "Sent.", Unit: "bytes"})
	vec := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "temperature_celsius", Unit: "celsius"}, []string{"a"})
	histogram := prometheus.NewHistogram(prometheus.HistogramOpts{Name: "latency_seconds", Unit: "seconds", Buckets: []float64{1}})
	summary := prometheus.NewSummary(prometheus.SummaryOpts{Name: "wait_seconds", Unit: "seconds"})
	function := prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "disk_ratio", Unit: "ratio"}, func() float64 { return 0.5 })
	odd := prometheus.NewGauge(prometheus.GaugeOpts{Name: "ö_\"\\\n", Unit: "\"\\\n"})
	reg.MustRegister(counter, vec, histogram, summary, function, odd)
	vec.WithLabelValues("x").Set(1)
	showOpenMetrics(reg)
	show(reg)
	try("another unit", func() error {
		return reg.Register(prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "temperature_celsius", Unit: "kelvin", ConstLabels: prometheus.Labels{"b": "c"},
		}, []string{"a"}))
	})
	try("no unit", func() error {
		return reg.Register(prometheus.NewCounter(prometheus.CounterOpts{Name: "sent_bytes_total", Help: "Sent."}))
	})
	wrapped := prometheus.WrapRegistererWith(prometheus.Labels{"w": "1"}, prometheus.WrapRegistererWithPrefix("p_", reg))
	wrapped.MustRegister(counter)
	showOpenMetrics(reg)
	time.Sleep(time.Millisecond) // so that not all are born at once
	vec.WithLabelValues("y")
	showOpenMetrics(reg)
}
