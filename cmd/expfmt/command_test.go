package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const (
	cleanPage = "# HELP jobs_total Jobs done.\n# TYPE jobs_total counter\njobs_total 3\n"
	otherPage = "# HELP jobs_total Jobs done.\n# TYPE jobs_total counter\njobs_total 4\n"
	loosePage = "# TYPE jobs counter\njobs 3\n"
	badPage   = "# TYPE jobs counter\njobs 3\nqueue many\n"

	openMetricsPage = "# HELP jobs Jobs done.\n# TYPE jobs counter\njobs_total 3.0 # {trace_id=\"a\"} 1.0\njobs_created 1.5\n# EOF\n"
)

// inDir changes to a directory with the pages.
func inDir(t *testing.T) {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, page := range map[string]string{
		"clean.txt": cleanPage,
		"other.txt": otherPage,
		"loose.txt": loosePage,
		"bad.txt":   badPage,
		"open.txt":  openMetricsPage,
		"go.txt":    cleanPage + "go_threads 7\ngo_info{version=\"1\"} 1\n",
		"go2.txt":   cleanPage + "go_threads 8\ngo_info{version=\"2\"} 1\n",
	} {
		if err := os.WriteFile(name, []byte(page), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// A call is the arguments of the program, separated by blanks, and what
// comes of it.
type call struct {
	args, stdin    string
	code           int
	stdout, stderr string
}

func (c call) test(t *testing.T) {
	t.Helper()
	var stdout, stderr strings.Builder
	got := call{args: c.args, stdin: c.stdin}
	got.code = run(t.Context(), strings.Fields(c.args), strings.NewReader(c.stdin), &stdout, &stderr)
	got.stdout, got.stderr = stdout.String(), stderr.String()
	if diff := cmp.Diff(c, got, cmp.AllowUnexported(call{})); diff != "" {
		t.Errorf("expfmt %s (-want +got):\n%s", c.args, diff)
	}
}

func TestCheck(t *testing.T) {
	inDir(t)
	const (
		loose = ":1:8: jobs counter metrics should have \"_total\" suffix\n"
		help  = ":1:8: jobs no help text\n"
	)
	for _, c := range []call{
		{args: "check clean.txt"},
		{args: "check", stdin: cleanPage},
		{args: "check -", stdin: cleanPage},
		{args: "check clean.txt other.txt"},
		{args: "check loose.txt", code: 1, stdout: "loose.txt" + loose + "loose.txt" + help},
		{args: "check", stdin: loosePage, code: 1, stdout: "<stdin>" + loose + "<stdin>" + help},
		{args: "check clean.txt - ./loose.txt", stdin: loosePage, code: 1,
			stdout: "<stdin>" + loose + "<stdin>" + help + "./loose.txt" + loose + "./loose.txt" + help},
		{args: "check bad.txt", code: 1, stdout: "bad.txt" + loose + "bad.txt" + help + "bad.txt:3:7: expected a number, found \"many\"\n"},
		{args: "check open.txt"},
		{args: "check open.txt clean.txt"},
		{args: "check --openmetrics open.txt"},
		{args: "check --openmetrics clean.txt", code: 1, stdout: "clean.txt:3:1: expected \"jobs_total\" with _total or _created behind it, found \"jobs_total\"\n"},
		{args: "check", stdin: "# HELP a A.\na 1\n# EOF\n", code: 1, stdout: "<stdin>:1:8: a metrics should have a type other than 'unknown'\n"},
		{args: "check", stdin: "# HELP a A.\na 1\n# EOF\n\n"},
		{args: "check", stdin: "# HELP a A.\n\n# EOF", code: 1, stdout: "<stdin>:2:1: expected a metric name, found the end of the line\n"},
		{args: "check none.txt loose.txt", code: 2, stdout: "loose.txt" + loose + "loose.txt" + help,
			stderr: "expfmt: none.txt: no such file or directory\n"},
		{args: "check .", code: 2, stderr: "expfmt: .: is a directory\n"},
		{args: "check - -", code: 2, stderr: "expfmt: check: expected - once at most, found it 2 times\n"},
		{args: "check --strict clean.txt", code: 2, stderr: "expfmt: check: flag provided but not defined: -strict\n"},
	} {
		c.test(t)
	}
}

func TestDiff(t *testing.T) {
	inDir(t)
	const values = "@@ jobs_total @@\n-jobs_total 3\n+jobs_total 4\n"
	for _, c := range []call{
		{args: "diff clean.txt clean.txt"},
		{args: "diff clean.txt -", stdin: cleanPage},
		{args: "diff clean.txt open.txt"},
		{args: "diff open.txt other.txt", code: 1, stdout: "--- open.txt\n+++ other.txt\n" + values},
		{args: "diff clean.txt other.txt", code: 1, stdout: "--- clean.txt\n+++ other.txt\n" + values},
		{args: "diff - other.txt", stdin: cleanPage, code: 1, stdout: "--- <stdin>\n+++ other.txt\n" + values},
		{args: "diff --ignore-values clean.txt other.txt"},
		{args: "diff clean.txt --ignore-values other.txt"},
		{args: "diff clean.txt other.txt --ignore-values=a,jobs_*"},
		{args: "diff clean.txt other.txt --ignore-values=a,b", code: 1, stdout: "--- clean.txt\n+++ other.txt\n" + values},
		{args: "diff clean.txt other.txt --ignore jobs_tota?"},
		{args: "diff clean.txt other.txt --tolerance 0.25"},
		{args: "diff clean.txt other.txt --tolerance 0.24", code: 1, stdout: "--- clean.txt\n+++ other.txt\n" + values},
		{args: "diff go.txt go2.txt --ignore process_*,go_*"},
		{args: "diff go.txt go2.txt --ignore process_* --ignore go_*"},
		{args: "diff --ignore go_i* --ignore-values=go_* go.txt go2.txt"},
		{args: "diff --ignore-values go.txt go2.txt", code: 1,
			stdout: "--- go.txt\n+++ go2.txt\n@@ go_info @@\n-go_info{version=\"1\"} 1\n+go_info{version=\"2\"} 1\n"},
		{args: "diff clean.txt bad.txt", code: 2, stderr: "expfmt: bad.txt:3:7: expected a number, found \"many\"\n"},
		{args: "diff none.txt clean.txt", code: 2, stderr: "expfmt: none.txt: no such file or directory\n"},
		{args: "diff clean.txt none.txt", code: 2, stderr: "expfmt: none.txt: no such file or directory\n"},
		{args: "diff clean.txt", code: 2, stderr: "expfmt: diff: expected two pages, found 1; --help describes the command\n"},
		{args: "diff - -", code: 2, stderr: "expfmt: diff: expected - once at most, found it 2 times\n"},
		{args: "diff --tolerance 2 a b", code: 2, stderr: "expfmt: diff: invalid value \"2\" for flag -tolerance: expected a number from 0 to 1\n"},
		{args: "diff --tolerance NaN a b", code: 2, stderr: "expfmt: diff: invalid value \"NaN\" for flag -tolerance: expected a number from 0 to 1\n"},
		{args: "diff --ignore , a b", code: 2, stderr: "expfmt: diff: invalid value \",\" for flag -ignore: expected patterns of names, separated by commas\n"},
	} {
		c.test(t)
	}
}

func TestConvert(t *testing.T) {
	inDir(t)
	for _, c := range []call{
		{args: "convert --to text clean.txt", stdout: cleanPage},
		{args: "convert --to text", stdin: " {\"a.b\" , c=\"d\"}  1.0\n",
			stdout: "# HELP \"a.b\" \n# TYPE \"a.b\" untyped\n{\"a.b\",c=\"d\"} 1\n"},
		{args: "convert --to text open.txt", stdout: cleanPage},
		{args: "convert --to openmetrics open.txt", stdout: openMetricsPage},
		{args: "convert --to openmetrics --from openmetrics -", stdin: openMetricsPage, stdout: openMetricsPage},
		{args: "convert --to openmetrics clean.txt", stdout: "# HELP jobs Jobs done.\n# TYPE jobs counter\njobs_total 3.0\n# EOF\n"},
		{args: "convert --to openmetrics loose.txt", stdout: "# HELP jobs \n# TYPE jobs unknown\njobs 3.0\n# EOF\n"},
		{args: "convert --from text --to text", stdin: "a 1\n# EOF\n", stdout: "# HELP a \n# TYPE a untyped\na 1\n"},
		{args: "convert --from openmetrics --to text", stdin: "a 1\n", code: 1,
			stderr: "expfmt: <stdin>:2:1: expected a last line \"# EOF\", found the end of the page\n"},
		{args: "convert --to openmetrics", stdin: "# TYPE a gauge\na 1\n# TYPE a_total counter\na_total 2\n",
			stdout: "# HELP a \n# TYPE a gauge\na 1.0\n# HELP a \n# TYPE a counter\na_total 2.0\n# EOF\n",
			stderr: "expfmt: <stdin>: as openmetrics, it breaks a rule: line 4, column 8: expected HELP, TYPE and UNIT in front of the samples, found samples of \"a\" above\n"},
		{args: "convert --to text", stdin: "a 1 1\na 2 2\n# EOF\n",
			stdout: "# HELP a \n# TYPE a untyped\na 1 1000\na 2 2000\n",
			stderr: "expfmt: <stdin>: as text, it breaks a rule: line 4, column 1: expected a series that is new to the family, found {} again\n"},
		{args: "convert --to text bad.txt", code: 1, stderr: "expfmt: bad.txt:3:7: expected a number, found \"many\"\n"},
		{args: "convert --to text none.txt", code: 2, stderr: "expfmt: none.txt: no such file or directory\n"},
		{args: "convert clean.txt", code: 2, stderr: "expfmt: convert: expected the flag --to with text or openmetrics\n"},
		{args: "convert --to protobuf clean.txt", code: 2,
			stderr: "expfmt: convert: invalid value \"protobuf\" for flag -to: expected text or openmetrics\n"},
		{args: "convert --to text a b", code: 2, stderr: "expfmt: convert: expected one page, found 2; --help describes the command\n"},
	} {
		c.test(t)
	}
}

func TestUsage(t *testing.T) {
	for _, args := range []string{"--help", "-h", "help", "check --help", "diff a -h"} {
		call{args: args, stdout: usage()}.test(t)
	}
	for _, want := range []string{"expfmt check", "--openmetrics", "expfmt diff", "--ignore-values=", "--tolerance", "expfmt convert", "--from", "256 MiB", "30 seconds"} {
		if !strings.Contains(usage(), want) {
			t.Errorf("usage: want it to contain %q, got\n%s", want, usage())
		}
	}
	call{args: "", code: 2, stderr: "expfmt: expected the command check, diff or convert, found \"\"; --help describes them\n"}.test(t)
	call{args: "lint", code: 2, stderr: "expfmt: expected the command check, diff or convert, found \"lint\"; --help describes them\n"}.test(t)
}

func TestLimitsInUsage(t *testing.T) {
	if largestPage != 256<<20 || patience != 30*time.Second {
		t.Errorf("the usage says 256 MiB and 30 seconds, found %d bytes and %v", largestPage, patience)
	}
}

// failingWriter is a full disk, or a pipe that nobody reads.
type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, errors.New("nobody reads") }

func TestStdoutFails(t *testing.T) {
	inDir(t)
	for _, args := range []string{"check loose.txt", "diff clean.txt other.txt", "convert --to text clean.txt", "--help"} {
		var stderr strings.Builder
		code := run(t.Context(), strings.Fields(args), strings.NewReader(""), failingWriter{}, &stderr)
		if got, want := stderr.String(), "expfmt: nobody reads\n"; code != failed || got != want {
			t.Errorf("%s: got exit code %d and %q, want %d and %q", args, code, got, failed, want)
		}
	}
}

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

// A server that does not answer is left alone.
func TestPatience(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }))
	defer server.Close()
	pages := source{largest: 10, patience: time.Millisecond}
	_, err := pages.read(t.Context(), server.URL, nil, text)
	if !errors.Is(err, context.DeadlineExceeded) || !strings.HasPrefix(err.Error(), server.URL+": ") {
		t.Errorf("got %v, want the URL and %v", err, context.DeadlineExceeded)
	}
}

func TestLargestPage(t *testing.T) {
	const largest = 10
	for _, tt := range []struct {
		size int
		want string
	}{
		{largest, ""},
		{largest + 1, ": expected at most 10 bytes, found more"},
	} {
		body := strings.Repeat("#", tt.size)
		file := filepath.Join(t.TempDir(), "page")
		if err := os.WriteFile(file, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(body)) }))
		defer server.Close()
		for _, name := range []string{file, server.URL, "-"} {
			pages := source{strings.NewReader(body), largest, time.Minute}
			p, err := pages.read(t.Context(), name, nil, text)
			switch {
			case tt.want == "" && (err != nil || string(p.bytes) != body):
				t.Errorf("%s: got %q and the error %v, want %q", name, p.bytes, err, body)
			case tt.want != "" && (err == nil || err.Error() != title(name)+tt.want):
				t.Errorf("%s: got the error %v, want %s", name, err, title(name)+tt.want)
			}
		}
	}
}
