package runtimecollect_test

import (
	"regexp"
	"runtime/metrics"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"plainmetrics/expfmt"
	"plainmetrics/runtimecollect"
)

// A decision is a rule as client_golang writes it: an expression that
// matches anywhere in a name, with - in front if it denies.
type decision string

// byDefault is what client_golang begins with.
const byDefault decision = `/gc/gogc:percent|/gc/gomemlimit:bytes|/sched/gomaxprocs:threads`

var ruleTests = []struct {
	name      string
	options   []runtimecollect.Option
	decisions []decision // behind the default
}{
	{"default", nil, nil},
	{"all", options(allow(runtimecollect.MetricsAll)), []decision{`/.*`}},
	{"gc", options(allow(runtimecollect.MetricsGC)), []decision{`^/gc/.*`}},
	{"memory", options(allow(runtimecollect.MetricsMemory)), []decision{`^/memory/.*`}},
	{"scheduler", options(allow(runtimecollect.MetricsScheduler)), []decision{`^/sched/.*`}},
	{"debug", options(allow(runtimecollect.MetricsDebug)), []decision{`^/godebug/.*`}},
	{"several", options(allow(runtimecollect.MetricsGC, runtimecollect.MetricsScheduler)), []decision{`^/gc/.*`, `^/sched/.*`}},
	{"none", options(deny(`.*`)), []decision{`-.*`}},
	{"one of the default less", options(deny(`gogc`)), []decision{`-gogc`}},
	{"matchers are not anchored", options(allow(expression(`cpu`)), deny(`idle`)), []decision{`cpu`, `-idle`}},
	{"the last match wins", options(allow(runtimecollect.MetricsAll), deny(`^/gc/`), allow(expression(`^/gc/heap/`)), deny(`:objects$`)),
		[]decision{`/.*`, `-^/gc/`, `^/gc/heap/`, `-:objects$`}},
	{"allowed behind denied", options(deny(`.*`), allow(runtimecollect.MetricsMemory)), []decision{`-.*`, `^/memory/.*`}},
	{"several denied", options(allow(runtimecollect.MetricsAll), deny(`^/godebug/`, `by-size`, `seconds$`)),
		[]decision{`/.*`, `-^/godebug/`, `-by-size`, `-seconds$`}},
	{"nothing matches", options(allow(expression(`^/nothing/`)), deny(`^/nothing/`)), []decision{`^/nothing/`, `-^/nothing/`}},
	{"without rules", options(allow(), deny()), nil},
}

func options(o ...runtimecollect.Option) []runtimecollect.Option { return o }

func allow(rules ...runtimecollect.Rule) runtimecollect.Option {
	return runtimecollect.WithRuntimeMetrics(rules...)
}

func deny(expressions ...string) runtimecollect.Option {
	var matchers []runtimecollect.Matcher
	for _, e := range expressions {
		matchers = append(matchers, regexp.MustCompile(e))
	}
	return runtimecollect.WithoutRuntimeMetrics(matchers...)
}

func expression(e string) runtimecollect.Rule {
	return runtimecollect.Rule{Matcher: regexp.MustCompile(e)}
}

// The rules choose what the same rules of client_golang choose: names,
// types and HELP texts are worked out here from what the runtime describes.
func TestRules(t *testing.T) {
	for _, test := range ruleTests {
		t.Run(test.name, func(t *testing.T) {
			tests := []struct {
				set  runtimecollect.Set
				want []string
			}{
				{runtimecollect.Current, publishedLines(append([]decision{byDefault}, test.decisions...))},
				{runtimecollect.Legacy, publishedLines(test.decisions)},
			}
			for _, in := range tests {
				bare := familyLines(runtimecollect.New(runtimecollect.WithSet(in.set), deny(`.*`)))
				c := runtimecollect.New(append(test.options, runtimecollect.WithSet(in.set))...)
				got := slices.DeleteFunc(familyLines(c), func(line string) bool { return slices.Contains(bare, line) })
				if diff := cmp.Diff(in.want, got); diff != "" {
					t.Errorf("Set %d (-want +got):\n%s", in.set, diff)
				}
			}
		})
	}
}

// familyLines returns a line for each family, in order.
func familyLines(c interface{ Families() []*expfmt.Family }) []string {
	lines := []string{}
	for _, f := range c.Families() {
		lines = append(lines, f.Name()+" "+f.Type().String()+" "+f.Help())
	}
	return lines
}

// publishedLines returns the lines of the families of the runtime's metrics
// for which the last matching decision is one that allows.
func publishedLines(decisions []decision) []string {
	lines := []string{}
	for _, d := range metrics.All() {
		allowed := false
		for _, v := range decisions {
			text, denies := strings.CutPrefix(string(v), "-")
			if regexp.MustCompile(text).MatchString(d.Name) {
				allowed = !denies
			}
		}
		if allowed {
			lines = append(lines, publishedLine(d))
		}
	}
	slices.Sort(lines)
	return lines
}

func publishedLine(d metrics.Description) string {
	name := "go" + strings.ReplaceAll(d.Name, "/", "_")
	name = strings.ReplaceAll(strings.ReplaceAll(name, ":", "_"), "-", "_")
	typ := "gauge"
	switch {
	case d.Kind == metrics.KindFloat64Histogram:
		typ = "histogram"
	case d.Cumulative:
		name, typ = name+"_total", "counter"
	}
	return name + " " + typ + " " + d.Description + " Sourced from " + d.Name + "."
}

// Each of the predefined rules has families to show: here are some that
// any Go has.
func TestPredefinedRules(t *testing.T) {
	tests := []struct {
		name string
		rule runtimecollect.Rule
		has  string
		not  string
	}{
		{"MetricsAll", runtimecollect.MetricsAll, "go_cpu_classes_gc_total_cpu_seconds_total", ""},
		{"MetricsGC", runtimecollect.MetricsGC, "go_gc_heap_live_bytes", "go_cpu_classes_gc_total_cpu_seconds_total"},
		{"MetricsMemory", runtimecollect.MetricsMemory, "go_memory_classes_total_bytes", "go_gc_heap_live_bytes"},
		{"MetricsScheduler", runtimecollect.MetricsScheduler, "go_sched_latencies_seconds", "go_gc_heap_live_bytes"},
		{"MetricsDebug", runtimecollect.MetricsDebug, "go_godebug_non_default_behavior_panicnil_events_total", "go_gc_heap_live_bytes"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			names := make(map[string]bool)
			for _, f := range runtimecollect.New(allow(test.rule)).Families() {
				names[f.Name()] = true
			}
			if !names[test.has] {
				t.Errorf("expected %s, found none", test.has)
			}
			if names[test.not] {
				t.Errorf("expected no %s, found it", test.not)
			}
		})
	}
}

func TestWithoutMemStats(t *testing.T) {
	tests := []struct {
		set  runtimecollect.Set
		want []string
	}{
		{runtimecollect.Current, []string{
			"go_gc_duration_seconds", "go_gc_gogc_percent", "go_gc_gomemlimit_bytes", "go_goroutines", "go_info",
			"go_memstats_last_gc_time_seconds", "go_sched_gomaxprocs_threads", "go_threads",
		}},
		{runtimecollect.Legacy, []string{
			"go_gc_duration_seconds", "go_goroutines", "go_info", "go_memstats_last_gc_time_seconds", "go_threads",
		}},
	}
	for _, test := range tests {
		var got []string
		c := runtimecollect.New(runtimecollect.WithoutMemStats(), runtimecollect.WithSet(test.set))
		for _, f := range c.Families() {
			got = append(got, f.Name())
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("Set %d (-want +got):\n%s", test.set, diff)
		}
	}
}

// Without MemStats and metrics of the runtime there is nothing to ask
// runtime/metrics for.
func TestWithoutSamples(t *testing.T) {
	c := runtimecollect.New(runtimecollect.WithoutMemStats(), deny(`.*`))
	got := collect(t, c)
	if len(c.Families()) != 5 || got["go_info"] != 1 || got["go_goroutines"] < 1 {
		t.Errorf("got %v, want the values of 5 families", got)
	}
}

// A missing Matcher comes to light where it is missing.
func TestNilMatcher(t *testing.T) {
	tests := []struct {
		name string
		with func()
	}{
		{"WithRuntimeMetrics", func() { allow(runtimecollect.MetricsGC, runtimecollect.Rule{}) }},
		{"WithoutRuntimeMetrics", func() { runtimecollect.WithoutRuntimeMetrics(regexp.MustCompile(`.*`), nil) }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			defer func() {
				const want = "runtimecollect: rule 1: expected a Matcher, found nil"
				if err, _ := recover().(error); err == nil || err.Error() != want {
					t.Errorf("\ngot  %v\nwant %s", err, want)
				}
			}()
			test.with()
		})
	}
}
