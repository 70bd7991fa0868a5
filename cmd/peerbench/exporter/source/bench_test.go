package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"plainmetrics/cmd/peerbench/exporter/procfs/procfstest"
)

// BenchmarkPage makes a page of a large host, about 1,800 series.
func BenchmarkPage(b *testing.B) {
	handler, err := newHandler(config{procfs: string(procfstest.Large(b, "../testdata/proc"))})
	if err != nil {
		b.Fatal(err)
	}
	request := httptest.NewRequest(http.MethodGet, "/metrics", nil)
	w := &responseWriter{Writer: io.Discard, header: make(http.Header)}
	b.ReportAllocs()
	for b.Loop() {
		handler.ServeHTTP(w, request)
	}
}
