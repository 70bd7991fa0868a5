package httpserve

import (
	"net/http"
	"time"

	"plainmetrics/registry"
)

// InstrumentHandlerDuration returns a handler that serves with next and
// observes the duration in seconds, without requests for which next panics.
// See Option for the labels that obs may have. Each series of a Histogram
// prints a line for each bucket.
func InstrumentHandlerDuration(obs registry.ObserverVec, next http.Handler, opts ...Option) http.HandlerFunc {
	o := newObservation(obs, opts)
	return func(w http.ResponseWriter, r *http.Request) {
		begin := time.Now()
		x := o.serve(next, w, r)
		o.observe(x, time.Since(begin).Seconds())
	}
}

// InstrumentHandlerTimeToWriteHeader returns a handler that serves with
// next and observes the time until next writes the header of the response,
// in seconds. The observation happens at that moment, so a later panic makes
// no difference. A handler that writes neither status nor body leaves the
// header to net/http, and is not observed. See Option for the labels that
// obs may have.
//
// An informational header, such as Early Hints, does not count as the header
// of the response. client_golang observes the first header of any kind.
func InstrumentHandlerTimeToWriteHeader(obs registry.ObserverVec, next http.Handler, opts ...Option) http.HandlerFunc {
	o := newObservation(obs, opts)
	return func(w http.ResponseWriter, r *http.Request) {
		begin := time.Now()
		w, rec := record(w)
		outer := rec.onHeader // of middleware around this handler
		defer func() { rec.onHeader = outer }()
		rec.onHeader = func(status int) {
			o.observe(exchange{r, r, status}, time.Since(begin).Seconds())
			if outer != nil {
				outer(status)
			}
		}
		next.ServeHTTP(w, r)
	}
}

// InstrumentRoundTripperDuration returns a RoundTripper that observes the
// time until next has a response, without the body, in seconds. It does not
// observe requests for which next returns an error or panics. See Option for
// the labels that obs may have.
func InstrumentRoundTripperDuration(obs registry.ObserverVec, next http.RoundTripper, opts ...Option) http.RoundTripper {
	o := newObservation(obs, opts)
	return &roundTripper{next, func(r *http.Request) (*http.Response, error) {
		begin := time.Now()
		response, err := next.RoundTrip(r)
		if err == nil {
			o.observe(answered(r, response), time.Since(begin).Seconds())
		}
		return response, err
	}}
}
