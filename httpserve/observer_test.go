package httpserve

import (
	"net/http"
	"testing"

	"plainmetrics/registry"
)

// shy is an ObserverVec that tells no more than it must.
type shy struct{ registry.ObserverVec }

// open is one that tells the names of its labels, as it should.
type open struct{ *registry.HistogramVec }

func TestForeignObserverVec(t *testing.T) {
	for _, c := range []struct {
		name  string
		names []string
		opts  []Option
		want  string
	}{
		{"no labels", nil, nil, "s_sum 19\ns_count 1\n"},
		{"both labels", []string{"method", "code"}, nil, `
s_sum{code="404",method="get"} 19
s_count{code="404",method="get"} 1
`},
		{"labels of options", []string{"code", "x"}, []Option{WithLabelFromRequest("x", func(*http.Request) string { return "y" })}, `
s_sum{code="404",x="y"} 19
s_count{code="404",x="y"} 1
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			vec := newSums(c.names...)
			get(InstrumentHandlerResponseSize(shy{vec}, http.NotFoundHandler(), c.opts...), "/")
			checkText(t, samplesOf(t, vec), c.want)
		})
	}
}

func TestForeignObserverVecOpen(t *testing.T) {
	vec := registry.NewHistogramVec(registry.HistogramOpts{Name: "h", Buckets: []float64{20}}, []string{"method", "code"})
	get(InstrumentHandlerResponseSize(open{vec}, http.NotFoundHandler()), "/")
	checkText(t, samplesOf(t, vec), `
h_bucket{code="404",method="get",le="20"} 1
h_bucket{code="404",method="get",le="+Inf"} 1
h_sum{code="404",method="get"} 19
h_count{code="404",method="get"} 1
`)
	unknown := open{registry.NewHistogramVec(registry.HistogramOpts{Name: "h"}, []string{"path"})}
	checkPanic(t, func() { InstrumentHandlerDuration(unknown, nil) }, `metric "h"`, `found "path"`)
}

// Labels that nobody gives a value come to light later than with others.
func TestForeignObserverVecPanics(t *testing.T) {
	option := WithLabelFromCtx("tenant", tenantOf)
	checkPanic(t, func() { InstrumentHandlerDuration(shy{newSums("code")}, nil, option) },
		`expected the label "tenant"`, `found ["code"]`)
	h := InstrumentHandlerDuration(shy{newSums("code", "path")}, http.NotFoundHandler())
	checkPanic(t, func() { get(h, "/") }, `metric "s"`, `expected the labels ["code" "path"]`)
}
