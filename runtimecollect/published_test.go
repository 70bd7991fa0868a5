package runtimecollect

import (
	"runtime/metrics"
	"slices"
	"testing"

	"plainmetrics/expfmt"
)

// The names are the names that client_golang v1.25.0 prints with all metrics
// enabled.
func TestRowOf(t *testing.T) {
	tests := []struct {
		metric     string
		kind       metrics.ValueKind
		cumulative bool
		name       string
		typ        expfmt.Type
		madeOf     []string // the metric alone, if nil
	}{
		{"/gc/gogc:percent", metrics.KindUint64, false, "go_gc_gogc_percent", expfmt.TypeGauge, nil},
		{"/gc/gomemlimit:bytes", metrics.KindUint64, false, "go_gc_gomemlimit_bytes", expfmt.TypeGauge, nil},
		{"/sched/gomaxprocs:threads", metrics.KindUint64, false, "go_sched_gomaxprocs_threads", expfmt.TypeGauge, nil},
		{"/gc/limiter/last-enabled:gc-cycle", metrics.KindUint64, false, "go_gc_limiter_last_enabled_gc_cycle", expfmt.TypeGauge, nil},
		{"/memory/classes/os-stacks:bytes", metrics.KindUint64, false, "go_memory_classes_os_stacks_bytes", expfmt.TypeGauge, nil},
		{"/cgo/go-to-c-calls:calls", metrics.KindUint64, true, "go_cgo_go_to_c_calls_calls_total", expfmt.TypeCounter, nil},
		{"/cpu/classes/gc/mark/idle:cpu-seconds", metrics.KindFloat64, true, "go_cpu_classes_gc_mark_idle_cpu_seconds_total", expfmt.TypeCounter, nil},
		{"/sync/mutex/wait/total:seconds", metrics.KindFloat64, true, "go_sync_mutex_wait_total_seconds_total", expfmt.TypeCounter, nil},
		{"/made/up:bytes/cpu*seconds", metrics.KindFloat64, false, "go_made_up_bytes_per_cpu_seconds", expfmt.TypeGauge, nil},
		{"/sched/latencies:seconds", metrics.KindFloat64Histogram, true, "go_sched_latencies_seconds", expfmt.TypeHistogram, nil},
		{"/gc/heap/allocs-by-size:bytes", metrics.KindFloat64Histogram, true, "go_gc_heap_allocs_by_size_bytes", expfmt.TypeHistogram,
			[]string{"/gc/heap/allocs-by-size:bytes", "/gc/heap/allocs:bytes"}},
		{"/gc/heap/frees-by-size:bytes", metrics.KindFloat64Histogram, true, "go_gc_heap_frees_by_size_bytes", expfmt.TypeHistogram,
			[]string{"/gc/heap/frees-by-size:bytes", "/gc/heap/frees:bytes"}},
	}
	for _, test := range tests {
		d := metrics.Description{Name: test.metric, Description: "It counts.", Kind: test.kind, Cumulative: test.cumulative}
		if !publishable(d) {
			t.Errorf("%s: expected a family can be made of it", test.metric)
		}
		got := rowOf(d)
		if got.name != test.name || got.typ != test.typ {
			t.Errorf("%s:\ngot  %s %v\nwant %s %v", test.metric, got.name, got.typ, test.name, test.typ)
		}
		for set, text := range got.help {
			if want := "It counts. Sourced from " + test.metric + "."; text != want {
				t.Errorf("%s in Set %d:\ngot  %q\nwant %q", test.metric, set, text, want)
			}
		}
		if test.madeOf == nil {
			test.madeOf = []string{test.metric}
		}
		if !slices.Equal(got.metrics, test.madeOf) {
			t.Errorf("%s:\nmade of %q\nwant    %q", test.metric, got.metrics, test.madeOf)
		}
	}
}

// What client_golang leaves out is left out, and not in the way of others.
func TestNotPublishable(t *testing.T) {
	tests := []struct {
		name string
		metrics.Description
	}{
		{"a kind that is yet to come", metrics.Description{Name: "/made/up:things", Kind: metrics.KindFloat64Histogram + 1}},
		{"a bad kind", metrics.Description{Name: "/made/up:things", Kind: metrics.KindBad}},
		{"no unit", metrics.Description{Name: "/made/up", Kind: metrics.KindUint64}},
		{"a path of one element", metrics.Description{Name: "/uptime:seconds", Kind: metrics.KindFloat64}},
		{"a byte that no name has", metrics.Description{Name: "/made/u.p:things", Kind: metrics.KindUint64}},
		{"a unit with such a byte", metrics.Description{Name: "/made/up:µs", Kind: metrics.KindUint64}},
	}
	good := metrics.Description{Name: "/made/up:things", Kind: metrics.KindUint64}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			rows := publishedRows([]metrics.Description{test.Description, good}, decisions{{MetricsAll.Matcher, true}}, rowOf)
			if len(rows) != 1 || rows[0].name != "go_made_up_things" {
				t.Errorf("got %v, want the row of go_made_up_things alone", rows)
			}
		})
	}
}

// A family can be made of whatever this Go's runtime publishes, unless it
// is of a kind that is new, and no two have one name.
func TestEveryMetricHasAName(t *testing.T) {
	names := make(map[string]string)
	for _, row := range table {
		names[row.name] = "the table"
	}
	for _, d := range metrics.All() {
		if d.Kind > metrics.KindFloat64Histogram {
			continue
		}
		if !publishable(d) {
			t.Errorf("%s: expected a family can be made of it", d.Name)
			continue
		}
		name := rowOf(d).name
		if other, ok := names[name]; ok {
			t.Errorf("%s and %s are both called %s", d.Name, other, name)
		}
		names[name] = d.Name
	}
	if len(names) == len(table) {
		t.Fatal("the runtime publishes no metrics")
	}
}
