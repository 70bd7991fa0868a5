package httpserve

import (
	"net/http"
	"testing"

	"plainmetrics/registry"
)

// What can't be measured does not come to light with the first request,
// but when the middleware is made.
func TestMiddlewarePanics(t *testing.T) {
	tenant := WithLabelFromCtx("tenant", tenantOf)
	for _, c := range []struct {
		name  string
		names []string
		opts  []Option
		want  []string
	}{
		{"another label", []string{"code", "path"}, nil, []string{`expected code, method or a label of options []`, `found "path"`}},
		{"a label without its option", []string{"path", "tenant"}, []Option{tenant}, []string{`options ["tenant"]`, `found "path"`}},
		{"an option without its label", []string{"method", "code"}, []Option{tenant}, []string{`expected the label "tenant"`, `found ["method" "code"]`}},
		{"a label twice", []string{"code", "code"}, nil, []string{`"code"`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			h, rt := http.NotFoundHandler(), responding(200)
			for kind, vec := range map[string]registry.ObserverVec{
				"summary":               newSums(c.names...),
				"histogram":             registry.NewHistogramVec(registry.HistogramOpts{Name: "s"}, c.names),
				"with a curried label":  newSums(append(c.names, "curried")...).MustCurryWith(registry.Labels{"curried": ""}),
				"with a constant label": registry.NewSummaryVec(registry.SummaryOpts{Name: "s", ConstLabels: registry.Labels{"constant": ""}}, c.names),
			} {
				for what, make := range map[string]func(){
					"Duration":             func() { InstrumentHandlerDuration(vec, h, c.opts...) },
					"TimeToWriteHeader":    func() { InstrumentHandlerTimeToWriteHeader(vec, h, c.opts...) },
					"RequestSize":          func() { InstrumentHandlerRequestSize(vec, h, c.opts...) },
					"ResponseSize":         func() { InstrumentHandlerResponseSize(vec, h, c.opts...) },
					"RoundTripperDuration": func() { InstrumentRoundTripperDuration(vec, rt, c.opts...) },
				} {
					t.Run(kind+" "+what, func(t *testing.T) { checkPanic(t, make, append(c.want, `"s"`)...) })
				}
			}
			counts := newCounts(c.names...)
			want := append(c.want, `metric "requests_total"`)
			checkPanic(t, func() { InstrumentHandlerCounter(counts, h, c.opts...) }, want...)
			checkPanic(t, func() { InstrumentRoundTripperCounter(counts, rt, c.opts...) }, want...)
		})
	}
}

// Labels whose values are known play no part, whatever their names are.
func TestMiddlewareCurried(t *testing.T) {
	vec := newCounts("path", "code", "method")
	curried := vec.MustCurryWith(registry.Labels{"path": "/", "code": "all"})
	get(InstrumentHandlerCounter(curried, http.NotFoundHandler()), "/")
	checkText(t, samplesOf(t, vec), `requests_total{code="all",method="get",path="/"} 1`+"\n")
}

// A vector without labels that are asked for needs no recorder: the
// handler gets the ResponseWriter itself.
func TestMiddlewareWithoutCode(t *testing.T) {
	w := discard{}
	h := http.HandlerFunc(func(got http.ResponseWriter, _ *http.Request) {
		if _, ok := got.(discard); !ok {
			t.Errorf("got a %T, want the ResponseWriter of the server", got)
		}
	})
	InstrumentHandlerCounter(newCounts("method"), h).ServeHTTP(w, &http.Request{})
	InstrumentHandlerDuration(newSums(), h).ServeHTTP(w, &http.Request{})
	InstrumentHandlerRequestSize(newSums("code"), h, WithLabelFromCtx("code", tenantOf)).ServeHTTP(w, &http.Request{})
}
