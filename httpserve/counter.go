package httpserve

import (
	"net/http"

	"plainmetrics/registry"
)

// InstrumentHandlerCounter returns a handler that serves with next and
// counts the answered requests, without requests for which next panics. See
// Option for the labels that counter may have.
func InstrumentHandlerCounter(counter *registry.CounterVec, next http.Handler, opts ...Option) http.HandlerFunc {
	c := newCount(counter, opts)
	return func(w http.ResponseWriter, r *http.Request) {
		c.inc(c.serve(next, w, r))
	}
}

// InstrumentRoundTripperCounter returns a RoundTripper that counts the
// requests with a response, without requests for which next returns an error
// or panics. See Option for the labels that counter may have.
func InstrumentRoundTripperCounter(counter *registry.CounterVec, next http.RoundTripper, opts ...Option) http.RoundTripper {
	c := newCount(counter, opts)
	return &roundTripper{next, func(r *http.Request) (*http.Response, error) {
		response, err := next.RoundTrip(r)
		if err == nil {
			c.inc(answered(r, response))
		}
		return response, err
	}}
}

// A count is a CounterVec and the sources of its label values.
type count struct {
	labeling
	vec *registry.CounterVec
}

func newCount(vec *registry.CounterVec, opts []Option) *count {
	return &count{newLabeling(vec, vec.LabelNames(), newOptions(opts)), vec}
}

func (c *count) inc(x exchange) {
	var values [mostLabels]string
	c.vec.WithLabelValues(c.append(values[:0], x)...).AddWithExemplar(1, c.exemplar(x.request))
}
