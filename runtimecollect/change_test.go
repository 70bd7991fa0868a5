package runtimecollect_test

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"plainmetrics/runtimecollect"
)

// Allocations and collections show in the memory families.
func TestChangesShow(t *testing.T) {
	const size = 10 << 20
	c := runtimecollect.New()
	runtime.GC()
	before := collect(t, c)
	kept := make([]byte, size)
	during := collect(t, c)
	runtime.KeepAlive(kept)
	runtime.GC()
	after := collect(t, c)

	grows := func(name string, before, after values, least float64) {
		t.Helper()
		if got := after[name] - before[name]; got < least {
			t.Errorf("%s grew by %v, want at least %v", name, got, least)
		}
	}
	const slack = size / 10 // what else the program frees or allocates meanwhile
	for _, name := range []string{
		"go_memstats_alloc_bytes",
		"go_memstats_heap_alloc_bytes",
		"go_memstats_heap_inuse_bytes",
	} {
		grows(name, before, during, size-slack)
		grows(name, after, during, size-slack) // shrinks when it is garbage
	}
	grows("go_memstats_alloc_bytes_total", before, during, size)
	grows("go_memstats_mallocs_total", before, during, 1)
	grows("go_memstats_frees_total", during, after, 1)
	grows("go_gc_duration_seconds_count", before, after, 1)
	grows("go_gc_duration_seconds_sum", before, after, 1e-9)
	grows("go_memstats_last_gc_time_seconds", before, after, 1e-9)
	for _, name := range []string{
		"go_memstats_alloc_bytes_total",
		"go_memstats_mallocs_total",
		"go_memstats_frees_total",
	} {
		grows(name, during, after, 0) // counters never shrink
	}
}

func TestGoroutinesShow(t *testing.T) {
	const more, slack = 1000, 20 // those of an earlier test may be about to end
	c := runtimecollect.New()
	before := collect(t, c)["go_goroutines"]
	end := make(chan struct{})
	defer close(end)
	for range more {
		go func() { <-end }()
	}
	if got := collect(t, c)["go_goroutines"] - before; got < more-slack || got > more+slack {
		t.Errorf("%d goroutines more: go_goroutines grew by %v", more, got)
	}
}

// Goroutines locked to their threads make the runtime start others; waiting
// goroutines need none.
func TestThreadsShow(t *testing.T) {
	const more, idle = 5, 100
	c := runtimecollect.New()
	before := collect(t, c)["go_threads"]
	locked, end := make(chan struct{}), make(chan struct{})
	defer close(end)
	for range idle {
		go func() { <-end }()
	}
	for range int(before) + more {
		go func() {
			runtime.LockOSThread()
			locked <- struct{}{}
			<-end
		}()
		<-locked
	}
	got := collect(t, c)["go_threads"]
	created, _ := runtime.ThreadCreateProfile(nil)
	if got < before+more || got > float64(created) {
		t.Errorf("go_threads: got %v, want %v to %d", got, before+more, created)
	}
}

func TestLastGCIsNow(t *testing.T) {
	begin := time.Now()
	runtime.GC()
	got := collect(t, runtimecollect.New())["go_memstats_last_gc_time_seconds"]
	if got < float64(begin.UnixNano())/1e9 || got > float64(time.Now().UnixNano())/1e9 {
		t.Errorf("go_memstats_last_gc_time_seconds: got %v, not between %v and now", got, begin)
	}
}

func TestSettingsShow(t *testing.T) {
	percent, limit, procs := debug.SetGCPercent(70), debug.SetMemoryLimit(1<<40), runtime.GOMAXPROCS(3)
	defer func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
		runtime.GOMAXPROCS(procs)
	}()
	c := runtimecollect.New()
	check := func(name string, want float64) {
		t.Helper()
		if got := collect(t, c)[name]; got != want {
			t.Errorf("%s:\ngot  %v\nwant %v", name, got, want)
		}
	}
	check("go_gc_gogc_percent", 70)
	check("go_gc_gomemlimit_bytes", 1<<40)
	check("go_sched_gomaxprocs_threads", 3)

	debug.SetGCPercent(-1)
	check("go_gc_gogc_percent", 1<<64) // see the package comment
}
