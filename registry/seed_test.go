package registry_test

import (
	"context"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

// seedGauges are the gauges of the seed page.
var seedGauges = []struct {
	name, help string
	value      float64
}{
	{"acraserver_version_major", "Major number of version", 0},
	{"acraserver_version_minor", "Minor number of version", 85},
	{"acraserver_version_patch", "Patch number of version", 0},
	{"go_goroutines", "Number of goroutines that currently exist.", 13},
	{"go_memstats_alloc_bytes", "Number of bytes allocated and still in use.", 4_083_848},
	{"go_memstats_buck_hash_sys_bytes", "Number of bytes used by the profiling bucket hash table.", 1_445_736},
	{"go_memstats_gc_cpu_fraction", "The fraction of this program's available CPU time used by the GC since the program started.", .00042230730440259327},
	{"go_memstats_gc_sys_bytes", "Number of bytes used for garbage collection system metadata.", 4_940_536},
	{"go_memstats_heap_alloc_bytes", "Number of heap bytes allocated and still in use.", 4_083_848},
	{"go_memstats_heap_idle_bytes", "Number of heap bytes waiting to be used.", 60_588_032},
	{"go_memstats_heap_inuse_bytes", "Number of heap bytes that are in use.", 5_734_400},
	{"go_memstats_heap_objects", "Number of allocated objects.", 7337},
	{"go_memstats_heap_released_bytes", "Number of heap bytes released to OS.", 59_236_352},
	{"go_memstats_heap_sys_bytes", "Number of heap bytes obtained from system.", 66_322_432},
	{"go_memstats_last_gc_time_seconds", "Number of seconds since 1970 of last garbage collection.", 1629969198.322169},
	{"go_memstats_mcache_inuse_bytes", "Number of bytes in use by mcache structures.", 6944},
	{"go_memstats_mcache_sys_bytes", "Number of bytes used for mcache structures obtained from system.", 16_384},
	{"go_memstats_mspan_inuse_bytes", "Number of bytes in use by mspan structures.", 71_672},
	{"go_memstats_mspan_sys_bytes", "Number of bytes used for mspan structures obtained from system.", 81_920},
	{"go_memstats_next_gc_bytes", "Number of heap bytes when next garbage collection will take place.", 4_930_528},
	{"go_memstats_other_sys_bytes", "Number of bytes used for other system allocations.", 1_135_008},
	{"go_memstats_stack_inuse_bytes", "Number of bytes in use by the stack allocator.", 786_432},
	{"go_memstats_stack_sys_bytes", "Number of bytes obtained from system for stack allocator.", 786_432},
	{"go_memstats_sys_bytes", "Number of bytes obtained from system.", 74_728_448},
	{"go_threads", "Number of OS threads created.", 11},
	{"process_max_fds", "Maximum number of open file descriptors.", 1_048_576},
	{"process_open_fds", "Number of open file descriptors.", 10},
	{"process_resident_memory_bytes", "Resident memory size in bytes.", 23_232_512},
	{"process_start_time_seconds", "Start time of the process since unix epoch in seconds.", 1629969192.05},
	{"process_virtual_memory_bytes", "Virtual memory size in bytes.", 1_425_006_592},
	{"process_virtual_memory_max_bytes", "Maximum amount of virtual memory available in bytes.", -1},
	{"promhttp_metric_handler_requests_in_flight", "Current number of scrapes being served.", 1},
}

var seedCounters = []struct {
	name, help string
	value      float64
}{
	{"go_memstats_alloc_bytes_total", "Total number of bytes allocated, even if freed.", 5_562_608},
	{"go_memstats_frees_total", "Total number of frees.", 9261},
	{"go_memstats_lookups_total", "Total number of pointer lookups.", 0},
	{"go_memstats_mallocs_total", "Total number of mallocs.", 16_598},
	{"process_cpu_seconds_total", "Total user and system CPU time spent in seconds.", .12},
}

// seedPauses writes a constant summary, as the collector of the Go runtime
// does for pauses that the runtime has counted.
type seedPauses struct {
	family    *expfmt.Family
	quantiles *expfmt.Bounds
}

func newSeedPauses(t *testing.T) *seedPauses {
	quantiles, err := expfmt.Quantiles([]float64{0, .25, .5, .75, 1})
	if err != nil {
		t.Fatal(err)
	}
	return &seedPauses{expfmt.MustFamily("go_gc_duration_seconds",
		"A summary of the pause duration of garbage collection cycles.", expfmt.TypeSummary), quantiles}
}

func (p *seedPauses) Families() []*expfmt.Family { return []*expfmt.Family{p.family} }

func (p *seedPauses) Encode(_ context.Context, enc expfmt.Encoder) error {
	const pause = 2.8564e-05
	enc.Point(p.family, expfmt.LabelSet{}, &expfmt.Point{
		Bounds: p.quantiles, Values: []float64{pause, pause, pause, pause, pause}, Sum: pause, Count: 1,
	})
	return nil
}

// seedRegistry returns a registry with the metrics of the seed page, registered
// as in a program.
func seedRegistry(t *testing.T) *registry.Registry {
	reg := registry.NewRegistry()

	requests := registry.NewCounterVec(registry.CounterOpts{
		Namespace: "promhttp", Subsystem: "metric_handler", Name: "requests_total",
		Help: "Total number of scrapes by HTTP status code.",
	}, []string{"code"})
	requests.WithLabelValues("500")
	requests.WithLabelValues("200").Add(7)
	requests.With(registry.Labels{"code": "503"})

	build := registry.NewCounterVec(registry.CounterOpts{Name: "acraserver_build_info"}, []string{"version", "edition"})
	build.WithLabelValues("0.85.0", "ee").Inc()

	info := registry.NewGaugeVec(registry.GaugeOpts{
		Name: "go_info", Help: "Information about the Go environment.",
		ConstLabels: registry.Labels{"version": "go1.15.2"},
	}, nil)
	info.WithLabelValues().Set(1)

	reg.MustRegister(requests, build, info, registry.FromSource(newSeedPauses(t)))
	for _, g := range seedGauges {
		gauge := registry.NewGauge(registry.GaugeOpts{Name: g.name, Help: g.help})
		gauge.Set(g.value)
		reg.MustRegister(gauge)
	}
	for _, c := range seedCounters {
		counter := registry.NewCounter(registry.CounterOpts{Name: c.name, Help: c.help})
		counter.Add(c.value)
		reg.MustRegister(counter)
	}
	return reg
}

// The page equals the seed page of AcraServer byte for byte.
func TestSeedPage(t *testing.T) {
	want, err := os.ReadFile("../testdata/seed-page.txt")
	if err != nil {
		t.Fatal(err)
	}
	page := expfmt.NewPage(expfmt.Text{}, nil)
	if err := seedRegistry(t).Encode(t.Context(), page); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(page.End())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
