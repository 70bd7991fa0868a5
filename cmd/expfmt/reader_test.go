package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestURL(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/metrics", func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte(loosePage))
	})
	mux.HandleFunc("/open", func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.Header.Get("Accept"), "application/openmetrics-text;version=1.0.0;") {
			_, _ = w.Write([]byte(openMetricsPage))
		} else {
			_, _ = w.Write([]byte(cleanPage))
		}
	})
	mux.HandleFunc("/accept", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "accept{header=%q} 1\n", r.Header.Get("Accept"))
	})
	mux.HandleFunc("/cut", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "10")
		_, _ = w.Write([]byte("a 1\n"))
	})
	server := httptest.NewServer(mux)
	defer server.Close()
	gone := httptest.NewServer(mux)
	gone.Close()
	host := strings.TrimPrefix(server.URL, "http://")
	port := gone.URL[strings.LastIndexByte(gone.URL, ':'):]
	inDir(t)
	for _, c := range []call{
		{args: "check " + server.URL + "/metrics", code: 1,
			stdout: server.URL + "/metrics:1:8: jobs counter metrics should have \"_total\" suffix\n" + server.URL + "/metrics:1:8: jobs no help text\n"},
		{args: "check --openmetrics " + server.URL + "/open"},
		{args: "convert --to openmetrics --from openmetrics " + server.URL + "/open", stdout: openMetricsPage},
		{args: "convert --to text " + server.URL + "/open", stdout: cleanPage},
		{args: "diff open.txt " + server.URL + "/open"},
		{args: "diff loose.txt " + server.URL + "/metrics"},
		{args: "diff clean.txt " + server.URL + "/metrics --ignore jobs", code: 1,
			stdout: "--- clean.txt\n+++ " + server.URL + "/metrics\n@@ jobs_total @@\n-# HELP jobs_total Jobs done.\n-# TYPE jobs_total counter\n-jobs_total 3\n"},
		{args: "convert --to text " + server.URL + "/accept",
			stdout: "# HELP accept \n# TYPE accept untyped\naccept{header=\"text/plain;version=0.0.4;escaping=allow-utf-8,*/*;q=0.1\"} 1\n"},
		{args: "check http://me:secret@" + host + "/nothing", code: 2,
			stderr: "expfmt: http://me:xxxxx@" + host + "/nothing: expected status 200, found 404 Not Found\n"},
		{args: "check " + server.URL + "/cut", code: 2, stderr: "expfmt: " + server.URL + "/cut: unexpected EOF\n"},
		{args: "check " + gone.URL, code: 2, stderr: "expfmt: " + gone.URL + ": dial tcp 127.0.0.1" + port + ": connect: connection refused\n"},
		{args: "check http://%", code: 2, stderr: "expfmt: http://%: invalid URL escape \"%\"\n"},
	} {
		c.test(t)
	}
}

// A server that does not answer costs the time-out.
func TestFetchTimeout(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	defer server.Close()
	r := reader{maxSize: 10, timeout: time.Millisecond}
	_, err := r.open(t.Context(), server.URL, nil, text)
	if !errors.Is(err, context.DeadlineExceeded) || !strings.HasPrefix(err.Error(), server.URL+": ") {
		t.Errorf("got %v, want the URL and %v", err, context.DeadlineExceeded)
	}
}

// readPage reads a page to its end.
func readPage(t *testing.T, r reader, name string, forced *format) (string, error) {
	t.Helper()
	p, err := r.open(t.Context(), name, forced, text)
	if err != nil {
		return "", err
	}
	defer p.close()
	all, err := io.ReadAll(p)
	if err != nil {
		err = p.located(err)
	}
	return string(all), err
}

func TestMaxSize(t *testing.T) {
	const maxSize = 10
	for _, tt := range []struct {
		size int
		want string
	}{
		{maxSize, ""},
		{maxSize + 1, ": expected at most 10 bytes, found more"},
	} {
		body := strings.Repeat("#", tt.size)
		file := filepath.Join(t.TempDir(), "page")
		if err := os.WriteFile(file, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(body)) }))
		defer server.Close()
		for _, name := range []string{file, server.URL, "-"} {
			r := reader{strings.NewReader(body), maxSize, time.Minute}
			got, err := readPage(t, r, name, nil)
			switch {
			case tt.want == "" && (err != nil || got != body):
				t.Errorf("%s: got %q and the error %v, want %q", name, got, err, body)
			case tt.want != "" && (err == nil || err.Error() != pageTitle(name)+tt.want):
				t.Errorf("%s: got the error %v, want %s", name, err, pageTitle(name)+tt.want)
			}
		}
	}
}

func TestErrorCause(t *testing.T) {
	cause := errors.New("cause")
	for name, err := range map[string]error{
		"plain": cause,
		"path":  &fs.PathError{Op: "open", Path: "a", Err: cause},
		"URL":   &url.Error{Op: "Get", URL: "http://a", Err: cause},
		"deep":  fmt.Errorf("reading: %w", &fs.PathError{Op: "read", Path: "a", Err: cause}),
	} {
		if got := errorCause(err); got != cause {
			t.Errorf("%s: got %v, want %v", name, got, cause)
		}
	}
	if got := errorCause(nil); got != nil {
		t.Errorf("nil: got %v, want nil", got)
	}
}

func TestForcedFormat(t *testing.T) {
	for _, test := range []struct {
		page   string
		forced *format
		want   string
	}{
		{cleanPage, nil, "text"},
		{openMetricsPage, nil, "openmetrics"},
		{cleanPage, &openMetrics, "openmetrics"},
		{openMetricsPage, &text, "text"},
	} {
		r := reader{strings.NewReader(test.page), maxPageSize, fetchTimeout}
		p, err := r.open(t.Context(), "-", test.forced, text)
		if err != nil || p.format.name != test.want || p.title != "<stdin>" {
			t.Fatalf("got %v, error %v, want %s", p, err, test.want)
		}
		if got, err := io.ReadAll(p); err != nil || string(got) != test.page {
			t.Errorf("got %q, error %v, want %q", got, err, test.page)
		}
	}
}

// A cancelled call does not wait for the server.
func TestReadCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r := reader{maxSize: 10, timeout: time.Minute}
	if _, err := r.open(ctx, "http://127.0.0.1:1/", nil, text); !errors.Is(err, context.Canceled) {
		t.Errorf("got error %v, want %v", err, context.Canceled)
	}
}

// The format of a long page on stdin is guessed from its head. If the end
// contradicts the guess, the command says so; the end of a file is known.
func TestGuess(t *testing.T) {
	t.Chdir(t.TempDir())
	const end = "# TYPE a gauge\n# HELP a A.\na 1 1.5\n# EOF\n"
	whole, err := io.ReadAll(&stream{end: longSize, family: 1 << 30})
	if err != nil {
		t.Fatal(err)
	}
	gauges := string(whole)
	info := strings.Replace(gauges, "# HELP", "# HELP i I.\n# TYPE i info\ni_info{a=\"1\"} 1\n# HELP", 1)
	if err := os.WriteFile("gauges.txt", []byte(gauges+end), 0o600); err != nil {
		t.Fatal(err)
	}
	stamped := fmt.Sprintf(":%d:8: a metrics should not have timestamps\n", strings.Count(gauges+end, "\n")-3)
	stampedInfo := fmt.Sprintf(":%d:8: a metrics should not have timestamps\n", strings.Count(info+end, "\n")-3)
	const warning = "expfmt: <stdin>: read as text, as nothing in its first MiB is OpenMetrics, but it ends in # EOF: --format tells\n"
	for _, c := range []call{
		{args: "check", stdin: gauges + "# EOF\n", stderr: warning},
		{args: "check --format text", stdin: gauges + "# EOF\n"},
		{args: "check --format openmetrics", stdin: gauges + "# EOF\n"},
		{args: "check", stdin: gauges},
		{args: "check", stdin: info + end, code: 1, stdout: "<stdin>" + stampedInfo},
		{args: "check gauges.txt", code: 1, stdout: "gauges.txt" + stamped},
		{args: "diff gauges.txt gauges.txt"},
	} {
		var stdout, stderr strings.Builder
		code := run(t.Context(), strings.Fields(c.args), strings.NewReader(c.stdin), &stdout, &stderr)
		if code != c.code || stdout.String() != c.stdout || stderr.String() != c.stderr {
			t.Errorf("expfmt %s: got exit code %d, stdout %.200q, stderr %.200q, want %d, %q, %q",
				c.args, code, stdout.String(), stderr.String(), c.code, c.stdout, c.stderr)
		}
	}
}
