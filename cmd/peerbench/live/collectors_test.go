package live

import (
	"database/sql"
	"errors"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/collectors/version"
	commonversion "github.com/prometheus/common/version"

	"plainmetrics/registry"
	ourcollectors "plainmetrics/runtimecollect/collectors"
	ourversion "plainmetrics/runtimecollect/collectors/version"
)

// swaps have the same calls twice, as before and after the import swap.
var swaps = []struct {
	name   string
	theirs func() prometheus.Collector
	ours   func() registry.Collector
	least  int // families there must be
}{
	{
		"runtime",
		func() prometheus.Collector { return collectors.NewGoCollector() },
		func() registry.Collector { return ourcollectors.NewGoCollector() }, 29,
	},
	{
		"runtime, all",
		func() prometheus.Collector {
			return collectors.NewGoCollector(collectors.WithGoCollectorRuntimeMetrics(collectors.MetricsAll))
		},
		func() registry.Collector {
			return ourcollectors.NewGoCollector(ourcollectors.WithGoCollectorRuntimeMetrics(ourcollectors.MetricsAll))
		}, 130,
	},
	{
		"runtime, every rule",
		func() prometheus.Collector {
			return collectors.NewGoCollector(collectors.WithGoCollectorRuntimeMetrics(
				collectors.MetricsGC, collectors.MetricsMemory, collectors.MetricsScheduler, collectors.MetricsDebug))
		},
		func() registry.Collector {
			return ourcollectors.NewGoCollector(ourcollectors.WithGoCollectorRuntimeMetrics(
				ourcollectors.MetricsGC, ourcollectors.MetricsMemory, ourcollectors.MetricsScheduler, ourcollectors.MetricsDebug))
		}, 120,
	},
	{
		"runtime, rules in turn",
		func() prometheus.Collector {
			return collectors.NewGoCollector(
				collectors.WithGoCollectorMemStatsMetricsDisabled(),
				collectors.WithGoCollectorRuntimeMetrics(collectors.MetricsAll),
				collectors.WithoutGoCollectorRuntimeMetrics(collectors.MetricsDebug.Matcher, regexp.MustCompile("bytes$")),
				collectors.WithGoCollectorRuntimeMetrics(collectors.GoRuntimeMetricsRule{Matcher: regexp.MustCompile("/gc/heap/frees")}),
			)
		},
		func() registry.Collector {
			return ourcollectors.NewGoCollector(
				ourcollectors.WithGoCollectorMemStatsMetricsDisabled(),
				ourcollectors.WithGoCollectorRuntimeMetrics(ourcollectors.MetricsAll),
				ourcollectors.WithoutGoCollectorRuntimeMetrics(ourcollectors.MetricsDebug.Matcher, regexp.MustCompile("bytes$")),
				ourcollectors.WithGoCollectorRuntimeMetrics(ourcollectors.GoRuntimeMetricsRule{Matcher: regexp.MustCompile("/gc/heap/frees")}),
			)
		}, 30,
	},
	{
		"runtime, no rules",
		func() prometheus.Collector {
			return collectors.NewGoCollector(collectors.WithGoCollectorRuntimeMetrics(), collectors.WithoutGoCollectorRuntimeMetrics())
		},
		func() registry.Collector {
			return ourcollectors.NewGoCollector(ourcollectors.WithGoCollectorRuntimeMetrics(), ourcollectors.WithoutGoCollectorRuntimeMetrics())
		}, 29,
	},
	{
		"runtime, without collections",
		func() prometheus.Collector { return collectors.NewGoCollector(collectors.WithGoCollections(0)) },
		func() registry.Collector { return ourcollectors.NewGoCollector(ourcollectors.WithGoCollections(0)) }, 8,
	},
	{
		"runtime, collection of memory statistics",
		func() prometheus.Collector {
			return collectors.NewGoCollector(collectors.WithGoCollections(collectors.GoRuntimeMemStatsCollection))
		},
		func() registry.Collector {
			return ourcollectors.NewGoCollector(ourcollectors.WithGoCollections(ourcollectors.GoRuntimeMemStatsCollection))
		}, 29,
	},
	{
		"runtime, collection of metrics",
		func() prometheus.Collector {
			return collectors.NewGoCollector(collectors.WithGoCollections(collectors.GoRuntimeMetricsCollection))
		},
		func() registry.Collector {
			return ourcollectors.NewGoCollector(ourcollectors.WithGoCollections(ourcollectors.GoRuntimeMetricsCollection))
		}, 110,
	},
	{
		"runtime, both collections",
		func() prometheus.Collector {
			return collectors.NewGoCollector(collectors.WithGoCollections(collectors.GoRuntimeMemStatsCollection | collectors.GoRuntimeMetricsCollection))
		},
		func() registry.Collector {
			return ourcollectors.NewGoCollector(ourcollectors.WithGoCollections(ourcollectors.GoRuntimeMemStatsCollection | ourcollectors.GoRuntimeMetricsCollection))
		}, 130,
	},
	{
		"build info",
		func() prometheus.Collector { return collectors.NewBuildInfoCollector() },
		func() registry.Collector { return ourcollectors.NewBuildInfoCollector() }, 1,
	},
	{
		"version",
		func() prometheus.Collector { return version.NewCollector("demo") },
		func() registry.Collector { return ourversion.NewCollector("demo") }, 1,
	},
	{
		"version without a program",
		func() prometheus.Collector { return version.NewCollector("") },
		func() registry.Collector { return ourversion.NewCollector("") }, 1,
	},
	{
		"version, variables and extra labels",
		func() prometheus.Collector {
			commonversion.Version, commonversion.Branch, commonversion.Revision = "1.2.3", "main", "abc"
			defer func() { commonversion.Version, commonversion.Branch, commonversion.Revision = "", "", "" }()
			return version.NewCollector("demo", version.WithExtraConstLabels(prometheus.Labels{"lost": "x"}),
				version.WithExtraConstLabels(prometheus.Labels{"zone": "a", "branch": "other"}))
		},
		func() registry.Collector {
			ourversion.Version, ourversion.Branch, ourversion.Revision = "1.2.3", "main", "abc"
			defer func() { ourversion.Version, ourversion.Branch, ourversion.Revision = "", "", "" }()
			return ourversion.NewCollector("demo", ourversion.WithExtraConstLabels(registry.Labels{"lost": "x"}),
				ourversion.WithExtraConstLabels(registry.Labels{"zone": "a", "branch": "other"}))
		}, 1,
	},
	{
		"databases",
		func() prometheus.Collector { return collectors.NewDBStatsCollector(db, "orders") },
		func() registry.Collector { return ourcollectors.NewDBStatsCollector(db, "orders") }, 9,
	},
	{
		"expvar",
		func() prometheus.Collector {
			return collectors.NewExpvarCollector(map[string]*prometheus.Desc{
				"plain":  prometheus.NewDesc("demo_plain", "A number.", nil, prometheus.Labels{"zone": "a"}),
				"flag":   prometheus.NewDesc("demo_flag", "A bool.", nil, nil),
				"nested": prometheus.NewDesc("demo_nested", "Maps.", []string{"outer", "inner"}, prometheus.Labels{"m": "1"}),
				"none":   prometheus.NewDesc("demo_none", "", nil, nil),
			})
		},
		func() registry.Collector {
			return ourcollectors.NewExpvarCollector(map[string]*registry.Desc{
				"plain":  registry.NewDesc("demo_plain", "A number.", nil, registry.Labels{"zone": "a"}),
				"flag":   registry.NewDesc("demo_flag", "A bool.", nil, nil),
				"nested": registry.NewDesc("demo_nested", "Maps.", []string{"outer", "inner"}, registry.Labels{"m": "1"}),
				"none":   registry.NewDesc("demo_none", "", nil, nil),
			})
		}, 3,
	},
}

// After the import swap the pages are the same, and so is what Describe and
// Collect send.
func TestSwaps(t *testing.T) {
	for _, s := range swaps {
		t.Run(s.name, func(t *testing.T) {
			compare(t, s.theirs(), s.ours(), s.least)
			compareDescs(t, s.theirs(), s.ours())
		})
	}
}

func TestSwappedProcess(t *testing.T) {
	least := map[string]int{"linux": 7, "windows": 6, "darwin": 5}[runtime.GOOS]
	if least == 0 {
		t.Skip("nothing tells about processes, so there is nothing to compare")
	}
	own := func() (int, error) { return os.Getpid(), nil }
	for _, s := range []struct {
		name   string
		theirs collectors.ProcessCollectorOpts
		ours   ourcollectors.ProcessCollectorOpts
	}{
		{"no options", collectors.ProcessCollectorOpts{}, ourcollectors.ProcessCollectorOpts{}},
		{"all options", collectors.ProcessCollectorOpts{PidFn: own, Namespace: "acra", ReportErrors: true},
			ourcollectors.ProcessCollectorOpts{PidFn: own, Namespace: "acra", ReportErrors: true}},
	} {
		t.Run(s.name, func(t *testing.T) {
			compare(t, collectors.NewProcessCollector(s.theirs), ourcollectors.NewProcessCollector(s.ours), least)
			if runtime.GOOS == "linux" { // elsewhere ours also describe what the system can't tell
				compareDescs(t, collectors.NewProcessCollector(s.theirs), ourcollectors.NewProcessCollector(s.ours))
			}
		})
	}
}

// A process that can't be read is registered with both, and is an error of
// Gather only if the options ask for it.
func TestSwappedProcessErrors(t *testing.T) {
	const text = "no PID today"
	fails := func() (int, error) { return 0, errors.New(text) }
	for _, report := range []bool{false, true} {
		theirs, ours := prometheus.NewRegistry(), registry.NewRegistry()
		theirs.MustRegister(collectors.NewProcessCollector(collectors.ProcessCollectorOpts{PidFn: fails, ReportErrors: report}))
		ours.MustRegister(ourcollectors.NewProcessCollector(ourcollectors.ProcessCollectorOpts{PidFn: fails, ReportErrors: report}))
		want, wantErr := theirs.Gather()
		got, gotErr := ours.Gather()
		for library, err := range map[string]error{"client_golang": wantErr, "plainmetrics": gotErr} {
			if (err != nil) != report || report && !strings.Contains(err.Error(), text) {
				t.Errorf("ReportErrors %v: %s: got error %v", report, library, err)
			}
		}
		if len(want)+len(got) > 0 {
			t.Errorf("ReportErrors %v: got %d and %d families, want none", report, len(want), len(got))
		}
	}
}

// Collectors of the same metrics are refused alike.
func TestSwappedDuplicates(t *testing.T) {
	for _, s := range swaps {
		theirs, ours := prometheus.NewRegistry(), registry.NewRegistry()
		theirs.MustRegister(s.theirs())
		ours.MustRegister(s.ours())
		want, got := theirs.Register(s.theirs()), ours.Register(s.ours())
		if !errors.As(want, new(prometheus.AlreadyRegisteredError)) || !errors.As(got, new(registry.AlreadyRegisteredError)) {
			t.Errorf("%s: got %v with client_golang and %v with plainmetrics, want both registered already", s.name, want, got)
		}
		if !theirs.Unregister(s.theirs()) || !ours.Unregister(s.ours()) {
			t.Errorf("%s: got false from Unregister, want true", s.name)
		}
	}
}

// Several databases share the families.
func TestSwappedDatabases(t *testing.T) {
	theirs, ours := prometheus.NewRegistry(), registry.NewRegistry()
	for _, name := range []string{"orders", "users", `quoted "x"`} {
		theirs.MustRegister(collectors.NewDBStatsCollector(sql.OpenDB(connector{}), name))
		ours.MustRegister(ourcollectors.NewDBStatsCollector(sql.OpenDB(connector{}), name))
	}
	compare(t, theirs, ours, 9)
}

// compareDescs compares the Descs from Describe, and the names of the metrics
// from Collect. The labels of go_info are no part of the Desc of ours.
func compareDescs(t *testing.T, theirs prometheus.Collector, ours registry.Collector) {
	t.Helper()
	info := regexp.MustCompile(`(fqName: "go_info".*constLabels: ){[^}]*}`)
	var want, got []string
	for _, d := range sent(theirs.Describe) {
		want = append(want, info.ReplaceAllString(d.String(), "$1{}"))
	}
	for _, d := range sent(ours.Describe) {
		got = append(got, d.String())
	}
	compareSorted(t, "Describe", want, got)

	name := regexp.MustCompile(`fqName: "[^"]*"`)
	want, got = nil, nil
	for _, m := range sent(theirs.Collect) {
		want = append(want, name.FindString(m.Desc().String()))
	}
	for _, m := range sent(ours.Collect) {
		got = append(got, name.FindString(m.Desc().String()))
	}
	compareSorted(t, "Collect", want, got)
}

// sent returns everything that a method sends.
func sent[T any](send func(chan<- T)) (all []T) {
	ch := make(chan T)
	go func() {
		defer close(ch)
		send(ch)
	}()
	for v := range ch {
		all = append(all, v)
	}
	return all
}

func compareSorted(t *testing.T, method string, want, got []string) {
	t.Helper()
	slices.Sort(want)
	slices.Sort(got)
	for _, text := range want {
		if !slices.Contains(got, text) {
			t.Errorf("%s: only client_golang sends %s", method, text)
		}
	}
	for _, text := range got {
		if !slices.Contains(want, text) {
			t.Errorf("%s: only plainmetrics sends %s", method, text)
		}
	}
	if !t.Failed() && !slices.Equal(want, got) {
		t.Errorf("%s: got %d, want %d", method, len(got), len(want))
	}
}
