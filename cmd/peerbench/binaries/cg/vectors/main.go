// Vectors serves a counter and a counter divided by a label, with client_golang.
package main

import (
	"log"
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

func main() {
	requests := prometheus.NewCounter(prometheus.CounterOpts{Name: "requests_total", Help: "Requests served."})
	responses := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "responses_total", Help: "Responses sent."}, []string{"code"})

	reg := prometheus.NewRegistry()
	reg.MustRegister(requests, responses)
	requests.Inc()
	responses.WithLabelValues("200").Inc()

	mux := http.NewServeMux()
	mux.Handle("/metrics", promhttp.HandlerFor(reg, promhttp.HandlerOpts{}))
	log.Fatal(http.ListenAndServe(":9399", mux))
}
