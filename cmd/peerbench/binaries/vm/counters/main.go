// Counters serves a counter, with VictoriaMetrics/metrics.
package main

import (
	"log"
	"net/http"

	"github.com/VictoriaMetrics/metrics"
)

func main() {
	requests := metrics.NewCounter("requests_total")
	requests.Inc()

	mux := http.NewServeMux()
	mux.HandleFunc("/metrics", func(w http.ResponseWriter, _ *http.Request) { metrics.WritePrometheus(w, false) })
	log.Fatal(http.ListenAndServe(":9399", mux))
}
