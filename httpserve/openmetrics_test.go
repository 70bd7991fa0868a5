package httpserve

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"plainmetrics/registry"
)

const acceptOpenMetrics = "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6," +
	"application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4," +
	"text/plain;version=0.0.4;q=0.3,*/*;q=0.2"

func openMetricsHeader(version, escaping string) http.Header {
	return textHeader("Content-Type", "application/openmetrics-text; version="+version+"; charset=utf-8; escaping="+escaping)
}

// OpenMetrics is what those get who ask for it, if it is enabled. The
// clock of the bubble begins with the year 2000, and so do the series.
func TestOpenMetrics(t *testing.T) {
	const (
		plain = `# HELP a A.
# TYPE a counter
a_total{path="/x"} 3.0
# HELP b_bytes B.
# TYPE b_bytes gauge
b_bytes 2.5
# EOF
`
		created = `# HELP a A.
# TYPE a counter
a_total{path="/x"} 3.0
a_created{path="/x"} 9.466848e+08
# HELP b_bytes B.
# TYPE b_bytes gauge
b_bytes 2.5
# EOF
`
	)
	tests := []struct {
		name           string
		opts           HandlerOpts
		target, accept string
		want           answer
	}{
		{"not enabled", HandlerOpts{}, "/metrics", acceptOpenMetrics,
			answer{200, textHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8; escaping=allow-utf-8"), twoFamilies}},
		{"not enabled, samples of creation alone", HandlerOpts{EnableOpenMetricsTextCreatedSamples: true}, "/metrics", acceptOpenMetrics,
			answer{200, textHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8; escaping=allow-utf-8"), twoFamilies}},
		{"not asked for", HandlerOpts{EnableOpenMetrics: true}, "/metrics", "*/*", answer{200, textHeader(), twoFamilies}},
		{"1.0.0", HandlerOpts{EnableOpenMetrics: true}, "/metrics", acceptOpenMetrics,
			answer{200, openMetricsHeader("1.0.0", "allow-utf-8"), plain}},
		{"0.0.1", HandlerOpts{EnableOpenMetrics: true}, "/metrics", "application/openmetrics-text",
			answer{200, openMetricsHeader("0.0.1", "underscores"), plain}},
		{"samples of creation", HandlerOpts{EnableOpenMetrics: true, EnableOpenMetricsTextCreatedSamples: true}, "/metrics", acceptOpenMetrics,
			answer{200, openMetricsHeader("1.0.0", "allow-utf-8"), created}},
		{"samples of creation in 0.0.1", HandlerOpts{EnableOpenMetrics: true, EnableOpenMetricsTextCreatedSamples: true}, "/metrics", "application/openmetrics-text",
			answer{200, openMetricsHeader("0.0.1", "underscores"), created}},
		{"a family by the name that it has in the registry", HandlerOpts{EnableOpenMetrics: true}, "/metrics?name[]=a_total", acceptOpenMetrics,
			answer{200, openMetricsHeader("1.0.0", "allow-utf-8"), "# HELP a A.\n# TYPE a counter\na_total{path=\"/x\"} 3.0\n# EOF\n"}},
		{"a family that is not there", HandlerOpts{EnableOpenMetrics: true}, "/metrics?name[]=a", acceptOpenMetrics,
			answer{200, openMetricsHeader("1.0.0", "allow-utf-8"), "# EOF\n"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := HandlerFor(newRegistry(), test.opts)
				if diff := cmp.Diff(test.want, answerOf(get(h, test.target, "Accept", test.accept))); diff != "" {
					t.Errorf("answer (-want +got):\n%s", diff)
				}
			})
		})
	}
}

// A page on which nothing is left is a 500 in this format too, though it
// has a last line.
func TestOpenMetricsOfNothingButAnError(t *testing.T) {
	reg := registry.NewRegistry()
	reg.MustRegister(failing)
	h := HandlerFor(reg, HandlerOpts{EnableOpenMetrics: true})
	if got := get(h, "/metrics", "Accept", acceptOpenMetrics); got.Code != http.StatusInternalServerError {
		t.Errorf("got status %d and %q, want %d", got.Code, got.Body, http.StatusInternalServerError)
	}
}

// Beyond a page of text, a page of OpenMetrics allocates the Format that
// was negotiated.
func TestOpenMetricsAllocs(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector makes sync.Pool forget")
	}
	for _, series := range []int{10, 10_000} {
		h := HandlerFor(bigRegistry(series), HandlerOpts{EnableOpenMetrics: true, EnableOpenMetricsTextCreatedSamples: true})
		w := discard{http.Header{}}
		r := prometheusRequest()
		if got := testing.AllocsPerRun(20, func() { w.scrape(h, r) }); got > 3 {
			t.Errorf("%d series: got %v allocations, want at most 3", series, got)
		}
	}
}

// Families whose names are the same for a scraper are on its page once, and
// OnError is told; other scrapers get all of them.
func TestNamesOfOnePage(t *testing.T) {
	reg := registry.NewRegistry()
	reg.MustRegister(registry.NewGauge(registry.GaugeOpts{Name: "a.b"}), registry.NewGauge(registry.GaugeOpts{Name: "a_b"}))
	for _, c := range []struct{ accept, query, want, told string }{
		{"", "", "a_b 0\n", `family "a.b": collides with previously collected metric named "a_b"`},
		{"", "?name[]=a.b&name[]=a_b", "a_b 0\n", `family "a.b": collides with previously collected metric named "a_b"`},
		{"text/plain;version=0.0.4;escaping=allow-utf-8", "", "{\"a.b\"} 0\na_b 0\n", ""},
		{"text/plain;version=0.0.4;escaping=dots", "?name[]=a.b", "a_dot_b 0\n", ""},
	} {
		told := ""
		request := httptest.NewRequest(http.MethodGet, "/metrics"+c.query, nil)
		request.Header.Set("Accept", c.accept)
		response := httptest.NewRecorder()
		HandlerFor(reg, HandlerOpts{OnError: func(err error) { told += err.Error() }}).ServeHTTP(response, request)
		var got strings.Builder
		for line := range strings.Lines(response.Body.String()) {
			if !strings.HasPrefix(line, "#") {
				got.WriteString(line)
			}
		}
		if got.String() != c.want || !strings.Contains(told, c.told) || c.told == "" && told != "" {
			t.Errorf("Accept %q, query %q: got\n%s\nwant\n%s\nand OnError was told %q, want %q", c.accept, c.query, &got, c.want, told, c.told)
		}
	}
}
