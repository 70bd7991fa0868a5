package main

import (
	"fmt"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// names has names outside the legacy alphabet, under every escaping scheme.
func names() {
	reg := prometheus.NewRegistry()
	odd := []string{
		"my.metric", "my_metric", "_", ":", "a:b", "9lives", "a b", "a-b", "a__b", "_a", "a_", "ü", "日本語", "😀.😀", `"`, `\`, "\n", "{", "}", "=", ",", "#", " ", "\x00", "\x7f", "a.b_c:d-e", "U__x", "U___", "a\"b\\c\nd", "\ufffd", "é",
	}
	for i, name := range odd {
		metrics := oddMetrics(name, float64(i))
		reg.MustRegister(metrics...)
		// Not several of them under a scheme that escapes: where names become
		// the same, plainmetrics leaves some out.
		alone := prometheus.NewRegistry()
		alone.MustRegister(metrics...)
		answerEscaped(alone)
	}
	labels := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "label.names", ConstLabels: prometheus.Labels{"c.c": "d"}}, odd)
	reg.MustRegister(labels)
	labels.WithLabelValues(odd...).Inc()
	show(reg)

	reg = prometheus.NewRegistry()
	h := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "a.histogram", Buckets: []float64{1}}, []string{"z", "ü"})
	s := prometheus.NewSummaryVec(prometheus.SummaryOpts{Name: "ä", Objectives: map[float64]float64{0.5: 0}}, []string{"le"})
	reg.MustRegister(h, s)
	h.WithLabelValues("1", "2").Observe(1)
	s.WithLabelValues("1").Observe(1)
	bare := prometheus.NewHistogram(prometheus.HistogramOpts{Name: "bare.histogram", Buckets: []float64{1}})
	reg.MustRegister(bare)
	joined := prometheus.NewGauge(prometheus.GaugeOpts{Namespace: "na.me", Subsystem: "sp ace", Name: "ü"})
	reg.MustRegister(joined)
	answerEscaped(reg)
	answerEscaped(reg) // again
	for _, name := range []string{"my.metric", "my-metric"} {
		try("escapes like another", func() error {
			return reg.Register(prometheus.NewGauge(prometheus.GaugeOpts{Name: name}))
		})
	}

	fmt.Println(prometheus.BuildFQName("a", "b", "c"), prometheus.BuildFQName("", "b", "c"), prometheus.BuildFQName("a", "", "c"),
		prometheus.BuildFQName("", "", "c"), prometheus.BuildFQName("a", "b", "") == "", prometheus.BuildFQName("a.", ".b", "ü"))
}

// oddMetrics returns metrics and a label with an odd name.
func oddMetrics(name string, value float64) []prometheus.Collector {
	g := prometheus.NewGauge(prometheus.GaugeOpts{Name: name, Help: "Help of " + name})
	g.Set(value)
	labelled := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "of_" + name + "_total"}, []string{"plain", name + "."})
	labelled.WithLabelValues("x", name).Inc()
	return []prometheus.Collector{g, labelled}
}

// answerEscaped shows the page of g with each scheme.
func answerEscaped(g prometheus.Gatherer) {
	handler := promhttp.HandlerFor(g, promhttp.HandlerOpts{})
	for _, scheme := range []string{"allow-utf-8", "underscores", "dots", "values"} {
		answer(handler, "text/plain;version=0.0.4;escaping="+scheme)
	}
}
