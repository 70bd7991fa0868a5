package httpserve

import (
	"net/http"
	"time"

	"plainmetrics/registry"
)

// InstrumentHandlerDuration returns a handler that serves with next and
// observes how long that took, in seconds. A request for which next panics
// is not observed. See Option for the labels that obs may have; mind that
// each series of a Histogram is as many lines as it has buckets.
func InstrumentHandlerDuration(obs registry.ObserverVec, next http.Handler, opts ...Option) http.HandlerFunc {
	o := newObservation(obs, opts)
	return func(w http.ResponseWriter, r *http.Request) {
		begin := time.Now()
		x := o.serve(next, w, r)
		o.observe(x, time.Since(begin).Seconds())
	}
}

// InstrumentHandlerTimeToWriteHeader returns a handler that serves with
// next and observes how long it took until it wrote the header of the
// response, in seconds. It does so at that moment, so that what the handler
// does later, a panic included, makes no difference. Nothing is observed if
// the handler leaves the header to net/http: if it writes neither status
// nor body. See Option for the labels that obs may have.
//
// An informational header, such as Early Hints, is not the header of the
// response; client_golang observes the first of any kind.
func InstrumentHandlerTimeToWriteHeader(obs registry.ObserverVec, next http.Handler, opts ...Option) http.HandlerFunc {
	o := newObservation(obs, opts)
	return func(w http.ResponseWriter, r *http.Request) {
		begin := time.Now()
		w, rec := record(w)
		around := rec.onHeader // of middleware around this one
		defer func() { rec.onHeader = around }()
		rec.onHeader = func(status int) {
			o.observe(exchange{r, r, status}, time.Since(begin).Seconds())
			if around != nil {
				around(status)
			}
		}
		next.ServeHTTP(w, r)
	}
}

// InstrumentRoundTripperDuration returns a RoundTripper that observes how
// long next takes to get a response to a request, without its body, in
// seconds. A request for which next returns an error or panics is not
// observed. See Option for the labels that obs may have.
func InstrumentRoundTripperDuration(obs registry.ObserverVec, next http.RoundTripper, opts ...Option) RoundTripperFunc {
	o := newObservation(obs, opts)
	return func(r *http.Request) (*http.Response, error) {
		begin := time.Now()
		response, err := next.RoundTrip(r)
		if err == nil {
			o.observe(answered(r, response), time.Since(begin).Seconds())
		}
		return response, err
	}
}
