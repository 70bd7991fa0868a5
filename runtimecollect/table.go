package runtimecollect

import "plainmetrics/expfmt"

// table has the families of all sets, without the published metrics, some
// of which the default decisions of rule.go choose. Two
// texts repeat mistakes of client_golang: the text of sys_bytes names a unit
// byte, and the text of heap_inuse_bytes lacks its period.
var table = []*row{
	{
		name: "go_gc_duration_seconds",
		typ:  expfmt.TypeSummary,
		help: help{
			Current: "A summary of the wall-time pause (stop-the-world) duration in garbage collection cycles.",
			Legacy:  "A summary of the pause duration of garbage collection cycles.",
		},
		point: pauses,
	},
	{
		name: "go_goroutines",
		typ:  expfmt.TypeGauge,
		help: help{
			Current: "Number of goroutines that currently exist.",
			Legacy:  "Number of goroutines that currently exist.",
		},
		value: goroutines,
	},
	{
		name: "go_info",
		typ:  expfmt.TypeGauge,
		help: help{
			Current: "Information about the Go environment.",
			Legacy:  "Information about the Go environment.",
		},
		labels: goVersion,
		value:  constantOne,
	},
	{
		name: "go_memstats_alloc_bytes",
		typ:  expfmt.TypeGauge,
		help: help{
			Current: "Number of bytes allocated in heap and currently in use. Equals to /memory/classes/heap/objects:bytes.",
			Legacy:  "Number of bytes allocated and still in use.",
		},
		metrics: []string{"/memory/classes/heap/objects:bytes"},
		value:   sum,
	},
	{
		name: "go_memstats_alloc_bytes_total",
		typ:  expfmt.TypeCounter,
		help: help{
			Current: "Total number of bytes allocated in heap until now, even if released already. Equals to /gc/heap/allocs:bytes.",
			Legacy:  "Total number of bytes allocated, even if freed.",
		},
		metrics: []string{"/gc/heap/allocs:bytes"},
		value:   sum,
	},
	{
		name: "go_memstats_buck_hash_sys_bytes",
		typ:  expfmt.TypeGauge,
		help: help{
			Current: "Number of bytes used by the profiling bucket hash table. Equals to /memory/classes/profiling/buckets:bytes.",
			Legacy:  "Number of bytes used by the profiling bucket hash table.",
		},
		metrics: []string{"/memory/classes/profiling/buckets:bytes"},
		value:   sum,
	},
	{
		name: "go_memstats_frees_total",
		typ:  expfmt.TypeCounter,
		help: help{
			Current: "Total number of heap objects frees. Equals to /gc/heap/frees:objects + /gc/heap/tiny/allocs:objects.",
			Legacy:  "Total number of frees.",
		},
		metrics: []string{"/gc/heap/frees:objects", "/gc/heap/tiny/allocs:objects"},
		value:   sum,
	},
	{
		name: "go_memstats_gc_cpu_fraction",
		typ:  expfmt.TypeGauge,
		help: help{
			Legacy: "The fraction of this program's available CPU time used by the GC since the program started.",
		},
		metrics: []string{"/cpu/classes/gc/total:cpu-seconds", "/cpu/classes/gc/mark/idle:cpu-seconds", "/cpu/classes/total:cpu-seconds"},
		value:   gcCPUFraction,
	},
	{
		name: "go_memstats_gc_sys_bytes",
		typ:  expfmt.TypeGauge,
		help: help{
			Current: "Number of bytes used for garbage collection system metadata. Equals to /memory/classes/metadata/other:bytes.",
			Legacy:  "Number of bytes used for garbage collection system metadata.",
		},
		metrics: []string{"/memory/classes/metadata/other:bytes"},
		value:   sum,
	},
	{
		name: "go_memstats_heap_alloc_bytes",
		typ:  expfmt.TypeGauge,
		help: help{
			Current: "Number of heap bytes allocated and currently in use, same as go_memstats_alloc_bytes. Equals to /memory/classes/heap/objects:bytes.",
			Legacy:  "Number of heap bytes allocated and still in use.",
		},
		metrics: []string{"/memory/classes/heap/objects:bytes"},
		value:   sum,
	},
	{
		name: "go_memstats_heap_idle_bytes",
		typ:  expfmt.TypeGauge,
		help: help{
			Current: "Number of heap bytes waiting to be used. Equals to /memory/classes/heap/released:bytes + /memory/classes/heap/free:bytes.",
			Legacy:  "Number of heap bytes waiting to be used.",
		},
		metrics: []string{"/memory/classes/heap/released:bytes", "/memory/classes/heap/free:bytes"},
		value:   sum,
	},
	{
		name: "go_memstats_heap_inuse_bytes",
		typ:  expfmt.TypeGauge,
		help: help{
			Current: "Number of heap bytes that are in use. Equals to /memory/classes/heap/objects:bytes + /memory/classes/heap/unused:bytes",
			Legacy:  "Number of heap bytes that are in use.",
		},
		metrics: []string{"/memory/classes/heap/objects:bytes", "/memory/classes/heap/unused:bytes"},
		value:   sum,
	},
	{
		name: "go_memstats_heap_objects",
		typ:  expfmt.TypeGauge,
		help: help{
			Current: "Number of currently allocated objects. Equals to /gc/heap/objects:objects.",
			Legacy:  "Number of allocated objects.",
		},
		metrics: []string{"/gc/heap/objects:objects"},
		value:   sum,
	},
	{
		name: "go_memstats_heap_released_bytes",
		typ:  expfmt.TypeGauge,
		help: help{
			Current: "Number of heap bytes released to OS. Equals to /memory/classes/heap/released:bytes.",
			Legacy:  "Number of heap bytes released to OS.",
		},
		metrics: []string{"/memory/classes/heap/released:bytes"},
		value:   sum,
	},
	{
		name: "go_memstats_heap_sys_bytes",
		typ:  expfmt.TypeGauge,
		help: help{
			Current: "Number of heap bytes obtained from system. Equals to /memory/classes/heap/objects:bytes + /memory/classes/heap/unused:bytes + /memory/classes/heap/released:bytes + /memory/classes/heap/free:bytes.",
			Legacy:  "Number of heap bytes obtained from system.",
		},
		metrics: []string{
			"/memory/classes/heap/objects:bytes",
			"/memory/classes/heap/unused:bytes",
			"/memory/classes/heap/released:bytes",
			"/memory/classes/heap/free:bytes",
		},
		value: sum,
	},
	{
		name: "go_memstats_last_gc_time_seconds",
		typ:  expfmt.TypeGauge,
		help: help{
			Current: "Number of seconds since 1970 of last garbage collection.",
			Legacy:  "Number of seconds since 1970 of last garbage collection.",
		},
		value: lastGC,
	},
	{
		name: "go_memstats_lookups_total",
		typ:  expfmt.TypeCounter,
		help: help{
			Legacy: "Total number of pointer lookups.",
		},
		value: zero,
	},
	{
		name: "go_memstats_mallocs_total",
		typ:  expfmt.TypeCounter,
		help: help{
			Current: "Total number of heap objects allocated, both live and gc-ed. Semantically a counter version for go_memstats_heap_objects gauge. Equals to /gc/heap/allocs:objects + /gc/heap/tiny/allocs:objects.",
			Legacy:  "Total number of mallocs.",
		},
		metrics: []string{"/gc/heap/allocs:objects", "/gc/heap/tiny/allocs:objects"},
		value:   sum,
	},
	{
		name: "go_memstats_mcache_inuse_bytes",
		typ:  expfmt.TypeGauge,
		help: help{
			Current: "Number of bytes in use by mcache structures. Equals to /memory/classes/metadata/mcache/inuse:bytes.",
			Legacy:  "Number of bytes in use by mcache structures.",
		},
		metrics: []string{"/memory/classes/metadata/mcache/inuse:bytes"},
		value:   sum,
	},
	{
		name: "go_memstats_mcache_sys_bytes",
		typ:  expfmt.TypeGauge,
		help: help{
			Current: "Number of bytes used for mcache structures obtained from system. Equals to /memory/classes/metadata/mcache/inuse:bytes + /memory/classes/metadata/mcache/free:bytes.",
			Legacy:  "Number of bytes used for mcache structures obtained from system.",
		},
		metrics: []string{"/memory/classes/metadata/mcache/inuse:bytes", "/memory/classes/metadata/mcache/free:bytes"},
		value:   sum,
	},
	{
		name: "go_memstats_mspan_inuse_bytes",
		typ:  expfmt.TypeGauge,
		help: help{
			Current: "Number of bytes in use by mspan structures. Equals to /memory/classes/metadata/mspan/inuse:bytes.",
			Legacy:  "Number of bytes in use by mspan structures.",
		},
		metrics: []string{"/memory/classes/metadata/mspan/inuse:bytes"},
		value:   sum,
	},
	{
		name: "go_memstats_mspan_sys_bytes",
		typ:  expfmt.TypeGauge,
		help: help{
			Current: "Number of bytes used for mspan structures obtained from system. Equals to /memory/classes/metadata/mspan/inuse:bytes + /memory/classes/metadata/mspan/free:bytes.",
			Legacy:  "Number of bytes used for mspan structures obtained from system.",
		},
		metrics: []string{"/memory/classes/metadata/mspan/inuse:bytes", "/memory/classes/metadata/mspan/free:bytes"},
		value:   sum,
	},
	{
		name: "go_memstats_next_gc_bytes",
		typ:  expfmt.TypeGauge,
		help: help{
			Current: "Number of heap bytes when next garbage collection will take place. Equals to /gc/heap/goal:bytes.",
			Legacy:  "Number of heap bytes when next garbage collection will take place.",
		},
		metrics: []string{"/gc/heap/goal:bytes"},
		value:   sum,
	},
	{
		name: "go_memstats_other_sys_bytes",
		typ:  expfmt.TypeGauge,
		help: help{
			Current: "Number of bytes used for other system allocations. Equals to /memory/classes/other:bytes.",
			Legacy:  "Number of bytes used for other system allocations.",
		},
		metrics: []string{"/memory/classes/other:bytes"},
		value:   sum,
	},
	{
		name: "go_memstats_stack_inuse_bytes",
		typ:  expfmt.TypeGauge,
		help: help{
			Current: "Number of bytes obtained from system for stack allocator in non-CGO environments. Equals to /memory/classes/heap/stacks:bytes.",
			Legacy:  "Number of bytes in use by the stack allocator.",
		},
		metrics: []string{"/memory/classes/heap/stacks:bytes"},
		value:   sum,
	},
	{
		name: "go_memstats_stack_sys_bytes",
		typ:  expfmt.TypeGauge,
		help: help{
			Current: "Number of bytes obtained from system for stack allocator. Equals to /memory/classes/heap/stacks:bytes + /memory/classes/os-stacks:bytes.",
			Legacy:  "Number of bytes obtained from system for stack allocator.",
		},
		metrics: []string{"/memory/classes/heap/stacks:bytes", "/memory/classes/os-stacks:bytes"},
		value:   sum,
	},
	{
		name: "go_memstats_sys_bytes",
		typ:  expfmt.TypeGauge,
		help: help{
			Current: "Number of bytes obtained from system. Equals to /memory/classes/total:byte.",
			Legacy:  "Number of bytes obtained from system.",
		},
		metrics: []string{"/memory/classes/total:bytes"},
		value:   sum,
	},
	{
		name: "go_threads",
		typ:  expfmt.TypeGauge,
		help: help{
			Current: "Number of OS threads created.",
			Legacy:  "Number of OS threads created.",
		},
		value: threads,
	},
}
