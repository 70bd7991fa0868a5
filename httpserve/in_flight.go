package httpserve

import (
	"net/http"

	"plainmetrics/registry"
)

// InstrumentHandlerInFlight returns a handler that serves with next and
// keeps g at the number of requests that it is serving.
func InstrumentHandlerInFlight(g registry.Gauge, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		g.Inc()
		defer g.Dec()
		next.ServeHTTP(w, r)
	})
}

// InstrumentRoundTripperInFlight returns a RoundTripper that keeps gauge
// at the number of requests for whose responses next is waiting. A response
// whose body is still to be read has been waited for.
func InstrumentRoundTripperInFlight(gauge registry.Gauge, next http.RoundTripper) RoundTripperFunc {
	return func(r *http.Request) (*http.Response, error) {
		gauge.Inc()
		defer gauge.Dec()
		return next.RoundTrip(r)
	}
}
