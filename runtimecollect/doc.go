// Package runtimecollect collects the go_* families: the state of the Go
// runtime, with its memory, garbage collector, goroutines and threads, and
// the build of the program.
//
//	reg := registry.NewRegistry()
//	reg.MustRegister(runtimecollect.New())
//
// Each scrape reads the runtime once, in about ten microseconds, and
// allocates nothing from the second scrape on. A scrape never stops the
// world: all numbers come from runtime/metrics, debug.ReadGCStats and the
// functions that count goroutines and threads. The go_memstats_* families
// have the meaning of the fields of runtime.MemStats, but may be some
// kilobytes behind: the runtime counts small objects when a processor is
// done with a span of them.
//
// Names, types, labels and HELP texts are the same as in client_golang, in
// two sets: [Current] and [Legacy]. A family is missing if the running Go
// version lacks a metric of the family. Values are the same as in
// client_golang, too, even the odd ones: without a memory limit
// go_gc_gomemlimit_bytes is 9.223372036854776e+18, and with GOGC=off
// go_gc_gogc_percent is 1.8446744073709552e+19. Counters never decrease.
//
// [NewBuildInfo] and [NewVersion] return collectors of a single family each,
// with the version of the program in the labels.
//
// # Metrics of the runtime
//
// Package runtime/metrics has more than a hundred metrics in Go 1.26, and a
// set publishes few of them. Rules choose others, each as a family of its
// own:
//
//	runtimecollect.New(
//		runtimecollect.WithRuntimeMetrics(runtimecollect.MetricsGC, runtimecollect.MetricsScheduler),
//		runtimecollect.WithoutRuntimeMetrics(regexp.MustCompile("^/sched/pauses/")),
//	)
//
// Names and HELP texts of such families are derived from the runtime's, and
// change with the Go version. A scrape with [MetricsAll] takes about five
// times as long as a scrape without rules.
//
// Histograms have fewer buckets on the page than in the runtime: bounds of
// sizes are at least a factor of 2 apart, bounds of times at least a factor
// of 10 and at most a second. Only the two histograms of sizes, of allocated
// and of freed objects, have an exact _sum. The runtime knows no sum of the
// other histograms; their _sum counts each observation as the lower end of
// the bucket, so averages are too low.
//
// # Families of the sets
//
//	go_gc_duration_seconds             summary
//	go_gc_gogc_percent                 gauge    Current only
//	go_gc_gomemlimit_bytes             gauge    Current only
//	go_goroutines                      gauge
//	go_info                            gauge
//	go_memstats_alloc_bytes            gauge
//	go_memstats_alloc_bytes_total      counter
//	go_memstats_buck_hash_sys_bytes    gauge
//	go_memstats_frees_total            counter
//	go_memstats_gc_cpu_fraction        gauge    Legacy only
//	go_memstats_gc_sys_bytes           gauge
//	go_memstats_heap_alloc_bytes       gauge
//	go_memstats_heap_idle_bytes        gauge
//	go_memstats_heap_inuse_bytes       gauge
//	go_memstats_heap_objects           gauge
//	go_memstats_heap_released_bytes    gauge
//	go_memstats_heap_sys_bytes         gauge
//	go_memstats_last_gc_time_seconds   gauge
//	go_memstats_lookups_total          counter  Legacy only
//	go_memstats_mallocs_total          counter
//	go_memstats_mcache_inuse_bytes     gauge
//	go_memstats_mcache_sys_bytes       gauge
//	go_memstats_mspan_inuse_bytes      gauge
//	go_memstats_mspan_sys_bytes        gauge
//	go_memstats_next_gc_bytes          gauge
//	go_memstats_other_sys_bytes        gauge
//	go_memstats_stack_inuse_bytes      gauge
//	go_memstats_stack_sys_bytes        gauge
//	go_memstats_sys_bytes              gauge
//	go_sched_gomaxprocs_threads        gauge    Current only
//	go_threads                         gauge
package runtimecollect
