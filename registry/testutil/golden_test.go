package testutil

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

// fakeT records the messages of Logf and Errorf.
type fakeT struct{ said []string }

func (*fakeT) Helper() {}
func (t *fakeT) Logf(format string, args ...any) {
	t.said = append(t.said, "log: "+fmt.Sprintf(format, args...))
}
func (t *fakeT) Errorf(format string, args ...any) {
	t.said = append(t.said, "error: "+fmt.Sprintf(format, args...))
}

// says returns the messages, with FILE for the name of the file.
func (t *fakeT) says(file string) string {
	return strings.ReplaceAll(strings.Join(t.said, "\n"), file, "FILE")
}

func TestGolden(t *testing.T) {
	reg := registry.NewRegistry()
	queue := registry.NewGauge(registry.GaugeOpts{Name: "queue", Help: "Jobs that wait."})
	queue.Set(100)
	threads := registry.NewGauge(registry.GaugeOpts{Name: "go_threads", Help: "Threads."})
	reg.MustRegister(queue, threads)
	const (
		queuePage   = "# HELP queue Jobs that wait.\n# TYPE queue gauge\nqueue 100\n"
		threadsPage = "# HELP go_threads Threads.\n# TYPE go_threads gauge\ngo_threads 0\n"
	)
	ignoring := expfmt.CompareOptions{Ignore: []string{"go_*"}}
	tests := []struct {
		name   string
		file   string // "" for none
		opts   expfmt.CompareOptions
		update bool
		says   string
		after  string
	}{
		{name: "the same", file: queuePage + threadsPage, after: queuePage + threadsPage},
		{name: "the same, to be updated", file: "go_threads 3\n" + queuePage, opts: ignoring, update: true, after: "go_threads 3\n" + queuePage},
		{name: "ignored", file: queuePage, opts: ignoring, after: queuePage},
		{
			name: "values", file: strings.ReplaceAll(queuePage, "100", "7") + threadsPage,
			opts: expfmt.CompareOptions{IgnoreValues: []string{"*"}}, update: true,
			after: strings.ReplaceAll(queuePage, "100", "7") + threadsPage,
		},
		{
			name: "tolerance", file: strings.ReplaceAll(queuePage, "100", "101") + threadsPage,
			opts:  expfmt.CompareOptions{Tolerance: 0.01},
			after: strings.ReplaceAll(queuePage, "100", "101") + threadsPage,
		},
		{
			name: "different", file: "queue 7\n", opts: ignoring, after: "queue 7\n",
			says: "error: FILE: testutil: metrics differ (-want +got):\n@@ queue @@\n-# HELP queue \n+# HELP queue Jobs that wait.\n" +
				"-# TYPE queue untyped\n+# TYPE queue gauge\n-queue 7\n+queue 100\n(-testutil.update writes the file anew)",
		},
		{name: "different, to be updated", file: "queue 7\n", opts: ignoring, update: true, says: "log: FILE: written anew", after: queuePage},
		{name: "no page", file: "queue", opts: ignoring, after: "queue", says: "error: FILE: expfmt: line 1, column 6: expected a line feed, found the end of the page\n(-testutil.update writes the file anew)"},
		{name: "no page, to be updated", file: "queue", opts: ignoring, update: true, says: "log: FILE: written anew", after: queuePage},
		{name: "missing", says: "error: FILE: open FILE: MISSING\n(-testutil.update writes the file anew)"},
		{name: "missing, to be updated", update: true, says: "log: FILE: written anew", after: threadsPage + queuePage},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "pages", "page.txt")
			if tt.file != "" {
				if err := writeFile(file, []byte(tt.file)); err != nil {
					t.Fatal(err)
				}
			}
			want := strings.ReplaceAll(tt.says, "MISSING", missing(file))
			var told fakeT
			golden(&told, file, reg, tt.opts, tt.update)
			if got := told.says(file); got != want {
				t.Errorf("\ngot  %s\nwant %s", got, want)
			}
			if after, _ := os.ReadFile(file); string(after) != tt.after {
				t.Errorf("file:\ngot  %q\nwant %q", after, tt.after)
			}
		})
	}
}

// missing returns the system's words for a file that is missing.
func missing(file string) string {
	_, err := os.ReadFile(file)
	var fail *fs.PathError
	if !errors.As(err, &fail) {
		return "the file is there"
	}
	return fail.Err.Error()
}

// A golden file in OpenMetrics 2.0 has native buckets, and nothing that changes
// from run to run.
func TestGoldenNative(t *testing.T) {
	latency := registry.NewHistogram(registry.HistogramOpts{
		Name: "latency_seconds", Help: "Time to answer.", NativeHistogramBucketFactor: 2, NativeHistogramZeroThreshold: 0.25,
	})
	latency.ObserveWithExemplar(1.5, registry.Labels{"trace_id": "a"})
	jobs := registry.NewCounter(registry.CounterOpts{Name: "jobs_total", Help: "Jobs."})
	jobs.AddWithExemplar(1, registry.Labels{"trace_id": "a"})
	reg := registry.NewRegistry()
	reg.MustRegister(latency, jobs)
	const (
		jobsPage    = "# HELP jobs_total Jobs.\n# TYPE jobs_total counter\njobs_total 1.0\n"
		latencyPage = "# HELP latency_seconds Time to answer.\n# TYPE latency_seconds histogram\n" +
			"latency_seconds {count:1,sum:1.5,schema:0,zero_threshold:0.25,zero_count:0,positive_spans:[1:1],positive_buckets:[1]}\n"
		page    = jobsPage + latencyPage + "# EOF\n"
		message = "name: \"jobs_total\"\nhelp: \"Jobs.\"\ntype: COUNTER\nmetric: {\n  counter: {\n    value: 1\n  }\n}\n\n" +
			"name: \"latency_seconds\"\nhelp: \"Time to answer.\"\ntype: HISTOGRAM\nmetric: {\n  histogram: {\n" +
			"    sample_count: 1\n    sample_sum: 1.5\n    schema: 0\n    zero_threshold: 0.25\n    zero_count: 0\n" +
			"    positive_span: {\n      offset: 1\n      length: 1\n    }\n    positive_delta: 1\n  }\n}\n\n"
		bucket = "-latency_seconds {schema:0,zero_threshold:0.25,zero_count:0,positive_spans:[2:1],positive_buckets:[1]}\n" +
			"+latency_seconds {schema:0,zero_threshold:0.25,zero_count:0,positive_spans:[1:1],positive_buckets:[1]}"
	)
	for _, tt := range []struct {
		name, file, path string
		update           bool
		says, after      string
	}{
		{name: "the same", file: page, path: "page", after: page},
		{name: "a bucket", file: strings.Replace(page, "[1:1]", "[2:1]", 1), path: "page", after: strings.Replace(page, "[1:1]", "[2:1]", 1),
			says: "error: FILE: testutil: metrics differ (-want +got):\n@@ latency_seconds @@\n" + bucket + "\n(-testutil.update writes the file anew)"},
		{name: "a bucket, to be updated", file: strings.Replace(page, "[1:1]", "[2:1]", 1), path: "page", update: true, after: page, says: "log: FILE: written anew"},
		{name: "missing, to be updated", path: "page.om2", update: true, after: page, says: "log: FILE: written anew"},
		{name: "missing, to be protobuf", path: "page.textproto", update: true, says: "log: FILE: written anew", after: message},
		{name: "protobuf", file: message, path: "page", after: message},
		{name: "a file without histograms, to be updated", file: jobsPage + "# EOF\n", path: "page.om2", update: true, after: page, says: "log: FILE: written anew"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), tt.path)
			if tt.file != "" {
				if err := writeFile(file, []byte(tt.file)); err != nil {
					t.Fatal(err)
				}
			}
			var told fakeT
			golden(&told, file, reg, expfmt.CompareOptions{}, tt.update)
			if got := told.says(file); got != tt.says {
				t.Errorf("\ngot  %s\nwant %s", got, tt.says)
			}
			if after, _ := os.ReadFile(file); string(after) != tt.after {
				t.Errorf("file:\ngot  %q\nwant %q", after, tt.after)
			}
		})
	}
	below := registry.NewCounterFunc(registry.CounterOpts{Name: "below_total"}, func() float64 { return -1 })
	reg.MustRegister(below)
	var told fakeT
	golden(&told, filepath.Join(t.TempDir(), "page.om2"), reg, expfmt.CompareOptions{}, true)
	if got := strings.Join(told.said, ""); !strings.Contains(got, `family "below_total"`) {
		t.Errorf("a counter below 0: got %s, want an error of the family", got)
	}
}

// A page that lacks something is not written.
func TestGoldenFailures(t *testing.T) {
	dir := t.TempDir()
	reg := registry.NewRegistry()
	reg.MustRegister(registry.NewGaugeFunc(registry.GaugeOpts{Name: "a"}, func() float64 { panic("no source") }))
	var told fakeT
	golden(&told, filepath.Join(dir, "a"), reg, expfmt.CompareOptions{}, true)
	if got := told.says(dir); !strings.HasPrefix(got, "error: testutil: gathering metrics failed") || !strings.Contains(got, "no source") {
		t.Errorf("a failing collector: got %s", got)
	}
	if files, _ := os.ReadDir(dir); len(files) > 0 {
		t.Errorf("a failing collector: got the file %s, want none", files[0].Name())
	}
	told = fakeT{}
	golden(&told, dir, registry.NewRegistry(), expfmt.CompareOptions{}, true)
	if got := told.says(dir); !strings.HasPrefix(got, "error: testutil: writing a golden file: ") {
		t.Errorf("a directory: got %s", got)
	}
}

func TestUpdateFlag(t *testing.T) {
	defer flag.Set(updateFlag, flag.Lookup(updateFlag).Value.String())
	reg := registry.NewRegistry()
	reg.MustRegister(registry.NewGauge(registry.GaugeOpts{Name: "queue"}))
	file := filepath.Join(t.TempDir(), "page.txt")
	for _, tt := range []struct{ flag, says string }{
		{"false", "error: FILE: open FILE: MISSING\n(-testutil.update writes the file anew)"},
		{"true", "log: FILE: written anew"},
		{"false", ""},
	} {
		if err := flag.Set(updateFlag, tt.flag); err != nil {
			t.Fatal(err)
		}
		want := strings.ReplaceAll(tt.says, "MISSING", missing(file))
		var told fakeT
		Golden(&told, file, reg, expfmt.CompareOptions{})
		if got := told.says(file); got != want {
			t.Errorf("-%s=%s:\ngot  %s\nwant %s", updateFlag, tt.flag, got, want)
		}
	}
	if flag.Lookup("update") != nil {
		t.Error("got a flag -update, which is a program's own")
	}
}

func TestNoUpdateFlag(t *testing.T) {
	before := flag.CommandLine
	defer func() { flag.CommandLine = before }()
	flag.CommandLine = flag.NewFlagSet("", flag.ContinueOnError)
	if updates() {
		t.Error("got true without a flag, want false")
	}
}
