package plainmetrics_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"

	"plainmetrics/httpserve"
	"plainmetrics/registry"
	"plainmetrics/registry/promauto"
)

// The README shows the body of this example and its output.
func Example() {
	requests := registry.NewCounterVec(registry.CounterOpts{
		Name: "http_requests_total",
		Help: "Requests served.",
	}, []string{"code"})

	reg := registry.NewRegistry()
	reg.MustRegister(requests)
	requests.WithLabelValues("200").Inc()
	requests.WithLabelValues("404").Add(2)

	endpoint := httptest.NewServer(httpserve.HandlerFor(reg, httpserve.HandlerOpts{}))
	defer endpoint.Close()
	response, _ := http.Get(endpoint.URL + "/metrics")
	page, _ := io.ReadAll(response.Body)
	fmt.Print(string(page))
	// Output:
	// # HELP http_requests_total Requests served.
	// # TYPE http_requests_total counter
	// http_requests_total{code="200"} 1
	// http_requests_total{code="404"} 2
}

// The package comment shows the body of this example.
func Example_smallest() {
	jobs := promauto.NewCounter(registry.CounterOpts{Name: "jobs_total", Help: "Jobs done."})
	http.Handle("/metrics", httpserve.Handler())
	jobs.Inc()
}
