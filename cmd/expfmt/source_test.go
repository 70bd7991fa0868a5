package main

import (
	"net/http"
	"net/http/httptest"
	"testing"
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
