package runtimecollect_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"plainmetrics/runtimecollect"
)

// Before the first garbage collection there is no pause, no last one and
// no CPU time. To see that, the test runs itself again with GOGC=off.
func TestBeforeFirstCollection(t *testing.T) {
	const child = "RUNTIMECOLLECT_CHILD"
	if os.Getenv(child) == "" {
		exe, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(exe, "-test.run=^"+t.Name()+"$")
		cmd.Env = append(os.Environ(), child+"=1", "GOGC=off", "GOMEMLIMIT=off")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v:\n%s", err, out)
		}
		return
	}

	got := collect(t, runtimecollect.New(runtimecollect.WithSet(runtimecollect.Legacy)))
	zeros := 0
	for name, v := range got {
		if strings.HasPrefix(name, "go_gc_duration_seconds") ||
			name == "go_memstats_last_gc_time_seconds" || name == "go_memstats_gc_cpu_fraction" {
			zeros++
			if v != 0 {
				t.Errorf("%s:\ngot  %v\nwant 0", name, v)
			}
		}
	}
	if zeros != 5+2+2 {
		t.Errorf("got %d values that tell of collections, want 9", zeros)
	}
}
