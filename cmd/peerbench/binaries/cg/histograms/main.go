// Histograms serves a counter and a histogram, with client_golang.
package main

import (
	"log"
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

func main() {
	requests := prometheus.NewCounter(prometheus.CounterOpts{Name: "requests_total", Help: "Requests served."})
	latency := prometheus.NewHistogram(prometheus.HistogramOpts{Name: "latency_seconds", Help: "Time to a response."})

	reg := prometheus.NewRegistry()
	reg.MustRegister(requests, latency)
	requests.Inc()
	latency.Observe(0.02)

	mux := http.NewServeMux()
	mux.Handle("/metrics", promhttp.HandlerFor(reg, promhttp.HandlerOpts{}))
	log.Fatal(http.ListenAndServe(":9399", mux))
}
