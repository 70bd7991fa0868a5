// Counters serves a counter, with client_golang.
package main

import (
	"log"
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

func main() {
	requests := prometheus.NewCounter(prometheus.CounterOpts{Name: "requests_total", Help: "Requests served."})

	reg := prometheus.NewRegistry()
	reg.MustRegister(requests)
	requests.Inc()

	mux := http.NewServeMux()
	mux.Handle("/metrics", promhttp.HandlerFor(reg, promhttp.HandlerOpts{}))
	log.Fatal(http.ListenAndServe(":9399", mux))
}
