// Histograms serves a counter and a histogram, with VictoriaMetrics/metrics.
package main

import (
	"log"
	"net/http"

	"github.com/VictoriaMetrics/metrics"
)

func main() {
	requests := metrics.NewCounter("requests_total")
	latency := metrics.NewPrometheusHistogram("latency_seconds")
	requests.Inc()
	latency.Update(0.02)

	mux := http.NewServeMux()
	mux.HandleFunc("/metrics", func(w http.ResponseWriter, _ *http.Request) { metrics.WritePrometheus(w, false) })
	log.Fatal(http.ListenAndServe(":9399", mux))
}
