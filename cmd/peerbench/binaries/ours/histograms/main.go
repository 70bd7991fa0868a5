// Histograms serves a counter and a histogram, with plainmetrics.
package main

import (
	"log"
	"net/http"

	"plainmetrics/httpserve"
	"plainmetrics/registry"
)

func main() {
	requests := registry.NewCounter(registry.CounterOpts{Name: "requests_total", Help: "Requests served."})
	latency := registry.NewHistogram(registry.HistogramOpts{Name: "latency_seconds", Help: "Time to a response."})

	reg := registry.NewRegistry()
	reg.MustRegister(requests, latency)
	requests.Inc()
	latency.Observe(0.02)

	mux := http.NewServeMux()
	mux.Handle("/metrics", httpserve.HandlerFor(reg, httpserve.HandlerOpts{}))
	log.Fatal(http.ListenAndServe(":9399", mux))
}
