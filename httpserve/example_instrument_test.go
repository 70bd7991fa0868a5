package httpserve_test

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"

	"plainmetrics/httpserve"
	"plainmetrics/registry"
)

// Middleware is put around a handler, one piece around the other. A label
// that all requests to a handler have in common is curried.
func ExampleInstrumentHandlerDuration() {
	reg := registry.NewRegistry()
	inFlight := registry.NewGauge(registry.GaugeOpts{
		Name: "http_requests_in_flight",
		Help: "Requests being served.",
	})
	requests := registry.NewCounterVec(registry.CounterOpts{
		Name: "http_requests_total",
		Help: "Requests served.",
	}, []string{"code", "method"})
	seconds := registry.NewHistogramVec(registry.HistogramOpts{
		Name:    "http_request_duration_seconds",
		Help:    "Time to serve a request.",
		Buckets: []float64{60},
	}, []string{"handler", "method"})
	bytes := registry.NewSummaryVec(registry.SummaryOpts{
		Name: "http_response_size_bytes",
		Help: "Size of the body of a response.",
	}, nil)
	reg.MustRegister(inFlight, requests, seconds, bytes)

	greet := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "Hello, world!\n")
	})
	h := httpserve.InstrumentHandlerInFlight(inFlight,
		httpserve.InstrumentHandlerDuration(seconds.MustCurryWith(registry.Labels{"handler": "greet"}),
			httpserve.InstrumentHandlerCounter(requests,
				httpserve.InstrumentHandlerResponseSize(bytes, greet))))

	for _, method := range []string{"GET", "GET", "POST"} {
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(method, "/greet", nil))
	}
	printSamples(reg, "http_requests_in_flight", "http_requests_total", "http_response_size_bytes")
	// Output:
	// # HELP http_requests_in_flight Requests being served.
	// # TYPE http_requests_in_flight gauge
	// http_requests_in_flight 0
	// # HELP http_requests_total Requests served.
	// # TYPE http_requests_total counter
	// http_requests_total{code="200",method="get"} 2
	// http_requests_total{code="200",method="post"} 1
	// # HELP http_response_size_bytes Size of the body of a response.
	// # TYPE http_response_size_bytes summary
	// http_response_size_bytes_sum 42
	// http_response_size_bytes_count 3
}

// printSamples prints the page of reg with the given families alone.
func printSamples(reg *registry.Registry, families ...string) {
	r := httptest.NewRequest("GET", "/metrics", nil)
	query := r.URL.Query()
	for _, name := range families {
		query.Add("name[]", name)
	}
	r.URL.RawQuery = query.Encode()
	w := httptest.NewRecorder()
	httpserve.HandlerFor(reg, httpserve.HandlerOpts{}).ServeHTTP(w, r)
	fmt.Print(w.Body)
}

type tenantKey struct{}

// A label may have values that only the program can know.
func ExampleWithLabelFromCtx() {
	requests := registry.NewCounterVec(registry.CounterOpts{
		Name: "http_requests_total",
		Help: "Requests served.",
	}, []string{"tenant", "code"})
	reg := registry.NewRegistry()
	reg.MustRegister(requests)

	h := httpserve.InstrumentHandlerCounter(requests, http.NotFoundHandler(),
		httpserve.WithLabelFromCtx("tenant", func(ctx context.Context) string {
			tenant, _ := ctx.Value(tenantKey{}).(string)
			return tenant
		}))

	r := httptest.NewRequest("GET", "/", nil)
	h.ServeHTTP(httptest.NewRecorder(), r.WithContext(context.WithValue(r.Context(), tenantKey{}, "acme")))
	printSamples(reg, "http_requests_total")
	// Output:
	// # HELP http_requests_total Requests served.
	// # TYPE http_requests_total counter
	// http_requests_total{code="404",tenant="acme"} 1
}

// A client is measured at its transport.
func ExampleInstrumentRoundTripperTrace() {
	requests := registry.NewCounterVec(registry.CounterOpts{
		Name: "client_requests_total",
		Help: "Requests that got a response.",
	}, []string{"code", "method"})
	seconds := registry.NewHistogramVec(registry.HistogramOpts{
		Name: "client_connection_seconds",
		Help: "Time until a request had something of its connection.",
	}, []string{"event"})
	reg := registry.NewRegistry()
	reg.MustRegister(requests, seconds)

	trace := &httpserve.InstrumentTrace{
		ConnectDone: seconds.WithLabelValues("connect_done").Observe,
		GotConn:     seconds.WithLabelValues("got_connection").Observe,
	}
	client := &http.Client{
		Transport: httpserve.InstrumentRoundTripperCounter(requests,
			httpserve.InstrumentRoundTripperTrace(trace, http.DefaultTransport)),
	}

	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	response, err := client.Get(server.URL)
	if err != nil {
		log.Fatal(err)
	}
	_ = response.Body.Close()
	printSamples(reg, "client_requests_total")
	// Output:
	// # HELP client_requests_total Requests that got a response.
	// # TYPE client_requests_total counter
	// client_requests_total{code="404",method="get"} 1
}
