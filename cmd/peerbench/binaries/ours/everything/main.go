// Everything serves all metric types and the go_* and process_* families,
// with plainmetrics.
package main

import (
	"log"
	"net/http"

	"plainmetrics/httpserve"
	"plainmetrics/registry"
)

func main() {
	responses := registry.NewCounterVec(registry.CounterOpts{Name: "responses_total", Help: "Responses sent."}, []string{"code"})
	connections := registry.NewGauge(registry.GaugeOpts{Name: "connections", Help: "Open connections."})
	latency := registry.NewHistogramVec(registry.HistogramOpts{Name: "latency_seconds", Help: "Time to a response."}, []string{"method"})
	size := registry.NewSummaryVec(registry.SummaryOpts{
		Name: "size_bytes", Help: "Size of a response.",
		Objectives: map[float64]float64{0.5: 0.05, 0.99: 0.001},
	}, []string{"method"})

	registry.MustRegister(responses, connections, latency, size)
	responses.WithLabelValues("200").Inc()
	connections.Set(3)
	latency.WithLabelValues("GET").Observe(0.02)
	size.WithLabelValues("GET").Observe(512)

	mux := http.NewServeMux()
	mux.Handle("/metrics", httpserve.Handler())
	log.Fatal(http.ListenAndServe(":9399", mux))
}
