package httpserve

import (
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

func accepted(formats ...expfmt.Format) HandlerOpts { return HandlerOpts{AcceptedFormats: formats} }

// TestOptions shows what single options do to the answer.
func TestOptions(t *testing.T) {
	const openMetrics = "application/openmetrics-text;version=1.0.0"
	for _, test := range []struct {
		name             string
		opts             HandlerOpts
		accept, encoding string
		header, want     string // the header and what it begins with
		body             string // a part of it
	}{
		{"no OpenMetrics unless enabled", HandlerOpts{}, openMetrics, "",
			"Content-Type", "text/plain; version=0.0.4;", "jobs_total 1\n"},
		{"OpenMetrics 1.0.0", HandlerOpts{EnableOpenMetrics: true}, openMetrics, "",
			"Content-Type", "application/openmetrics-text; version=1.0.0;", "# TYPE jobs counter\njobs_total 1.0\n# EOF\n"},
		{"OpenMetrics without a version", HandlerOpts{EnableOpenMetrics: true}, "application/openmetrics-text", "",
			"Content-Type", "application/openmetrics-text; version=0.0.1;", "# EOF\n"},
		{"text though OpenMetrics is enabled", HandlerOpts{EnableOpenMetrics: true}, "*/*", "",
			"Content-Type", "text/plain; version=0.0.4;", "jobs_total 1\n"},
		{"created samples", HandlerOpts{EnableOpenMetrics: true, EnableOpenMetricsTextCreatedSamples: true}, openMetrics, "",
			"Content-Type", "application/openmetrics-text;", "\njobs_created "},
		{"OpenMetrics accepted, though not enabled", accepted(expfmt.OpenMetrics{}), openMetrics, "",
			"Content-Type", "application/openmetrics-text; version=1.0.0;", "# EOF\n"},
		{"OpenMetrics alone accepted", accepted(expfmt.OpenMetrics{}), "text/plain;escaping=allow-utf-8", "",
			"Content-Type", "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=allow-utf-8", "# EOF\n"},
		{"text alone accepted, though OpenMetrics is enabled", HandlerOpts{EnableOpenMetrics: true, AcceptedFormats: []expfmt.Format{expfmt.Text{}}},
			openMetrics, "", "Content-Type", "text/plain; version=0.0.4;", "jobs_total 1\n"},
		{"nothing accepted fits", accepted(expfmt.OpenMetrics{}, expfmt.Text{}), "image/png", "",
			"Content-Type", "text/plain; version=0.0.4;", "jobs_total 1\n"},
		{"created samples of an accepted format", HandlerOpts{EnableOpenMetricsTextCreatedSamples: true, AcceptedFormats: []expfmt.Format{expfmt.OpenMetrics{}}},
			openMetrics, "", "Content-Type", "application/openmetrics-text;", "\njobs_created "},
		{"created samples without OpenMetrics", HandlerOpts{EnableOpenMetricsTextCreatedSamples: true}, openMetrics, "",
			"Content-Type", "text/plain;", "jobs_total 1\n"},
		{"start of the process", HandlerOpts{ProcessStartTime: time.Unix(1700000000, 5)}, "", "",
			"Process-Start-Time-Unix", "1700000000", "jobs_total 1\n"},
		{"gzip", HandlerOpts{}, "", "gzip", "Content-Encoding", "gzip", ""},
		{"gzip offered", HandlerOpts{OfferedCompressions: []Compression{Identity, Gzip}}, "", "gzip", "Content-Encoding", "gzip", ""},
		{"gzip not offered", HandlerOpts{OfferedCompressions: []Compression{Identity}}, "", "gzip", "Content-Encoding", "", "jobs_total 1\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			reg := registry.NewRegistry()
			jobs := registry.NewCounter(registry.CounterOpts{Name: "jobs_total"})
			reg.MustRegister(jobs)
			jobs.Inc()

			request := httptest.NewRequest(http.MethodGet, "/metrics", nil)
			request.Header.Set("Accept", test.accept)
			request.Header.Set("Accept-Encoding", test.encoding)
			response := httptest.NewRecorder()
			HandlerFor(reg, test.opts).ServeHTTP(response, request)

			if got := response.Header().Get(test.header); !strings.HasPrefix(got, test.want) || test.want == "" && got != "" {
				t.Errorf("%s: got %q, want %q", test.header, got, test.want)
			}
			if got := response.Body.String(); !strings.Contains(got, test.body) {
				t.Errorf("body: got %q, want it to contain %q", got, test.body)
			}
		})
	}
}

// TestRefusedFamilies has counters of NaN, which OpenMetrics 2.0 forbids.
func TestRefusedFamilies(t *testing.T) {
	for _, test := range []struct {
		name     string
		families []string // counters of NaN
		healthy  bool     // and a gauge
		status   int
		body     string
	}{
		{"some", []string{"a_total", "c_total"}, true, http.StatusOK, "# HELP b \n# TYPE b gauge\nb 0.0\n# EOF\n"},
		{"all", []string{"a_total"}, false, http.StatusInternalServerError, "An error has occurred while serving metrics:"},
	} {
		t.Run(test.name, func(t *testing.T) {
			reg, counts := registry.NewRegistry(), registry.NewRegistry()
			for _, name := range test.families {
				counter := registry.NewCounter(registry.CounterOpts{Name: name})
				counter.Add(math.NaN())
				reg.MustRegister(counter)
			}
			if test.healthy {
				reg.MustRegister(registry.NewGauge(registry.GaugeOpts{Name: "b"}))
			}
			var errs []error
			opts := accepted(expfmt.OpenMetrics2{})
			opts.Registry, opts.OnError = counts, func(err error) { errs = append(errs, err) }
			h := HandlerFor(reg, opts)
			for _, encoding := range []string{"", "gzip"} {
				request, response := httptest.NewRequest(http.MethodGet, "/metrics", nil), httptest.NewRecorder()
				request.Header.Set("Accept-Encoding", encoding)
				errs = nil
				h.ServeHTTP(response, request)
				if response.Code != test.status {
					t.Errorf("%s: got the status %d, want %d", encoding, response.Code, test.status)
				}
				if got := response.Body.String(); encoding == "" && !strings.HasPrefix(got, test.body) {
					t.Errorf("got the body %q, want %q", got, test.body)
				}
				if len(errs) != len(test.families) {
					t.Errorf("%s: got the errors %q, want %d", encoding, errs, len(test.families))
				}
			}
			want := fmt.Sprintf("promhttp_metric_handler_errors_total{cause=\"encoding\"} %d\n", 2*len(test.families))
			if page := get(HandlerFor(counts, HandlerOpts{}), "/metrics").Body.String(); !strings.Contains(page, want) {
				t.Errorf("got the page\n%swant it to contain\n%s", page, want)
			}
		})
	}
}

// A formatWithoutOffer can't be negotiated.
type formatWithoutOffer struct{ expfmt.Format }

func TestAcceptedFormatsPanics(t *testing.T) {
	for _, format := range []expfmt.Format{nil, formatWithoutOffer{expfmt.Text{}}} {
		checkPanic(t, func() { HandlerFor(registry.NewRegistry(), accepted(expfmt.Text{}, format)) }, "AcceptedFormats, index 1", "Offer")
	}
}
