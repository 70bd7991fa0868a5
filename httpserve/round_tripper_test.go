package httpserve

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"plainmetrics/registry"
)

// clientMiddlewares has each middleware for clients around a RoundTripper,
// and all of them.
var clientMiddlewares = map[string]func(http.RoundTripper) http.RoundTripper{
	"counter": func(next http.RoundTripper) http.RoundTripper {
		return InstrumentRoundTripperCounter(newCounts("code"), next)
	},
	"duration": func(next http.RoundTripper) http.RoundTripper {
		return InstrumentRoundTripperDuration(newSums("code"), next)
	},
	"in flight": aroundInFlight,
	"trace": func(next http.RoundTripper) http.RoundTripper {
		return InstrumentRoundTripperTrace(new(InstrumentTrace), next)
	},
	"all": func(next http.RoundTripper) http.RoundTripper {
		return InstrumentRoundTripperTrace(new(InstrumentTrace), InstrumentRoundTripperCounter(newCounts("code"),
			aroundInFlight(InstrumentRoundTripperDuration(newSums("code"), next))))
	},
}

func aroundInFlight(next http.RoundTripper) http.RoundTripper {
	return InstrumentRoundTripperInFlight(registry.NewGauge(registry.GaugeOpts{Name: "g"}), next)
}

// A client with middleware leaves no connection behind that a client without
// middleware would close.
func TestRoundTripperClosesIdleConnections(t *testing.T) {
	for name, around := range clientMiddlewares {
		t.Run(name, func(t *testing.T) {
			closed := make(chan bool, 10)
			server := httptest.NewUnstartedServer(http.NotFoundHandler())
			server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
				if state == http.StateClosed {
					closed <- true
				}
			}
			server.Start()
			defer server.Close()
			for range cap(closed) {
				client := http.Client{Transport: around(new(http.Transport))}
				response, err := client.Get(server.URL)
				if err != nil {
					t.Fatal(err)
				}
				_, _ = io.Copy(io.Discard, response.Body)
				_ = response.Body.Close()
				client.CloseIdleConnections()
			}
			for i := range cap(closed) {
				select {
				case <-closed:
				case <-time.After(10 * time.Second):
					t.Fatalf("got %d connections closed, want %d", i, cap(closed))
				}
			}
		})
	}
}

// An oldTransport has the methods that net/http looks for.
type oldTransport struct {
	RoundTripperFunc
	closed   int
	canceled []*http.Request
}

func (o *oldTransport) CloseIdleConnections()         { o.closed++ }
func (o *oldTransport) CancelRequest(r *http.Request) { o.canceled = append(o.canceled, r) }

// What net/http asks of a RoundTripper gets through.
func TestRoundTripperForwards(t *testing.T) {
	for name, around := range clientMiddlewares {
		t.Run(name, func(t *testing.T) {
			o := &oldTransport{RoundTripperFunc: refuses(t)}
			rt := around(o)
			r := httptest.NewRequest("GET", "/", nil)
			forward(rt, r)
			if o.closed != 1 || len(o.canceled) != 1 || o.canceled[0] != r {
				t.Errorf("got %d calls of CloseIdleConnections and %v canceled, want 1 and the request", o.closed, o.canceled)
			}
			forward(around(refuses(t)), r) // which has no such methods
		})
	}
}

// forward calls the optional methods of a RoundTripper.
func forward(rt http.RoundTripper, r *http.Request) {
	rt.(interface{ CloseIdleConnections() }).CloseIdleConnections()
	rt.(interface{ CancelRequest(*http.Request) }).CancelRequest(r)
}

// refuses returns a RoundTripper that expects no request.
func refuses(t *testing.T) RoundTripperFunc {
	return func(r *http.Request) (*http.Response, error) {
		t.Errorf("got the request %v, want none", r)
		return nil, errNoRoute
	}
}
