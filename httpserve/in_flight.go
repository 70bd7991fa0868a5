package httpserve

import (
	"net/http"

	"plainmetrics/registry"
)

// InstrumentHandlerInFlight returns a handler that serves with next and
// sets g to the number of requests in next.
func InstrumentHandlerInFlight(g registry.Gauge, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		g.Inc()
		defer g.Dec()
		next.ServeHTTP(w, r)
	})
}

// InstrumentRoundTripperInFlight returns a RoundTripper that sets gauge
// to the number of requests in next, which wait for the header of a
// response.
func InstrumentRoundTripperInFlight(gauge registry.Gauge, next http.RoundTripper) http.RoundTripper {
	return &roundTripper{next, func(r *http.Request) (*http.Response, error) {
		gauge.Inc()
		defer gauge.Dec()
		return next.RoundTrip(r)
	}}
}
