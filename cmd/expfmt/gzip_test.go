package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"
)

// zipped returns a page as gzip writes it.
func zipped(t *testing.T, page string) string {
	t.Helper()
	var file bytes.Buffer
	w := gzip.NewWriter(&file)
	if _, err := io.WriteString(w, page); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return file.String()
}

// Gzipped pages are pages, from files, stdin and servers.
func TestGzip(t *testing.T) {
	inDir(t)
	clean, open := zipped(t, cleanPage), zipped(t, openMetricsPage)
	for name, file := range map[string]string{"clean.prom.gz": clean, "open.prom.gz": open, "loose.gz": zipped(t, loosePage)} {
		if err := os.WriteFile(name, []byte(file), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const half = len(cleanPage) / 2
	for _, c := range []call{
		{args: "check clean.prom.gz open.prom.gz"},
		{args: "check", stdin: clean},
		{args: "check", stdin: zipped(t, cleanPage[:half]) + zipped(t, cleanPage[half:])},
		{args: "check loose.gz", code: 1, stdout: "loose.gz:1:8: jobs counter metrics should have \"_total\" suffix\nloose.gz:1:8: jobs no help text\n"},
		{args: "diff clean.txt clean.prom.gz"},
		{args: "diff clean.prom.gz -", stdin: clean},
		{args: "diff open.prom.gz clean.txt"},
		{args: "convert --to text open.prom.gz", stdout: cleanPage},
		{args: "convert --to text -", stdin: open, stdout: cleanPage},
		{args: "check", stdin: zipped(t, "?\n"), code: 1, stdout: "<stdin>:1:1: expected a metric name, found \"?\"\n"},
		{args: "check", stdin: zipped(t, "")},
	} {
		c.test(t)
	}
}

func TestGzipOfServers(t *testing.T) {
	clean := zipped(t, cleanPage)
	mux := http.NewServeMux()
	serve := func(path, encoding, body string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			if encoding != "" {
				w.Header().Set("Content-Encoding", encoding)
			}
			_, _ = io.WriteString(w, body)
		})
	}
	serve("/encoded", "gzip", clean)
	serve("/old", "X-GZIP", clean)
	serve("/file", "", clean)
	serve("/plain", "identity", cleanPage)
	serve("/other", "br", "...")
	serve("/cut", "gzip", clean[:len(clean)-9])
	server := httptest.NewServer(mux)
	defer server.Close()
	for _, c := range []call{
		{args: "check " + server.URL + "/encoded " + server.URL + "/old " + server.URL + "/file " + server.URL + "/plain"},
		{args: "diff " + server.URL + "/encoded " + server.URL + "/file"},
		{args: "convert --to text " + server.URL + "/encoded", stdout: cleanPage},
		{args: "check " + server.URL + "/other", code: 2,
			stderr: "expfmt: " + server.URL + "/other: expected a page that is plain or gzipped, found the encoding \"br\"\n"},
		{args: "check " + server.URL + "/cut", code: 2, stderr: "expfmt: " + server.URL + "/cut: expected more gzip data, found the end\n"},
	} {
		c.test(t)
	}
}

// Wherever the data ends, the error says that more is expected.
func TestTruncatedGzip(t *testing.T) {
	file := zipped(t, cleanPage)
	for n := 2; n < len(file); n++ {
		call{args: "check", stdin: file[:n], code: 2, stderr: "expfmt: <stdin>: expected more gzip data, found the end\n"}.test(t)
	}
}

func TestDamagedGzip(t *testing.T) {
	file := zipped(t, cleanPage)
	for _, test := range []struct{ name, file, stderr string }{
		{"the checksum", file[:len(file)-5] + "?" + file[len(file)-4:], "gzip: invalid checksum"},
		{"the header", file[:2] + "?" + file[3:], "gzip: invalid header"},
		{"behind the end", file + "?????????????????????", "gzip: invalid header"},
		{"the data", file[:10] + "\x07" + file[11:], "flate: corrupt input before offset 1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			call{args: "convert --to text", stdin: test.file, code: 2,
				stderr: "expfmt: <stdin>: expected gzip data, found a damaged part: " + test.stderr + "\n"}.test(t)
		})
	}
}

// A page of a few bytes that grows without end stops at the limit, zipped
// or not.
func TestGzipBomb(t *testing.T) {
	const maxSize = 1000
	bomb := zipped(t, strings.Repeat("#", 1<<20))
	r := reader{strings.NewReader(bomb), 2 * maxSize, time.Minute}
	if _, err := readPage(t, r, "-", &text); err == nil || err.Error() != "<stdin>: expected at most 2000 unzipped bytes, found more" {
		t.Errorf("got error %v, want one of 2000 unzipped bytes", err)
	}
	empty := strings.Repeat(zipped(t, ""), 100) // which is no byte
	r = reader{strings.NewReader(empty), maxSize, time.Minute}
	if _, err := readPage(t, r, "-", &text); err == nil || err.Error() != "<stdin>: expected at most 1000 bytes, found more" {
		t.Errorf("got error %v, want one of 1000 bytes", err)
	}
}
