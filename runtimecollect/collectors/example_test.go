package collectors_test

import (
	"fmt"
	"strings"

	"plainmetrics/registry"
	"plainmetrics/runtimecollect/collectors"
)

func Example() {
	reg := registry.NewRegistry()
	reg.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	for _, family := range reg.MustGather()[:3] {
		fmt.Println(family.GetName(), family.GetType())
	}
	// Output:
	// go_gc_duration_seconds SUMMARY
	// go_gc_gogc_percent GAUGE
	// go_gc_gomemlimit_bytes GAUGE
}

func ExampleWithGoCollectorRuntimeMetrics() {
	reg := registry.NewRegistry()
	reg.MustRegister(collectors.NewGoCollector(
		collectors.WithGoCollectorMemStatsMetricsDisabled(),
		collectors.WithGoCollectorRuntimeMetrics(collectors.MetricsMemory),
	))
	for _, family := range reg.MustGather() {
		if strings.HasPrefix(family.GetName(), "go_memory_classes_heap_") {
			fmt.Println(family.GetName())
		}
	}
	// Output:
	// go_memory_classes_heap_free_bytes
	// go_memory_classes_heap_objects_bytes
	// go_memory_classes_heap_released_bytes
	// go_memory_classes_heap_stacks_bytes
	// go_memory_classes_heap_unused_bytes
}
