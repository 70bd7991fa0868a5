package collectors_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"plainmetrics/proccollect"
	"plainmetrics/registry"
	"plainmetrics/runtimecollect"
	"plainmetrics/runtimecollect/collectors"
)

// familiesOf returns the names of the families of a Collector.
func familiesOf(t *testing.T, c registry.Collector) (names []string) {
	t.Helper()
	reg := registry.NewPedanticRegistry()
	if err := reg.Register(c); err != nil {
		t.Fatal(err)
	}
	families, err := reg.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range families {
		names = append(names, f.GetName())
	}
	return names
}

// Each function has the families of the function that the function stands
// for.
func TestGoCollector(t *testing.T) {
	scheduler, gogc := regexp.MustCompile("^/sched/"), regexp.MustCompile("gogc")
	for _, test := range []struct {
		name   string
		option runtimecollect.Option
		same   []runtimecollect.Option
	}{
		{"legacy set", collectors.WithLegacySet(), []runtimecollect.Option{runtimecollect.WithSet(runtimecollect.Legacy)}},
		{"without memory statistics", collectors.WithGoCollectorMemStatsMetricsDisabled(), []runtimecollect.Option{runtimecollect.WithoutMemStats()}},
		{"own rule", collectors.WithGoCollectorRuntimeMetrics(collectors.GoRuntimeMetricsRule{Matcher: scheduler}),
			[]runtimecollect.Option{runtimecollect.WithRuntimeMetrics(runtimecollect.Rule{Matcher: scheduler})}},
		{"without", collectors.WithoutGoCollectorRuntimeMetrics(gogc), []runtimecollect.Option{runtimecollect.WithoutRuntimeMetrics(gogc)}},
		{"all", collectors.WithGoCollectorRuntimeMetrics(collectors.MetricsAll),
			[]runtimecollect.Option{runtimecollect.WithRuntimeMetrics(runtimecollect.MetricsAll)}},
		{"garbage collector", collectors.WithGoCollectorRuntimeMetrics(collectors.MetricsGC),
			[]runtimecollect.Option{runtimecollect.WithRuntimeMetrics(runtimecollect.MetricsGC)}},
		{"memory", collectors.WithGoCollectorRuntimeMetrics(collectors.MetricsMemory),
			[]runtimecollect.Option{runtimecollect.WithRuntimeMetrics(runtimecollect.MetricsMemory)}},
		{"scheduler", collectors.WithGoCollectorRuntimeMetrics(collectors.MetricsScheduler),
			[]runtimecollect.Option{runtimecollect.WithRuntimeMetrics(runtimecollect.MetricsScheduler)}},
		{"debug", collectors.WithGoCollectorRuntimeMetrics(collectors.MetricsDebug),
			[]runtimecollect.Option{runtimecollect.WithRuntimeMetrics(runtimecollect.MetricsDebug)}},
		{"no collections", collectors.WithGoCollections(0), []runtimecollect.Option{runtimecollect.WithoutMemStats()}},
		{"collection of memory statistics", collectors.WithGoCollections(collectors.GoRuntimeMemStatsCollection), nil},
		{"collection of metrics", collectors.WithGoCollections(collectors.GoRuntimeMetricsCollection),
			[]runtimecollect.Option{runtimecollect.WithoutMemStats(), runtimecollect.WithRuntimeMetrics(runtimecollect.MetricsAll)}},
		{"both collections", collectors.WithGoCollections(collectors.GoRuntimeMemStatsCollection | collectors.GoRuntimeMetricsCollection),
			[]runtimecollect.Option{runtimecollect.WithRuntimeMetrics(runtimecollect.MetricsAll)}},
	} {
		t.Run(test.name, func(t *testing.T) {
			want := familiesOf(t, runtimecollect.New(test.same...))
			if diff := cmp.Diff(want, familiesOf(t, collectors.NewGoCollector(test.option))); diff != "" {
				t.Errorf("families (-want +got):\n%s", diff)
			}
		})
	}
}

// The zero rule and a nil matcher can't choose metrics.
func TestNilMatcher(t *testing.T) {
	for name, option := range map[string]func() runtimecollect.Option{
		"rule": func() runtimecollect.Option {
			return collectors.WithGoCollectorRuntimeMetrics(collectors.GoRuntimeMetricsRule{})
		},
		"matcher": func() runtimecollect.Option { return collectors.WithoutGoCollectorRuntimeMetrics(nil) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				const want = "expected a Matcher, found nil"
				if err, _ := recover().(error); err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("got panic %v, want %q", err, want)
				}
			}()
			option()
		})
	}
}

func TestBuildInfoCollector(t *testing.T) {
	if diff := cmp.Diff([]string{"go_build_info"}, familiesOf(t, collectors.NewBuildInfoCollector())); diff != "" {
		t.Errorf("families (-want +got):\n%s", diff)
	}
}

// The legacy sets of the runtime and the process belong together.
func TestLegacySets(t *testing.T) {
	reg, want := registry.NewRegistry(), registry.NewRegistry()
	reg.MustRegister(collectors.NewGoCollector(collectors.WithLegacySet()),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{LegacySet: true}))
	want.MustRegister(runtimecollect.New(runtimecollect.WithSet(runtimecollect.Legacy)),
		proccollect.New(proccollect.Options{Set: proccollect.Legacy}))
	if diff := cmp.Diff(familiesOf(t, want), familiesOf(t, reg)); diff != "" {
		t.Errorf("families (-want +got):\n%s", diff)
	}
}
