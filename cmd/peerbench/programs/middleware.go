package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// middleware instruments a server and sends it requests of many kinds.
func middleware() {
	reg := prometheus.NewRegistry()
	inFlight := prometheus.NewGauge(prometheus.GaugeOpts{Name: "in_flight"})
	requests := prometheus.NewCounterVec(prometheus.CounterOpts{
		Name: "requests_total", ConstLabels: prometheus.Labels{"app": "x"},
	}, []string{"tenant", "method", "code"})
	duration := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "duration_seconds", Buckets: []float64{100}}, []string{"method", "handler"})
	moving := prometheus.NewSummaryVec(prometheus.SummaryOpts{Name: "moving_header_seconds"}, nil)
	requestSize := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "request_bytes", Buckets: prometheus.LinearBuckets(0, 20, 10)}, nil)
	responseSize := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "response_bytes", Buckets: prometheus.ExponentialBuckets(1, 10, 6)}, []string{"code"})
	reg.MustRegister(inFlight, requests, moving, requestSize, responseSize)

	handler := promhttp.InstrumentHandlerInFlight(inFlight,
		promhttp.InstrumentHandlerCounter(requests,
			promhttp.InstrumentHandlerDuration(duration.MustCurryWith(prometheus.Labels{"handler": "page"}),
				promhttp.InstrumentHandlerTimeToWriteHeader(moving,
					promhttp.InstrumentHandlerRequestSize(requestSize,
						promhttp.InstrumentHandlerResponseSize(responseSize, http.HandlerFunc(serve))))),
			promhttp.WithExtraMethods("PURGE"),
			promhttp.WithLabelFromCtx("tenant", func(ctx context.Context) string { return fmt.Sprint(ctx.Value(tenant{})) })))

	for _, method := range []string{"GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE", "NOTIFY", "PURGE", "get", "Get", "purge", "MKCOL"} {
		send(handler, method, "/ok", "")
	}
	// Not a second status: client_golang counts it, plainmetrics the one
	// that the client gets.
	for _, path := range []string{"/ok", "/nothing", "/404", "/204", "/large", "/string", "/reader", "/flush", "/99", "/599"} {
		send(handler, "GET", path, "")
	}
	send(handler, "POST", "/ok?query=1", strings.Repeat("body", 10))
	send(handler, "POST", "http://user@example.com:80/ok/%2F?a=%20#f", "x")
	show(reg)

	// Durations move, so their sums are not shown.
	fmt.Println(len(durations(duration)))

	for _, labels := range [][]string{{}, {"code"}, {"method", "code"}, {"path"}, {"code", "path"}} {
		vec := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "c"}, labels)
		tryTo(fmt.Sprint(labels), func() { promhttp.InstrumentHandlerCounter(vec, http.NotFoundHandler()) })
		observer := prometheus.NewSummaryVec(prometheus.SummaryOpts{Name: "s"}, labels)
		tryTo(fmt.Sprint(labels), func() { promhttp.InstrumentHandlerDuration(observer, http.NotFoundHandler()) })
	}
}

type tenant struct{}

// durations returns the names of the vector's series.
func durations(vec *prometheus.HistogramVec) []string {
	reg := prometheus.NewRegistry()
	reg.MustRegister(vec)
	var names []string
	for line := range strings.Lines(framed(promhttp.HandlerFor(reg, promhttp.HandlerOpts{}), acceptText)) {
		if strings.Contains(line, "_count") {
			names = append(names, line)
		}
	}
	return names
}

func send(h http.Handler, method, url, body string) {
	request := httptest.NewRequest("GET", url, strings.NewReader(body))
	request.Method = method
	request.Header.Set("X-Header", "value")
	response := httptest.NewRecorder()
	how := outcome(func() error {
		h.ServeHTTP(response, request.WithContext(context.WithValue(request.Context(), tenant{}, "acme")))
		return nil
	})
	fmt.Println(method, url, how, response.Code, response.Body.Len())
}

// serve answers as the path asks.
func serve(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/nothing":
	case "/404":
		http.NotFound(w, r)
	case "/204":
		w.WriteHeader(http.StatusNoContent)
	case "/large":
		for range 1000 {
			w.Write(make([]byte, 100))
		}
	case "/string":
		io.WriteString(w, "string")
	case "/reader":
		io.Copy(w, strings.NewReader(strings.Repeat("x", 2000)))
	case "/flush":
		w.(http.Flusher).Flush()
		w.Write([]byte("late"))
	case "/599":
		w.WriteHeader(599)
	default:
		w.Write([]byte("hello"))
	}
}

// client instruments a client.
func client() {
	server := httptest.NewServer(http.HandlerFunc(serve))
	defer server.Close()
	reg := prometheus.NewRegistry()
	inFlight := prometheus.NewGauge(prometheus.GaugeOpts{Name: "in_flight"})
	requests := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "requests_total"}, []string{"code", "method"})
	moving := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "moving_seconds", Buckets: []float64{100}}, []string{"method"})
	reg.MustRegister(inFlight, requests, moving)
	hooks := map[string]bool{}
	hook := func(name string) func(float64) { return func(s float64) { hooks[name] = s >= 0 } }

	transport := promhttp.InstrumentRoundTripperInFlight(inFlight,
		promhttp.InstrumentRoundTripperCounter(requests,
			promhttp.InstrumentRoundTripperTrace(&promhttp.InstrumentTrace{
				GotConn: hook("got connection"), ConnectDone: hook("connected"),
				GotFirstResponseByte: hook("first byte"), DNSStart: hook("DNS"), WroteRequest: hook("wrote"),
			},
				promhttp.InstrumentRoundTripperDuration(moving, http.DefaultTransport))))
	c := &http.Client{Transport: transport}
	for _, path := range []string{"/ok", "/404", "/204", "/ok"} {
		response, err := c.Get(server.URL + path)
		if err != nil {
			panic(err)
		}
		io.Copy(io.Discard, response.Body)
		response.Body.Close()
	}
	response, _ := c.Post(server.URL, "text/plain", strings.NewReader("x"))
	response.Body.Close()
	failing := promhttp.InstrumentRoundTripperCounter(requests, promhttp.RoundTripperFunc(
		func(*http.Request) (*http.Response, error) { return nil, errors.New("no network") }))
	_, err := failing.RoundTrip(httptest.NewRequest("GET", "/", nil))
	fmt.Println(err)
	fmt.Println(sortedKeys(hooks), len(hooks))
	show(reg)
}
