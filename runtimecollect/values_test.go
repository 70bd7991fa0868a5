package runtimecollect_test

import (
	"math"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
	"plainmetrics/runtimecollect"
)

// values are what a Collector wrote, by the names of families. Of
// summaries and histograms they have the sum, the count and the quantiles
// or buckets.
type values map[string]float64

// collect returns the values that c writes.
func collect(t *testing.T, c registry.Collector) values {
	t.Helper()
	enc := &valueEncoder{values: make(values)}
	if err := registry.SourceOf(c).Encode(t.Context(), enc); err != nil {
		t.Error(err)
	}
	return enc.values
}

type valueEncoder struct{ values }

func (e *valueEncoder) Value(f *expfmt.Family, _ expfmt.LabelSet, v float64) { e.values[f.Name()] = v }
func (e *valueEncoder) Point(f *expfmt.Family, _ expfmt.LabelSet, p *expfmt.Point) {
	if p.Created != 0 { // a counter
		e.values[f.Name()] = p.Value
		return
	}
	e.values[f.Name()+"_sum"] = p.Sum
	e.values[f.Name()+"_count"] = float64(p.Count)
	for i, bound := range p.Bounds.At() {
		name := f.Name() + string(expfmt.AppendFloat([]byte{' '}, bound))
		if p.Values != nil {
			e.values[name] = p.Values[i]
		} else {
			e.values[name] = float64(p.Counts[i])
		}
	}
}

// Each memstats family lies between the MemStats field before and the field
// after. The slack covers objects that the runtime has not counted yet (see
// the package comment) and the allocations of the test.
func TestAgreesWithMemStats(t *testing.T) {
	const (
		bytes   = 64 << 10
		objects = 2000
	)
	tests := []struct {
		name  string
		field func(*runtime.MemStats) uint64
		slack float64
	}{
		{"go_memstats_alloc_bytes", func(m *runtime.MemStats) uint64 { return m.Alloc }, bytes},
		{"go_memstats_alloc_bytes_total", func(m *runtime.MemStats) uint64 { return m.TotalAlloc }, bytes},
		{"go_memstats_buck_hash_sys_bytes", func(m *runtime.MemStats) uint64 { return m.BuckHashSys }, 0},
		{"go_memstats_frees_total", func(m *runtime.MemStats) uint64 { return m.Frees }, objects},
		{"go_memstats_gc_sys_bytes", func(m *runtime.MemStats) uint64 { return m.GCSys }, bytes},
		{"go_memstats_heap_alloc_bytes", func(m *runtime.MemStats) uint64 { return m.HeapAlloc }, bytes},
		{"go_memstats_heap_idle_bytes", func(m *runtime.MemStats) uint64 { return m.HeapIdle }, bytes},
		{"go_memstats_heap_inuse_bytes", func(m *runtime.MemStats) uint64 { return m.HeapInuse }, bytes},
		{"go_memstats_heap_objects", func(m *runtime.MemStats) uint64 { return m.HeapObjects }, objects},
		{"go_memstats_heap_released_bytes", func(m *runtime.MemStats) uint64 { return m.HeapReleased }, bytes},
		{"go_memstats_heap_sys_bytes", func(m *runtime.MemStats) uint64 { return m.HeapSys }, bytes},
		{"go_memstats_lookups_total", func(m *runtime.MemStats) uint64 { return m.Lookups }, 0},
		{"go_memstats_mallocs_total", func(m *runtime.MemStats) uint64 { return m.Mallocs }, objects},
		{"go_memstats_mcache_inuse_bytes", func(m *runtime.MemStats) uint64 { return m.MCacheInuse }, 0},
		{"go_memstats_mcache_sys_bytes", func(m *runtime.MemStats) uint64 { return m.MCacheSys }, 0},
		{"go_memstats_mspan_inuse_bytes", func(m *runtime.MemStats) uint64 { return m.MSpanInuse }, 4096},
		{"go_memstats_mspan_sys_bytes", func(m *runtime.MemStats) uint64 { return m.MSpanSys }, 0},
		{"go_memstats_next_gc_bytes", func(m *runtime.MemStats) uint64 { return m.NextGC }, 0},
		{"go_memstats_other_sys_bytes", func(m *runtime.MemStats) uint64 { return m.OtherSys }, bytes},
		{"go_memstats_stack_inuse_bytes", func(m *runtime.MemStats) uint64 { return m.StackInuse }, bytes},
		{"go_memstats_stack_sys_bytes", func(m *runtime.MemStats) uint64 { return m.StackSys }, bytes},
		{"go_memstats_sys_bytes", func(m *runtime.MemStats) uint64 { return m.Sys }, 0},
	}
	stopCollections(t)
	c := runtimecollect.New(runtimecollect.WithSet(runtimecollect.Legacy))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	got := collect(t, c)
	runtime.ReadMemStats(&after)
	for _, test := range tests {
		low, high := float64(test.field(&before)), float64(test.field(&after))
		low, high = min(low, high)-test.slack, max(low, high)+test.slack
		if v, ok := got[test.name]; !ok || v < low || v > high {
			t.Errorf("%s:\ngot  %v\nwant %v to %v", test.name, v, low, high)
		}
	}
	// The runtime divides nanoseconds, the collector seconds.
	if v := got["go_memstats_gc_cpu_fraction"]; v == 0 || math.Abs(v-after.GCCPUFraction) > 1e-12 {
		t.Errorf("go_memstats_gc_cpu_fraction:\ngot  %v\nwant %v", v, after.GCCPUFraction)
	}
}

func TestAgreesWithGCStats(t *testing.T) {
	stopCollections(t)
	want := debug.GCStats{PauseQuantiles: make([]time.Duration, 5)}
	debug.ReadGCStats(&want)
	got := collect(t, runtimecollect.New())

	tests := []struct {
		name string
		want float64
	}{
		{"go_gc_duration_seconds 0", want.PauseQuantiles[0].Seconds()},
		{"go_gc_duration_seconds 0.25", want.PauseQuantiles[1].Seconds()},
		{"go_gc_duration_seconds 0.5", want.PauseQuantiles[2].Seconds()},
		{"go_gc_duration_seconds 0.75", want.PauseQuantiles[3].Seconds()},
		{"go_gc_duration_seconds 1", want.PauseQuantiles[4].Seconds()},
		{"go_gc_duration_seconds_sum", want.PauseTotal.Seconds()},
		{"go_gc_duration_seconds_count", float64(want.NumGC)},
		{"go_memstats_last_gc_time_seconds", float64(want.LastGC.UnixNano()) / 1e9},
	}
	for _, test := range tests {
		// The clock of Windows ticks every 500 µs or so, and pauses are shorter.
		mayBeZero := runtime.GOOS == "windows" && strings.HasPrefix(test.name, "go_gc_duration_seconds") &&
			!strings.HasSuffix(test.name, "_count")
		if v := got[test.name]; v != test.want || v == 0 && !mayBeZero {
			t.Errorf("%s:\ngot  %v\nwant %v, not 0", test.name, v, test.want)
		}
	}
}

// stopCollections runs the garbage collector, then prevents collections
// until the test ends. GOGC=off would not do: next_gc_bytes would change.
func stopCollections(t *testing.T) {
	percent := debug.SetGCPercent(100_000)
	t.Cleanup(func() { debug.SetGCPercent(percent) })
	runtime.GC()
}
