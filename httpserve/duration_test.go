package httpserve

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"
)

// slow works for a second before each of the given answers.
func slow(answers ...func(http.ResponseWriter)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for _, answer := range answers {
			time.Sleep(time.Second)
			answer(w)
		}
	})
}

var (
	nothing = func(http.ResponseWriter) {}
	panics  = func(http.ResponseWriter) { panic("out of cheese") }
	writes  = func(w http.ResponseWriter) { _, _ = w.Write([]byte("hello")) }
)

func status(code int) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) { w.WriteHeader(code) }
}

func TestInstrumentHandlerDuration(t *testing.T) {
	for _, c := range []struct {
		name string
		h    http.Handler
		want string
	}{
		{"status", slow(status(404), nothing), `
s_sum{code="404",method="get"} 2
s_count{code="404",method="get"} 1
`},
		{"nothing", slow(nothing), `
s_sum{code="200",method="get"} 1
s_count{code="200",method="get"} 1
`},
		{"panic", slow(writes, panics), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				vec := newSums("method", "code")
				ignorePanic(func() { get(InstrumentHandlerDuration(vec, c.h), "/") })
				checkText(t, samplesOf(t, vec), c.want)
			})
		})
	}
}

func TestInstrumentHandlerTimeToWriteHeader(t *testing.T) {
	for _, c := range []struct {
		name string
		h    http.Handler
		want string
	}{
		{"status", slow(nothing, status(404), writes), `
s_sum{code="404"} 2
s_count{code="404"} 1
`},
		{"body", slow(writes, writes, status(500)), `
s_sum{code="200"} 1
s_count{code="200"} 1
`},
		{"flush", slow(func(w http.ResponseWriter) { w.(http.Flusher).Flush() }, writes), `
s_sum{code="200"} 1
s_count{code="200"} 1
`},
		{"early hints first", slow(status(103), nothing, status(201)), `
s_sum{code="201"} 3
s_count{code="201"} 1
`},
		{"panic behind it", slow(writes, panics), `
s_sum{code="200"} 1
s_count{code="200"} 1
`},
		{"panic before it", slow(panics), ""},
		{"nothing", slow(nothing), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				vec := newSums("code")
				ignorePanic(func() { get(InstrumentHandlerTimeToWriteHeader(vec, c.h), "/") })
				checkText(t, samplesOf(t, vec), c.want)
			})
		})
	}
}

// One around the other, each measures from its own beginning, and what is
// written around a handler is nothing to it.
func TestInstrumentHandlerTimeToWriteHeaderTwice(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		outer, inner := newSums("code"), newSums("code")
		outermost := func(h http.Handler) http.Handler { return InstrumentHandlerTimeToWriteHeader(outer, h) }
		late := func(h http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				time.Sleep(time.Second)
				h.ServeHTTP(w, r)
				w.WriteHeader(500)
			})
		}
		get(outermost(late(InstrumentHandlerTimeToWriteHeader(inner, slow(writes)))), "/")
		get(outermost(late(InstrumentHandlerTimeToWriteHeader(inner, slow(nothing)))), "/")
		checkText(t, samplesOf(t, inner), `
s_sum{code="200"} 1
s_count{code="200"} 1
`)
		checkText(t, samplesOf(t, outer), `
s_sum{code="200"} 2
s_count{code="200"} 1
s_sum{code="500"} 2
s_count{code="500"} 1
`)
	})
}

func TestInstrumentRoundTripperDuration(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		vec := newSums("code")
		for _, rt := range []http.RoundTripper{responding(204), unreachable} {
			late := RoundTripperFunc(func(r *http.Request) (*http.Response, error) {
				time.Sleep(time.Second)
				return rt.RoundTrip(r)
			})
			_, _ = InstrumentRoundTripperDuration(vec, late).RoundTrip(httptest.NewRequest("GET", "/", nil))
		}
		checkText(t, samplesOf(t, vec), `
s_sum{code="204"} 1
s_count{code="204"} 1
`)
	})
}
