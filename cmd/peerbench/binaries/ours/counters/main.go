// Counters serves a counter, with plainmetrics.
package main

import (
	"log"
	"net/http"

	"plainmetrics/httpserve"
	"plainmetrics/registry"
)

func main() {
	requests := registry.NewCounter(registry.CounterOpts{Name: "requests_total", Help: "Requests served."})

	reg := registry.NewRegistry()
	reg.MustRegister(requests)
	requests.Inc()

	mux := http.NewServeMux()
	mux.Handle("/metrics", httpserve.HandlerFor(reg, httpserve.HandlerOpts{}))
	log.Fatal(http.ListenAndServe(":9399", mux))
}
