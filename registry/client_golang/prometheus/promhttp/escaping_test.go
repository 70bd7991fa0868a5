package promhttp

import (
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/prometheus/common/model"

	"github.com/prometheus/client_golang/prometheus"
)

func TestNameEscapingScheme(t *testing.T) {
	reg := prometheus.NewRegistry()
	reg.MustRegister(prometheus.NewGauge(prometheus.GaugeOpts{Name: "a.b"}))
	handler := HandlerFor(reg, HandlerOpts{EnableOpenMetrics: true})
	before := model.NameEscapingScheme
	t.Cleanup(func() { model.NameEscapingScheme = before })
	for _, test := range []struct {
		name, accept string
		scheme       model.EscapingScheme
		want         string // the last line, or the one before # EOF
	}{
		{"as it is", "", before, "a_b 0"},
		{"no Accept header", "", model.NoEscaping, `{"a.b"} 0`},
		{"dots", "text/plain", model.DotsEscaping, "a_dot_b 0"},
		{"the scraper decides", "text/plain;escaping=underscores", model.NoEscaping, "a_b 0"},
		{"OpenMetrics", "application/openmetrics-text;version=1.0.0,text/plain;q=0.1", model.NoEscaping, `{"a.b"} 0.0`},
	} {
		t.Run(test.name, func(t *testing.T) {
			model.NameEscapingScheme = test.scheme
			request, response := httptest.NewRequest("GET", "/metrics", nil), httptest.NewRecorder()
			if test.accept != "" {
				request.Header.Set("Accept", test.accept)
			}
			handler.ServeHTTP(response, request)
			lines := strings.Split(strings.TrimSuffix(response.Body.String(), "# EOF\n"), "\n")
			if got := lines[len(lines)-2]; got != test.want || request.Header.Get("Accept") != test.accept {
				t.Errorf("got %q and Accept %q, want %q and %q", got, request.Header.Get("Accept"), test.want, test.accept)
			}
		})
	}
}
