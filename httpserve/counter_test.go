package httpserve

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"plainmetrics/registry"
)

// The labels that a vector has may be any of the two, in any order.
func TestInstrumentHandlerCounterLabels(t *testing.T) {
	for _, c := range []struct {
		name string
		vec  *registry.CounterVec
		want string
	}{
		{"none", newCounts(), `
requests_total 4
`},
		{"code", newCounts("code"), `
requests_total{code="201"} 3
requests_total{code="404"} 1
`},
		{"method", newCounts("method"), `
requests_total{method="get"} 1
requests_total{method="post"} 2
requests_total{method="unknown"} 1
`},
		{"both", newCounts("code", "method"), `
requests_total{code="201",method="post"} 2
requests_total{code="201",method="unknown"} 1
requests_total{code="404",method="get"} 1
`},
		{"both, the other way", newCounts("method", "code"), `
requests_total{code="201",method="post"} 2
requests_total{code="201",method="unknown"} 1
requests_total{code="404",method="get"} 1
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			created := InstrumentHandlerCounter(c.vec, writing(201, ""))
			do(created, "POST", "/")
			do(created, "POST", "/")
			do(created, "BREW", "/")
			do(InstrumentHandlerCounter(c.vec, http.NotFoundHandler()), "GET", "/")
			checkText(t, samplesOf(t, c.vec), c.want)
		})
	}
}

// A panic is not an answer.
func TestInstrumentHandlerCounterPanic(t *testing.T) {
	vec := newCounts("code")
	h := InstrumentHandlerCounter(vec, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(200)
		panic("out of cheese")
	}))
	ignorePanic(func() { get(h, "/") })
	checkText(t, samplesOf(t, vec), "")
}

// responding returns a RoundTripper whose responses have that status.
func responding(status int) RoundTripperFunc {
	return func(*http.Request) (*http.Response, error) { return &http.Response{StatusCode: status}, nil }
}

var errNoRoute = errors.New("no route to host")

var unreachable = RoundTripperFunc(func(*http.Request) (*http.Response, error) { return nil, errNoRoute })

func TestInstrumentRoundTripperCounter(t *testing.T) {
	vec := newCounts("method", "code")
	for _, status := range []int{200, 200, 503, 0, 700} {
		rt := InstrumentRoundTripperCounter(vec, responding(status))
		response, err := rt.RoundTrip(httptest.NewRequest("PUT", "/", nil))
		if err != nil || response.StatusCode != status {
			t.Errorf("got %v and the error %v, want the response of the RoundTripper", response, err)
		}
	}
	checkText(t, samplesOf(t, vec), `
requests_total{code="200",method="put"} 3
requests_total{code="503",method="put"} 1
requests_total{code="unknown",method="put"} 1
`)
}

func TestInstrumentRoundTripperCounterError(t *testing.T) {
	vec := newCounts("code")
	response, err := InstrumentRoundTripperCounter(vec, unreachable).RoundTrip(httptest.NewRequest("GET", "/", nil))
	if response != nil || !errors.Is(err, errNoRoute) {
		t.Errorf("got %v and the error %v, want the error of the RoundTripper", response, err)
	}
	checkText(t, samplesOf(t, vec), "")
}
