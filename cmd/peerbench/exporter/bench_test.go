package main

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"plainmetrics/cmd/peerbench/exporter/procfs/procfstest"
)

// BenchmarkPage makes a page of a large host, about 1,800 series.
func BenchmarkPage(b *testing.B) {
	handler, err := newHandler(config{procfs: string(procfstest.Large(b, "testdata/proc"))})
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

// BenchmarkReading reads the files of the same host, which is a part of
// BenchmarkPage.
func BenchmarkReading(b *testing.B) {
	fs := procfstest.Large(b, "testdata/proc")
	b.ReportAllocs()
	for b.Loop() {
		_, load := fs.LoadAverage()
		_, memory := fs.Memory()
		_, stat := fs.Stat()
		_, interfaces := fs.Interfaces()
		_, disks := fs.Disks()
		_, counters := fs.Counters()
		_, filesystems := fs.Filesystems()
		err := errors.Join(load, memory, stat, interfaces, disks, counters, filesystems)
		for _, resource := range []string{"cpu", "io", "memory"} {
			_, failed := fs.Pressure(resource)
			err = errors.Join(err, failed)
		}
		for _, name := range []string{"ostype", "osrelease", "hostname"} {
			_, failed := fs.Kernel(name)
			err = errors.Join(err, failed)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}
