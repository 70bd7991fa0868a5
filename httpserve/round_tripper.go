package httpserve

import "net/http"

// A RoundTripperFunc is a function as an http.RoundTripper. The middleware
// for clients returns it:
//
//	client := &http.Client{
//		Transport: httpserve.InstrumentRoundTripperCounter(requests, http.DefaultTransport),
//	}
//
// Each redirect that an http.Client follows is a request of its own.
type RoundTripperFunc func(req *http.Request) (*http.Response, error)

// RoundTrip calls f.
func (f RoundTripperFunc) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
