package main

import (
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// acra instruments a program as AcraServer and AcraTranslator do: vectors on
// the default registry, some without label names, one without HELP, timers
// on series of a histogram, and the handler on the default mux.
func acra() {
	const service = "acraserver"
	build := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: service + "_build_info", ConstLabels: prometheus.Labels{"edition": "ce", "version": "0.96.0"},
	}, nil)
	major := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: service + "_version_major", Help: "Major number of version"}, []string{})
	connections := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: service + "_connections_total", Help: "number of connections to database",
	}, []string{"connection_type"})
	connectionSeconds := prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: service + "_connections_processing_seconds", Help: "Time of connection processing",
		Buckets: []float64{0.1, 0.2, 0.5, 1, 10, 60, 3600, 86400},
	}, []string{"connection_type"})
	requestSeconds := prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: service + "_request_processing_seconds", Help: "Time of response processing",
		Buckets: []float64{0.000001, 0.00001, 0.00002, 0.00003, 0.00004, 0.00005, 0.00006, 0.00007, 0.00008, 0.00009, 0.0001, 0.0005, 0.001, 0.005, 0.01, 1, 3, 5, 10},
	}, []string{"db"})
	encryptions := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "acra_encryptions_total", Help: "number of encryptions AcraStruct/AcraBlock",
	}, []string{"status", "type"})
	moving := prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "moving_processing_seconds", Help: "Time of connection processing",
	}, []string{"connection_type"})
	prometheus.MustRegister(build, major)
	prometheus.MustRegister(connections, connectionSeconds, requestSeconds, encryptions, moving)
	http.Handle("/metrics", promhttp.Handler())
	answer(http.DefaultServeMux, acceptText)

	build.With(nil).Inc()
	major.With(nil).Set(0)
	for i := range 12 {
		connections.WithLabelValues("db").Inc()
		timer := prometheus.NewTimer(prometheus.ObserverFunc(moving.WithLabelValues("db").Observe))
		connectionSeconds.WithLabelValues("api").Observe(float64(i*i) / 8)
		requestSeconds.With(prometheus.Labels{"db": "mysql"}).Observe(float64(i) * 1e-5)
		requestSeconds.With(prometheus.Labels{"db": "postgresql"}).Observe(float64(i) / 3)
		timer.ObserveDuration()
	}
	connections.WithLabelValues("api").Inc()
	encryptions.WithLabelValues("success", "acrablock").Add(3)
	encryptions.WithLabelValues("fail", "acrastruct").Inc()
	answer(http.DefaultServeMux, acceptText)
	answer(http.DefaultServeMux, "")
}
