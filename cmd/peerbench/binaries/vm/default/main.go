// Default serves the go_* and process_* families of VictoriaMetrics/metrics.
package main

import (
	"log"
	"net/http"

	"github.com/VictoriaMetrics/metrics"
)

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("/metrics", func(w http.ResponseWriter, _ *http.Request) { metrics.WritePrometheus(w, true) })
	log.Fatal(http.ListenAndServe(":9399", mux))
}
