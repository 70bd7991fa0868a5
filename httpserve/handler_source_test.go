package httpserve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

// An otherPage is a handler of another library.
type otherPage struct {
	contentType, body string
	status            int
	encoding          string
}

func (p otherPage) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if p.contentType != "" {
		w.Header().Set("Content-Type", p.contentType)
	}
	if p.encoding != "" {
		w.Header().Set("Content-Encoding", p.encoding)
	}
	if p.status != 0 {
		w.WriteHeader(http.StatusEarlyHints)
		w.WriteHeader(p.status)
		w.WriteHeader(http.StatusAccepted) // which counts for nothing
	}
	io.WriteString(w, p.body)
}

const (
	textType        = "text/plain; version=0.0.4; charset=utf-8"
	openMetricsType = "application/openmetrics-text; version=1.0.0; charset=utf-8"

	jobsText = "# HELP jobs_total Jobs.\n# TYPE jobs_total counter\njobs_total 3\n"
	jobsOpen = `# HELP jobs Jobs.
# TYPE jobs counter
jobs_total 3.0 # {id="a"} 1.0 1.5
jobs_created 0.25
# EOF
`
)

// register registers a source with a registry.
func register(reg *registry.Registry, source *HandlerSource) {
	reg.MustRegister(registry.FromSource(source))
}

// encode returns the page of a source in the format, and the error.
func encode(ctx context.Context, source interface {
	Encode(context.Context, expfmt.Encoder) error
}, format expfmt.Format) (string, error) {
	page := expfmt.NewPage(format, nil)
	err := source.Encode(ctx, page)
	return string(page.End()), err
}

func TestFromHandler(t *testing.T) {
	openMetrics := expfmt.OpenMetrics{Version: expfmt.OpenMetrics100, Created: true}
	text := expfmt.Text{Scheme: expfmt.NoEscaping}
	long := jobsText + strings.Repeat("# a comment\n", 100)
	for _, test := range []struct {
		name    string
		handler http.Handler
		change  func(*HandlerSource) *HandlerSource
		format  expfmt.Format
		want    string
		wantErr string
	}{
		{name: "text", handler: otherPage{contentType: textType, body: jobsText}, want: jobsText},
		{name: "UTF-8 names", handler: otherPage{contentType: "text/plain; version=1.0.0; escaping=allow-utf-8", body: "# HELP \"a.b\" \n# TYPE \"a.b\" gauge\n{\"a.b\"} 1\n"},
			want: "# HELP \"a.b\" \n# TYPE \"a.b\" gauge\n{\"a.b\"} 1\n"},
		{name: "no Content-Type", handler: otherPage{body: jobsText}, want: jobsText},
		{name: "empty page", handler: otherPage{}, want: ""},
		{name: "status after 103", handler: otherPage{contentType: textType, body: jobsText, status: 200}, want: jobsText},
		{name: "text for OpenMetrics", handler: otherPage{contentType: textType, body: jobsText}, change: (*HandlerSource).WithOpenMetrics, want: jobsText},
		{name: "text for protobuf", handler: otherPage{contentType: textType, body: jobsText}, change: (*HandlerSource).WithProtobuf, want: jobsText},
		{name: "OpenMetrics", handler: otherPage{contentType: openMetricsType, body: jobsOpen}, change: (*HandlerSource).WithOpenMetrics, format: openMetrics, want: jobsOpen},
		{name: "just within the limit", handler: otherPage{contentType: textType, body: long}, change: limited(len(long)), want: jobsText},

		{name: "OpenMetrics without the option", handler: otherPage{contentType: openMetricsType, body: jobsOpen},
			wantErr: `httpserve: handler httpserve.otherPage: expected a Content-Type of text/plain;version=0.0.4;escaping=allow-utf-8, found "application/openmetrics-text; version=1.0.0; charset=utf-8"`},
		{name: "HTML", handler: otherPage{body: "<html>"}, wantErr: `found "text/html; charset=utf-8"`},
		{name: "another version", handler: otherPage{contentType: "text/plain; version=2", body: jobsText}, wantErr: `found "text/plain; version=2"`},
		{name: "broken Content-Type", handler: otherPage{contentType: "text/", body: jobsText}, wantErr: `Content-Type "text/": mime: `},
		{name: "status 500", handler: otherPage{contentType: textType, body: "out of order", status: 500}, wantErr: `expected status 200, found 500 with the body "out of order"`},
		{name: "no content", handler: otherPage{status: 204}, wantErr: `expected status 200, found 204`},
		{name: "compressed", handler: otherPage{contentType: textType, body: "\x1f\x8b", encoding: "gzip"}, wantErr: `expected no Content-Encoding, found "gzip"`},
		{name: "beyond the limit", handler: otherPage{contentType: textType, body: long}, change: limited(len(long) - 1), wantErr: fmt.Sprintf("expected a page of up to %d bytes, found a longer one", len(long)-1)},
		{name: "broken body", handler: otherPage{contentType: textType, body: jobsText + "# TYPE a gauge\na x\n"}, want: jobsText, wantErr: "line 5"},
	} {
		t.Run(test.name, func(t *testing.T) {
			source := FromHandler(test.handler)
			if test.change != nil {
				source = test.change(source)
			}
			if test.format == nil {
				test.format = text
			}
			got, err := encode(t.Context(), source, test.format)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("page (-want +got):\n%s", diff)
			}
			if test.wantErr == "" && err != nil || test.wantErr != "" && (err == nil || !strings.Contains(err.Error(), test.wantErr)) {
				t.Errorf("got error %v, want %q", err, test.wantErr)
			}
		})
	}
}

func limited(bytes int) func(*HandlerSource) *HandlerSource {
	return func(s *HandlerSource) *HandlerSource { return s.WithBodyLimit(bytes) }
}

// TestWriteBeyondLimit proves that a handler learns that no more is wanted.
func TestWriteBeyondLimit(t *testing.T) {
	writes := 0
	h := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for range 10 {
			if _, err := io.WriteString(w, jobsText); err != nil {
				return
			}
			writes++
		}
	})
	if _, err := encode(t.Context(), FromHandler(h).WithBodyLimit(3*len(jobsText)), expfmt.Text{}); err == nil {
		t.Error("got no error, want one of the limit")
	}
	if writes != 3 {
		t.Errorf("got %d writes, want 3", writes)
	}
}

// TestHandlerSourceRequest checks the request that the handler gets.
func TestHandlerSourceRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		type key struct{}
		var got *http.Request
		h := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got = r })
		ctx, cancel := context.WithTimeout(context.WithValue(t.Context(), key{}, "mine"), 2500*time.Millisecond)
		defer cancel()
		for _, test := range []struct {
			name   string
			source *HandlerSource
			want   http.Header
		}{
			{"text", FromHandler(h), http.Header{
				"Accept":                              {"text/plain;version=0.0.4;escaping=allow-utf-8"},
				"X-Prometheus-Scrape-Timeout-Seconds": {"2.5"},
			}},
			{"OpenMetrics", FromHandler(h).WithOpenMetrics(), http.Header{
				"Accept":                              {"application/openmetrics-text;version=1.0.0;escaping=allow-utf-8,text/plain;version=0.0.4;escaping=allow-utf-8;q=0.5"},
				"X-Prometheus-Scrape-Timeout-Seconds": {"2.5"},
			}},
		} {
			if _, err := encode(ctx, test.source, expfmt.Text{}); err != nil {
				t.Fatalf("%s: %v", test.name, err)
			}
			if diff := cmp.Diff(test.want, got.Header); diff != "" {
				t.Errorf("%s: header (-want +got):\n%s", test.name, diff)
			}
		}
		if got.Method != "GET" || got.URL.String() != "/metrics" || got.Context().Value(key{}) != "mine" || got.Body == nil {
			t.Errorf("got %s %s with context %v and body %v, want GET /metrics with the context of the scrape and a body", got.Method, got.URL, got.Context(), got.Body)
		}
		time.Sleep(3 * time.Second) // of the bubble's clock
		got = nil
		if _, err := encode(ctx, FromHandler(h), expfmt.Text{}); !errors.Is(err, context.DeadlineExceeded) || got != nil {
			t.Errorf("after the deadline: got error %v and request %v, want the deadline's error and none", err, got)
		}
	})
}

// TestHandlerSourceInRegistry registers sources with a registry: the page has
// all families that can stand on it, and the errors of the others.
func TestHandlerSourceInRegistry(t *testing.T) {
	mine := registry.NewCounterVec(registry.CounterOpts{Name: "jobs_total", Help: "Jobs."}, []string{"by"})
	mine.WithLabelValues("me").Add(2)
	const minePage = "# HELP jobs_total Jobs.\n# TYPE jobs_total counter\njobs_total{by=\"me\"} 2\n"
	for _, test := range []struct {
		name    string
		handler func(*registry.Registry) http.Handler
		want    string
		wantErr string
	}{
		{"merged", func(*registry.Registry) http.Handler { return otherPage{contentType: textType, body: jobsText} },
			"# HELP jobs_total Jobs.\n# TYPE jobs_total counter\njobs_total 3\njobs_total{by=\"me\"} 2\n", ""},
		{"conflict", func(*registry.Registry) http.Handler {
			return otherPage{contentType: textType, body: "# HELP jobs_total Jobs.\n# TYPE jobs_total gauge\njobs_total 3\n"}
		}, minePage, "jobs_total"},
		{"panic", func(*registry.Registry) http.Handler {
			return http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("out of order") })
		}, minePage, "panic: out of order"},
		{"the registry's own page", func(reg *registry.Registry) http.Handler { return HandlerFor(reg, HandlerOpts{ExposeErrors: true}) },
			minePage, "scrapes the registry that runs the collector"},
		{"the registry's own page, within a timeout", func(reg *registry.Registry) http.Handler {
			return HandlerFor(reg, HandlerOpts{ExposeErrors: true, Timeout: time.Minute})
		}, minePage, "scrapes the registry that runs the collector"},
	} {
		t.Run(test.name, func(t *testing.T) {
			reg := registry.NewRegistry()
			reg.MustRegister(mine)
			register(reg, FromHandler(test.handler(reg)))
			got, err := encode(t.Context(), reg, expfmt.Text{})
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("page (-want +got):\n%s", diff)
			}
			if test.wantErr == "" && err != nil || test.wantErr != "" && (err == nil || !strings.Contains(err.Error(), test.wantErr)) {
				t.Errorf("got error %v, want %q", err, test.wantErr)
			}
		})
	}
}

// TestHandlerSourceWithProtobuf proves that a page in protobuf loses nothing:
// printed again, it has the same bytes.
func TestHandlerSourceWithProtobuf(t *testing.T) {
	reg := registry.NewRegistry()
	jobs := registry.NewCounter(registry.CounterOpts{Name: "jobs.done", Help: "Jobs.", Unit: "jobs"})
	jobs.AddWithExemplar(2, registry.Labels{"id": "a"})
	seconds := registry.NewHistogram(registry.HistogramOpts{Name: "seconds", NativeHistogramBucketFactor: 1.1})
	seconds.ObserveWithExemplar(0.25, registry.Labels{"id": "b"})
	seconds.Observe(-3)
	reg.MustRegister(jobs, seconds)
	want := expfmt.NewPage(expfmt.Protobuf{Scheme: expfmt.NoEscaping}, nil)
	if err := reg.Encode(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	got := expfmt.NewPage(expfmt.Protobuf{Scheme: expfmt.NoEscaping}, nil)
	if err := FromHandler(HandlerFor(reg, HandlerOpts{})).WithProtobuf().Encode(t.Context(), got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.End(), got.End()); diff != "" {
		t.Errorf("page (-want +got):\n%s", diff)
	}
}
