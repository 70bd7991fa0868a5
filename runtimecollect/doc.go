// Package runtimecollect collects the go_* families: what the Go runtime
// knows of its memory, its garbage collector, its goroutines and its
// threads; and what the program was built from.
//
//	reg := registry.NewRegistry()
//	reg.MustRegister(runtimecollect.New())
//
// Each scrape asks the runtime once, in about ten microseconds, and from the
// second scrape on allocates nothing. The world is never stopped: all
// numbers come from runtime/metrics, debug.ReadGCStats and the functions
// that count goroutines and threads. So the go_memstats_* families mean
// what the fields of runtime.MemStats mean, but may be some kilobytes
// behind, as the runtime counts small objects when a processor is done
// with a span of them.
//
// Names, types, labels and HELP texts are those of client_golang, in one
// of two sets: [Current] and [Legacy]. A Go version that lacks what a
// family is made of lacks the family. Values too are what client_golang
// prints where one would wish for another: without a memory limit
// go_gc_gomemlimit_bytes is 9.223372036854776e+18, and with GOGC=off
// go_gc_gogc_percent is 1.8446744073709552e+19. Counters never decrease.
//
// [NewBuildInfo] and [NewVersion] have one family each, with the version of
// the program in its labels.
//
// # Metrics of the runtime
//
// A set publishes few of the metrics that runtime/metrics has, more than a
// hundred in Go 1.26. Rules choose others, each as a family of its own:
//
//	runtimecollect.New(
//		runtimecollect.WithRuntimeMetrics(runtimecollect.MetricsGC, runtimecollect.MetricsScheduler),
//		runtimecollect.WithoutRuntimeMetrics(regexp.MustCompile("^/sched/pauses/")),
//	)
//
// Their names and HELP texts are made of the runtime's, and so change with
// the Go version. [MetricsAll] takes about five times as long as a set does
// without rules.
//
// The histograms among them have fewer buckets than the runtime counts in:
// the bounds of sizes are at least a factor of 2 apart, those of times a
// factor of 10, up to a second. Only the two of sizes, of what was
// allocated and what was freed, have an exact _sum. The runtime does not
// know that of others; there each observation counts as the least number
// in its bucket, so that averages come out too low.
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
