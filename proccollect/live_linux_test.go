package proccollect

import (
	"context"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"plainmetrics/expfmt"
)

// The tests of this file read the /proc of the kernel that runs them.

func live(t testing.TB) *Collector {
	t.Helper()
	c := New(Options{})
	if c.Err() != nil {
		t.Skip(c.Err())
	}
	return c
}

func TestLiveOpenFiles(t *testing.T) {
	c := liveOwn(t)
	const name = "process_open_fds"
	mustScrape(t, c) // opens net/netstat
	before := mustScrape(t, c)[name]
	for range 10 {
		f, err := os.Open(os.DevNull)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
	}
	if got := mustScrape(t, c)[name]; got != before+10 {
		t.Errorf("got %v open files after opening 10, want %v", got, before+10)
	}
}

// Reading the directory counts what its size says, and one more: the
// directory is open meanwhile.
func TestLiveOpenFilesTwin(t *testing.T) {
	c := live(t)
	saysOpenFiles(t, c)
	path := c.newReading(os.Getpid()).process + "/fd"
	for range 2 { // the first file that is opened may cost the poller some
		bySize, err := countOpenFiles(path, true)
		checkError(t, err)
		byEntries, err := countEntries(path)
		checkError(t, err)
		if byEntries == bySize+1 {
			return
		}
		t.Logf("got %v by size and %v by entries", bySize, byEntries)
	}
	t.Error("want one more by entries than by size")
}

// saysOpenFiles skips the test unless the size of the directory is the
// number of open files.
func saysOpenFiles(t *testing.T, c *Collector) {
	t.Helper()
	info, err := os.Stat(c.newReading(os.Getpid()).process + "/fd")
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() == 0 {
		t.Skip("the kernel does not say the number of open files, as it does since Linux 6.2")
	}
}

// A proc filesystem can be told from a disk by the size of its root.
func TestLiveIsProc(t *testing.T) {
	if !live(t).isProc {
		t.Error("/proc is not taken for a proc filesystem")
	}
	if New(newTree(t).options(Current)).isProc {
		t.Error("a directory on disk is taken for a proc filesystem")
	}
}

func TestLiveLimits(t *testing.T) {
	got := mustScrape(t, live(t))
	for name, resource := range map[string]int{
		"process_max_fds":                  syscall.RLIMIT_NOFILE,
		"process_virtual_memory_max_bytes": syscall.RLIMIT_AS,
	} {
		var want syscall.Rlimit
		if err := syscall.Getrlimit(resource, &want); err != nil {
			t.Fatal(err)
		}
		if got[name] != float64(want.Cur) {
			t.Errorf("%s: got %v, want %v", name, got[name], want.Cur)
		}
	}
}

func TestLiveStartTime(t *testing.T) {
	c := live(t)
	const name = "process_start_time_seconds"
	got := mustScrape(t, c)[name]
	now := float64(time.Now().UnixMilli()) / 1000
	if got >= now || got < now-24*60*60 {
		t.Errorf("got a start at %.2f, want one within the day before %.2f", got, now)
	}
	if again := mustScrape(t, c)[name]; again != got {
		t.Errorf("got %.2f and then %.2f, want the same", got, again)
	}
}

func TestLiveCPU(t *testing.T) {
	c := live(t)
	const slack = 0.03 // the kernel cuts both times to whole ticks
	least := cpuSeconds(t) - slack
	got := mustScrape(t, c)["process_cpu_seconds_total"]
	if most := cpuSeconds(t) + slack; got < least || got > most {
		t.Errorf("got %v seconds, want between %v and %v", got, least, most)
	}
}

func cpuSeconds(t *testing.T) float64 {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		t.Fatal(err)
	}
	return float64(used.Utime.Nano()+used.Stime.Nano()) / 1e9
}

func TestLiveMemory(t *testing.T) {
	got := mustScrape(t, live(t))
	resident, virtual := got["process_resident_memory_bytes"], got["process_virtual_memory_bytes"]
	if resident < 1<<20 || resident > virtual {
		t.Errorf("got %v bytes resident of %v, want a megabyte or more, and no more than virtual", resident, virtual)
	}
}

func TestLiveGone(t *testing.T) {
	c := New(Options{PID: func() (int, error) { return 1<<31 - 1, nil }}) // above the kernel's largest
	if c.Err() != nil {
		t.Skip(c.Err())
	}
	page, err := scrape(c)
	if page != "" {
		t.Errorf("got a page, want none:\n%s", page)
	}
	checkErrors(t, err, []string{"process 2147483647 is gone: "})
}

func TestLivePIDFile(t *testing.T) {
	live(t)
	path := filepath.Join(t.TempDir(), "pid")
	tree(filepath.Dir(path)).write(t, "pid", "1\n")
	c := New(Options{PID: PIDFromFile(path)})
	page, err := scrape(c) // maybe not all that process 1 has may be read
	if names(page) == nil {
		t.Errorf("got no families of process 1: %v", err)
	}
}

// A scrape allocates what the system calls take: the path of the file that
// is opened, as a C string, that of the link to the namespace, and for the
// size of the directory another, and what os.Stat returns.
func TestAllocs(t *testing.T) {
	saysOpenFiles(t, live(t))
	page := expfmt.NewPage(expfmt.Text{}, make([]byte, 0, 4096))
	for set, want := range map[Set]float64{Current: 4, Legacy: 3} {
		c := New(Options{Set: set})
		got := testing.AllocsPerRun(100, func() {
			page.Reset(expfmt.Text{})
			if err := c.Encode(context.Background(), page); err != nil {
				t.Fatal(err)
			}
		})
		if got > want {
			t.Errorf("%v: got %v allocations, want at most %v", set, got, want)
		}
	}
}

func BenchmarkCollect(b *testing.B) {
	live(b)
	page := expfmt.NewPage(expfmt.Text{}, make([]byte, 0, 4096))
	for _, set := range []Set{Current, Legacy} {
		b.Run(setNames[set], func(b *testing.B) {
			c := New(Options{Set: set})
			b.ReportAllocs()
			for b.Loop() {
				page.Reset(expfmt.Text{})
				if err := c.Encode(context.Background(), page); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
