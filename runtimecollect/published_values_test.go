package runtimecollect_test

import (
	"runtime"
	"runtime/metrics"
	"strings"
	"testing"

	"plainmetrics/runtimecollect"
)

// What only grows is between what the runtime says just before and just
// after, for each counter and histogram that it has.
func TestAgreesWithRuntime(t *testing.T) {
	runtime.GC() // or much is 0
	c := runtimecollect.New(allow(runtimecollect.MetricsAll))
	before := grown()
	got := collect(t, c)
	after := grown()
	if len(before) < 20 {
		t.Fatalf("the runtime has %d counters and histograms, expected more", len(before))
	}
	seen := 0
	for name, low := range before {
		switch v, ok := got[name]; {
		case !ok:
			t.Errorf("%s: expected a value, found none", name)
		case v < low || v > after[name]:
			t.Errorf("%s:\ngot  %v\nwant %v to %v", name, v, low, after[name])
		case v > 0:
			seen++
		}
	}
	if seen < 10 {
		t.Errorf("got %d values above 0, expected more", seen)
	}
}

// grown returns the values of counters and the counts of histograms, read
// from the runtime, by the name on a page.
func grown() values {
	v := make(values)
	for _, d := range metrics.All() {
		sample := []metrics.Sample{{Name: d.Name}}
		metrics.Read(sample)
		name, _, _ := strings.Cut(publishedLine(d), " ")
		switch value := sample[0].Value; {
		case d.Kind == metrics.KindFloat64Histogram:
			for _, n := range value.Float64Histogram().Counts {
				v[name+"_count"] += float64(n)
			}
		case d.Cumulative && d.Kind == metrics.KindUint64:
			v[name] = float64(value.Uint64())
		case d.Cumulative && d.Kind == metrics.KindFloat64:
			v[name] = value.Float64()
		}
	}
	return v
}

// The sum of a histogram by size is exact: it is that of all bytes, read
// in the same moment.
func TestSumsBySizeAreExact(t *testing.T) {
	runtime.GC()
	got := collect(t, runtimecollect.New(allow(runtimecollect.MetricsAll)))
	for histogram, total := range map[string]string{
		"go_gc_heap_allocs_by_size_bytes_sum": "go_gc_heap_allocs_bytes_total",
		"go_gc_heap_frees_by_size_bytes_sum":  "go_gc_heap_frees_bytes_total",
	} {
		if got[histogram] != got[total] || got[total] == 0 {
			t.Errorf("%s:\ngot  %v\nwant %v, not 0", histogram, got[histogram], got[total])
		}
	}
}

// Pauses show in the histograms of pauses, each at most a second long.
func TestPausesShow(t *testing.T) {
	c := runtimecollect.New(allow(runtimecollect.MetricsGC, runtimecollect.MetricsScheduler))
	before := collect(t, c)
	runtime.GC()
	after := collect(t, c)
	for _, name := range []string{"go_gc_pauses_seconds", "go_sched_pauses_total_gc_seconds"} {
		n := after[name+"_count"] - before[name+"_count"]
		length := after[name+"_sum"] - before[name+"_sum"]
		if n < 1 || length <= 0 || length > n {
			t.Errorf("%s: got %v pauses more, of %v seconds, want at least 1, of up to a second each", name, n, length)
		}
	}
}
