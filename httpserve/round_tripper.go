package httpserve

import "net/http"

// A RoundTripperFunc is a function as an http.RoundTripper. It is what the
// middleware for clients is made of:
//
//	client := &http.Client{
//		Transport: httpserve.InstrumentRoundTripperCounter(requests, http.DefaultTransport),
//	}
//
// An http.Client that follows a redirect makes one more request.
type RoundTripperFunc func(req *http.Request) (*http.Response, error)

// RoundTrip calls f.
func (f RoundTripperFunc) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
