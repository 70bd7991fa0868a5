// Everything serves all metric types and the go_* and process_* families,
// with client_golang.
package main

import (
	"log"
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

func main() {
	responses := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "responses_total", Help: "Responses sent."}, []string{"code"})
	connections := prometheus.NewGauge(prometheus.GaugeOpts{Name: "connections", Help: "Open connections."})
	latency := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "latency_seconds", Help: "Time to a response."}, []string{"method"})
	size := prometheus.NewSummaryVec(prometheus.SummaryOpts{
		Name: "size_bytes", Help: "Size of a response.",
		Objectives: map[float64]float64{0.5: 0.05, 0.99: 0.001},
	}, []string{"method"})

	prometheus.MustRegister(responses, connections, latency, size)
	responses.WithLabelValues("200").Inc()
	connections.Set(3)
	latency.WithLabelValues("GET").Observe(0.02)
	size.WithLabelValues("GET").Observe(512)

	mux := http.NewServeMux()
	mux.Handle("/metrics", promhttp.Handler())
	log.Fatal(http.ListenAndServe(":9399", mux))
}
