package promhttp

import (
	"context"
	"net/http"

	"plainmetrics/httpserve"
	"plainmetrics/registry"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/internal"
)

// These types mean what they mean in package httpserve.
type (
	Option                = httpserve.Option
	LabelValueFromCtx     = httpserve.LabelValueFromCtx
	LabelValueFromRequest = httpserve.LabelValueFromRequest
	InstrumentTrace       = httpserve.InstrumentTrace
	RoundTripperFunc      = httpserve.RoundTripperFunc
)

// WithExtraMethods is httpserve.WithExtraMethods.
func WithExtraMethods(methods ...string) Option { return httpserve.WithExtraMethods(methods...) }

// WithExemplarFromContext is httpserve.WithExemplarFromContext.
func WithExemplarFromContext(getExemplarFn func(requestCtx context.Context) prometheus.Labels) Option {
	return httpserve.WithExemplarFromContext(getExemplarFn)
}

// WithExemplarFromRequest is httpserve.WithExemplarFromRequest.
func WithExemplarFromRequest(getExemplarFn func(req *http.Request) prometheus.Labels) Option {
	return httpserve.WithExemplarFromRequest(getExemplarFn)
}

// WithLabelFromCtx is httpserve.WithLabelFromCtx.
func WithLabelFromCtx(name string, valueFn LabelValueFromCtx) Option {
	return httpserve.WithLabelFromCtx(name, valueFn)
}

// WithLabelFromRequest is httpserve.WithLabelFromRequest.
func WithLabelFromRequest(name string, valueFn LabelValueFromRequest) Option {
	return httpserve.WithLabelFromRequest(name, valueFn)
}

// counters returns the vector of package registry inside a CounterVec.
func counters(vec *prometheus.CounterVec) *registry.CounterVec {
	return internal.Collector(vec).(*registry.CounterVec)
}

// InstrumentHandlerCounter is httpserve.InstrumentHandlerCounter.
func InstrumentHandlerCounter(counter *prometheus.CounterVec, next http.Handler, opts ...Option) http.HandlerFunc {
	return httpserve.InstrumentHandlerCounter(counters(counter), next, opts...)
}

// InstrumentHandlerDuration is httpserve.InstrumentHandlerDuration.
func InstrumentHandlerDuration(obs prometheus.ObserverVec, next http.Handler, opts ...Option) http.HandlerFunc {
	return httpserve.InstrumentHandlerDuration(internal.ObserverVec(obs), next, opts...)
}

// InstrumentHandlerTimeToWriteHeader is
// httpserve.InstrumentHandlerTimeToWriteHeader.
func InstrumentHandlerTimeToWriteHeader(obs prometheus.ObserverVec, next http.Handler, opts ...Option) http.HandlerFunc {
	return httpserve.InstrumentHandlerTimeToWriteHeader(internal.ObserverVec(obs), next, opts...)
}

// InstrumentHandlerRequestSize is httpserve.InstrumentHandlerRequestSize.
func InstrumentHandlerRequestSize(obs prometheus.ObserverVec, next http.Handler, opts ...Option) http.HandlerFunc {
	return httpserve.InstrumentHandlerRequestSize(internal.ObserverVec(obs), next, opts...)
}

// InstrumentHandlerResponseSize is httpserve.InstrumentHandlerResponseSize.
func InstrumentHandlerResponseSize(obs prometheus.ObserverVec, next http.Handler, opts ...Option) http.Handler {
	return httpserve.InstrumentHandlerResponseSize(internal.ObserverVec(obs), next, opts...)
}

// InstrumentHandlerInFlight is httpserve.InstrumentHandlerInFlight, for any
// Gauge.
func InstrumentHandlerInFlight(g prometheus.Gauge, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		g.Inc()
		defer g.Dec()
		next.ServeHTTP(w, r)
	})
}

// InstrumentRoundTripperInFlight is httpserve.InstrumentRoundTripperInFlight,
// for any Gauge.
func InstrumentRoundTripperInFlight(gauge prometheus.Gauge, next http.RoundTripper) RoundTripperFunc {
	return func(r *http.Request) (*http.Response, error) {
		gauge.Inc()
		defer gauge.Dec()
		return next.RoundTrip(r)
	}
}

// InstrumentRoundTripperCounter is httpserve.InstrumentRoundTripperCounter.
func InstrumentRoundTripperCounter(counter *prometheus.CounterVec, next http.RoundTripper, opts ...Option) RoundTripperFunc {
	return httpserve.InstrumentRoundTripperCounter(counters(counter), next, opts...).RoundTrip
}

// InstrumentRoundTripperDuration is httpserve.InstrumentRoundTripperDuration.
func InstrumentRoundTripperDuration(obs prometheus.ObserverVec, next http.RoundTripper, opts ...Option) RoundTripperFunc {
	return httpserve.InstrumentRoundTripperDuration(internal.ObserverVec(obs), next, opts...).RoundTrip
}

// InstrumentRoundTripperTrace is httpserve.InstrumentRoundTripperTrace.
func InstrumentRoundTripperTrace(it *InstrumentTrace, next http.RoundTripper) RoundTripperFunc {
	return httpserve.InstrumentRoundTripperTrace(it, next).RoundTrip
}
