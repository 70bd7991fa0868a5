package httpserve

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"plainmetrics/registry"
)

func TestInstrumentHandlerInFlight(t *testing.T) {
	gauge := registry.NewGauge(registry.GaugeOpts{Name: "g"})
	inside := func(fail bool) http.Handler {
		return InstrumentHandlerInFlight(gauge, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
			checkText(t, samplesOf(t, gauge), "g 1\n")
			if fail {
				panic("out of cheese")
			}
		}))
	}
	get(inside(false), "/")
	ignorePanic(func() { get(inside(true), "/") })
	checkText(t, samplesOf(t, gauge), "g 0\n")
}

func TestInstrumentRoundTripperInFlight(t *testing.T) {
	gauge := registry.NewGauge(registry.GaugeOpts{Name: "g"})
	for _, rt := range []http.RoundTripper{
		responding(200),
		unreachable,
		RoundTripperFunc(func(*http.Request) (*http.Response, error) { panic("out of cheese") }),
	} {
		inside := RoundTripperFunc(func(r *http.Request) (*http.Response, error) {
			checkText(t, samplesOf(t, gauge), "g 1\n")
			return rt.RoundTrip(r)
		})
		ignorePanic(func() {
			_, _ = InstrumentRoundTripperInFlight(gauge, inside).RoundTrip(httptest.NewRequest("GET", "/", nil))
		})
		checkText(t, samplesOf(t, gauge), "g 0\n")
	}
}
