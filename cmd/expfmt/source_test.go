package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"plainmetrics/expfmt"
)

// A server that names a format is believed before the page.
func TestFormatOfServer(t *testing.T) {
	for _, test := range []struct{ contentType, page, want string }{
		{"application/openmetrics-text; version=1.0.0; charset=utf-8", cleanPage, "openmetrics"},
		{"text/plain; version=0.0.4", openMetricsPage, "text"},
		{"text/plain", openMetricsPage, "openmetrics"},
		{"text/plain", cleanPage, "text"},
		{"application/octet-stream", openMetricsPage, "openmetrics"},
		{"text/plain; version", openMetricsPage, "openmetrics"},
		{"", openMetricsPage, "openmetrics"},
		{"application/openmetrics-text; version=2.0.0; charset=utf-8; escaping=allow-utf-8", cleanPage, "openmetrics2"},
		{"application/openmetrics-text", openMetrics2Page, "openmetrics"},
		{"application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited", cleanPage, "protobuf"},
		{"application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=text", cleanPage, "protobuf-text"},
		{"application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=compact-text", cleanPage, "protobuf-compact-text"},
		{"application/vnd.google.protobuf", cleanPage, "text"},
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["Content-Type"] = []string{test.contentType}
			_, _ = w.Write([]byte(test.page))
		}))
		defer server.Close()
		r := reader{maxSize: maxPageSize, timeout: fetchTimeout}
		for _, forced := range []*format{nil, &text, &openMetrics} {
			want := test.want
			if forced != nil {
				want = forced.name
			}
			p, err := r.open(t.Context(), server.URL, forced, text)
			if err != nil {
				t.Fatal(err)
			}
			p.close()
			if p.format.name != want {
				t.Errorf("%q, forced %v: got %s, want %s", test.contentType, forced != nil, p.format.name, want)
			}
		}
	}
}

// A server that has all formats sends the page in the one that is asked for,
// and convert asks for native histograms if its result can have them.
func TestFormatOfNegotiatingServer(t *testing.T) {
	offers := []expfmt.Offer{
		expfmt.OpenMetrics{}.Offer(), expfmt.OpenMetrics2{}.Offer(),
		expfmt.Protobuf{}.Offer(), expfmt.Protobuf{Encoding: expfmt.ProtobufText}.Offer(), expfmt.Protobuf{Encoding: expfmt.ProtobufCompactText}.Offer(),
	}
	asked := ""
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		format := expfmt.Negotiate(r.Header.Get("Accept"), offers)
		asked = format.ContentType()
		w.Header().Set("Content-Type", asked)
		page := expfmt.NewPage(format, nil)
		if err := expfmt.DecodeOpenMetrics2([]byte(openMetrics2Page), page); err != nil {
			t.Error(err)
		}
		_, _ = w.Write(page.End())
	}))
	defer server.Close()
	inDir(t)
	for _, test := range []struct {
		args string
		want *format
	}{
		{"convert --to text", &text},
		{"convert --to openmetrics", &text},
		{"convert --to openmetrics2", &protobuf},
		{"convert --to protobuf-text", &protobuf},
		{"convert --to json", &protobuf},
		{"convert --to openmetrics2 --from openmetrics2", &openMetrics2},
		{"convert --to json --from protobuf-compact-text", &protobufCompactText},
		{"check", &text},
		{"check --format protobuf-text", &protobufText},
		{"diff h.txt", &text},
		{"diff om2.txt", &openMetrics2},
		{"diff --format openmetrics " + server.URL, &openMetrics},
		{"diff --format protobuf " + server.URL, &protobuf},
	} {
		var stdout, stderr strings.Builder
		code := run(t.Context(), append(strings.Fields(test.args), server.URL), nil, &stdout, &stderr)
		if code != exitClean || stderr.Len() > 0 {
			t.Errorf("%s: got exit code %d and %s%s", test.args, code, stdout.String(), stderr.String())
		}
		if want := test.want.print.ContentType(); asked != want {
			t.Errorf("%s: got a page in %s, want %s", test.args, asked, want)
		}
		if test.want.showsNative && strings.HasPrefix(test.args, "convert --to openmetrics2") && stdout.String() != openMetrics2Page {
			t.Errorf("%s: got %q, want %q", test.args, stdout.String(), openMetrics2Page)
		}
	}
}
