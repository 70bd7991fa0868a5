package httpserve

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"plainmetrics/registry"
)

// Middleware is paid for at every request. It allocates the recorder, if
// it needs one, and what the comments say.
func TestMiddlewareAllocs(t *testing.T) {
	body := []byte("hello")
	h := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(body) })
	gauge := registry.NewGauge(registry.GaugeOpts{Name: "g"})
	histograms := func(names ...string) registry.ObserverVec {
		return registry.NewHistogramVec(registry.HistogramOpts{Name: "h"}, names)
	}
	curried := histograms("path", "code", "method").MustCurryWith(registry.Labels{"path": "/"})
	path := WithLabelFromRequest("path", func(r *http.Request) string { return r.URL.Path })
	for _, c := range []struct {
		name string
		h    http.Handler
		want float64
	}{
		{"in flight", InstrumentHandlerInFlight(gauge, h), 0},
		{"counter without labels", InstrumentHandlerCounter(newCounts(), h), 0},
		{"counter by method", InstrumentHandlerCounter(newCounts("method"), h), 0},
		{"counter by code", InstrumentHandlerCounter(newCounts("method", "code"), h), 1},
		{"counter by path", InstrumentHandlerCounter(newCounts("path", "code"), h, path), 1},
		{"duration", InstrumentHandlerDuration(histograms("code", "method"), h), 1},
		{"duration in summaries", InstrumentHandlerDuration(newSums("code", "method"), h), 1},
		{"duration, curried", InstrumentHandlerDuration(curried, h), 1},
		{"request size", InstrumentHandlerRequestSize(histograms("method"), h), 0},
		{"response size", InstrumentHandlerResponseSize(histograms("method"), h), 1},
		// What is to be done when the header is written.
		{"time to write header", InstrumentHandlerTimeToWriteHeader(histograms("code"), h), 2},
		// The label values, which somebody else's ObserverVec might keep.
		{"foreign vector", InstrumentHandlerDuration(open{registry.NewHistogramVec(registry.HistogramOpts{Name: "h"}, []string{"code"})}, h), 2},
		// All share the recorder.
		{"chain", InstrumentHandlerInFlight(gauge, InstrumentHandlerDuration(histograms("code"),
			InstrumentHandlerCounter(newCounts("code"), InstrumentHandlerRequestSize(histograms("code"),
				InstrumentHandlerResponseSize(histograms("code"), h))))), 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := httptest.NewRequest("GET", "/path?query", nil)
			w := discard{http.Header{}}
			if got := testing.AllocsPerRun(100, func() { c.h.ServeHTTP(w, r) }); got != c.want {
				t.Errorf("got %v allocations, want %v", got, c.want)
			}
		})
	}
}

// The middleware of a client needs no recorder.
func TestRoundTripperAllocs(t *testing.T) {
	response := &http.Response{StatusCode: 200}
	next := RoundTripperFunc(func(*http.Request) (*http.Response, error) { return response, nil })
	rt := InstrumentRoundTripperInFlight(registry.NewGauge(registry.GaugeOpts{Name: "g"}),
		InstrumentRoundTripperCounter(newCounts("code", "method"),
			InstrumentRoundTripperDuration(newSums("code", "method"), next)))
	r := httptest.NewRequest("GET", "/", nil)
	if got := testing.AllocsPerRun(100, func() { _, _ = rt.RoundTrip(r) }); got != 0 {
		t.Errorf("got %v allocations, want none", got)
	}
}

func BenchmarkMiddleware(b *testing.B) {
	body := []byte("hello")
	h := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(body) })
	names := []string{"code", "method"}
	for _, bench := range []struct {
		name string
		h    http.Handler
	}{
		{"nothing", h},
		{"counter", InstrumentHandlerCounter(newCounts(names...), h)},
		{"duration", InstrumentHandlerDuration(registry.NewHistogramVec(registry.HistogramOpts{Name: "h"}, names), h)},
		{"request size", InstrumentHandlerRequestSize(registry.NewHistogramVec(registry.HistogramOpts{Name: "h"}, names), h)},
	} {
		for _, server := range []struct {
			name string
			w    http.ResponseWriter
		}{
			{"", discard{http.Header{}}},
			{" in HTTP/1.1", http1Response{discard: &discard{http.Header{}}}},
		} {
			b.Run(bench.name+server.name, func(b *testing.B) {
				r := httptest.NewRequest("GET", "/path?query", nil)
				b.ReportAllocs()
				for b.Loop() {
					bench.h.ServeHTTP(server.w, r)
				}
			})
		}
	}
}

// An http1Response has the capabilities of net/http's own ResponseWriter.
type http1Response struct {
	*discard
	notifies
	flushes
	hijacks
	reads
}
