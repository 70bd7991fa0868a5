// Vectors serves a counter and a counter divided by a label, with VictoriaMetrics/metrics.
package main

import (
	"log"
	"net/http"

	"github.com/VictoriaMetrics/metrics"
)

func main() {
	requests := metrics.NewCounter("requests_total")
	codes := []string{"200", "404"}
	requests.Inc()
	for _, code := range codes {
		metrics.GetOrCreateCounter(`responses_total{code="` + code + `"}`).Inc()
	}

	mux := http.NewServeMux()
	mux.HandleFunc("/metrics", func(w http.ResponseWriter, _ *http.Request) { metrics.WritePrometheus(w, false) })
	log.Fatal(http.ListenAndServe(":9399", mux))
}
