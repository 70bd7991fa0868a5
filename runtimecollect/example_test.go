package runtimecollect_test

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
	"plainmetrics/runtimecollect"
)

func Example() {
	reg := registry.NewRegistry()
	reg.MustRegister(runtimecollect.New())

	page := expfmt.NewPage(expfmt.Text{}, nil)
	if err := reg.Encode(context.Background(), page); err != nil {
		fmt.Println(err)
	}
	for line := range strings.Lines(string(page.End())) {
		if strings.HasPrefix(line, "# TYPE go_gc_") {
			fmt.Print(line)
		}
	}
	// Output:
	// # TYPE go_gc_duration_seconds summary
	// # TYPE go_gc_gogc_percent gauge
	// # TYPE go_gc_gomemlimit_bytes gauge
}

// The families of the time of MemStats are for pages that are compared
// with old ones.
func ExampleWithSet() {
	c := runtimecollect.New(runtimecollect.WithSet(runtimecollect.Legacy))
	for _, f := range c.Families() {
		if strings.HasPrefix(f.Name(), "go_memstats_heap_") {
			fmt.Println(f.Name(), f.Type(), f.Help())
		}
	}
	// Output:
	// go_memstats_heap_alloc_bytes gauge Number of heap bytes allocated and still in use.
	// go_memstats_heap_idle_bytes gauge Number of heap bytes waiting to be used.
	// go_memstats_heap_inuse_bytes gauge Number of heap bytes that are in use.
	// go_memstats_heap_objects gauge Number of allocated objects.
	// go_memstats_heap_released_bytes gauge Number of heap bytes released to OS.
	// go_memstats_heap_sys_bytes gauge Number of heap bytes obtained from system.
}

// All that the runtime tells of its scheduler, but no histograms of pauses,
// and no family twice.
func ExampleWithRuntimeMetrics() {
	c := runtimecollect.New(
		runtimecollect.WithRuntimeMetrics(runtimecollect.MetricsScheduler),
		runtimecollect.WithoutRuntimeMetrics(regexp.MustCompile("/pauses/")),
		runtimecollect.WithoutMemStats(),
	)
	for _, f := range c.Families() {
		if f.Type() == expfmt.TypeHistogram {
			fmt.Println(f.Name())
		}
	}
	// Output:
	// go_sched_latencies_seconds
}

// A program that sets only Version and Branch has the rest from go build.
func ExampleNewVersion() {
	c := runtimecollect.NewVersion("acra_server", runtimecollect.Build{
		Version:   "0.95.0",
		Branch:    "stable",
		Revision:  "6a4bf1e",
		Tags:      "none",
		GoVersion: "go1.26.8",
		GoOS:      "linux",
		GoArch:    "amd64",
	})
	page := expfmt.NewPage(expfmt.Text{}, nil)
	if err := c.Encode(context.Background(), page); err != nil {
		fmt.Println(err)
	}
	for line := range strings.Lines(string(page.End())) {
		if !strings.HasPrefix(line, "#") {
			fmt.Print(line)
		}
	}
	// Output:
	// acra_server_build_info{branch="stable",goarch="amd64",goos="linux",goversion="go1.26.8",revision="6a4bf1e",tags="none",version="0.95.0"} 1
}
