package httpserve

import "net/http"

// A RoundTripperFunc is a function as an http.RoundTripper.
type RoundTripperFunc func(req *http.Request) (*http.Response, error)

// RoundTrip calls f.
func (f RoundTripperFunc) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// A roundTripper is middleware around a RoundTripper, with the methods that
// an http.Client looks for. They call the methods of the RoundTripper inside,
// or do nothing if there are none.
//
// The middleware of client_golang is a RoundTripperFunc, and so has none of
// them: connections of a client that is thrown away stay open.
type roundTripper struct {
	next  http.RoundTripper
	serve RoundTripperFunc // calls next
}

// RoundTrip implements http.RoundTripper.
func (t *roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return t.serve(r) }

// CloseIdleConnections closes the connections that no request uses.
func (t *roundTripper) CloseIdleConnections() {
	if next, ok := t.next.(interface{ CloseIdleConnections() }); ok {
		next.CloseIdleConnections()
	}
}

// CancelRequest cancels a request, in the way before Go 1.5.
// InstrumentRoundTripperTrace sends a copy of the request, which a
// RoundTripper that old does not recognize.
func (t *roundTripper) CancelRequest(r *http.Request) {
	if next, ok := t.next.(interface{ CancelRequest(*http.Request) }); ok {
		next.CancelRequest(r)
	}
}
