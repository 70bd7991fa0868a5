package httpserve_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http"

	"plainmetrics/httpserve"
	"plainmetrics/registry"
)

func Example() {
	reg := registry.NewRegistry()
	requests := registry.NewCounter(registry.CounterOpts{Name: "requests_total", Help: "Requests served."})
	reg.MustRegister(requests)
	requests.Inc()

	l, err := httpserve.Listen("tcp://127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", httpserve.HandlerFor(reg, httpserve.HandlerOpts{}))
	server := httpserve.Server{Handler: mux}

	ctx, stop := context.WithCancel(context.Background())
	stopped := make(chan error)
	go func() { stopped <- server.Serve(ctx, l) }()

	response, err := http.Get(l.URL() + "/metrics")
	if err != nil {
		log.Fatal(err)
	}
	page, err := io.ReadAll(response.Body)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(string(page))
	stop()
	fmt.Println(<-stopped)
	// Output:
	// # HELP requests_total Requests served.
	// # TYPE requests_total counter
	// requests_total 1
	// <nil>
}
