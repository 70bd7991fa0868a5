// Vectors serves a counter and a counter divided by a label, with plainmetrics.
package main

import (
	"log"
	"net/http"

	"plainmetrics/httpserve"
	"plainmetrics/registry"
)

func main() {
	requests := registry.NewCounter(registry.CounterOpts{Name: "requests_total", Help: "Requests served."})
	responses := registry.NewCounterVec(registry.CounterOpts{Name: "responses_total", Help: "Responses sent."}, []string{"code"})

	reg := registry.NewRegistry()
	reg.MustRegister(requests, responses)
	requests.Inc()
	responses.WithLabelValues("200").Inc()

	mux := http.NewServeMux()
	mux.Handle("/metrics", httpserve.HandlerFor(reg, httpserve.HandlerOpts{}))
	log.Fatal(http.ListenAndServe(":9399", mux))
}
