package httpserve

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

func TestWithExtraMethods(t *testing.T) {
	vec := newCounts("method")
	h := InstrumentHandlerCounter(vec, writing(200, ""), WithExtraMethods("lost"), WithExtraMethods("PROPFIND", "brew"))
	for _, method := range []string{"PROPFIND", "BREW", "brew", "LOST", "GET"} {
		do(h, method, "/")
	}
	checkText(t, samplesOf(t, vec), `
requests_total{method="brew"} 2
requests_total{method="get"} 1
requests_total{method="propfind"} 1
requests_total{method="unknown"} 1
`)
}

type tenantKey struct{}

func tenantOf(ctx context.Context) string {
	tenant, _ := ctx.Value(tenantKey{}).(string)
	return tenant
}

func withTenant(r *http.Request, tenant string) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), tenantKey{}, tenant))
}

// Labels of options stand among the others in any order, and go before
// them.
func TestWithLabel(t *testing.T) {
	path := WithLabelFromRequest("path", func(r *http.Request) string { return r.URL.Path })
	for _, c := range []struct {
		name  string
		names []string
		opts  []Option
		want  string
	}{
		{"from the context", []string{"tenant", "code"}, []Option{WithLabelFromCtx("tenant", tenantOf)}, `{code="404",tenant="acme"}`},
		{"from the request", []string{"code", "path"}, []Option{path}, `{code="404",path="/x"}`},
		{"two", []string{"path", "method", "tenant"}, []Option{WithLabelFromCtx("tenant", tenantOf), path}, `{method="get",path="/x",tenant="acme"}`},
		{"the last of one name", []string{"path"}, []Option{WithLabelFromCtx("path", tenantOf), path}, `{path="/x"}`},
		{"in place of the status", []string{"code"}, []Option{WithLabelFromCtx("code", tenantOf)}, `{code="acme"}`},
		{"in place of the method", []string{"method"}, []Option{WithLabelFromCtx("method", tenantOf)}, `{method="acme"}`},
		{"not UTF-8", []string{"l"}, []Option{WithLabelFromRequest("l", func(*http.Request) string { return "a\xff\xfe/" })}, `{l="a` + "\uFFFD" + `/"}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			vec := newCounts(c.names...)
			r := withTenant(httptest.NewRequest("GET", "/x", nil), "acme")
			InstrumentHandlerCounter(vec, http.NotFoundHandler(), c.opts...).ServeHTTP(httptest.NewRecorder(), r)
			checkText(t, samplesOf(t, vec), "requests_total"+c.want+" 1\n")
		})
	}
}

// A client's labels are those of the request that was sent in the end; the
// method is that which was asked for.
func TestWithLabelOfRoundTripper(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"changed", `requests_total{method="put",tenant="inner"} 1` + "\n"},
		{"not told", `requests_total{method="put",tenant="outer"} 1` + "\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			vec := newCounts("tenant", "method")
			rt := InstrumentRoundTripperCounter(vec, RoundTripperFunc(func(r *http.Request) (*http.Response, error) {
				response := &http.Response{StatusCode: 200}
				if c.name == "changed" {
					response.Request = withTenant(r, "inner")
					response.Request.Method = "POST"
				}
				return response, nil
			}), WithLabelFromCtx("tenant", tenantOf))
			_, _ = rt.RoundTrip(withTenant(httptest.NewRequest("PUT", "/", nil), "outer"))
			checkText(t, samplesOf(t, vec), c.want)
		})
	}
}

// exemplars is an Encoder that keeps the exemplars of what it is given.
type exemplars struct{ got []string }

func (e *exemplars) Value(*expfmt.Family, expfmt.LabelSet, float64) {}
func (e *exemplars) Point(f *expfmt.Family, _ expfmt.LabelSet, p *expfmt.Point) {
	var all []*expfmt.Exemplar
	switch f.Type() {
	case expfmt.TypeCounter:
		all = append(all, p.Exemplar)
	case expfmt.TypeHistogram:
		all = p.Exemplars
	}
	for _, exemplar := range all {
		if exemplar != nil {
			e.got = append(e.got, exemplar.Labels.String())
		}
	}
}

func exemplarsOf(t *testing.T, c registry.Collector) []string {
	t.Helper()
	var e exemplars
	if err := registry.SourceOf(c).Encode(t.Context(), &e); err != nil {
		t.Fatal(err)
	}
	return e.got
}

func TestWithExemplar(t *testing.T) {
	trace := WithExemplarFromContext(func(ctx context.Context) registry.Labels {
		if tenant := tenantOf(ctx); tenant != "" {
			return registry.Labels{"trace": tenant}
		}
		return nil
	})
	path := WithExemplarFromRequest(func(r *http.Request) registry.Labels { return registry.Labels{"path": r.URL.Path} })
	for _, c := range []struct {
		name, tenant string
		option       Option
		want         string
	}{
		{"from the context", "a", trace, `trace="a"`},
		{"none", "", trace, ""},
		{"from the request", "", path, `path="/x"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			counts, summaries := newCounts(), newSums()
			histograms := registry.NewHistogramVec(registry.HistogramOpts{Name: "h"}, nil)
			r := withTenant(httptest.NewRequest("GET", "/x", nil), c.tenant)
			h := InstrumentHandlerCounter(counts, InstrumentHandlerDuration(histograms,
				InstrumentHandlerResponseSize(summaries, writing(200, ""), c.option), c.option), c.option)
			h.ServeHTTP(httptest.NewRecorder(), r)

			for vec, want := range map[registry.Collector]string{counts: c.want, histograms: c.want, summaries: ""} {
				if got := strings.Join(exemplarsOf(t, vec), " "); got != want {
					t.Errorf("%T: got the exemplars %s, want %s", vec, got, want)
				}
			}
			checkText(t, samplesOf(t, counts), "requests_total 1\n") // with or without
			if got := samplesOf(t, histograms); !strings.HasSuffix(got, "\nh_count 1\n") {
				t.Errorf("got\n%s\nwant one observation", got)
			}
		})
	}
}
