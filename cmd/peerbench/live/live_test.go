// Package live holds the collectors that look at the process, and at other
// things outside of the registry, against client_golang's, in one process:
// the same families, HELP texts, types, labels and buckets, and the same
// values where those keep still.
package live

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"expvar"
	"net/http"
	"net/http/httptest"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/collectors/version"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	commonversion "github.com/prometheus/common/version"

	"plainmetrics/expfmt"
	"plainmetrics/httpserve"
	"plainmetrics/proccollect"
	"plainmetrics/registry"
	"plainmetrics/runtimecollect"
	"plainmetrics/runtimecollect/expvarcollect"
	"plainmetrics/runtimecollect/sqlcollect"
)

// steady are the families whose values don't move while a test runs.
var steady = regexp.MustCompile(`^(go_info|go_build_info|go_sql_\w+|demo_\w+|go_gc_gogc_percent|go_gc_gomemlimit_bytes|` +
	`go_sched_gomaxprocs_threads|go_gc_stack_starting_size_bytes|go_cgo_go_to_c_calls_calls_total|` +
	`(\w+_)?process_(max_fds|start_time_seconds|virtual_memory_max_bytes))[{ ]`)

var cases = []struct {
	name   string
	theirs prometheus.Collector
	ours   registry.Collector
	least  int // families there must be
}{
	{"runtime", collectors.NewGoCollector(), runtimecollect.New(), 29},
	{
		"runtime, all", collectors.NewGoCollector(collectors.WithGoCollectorRuntimeMetrics(collectors.MetricsAll)),
		runtimecollect.New(runtimecollect.WithRuntimeMetrics(runtimecollect.MetricsAll)), 130,
	},
	{
		"runtime, by rules",
		collectors.NewGoCollector(
			collectors.WithGoCollectorMemStatsMetricsDisabled(),
			collectors.WithGoCollectorRuntimeMetrics(collectors.MetricsGC, collectors.MetricsScheduler, collectors.MetricsMemory),
			collectors.WithoutGoCollectorRuntimeMetrics(regexp.MustCompile("^/sched/pauses"), regexp.MustCompile("bytes$")),
			collectors.WithGoCollectorRuntimeMetrics(collectors.GoRuntimeMetricsRule{Matcher: regexp.MustCompile("/gc/heap/frees")}),
		),
		runtimecollect.New(
			runtimecollect.WithoutMemStats(),
			runtimecollect.WithRuntimeMetrics(runtimecollect.MetricsGC, runtimecollect.MetricsScheduler, runtimecollect.MetricsMemory),
			runtimecollect.WithoutRuntimeMetrics(regexp.MustCompile("^/sched/pauses"), regexp.MustCompile("bytes$")),
			runtimecollect.WithRuntimeMetrics(runtimecollect.Rule{Matcher: regexp.MustCompile("/gc/heap/frees")}),
		), 20,
	},
	{
		"runtime, debug", collectors.NewGoCollector(collectors.WithGoCollectorRuntimeMetrics(collectors.MetricsDebug)),
		runtimecollect.New(runtimecollect.WithRuntimeMetrics(runtimecollect.MetricsDebug)), 60,
	},
	{"runtime, without", collectors.NewGoCollector(collectors.WithoutGoCollectorRuntimeMetrics(regexp.MustCompile("gogc"))),
		runtimecollect.New(runtimecollect.WithoutRuntimeMetrics(regexp.MustCompile("gogc"))), 28},
	{"build info", collectors.NewBuildInfoCollector(), runtimecollect.NewBuildInfo(), 1},
	{"version", version.NewCollector("demo"), runtimecollect.NewVersion("demo", runtimecollect.Build{
		Version: commonversion.Version, Branch: commonversion.Branch, Revision: commonversion.GetRevision(), Tags: commonversion.GetTags(),
	}), 1},
	{"databases", collectors.NewDBStatsCollector(db, "orders"), sqlcollect.New(db, "orders"), 9},
	{"expvar", collectors.NewExpvarCollector(map[string]*prometheus.Desc{
		"plain":  prometheus.NewDesc("demo_plain", "A number.", nil, nil),
		"flag":   prometheus.NewDesc("demo_flag", "A bool.", nil, nil),
		"nested": prometheus.NewDesc("demo_nested", "Maps.", []string{"outer", "inner"}, nil),
		"none":   prometheus.NewDesc("demo_none", "", nil, nil),
	}), expvarcollect.New(map[string]expvarcollect.Export{
		"plain":  {Family: expfmt.MustFamily("demo_plain", "A number.", expfmt.TypeUntyped)},
		"flag":   {Family: expfmt.MustFamily("demo_flag", "A bool.", expfmt.TypeUntyped)},
		"nested": {Family: expfmt.MustFamily("demo_nested", "Maps.", expfmt.TypeUntyped), Labels: []string{"outer", "inner"}},
		"none":   {Family: expfmt.MustFamily("demo_none", "", expfmt.TypeUntyped)},
	}), 3},
}

func TestPages(t *testing.T) {
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { compare(t, c.theirs, c.ours, c.least) })
	}
}

func TestProcess(t *testing.T) {
	least := map[string]int{"linux": 7, "windows": 6, "darwin": 5}[runtime.GOOS]
	if least == 0 {
		t.Skip("nothing tells about processes, so there is nothing to compare")
	}
	compare(t, collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), proccollect.New(proccollect.Options{}), least)
	compare(t, collectors.NewProcessCollector(collectors.ProcessCollectorOpts{Namespace: "acra"}),
		proccollect.New(proccollect.Options{Namespace: "acra"}), least)
}

// compare compares two pages, line by line.
func compare(t *testing.T, theirs prometheus.Collector, ours registry.Collector, least int) {
	t.Helper()
	theirRegistry, ourRegistry := prometheus.NewRegistry(), registry.NewRegistry()
	theirRegistry.MustRegister(theirs)
	ourRegistry.MustRegister(ours)
	theirHandler := promhttp.HandlerFor(theirRegistry, promhttp.HandlerOpts{
		EnableOpenMetrics: true, EnableOpenMetricsTextCreatedSamples: true,
	})
	ourHandler := httpserve.HandlerFor(ourRegistry, httpserve.HandlerOpts{
		EnableOpenMetrics: true, EnableOpenMetricsTextCreatedSamples: true,
	})
	compareLines(t, lines(theirHandler, ""), lines(ourHandler, ""), least)
	const openMetrics = "application/openmetrics-text"
	compareLines(t, lines(theirHandler, openMetrics), lines(ourHandler, openMetrics), least)
}

func compareLines(t *testing.T, want, got []string, least int) {
	t.Helper()
	families := 0
	for _, line := range want {
		if strings.HasPrefix(line, "# TYPE ") {
			families++
		}
		if !slices.Contains(got, line) {
			t.Errorf("only client_golang prints %s", line)
		}
	}
	for _, line := range got {
		if !slices.Contains(want, line) {
			t.Errorf("only plainmetrics prints %s", line)
		}
	}
	if !t.Failed() && !slices.Equal(want, got) {
		t.Errorf("the order of lines differs:\n%s\n%s", strings.Join(want, "\n"), strings.Join(got, "\n"))
	}
	if families < least {
		t.Errorf("families compared: got %d, want at least %d", families, least)
	}
}

// lines returns those of a page, without the values that move.
func lines(h http.Handler, accept string) []string {
	request := httptest.NewRequest(http.MethodGet, "/metrics", nil)
	request.Header.Set("Accept", accept)
	response := httptest.NewRecorder()
	h.ServeHTTP(response, request)
	lines := strings.Split(strings.TrimSpace(response.Body.String()), "\n")
	for i, line := range lines {
		if end := strings.LastIndexByte(line, ' '); !strings.HasPrefix(line, "# ") && !steady.MatchString(line) {
			lines[i] = line[:end]
		}
	}
	return lines
}

// db is never connected.
var db = sql.OpenDB(connector{})

type connector struct{}

func (connector) Connect(context.Context) (driver.Conn, error) { return nil, errors.New("no database") }
func (connector) Driver() driver.Driver                        { return nil }

func init() {
	expvar.NewFloat("plain").Set(1234567.5)
	expvar.Publish("flag", expvar.Func(func() any { return true }))
	nested := expvar.NewMap("nested")
	for _, name := range []string{"b", "a", `quoted "x"`, "ü"} {
		inner := new(expvar.Map)
		inner.Add("x", 2)
		inner.AddFloat("y\\", 0.5)
		nested.Set(name, inner)
	}
	nested.Add("too shallow", 1)
}
