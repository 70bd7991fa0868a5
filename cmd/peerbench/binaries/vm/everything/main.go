// Everything serves all metric types and the go_* and process_* families of
// VictoriaMetrics/metrics.
package main

import (
	"log"
	"net/http"

	"github.com/VictoriaMetrics/metrics"
)

func main() {
	connections := metrics.NewGauge("connections", nil)
	latency := metrics.NewPrometheusHistogram(`latency_seconds{method="GET"}`)
	size := metrics.NewSummary(`size_bytes{method="GET"}`)

	metrics.GetOrCreateCounter(`responses_total{code="200"}`).Inc()
	connections.Set(3)
	latency.Update(0.02)
	size.Update(512)

	mux := http.NewServeMux()
	mux.HandleFunc("/metrics", func(w http.ResponseWriter, _ *http.Request) { metrics.WritePrometheus(w, true) })
	log.Fatal(http.ListenAndServe(":9399", mux))
}
