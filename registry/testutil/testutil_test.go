package testutil_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
	"plainmetrics/registry/model"
	"plainmetrics/registry/testutil"
	"plainmetrics/registry/testutil/promlint"
)

// failing is a Collector that has nothing to say.
var failing = registry.SourceFunc(func(context.Context, expfmt.Encoder) error { return errors.New("no source") })

func newCounterVec() *registry.CounterVec {
	vec := registry.NewCounterVec(registry.CounterOpts{Name: "jobs_total", Help: "Jobs done."}, []string{"kind"})
	vec.WithLabelValues("small").Add(2)
	vec.WithLabelValues("large").Add(0.5)
	return vec
}

func newHistogram() registry.Histogram {
	h := registry.NewHistogram(registry.HistogramOpts{Name: "job_seconds", Help: "Time of a job.", Buckets: []float64{1}})
	h.Observe(3)
	return h
}

func newGauge(v float64) registry.Gauge {
	g := registry.NewGauge(registry.GaugeOpts{Name: "queue", Help: "Jobs that wait."})
	g.Set(v)
	return g
}

func newRegistry(cs ...registry.Collector) *registry.Registry {
	reg := registry.NewRegistry()
	reg.MustRegister(cs...)
	return reg
}

// panics returns the panic value of f.
func panics(f func()) (err error) {
	defer func() { err, _ = recover().(error) }()
	f()
	return nil
}

func TestToFloat64(t *testing.T) {
	vec := newCounterVec()
	alone := registry.NewGaugeVec(registry.GaugeOpts{Name: "a"}, []string{"b"})
	alone.WithLabelValues("c").Set(4)
	tests := []struct {
		name string
		c    registry.Collector
		want float64
	}{
		{"a gauge", newGauge(-3), -3},
		{"a series of a vector", vec.WithLabelValues("large"), 0.5},
		{"a vector with one series", alone, 4},
		{"a function", registry.NewGaugeFunc(registry.GaugeOpts{Name: "a"}, func() float64 { return 7 }), 7},
		{"an untyped function", registry.NewUntypedFunc(registry.UntypedOpts{Name: "a"}, func() float64 { return 8 }), 8},
		{"a registry", newRegistry(newGauge(9)), 9},
		{"a counter without a name", registry.NewCounter(registry.CounterOpts{}), 0},
	}
	for _, tt := range tests {
		if got := testutil.ToFloat64(tt.c); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestToFloat64Panics(t *testing.T) {
	summaries := registry.NewSummaryVec(registry.SummaryOpts{}, []string{"b"})
	histograms := registry.NewHistogramVec(registry.HistogramOpts{}, []string{"b"})
	histograms.WithLabelValues("c")
	tests := []struct {
		name string
		c    registry.Collector
		want string
	}{
		{"two series", newCounterVec(), "testutil: collected 2 metrics instead of exactly 1"},
		{"no series", registry.NewGaugeVec(registry.GaugeOpts{Name: "a"}, []string{"b"}), "testutil: collected 0 metrics instead of exactly 1"},
		{"a histogram", newHistogram(), "testutil: collected a non-gauge/counter/untyped metric: found a histogram"},
		{"a histogram without a name", registry.NewHistogram(registry.HistogramOpts{}), "testutil: collected a non-gauge/counter/untyped metric: found a histogram"},
		{"a summary", registry.NewSummary(registry.SummaryOpts{Name: "a"}), "testutil: collected a non-gauge/counter/untyped metric: found a summary"},
		{"a summary without a name", registry.NewSummary(registry.SummaryOpts{}), "testutil: collected a non-gauge/counter/untyped metric: found a summary"},
		{"a summary with an invalid name and objectives", registry.NewSummary(registry.SummaryOpts{Name: "-", Objectives: map[float64]float64{0.5: 0.1}}), "testutil: collected a non-gauge/counter/untyped metric: found a summary"},
		{"a series of a summary vector without a name", summaries.WithLabelValues("c").(registry.Summary), "testutil: collected a non-gauge/counter/untyped metric: found a summary"},
		{"a summary vector without a name", summaries, "testutil: collected a non-gauge/counter/untyped metric: found a summary"},
		{"a histogram vector without a name", histograms, "testutil: collected a non-gauge/counter/untyped metric: found a histogram"},
		{"a gauge histogram", registry.SourceFunc(writeGaugeHistogram), "testutil: collected a non-gauge/counter/untyped metric: found a gaugehistogram"},
		{"a failure", failing, "testutil: error happened while collecting metrics: no source"},
	}
	for _, tt := range tests {
		err := panics(func() { testutil.ToFloat64(tt.c) })
		if err == nil || err.Error() != tt.want {
			t.Errorf("%s:\ngot  %v\nwant %s", tt.name, err, tt.want)
		}
	}
}

func writeGaugeHistogram(_ context.Context, enc expfmt.Encoder) error {
	enc.Point(expfmt.MustFamily("queue_seconds", "", expfmt.TypeGaugeHistogram), expfmt.LabelSet{}, &expfmt.Point{Count: 1})
	return nil
}

func TestCount(t *testing.T) {
	reg := newRegistry(newCounterVec(), newHistogram(), newGauge(1))
	tests := []struct {
		name  string
		names []string
		want  int
	}{
		{"all", nil, 4},
		{"a vector", []string{"jobs_total"}, 2},
		{"a histogram is one", []string{"job_seconds"}, 1},
		{"several", []string{"queue", "jobs_total"}, 3},
		{"a name that is on no page", []string{"job"}, 0},
	}
	for _, tt := range tests {
		got, err := testutil.GatherAndCount(reg, tt.names...)
		if got != tt.want || err != nil {
			t.Errorf("GatherAndCount, %s: got %d and the error %v, want %d", tt.name, got, err, tt.want)
		}
		if got := testutil.CollectAndCount(reg, tt.names...); got != tt.want {
			t.Errorf("CollectAndCount, %s: got %d, want %d", tt.name, got, tt.want)
		}
	}
}

func TestCountFailures(t *testing.T) {
	if _, err := testutil.GatherAndCount(newRegistry(failing)); err == nil || !strings.Contains(err.Error(), "no source") {
		t.Errorf("GatherAndCount: got the error %v, want that of the collector", err)
	}
	if err := panics(func() { testutil.CollectAndCount(failing) }); err == nil || !strings.Contains(err.Error(), "no source") {
		t.Errorf("CollectAndCount: got the panic %v, want the collector's error", err)
	}
	invalid := registry.NewGauge(registry.GaugeOpts{Name: "\xff"})
	if err := panics(func() { testutil.CollectAndCount(invalid) }); err == nil || !strings.Contains(err.Error(), "registering collector failed") {
		t.Errorf("CollectAndCount: got the panic %v, want that it can't be registered", err)
	}
}

// compareTests drive CollectAndCompare, GatherAndCompare and
// ScrapeAndCompare alike.
var compareTests = []struct {
	name     string
	expected string
	names    []string
	want     string // in the error
}{
	{
		name: "as people write it",
		expected: `
			# HELP queue Jobs that wait.
			# TYPE queue gauge
			queue 1

			# TYPE jobs_total counter
			# HELP jobs_total Jobs done.
			jobs_total{ kind = "small", } 2
			jobs_total{kind="large"} 0.5

			# HELP job_seconds Time of a job.
			# TYPE job_seconds histogram
			job_seconds_bucket{le="1.0"} 0
			job_seconds_bucket{le="+Inf"} 1
			job_seconds_sum 3
			job_seconds_count 1
		`,
	},
	{name: "one of them", expected: "# HELP queue Jobs that wait.\n# TYPE queue gauge\nqueue 1\n", names: []string{"queue"}},
	{
		name:     "names choose on both sides",
		expected: "# HELP queue Jobs that wait.\n# TYPE queue gauge\nqueue 1\nother 7\n",
		names:    []string{"queue"},
	},
	{
		name:     "a value",
		expected: "# HELP queue Jobs that wait.\n# TYPE queue gauge\nqueue 2\n",
		names:    []string{"queue"},
		want:     "testutil: metrics differ (-want +got):\n@@ queue @@\n-queue 2\n+queue 1",
	},
	{
		name:     "what is missing and what is there instead",
		expected: "# HELP jobs_total Jobs.\n# TYPE jobs_total counter\njobs_total{kind=\"small\"} 2\nother 1\n",
		names:    []string{"jobs_total", "other"},
		want: "@@ jobs_total @@\n-# HELP jobs_total Jobs.\n+# HELP jobs_total Jobs done.\n+jobs_total{kind=\"large\"} 0.5\n" +
			"@@ other @@\n-# HELP other \n-# TYPE other untyped\n-other 1",
	},
	{name: "no page", expected: "queue one\n", want: `testutil: expected page: converting reader to metric families failed: expfmt: line 1, column 7: expected a number, found "one"`},
}

func TestCompare(t *testing.T) {
	reg := newRegistry(newCounterVec(), newHistogram(), newGauge(1))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		page, err := testutil.GatherAndFormat(reg, expfmt.Text{})
		if err != nil {
			t.Error(err)
		}
		_, _ = w.Write(page)
	}))
	defer server.Close()
	for _, tt := range compareTests {
		t.Run(tt.name, func(t *testing.T) {
			for name, err := range map[string]error{
				"CollectAndCompare": testutil.CollectAndCompare(reg, strings.NewReader(tt.expected), tt.names...),
				"GatherAndCompare":  testutil.GatherAndCompare(reg, strings.NewReader(tt.expected), tt.names...),
				"ScrapeAndCompare":  testutil.ScrapeAndCompare(server.URL, strings.NewReader(tt.expected), tt.names...),
			} {
				if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
					t.Errorf("%s:\ngot  %v\nwant %s", name, err, tt.want)
				}
			}
		})
	}
}

func TestCompareFailures(t *testing.T) {
	page := func() *strings.Reader { return strings.NewReader("a 1\n") }
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	nonsense := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("<html>\n"))
	}))
	defer nonsense.Close()
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	invalid := registry.NewGauge(registry.GaugeOpts{Name: "\xff"})
	tests := []struct {
		name string
		err  error
		want string
	}{
		{"a collector fails", testutil.CollectAndCompare(failing, page()), "no source"},
		{"a collector is invalid", testutil.CollectAndCompare(invalid, page()), "testutil: registering collector failed: "},
		{"status", testutil.ScrapeAndCompare(server.URL, page()), "the scraping target returned a status code other than 200: 404"},
		{"no page", testutil.ScrapeAndCompare(nonsense.URL, page()), "testutil: scraped page: expfmt: line 1, column 1"},
		{"no server", testutil.ScrapeAndCompare(gone.URL, page()), "scraping metrics failed: "},
		{"no URL", testutil.ScrapeAndCompare("http://%", page()), "scraping metrics failed: "},
	}
	for _, tt := range tests {
		if tt.err == nil || !strings.Contains(tt.err.Error(), tt.want) {
			t.Errorf("%s:\ngot  %v\nwant %s", tt.name, tt.err, tt.want)
		}
	}
}

// A pool is a TransactionalGatherer that counts the calls of done, and
// overwrites its family when done is called.
type pool struct {
	family *model.MetricFamily
	err    error
	done   int
}

func (p *pool) Gather() ([]*model.MetricFamily, func(), error) {
	return []*model.MetricFamily{p.family}, func() {
		p.done++
		*p.family = model.MetricFamily{}
	}, p.err
}

func TestTransactionalGatherAndCompare(t *testing.T) {
	tests := []struct {
		name     string
		expected string
		err      error
		fails    bool
	}{
		{"the same", "# TYPE a gauge\na 1\n", nil, false},
		{"different", "# TYPE a gauge\na 2\n", nil, true},
		{"an error", "# TYPE a gauge\na 1\n", errors.New("no source"), true},
		{"no page", "a", nil, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			name, value := "a", 1.0
			p := &pool{err: tt.err, family: &model.MetricFamily{
				Name: &name, Type: model.MetricType_GAUGE.Enum(), Metric: []*model.Metric{{Gauge: &model.Gauge{Value: &value}}},
			}}
			err := testutil.TransactionalGatherAndCompare(p, strings.NewReader(tt.expected), "a")
			if (err != nil) != tt.fails || p.done != 1 {
				t.Errorf("got error %v and %d calls of done, want an error: %v, and one call", err, p.done, tt.fails)
			}
		})
	}
}

func TestFormat(t *testing.T) {
	const queue = "# HELP queue Jobs that wait.\n# TYPE queue gauge\nqueue 1\n"
	reg := newRegistry(newGauge(1), newCounterVec())
	got, err := testutil.GatherAndFormat(reg, expfmt.Text{}, "queue")
	if string(got) != queue || err != nil {
		t.Errorf("one: got %q and the error %v, want %q", got, err, queue)
	}
	got, err = testutil.CollectAndFormat(newGauge(1), expfmt.Text{})
	if string(got) != queue || err != nil {
		t.Errorf("all: got %q and the error %v, want %q", got, err, queue)
	}
	if _, err := testutil.CollectAndFormat(failing, expfmt.Text{}); err == nil {
		t.Error("a failing collector: got no error")
	}
}

func TestLint(t *testing.T) {
	bad := registry.NewCounterVec(registry.CounterOpts{Name: "jobs_ms"}, []string{"jobKind"})
	bad.WithLabelValues("a").Inc()
	bad.WithLabelValues("b").Inc()
	tests := []struct {
		name  string
		c     registry.Collector
		names []string
		want  []promlint.Problem
	}{
		{"good", newCounterVec(), nil, nil},
		{"bad", bad, nil, []promlint.Problem{
			{Metric: "jobs_ms", Text: `counter metrics should have "_total" suffix`},
			{Metric: "jobs_ms", Text: "label names should be written in 'snake_case' not 'camelCase'"},
			{Metric: "jobs_ms", Text: "label names should be written in 'snake_case' not 'camelCase'"},
			{Metric: "jobs_ms", Text: "metric names should not contain abbreviated units"},
			{Metric: "jobs_ms", Text: "no help text"},
		}},
		{"bad but not asked for", bad, []string{"jobs_total"}, nil},
		{"a series of a vector", bad.WithLabelValues("a"), []string{"jobs_ms"}, []promlint.Problem{
			{Metric: "jobs_ms", Text: `counter metrics should have "_total" suffix`},
			{Metric: "jobs_ms", Text: "label names should be written in 'snake_case' not 'camelCase'"},
			{Metric: "jobs_ms", Text: "metric names should not contain abbreviated units"},
			{Metric: "jobs_ms", Text: "no help text"},
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := testutil.CollectAndLint(tt.c, tt.names...)
			if diff := cmp.Diff(tt.want, got); diff != "" || err != nil {
				t.Errorf("error %v, problems (-want +got):\n%s", err, diff)
			}
		})
	}
	if _, err := testutil.CollectAndLint(failing); err == nil {
		t.Error("a failing collector: got no error")
	}
}
