package proccollect

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// countNetstats returns how many files net/netstat this process has open.
func countNetstats(t *testing.T) int {
	t.Helper()
	count := 0
	links, err := filepath.Glob("/proc/self/fd/*")
	checkError(t, err)
	for _, link := range links {
		target, err := os.Readlink(link)
		if err == nil && strings.Contains(target, "/net/netstat") {
			count++
		}
	}
	return count
}

// waitForNetstats collects garbage until this process has so many files
// net/netstat open: finalizers run some time after a collection.
func waitForNetstats(t *testing.T, want int) {
	t.Helper()
	got := -1
	for range 500 {
		runtime.GC()
		if got = countNetstats(t); got == want {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Errorf("got %d files net/netstat open, want %d", got, want)
}

// liveOwn returns a Collector of this process, when the Collectors of other
// tests have closed their files.
func liveOwn(t *testing.T) *Collector {
	t.Helper()
	c := live(t)
	if !c.isOwn {
		t.Skip("/proc numbers processes in another way")
	}
	waitForNetstats(t, 0)
	return c
}

// Scrapes at the same time open files of their own; the Collector keeps a
// single file.
func TestLiveKeepsOneFile(t *testing.T) {
	c := liveOwn(t)
	var scrapers sync.WaitGroup
	for range 8 {
		scrapers.Go(func() {
			for range 20 {
				if _, err := scrape(c); err != nil {
					t.Error(err)
				}
			}
		})
	}
	scrapers.Wait()
	if got := countNetstats(t); got != 1 {
		t.Errorf("got %d files net/netstat open, want 1", got)
	}
	runtime.KeepAlive(c)
}

// A Collector has a file open as long as the program holds the Collector.
func TestLiveCollectorsCloseFiles(t *testing.T) {
	liveOwn(t)
	const count = 20
	collectors := make([]*Collector, count)
	for i := range collectors {
		collectors[i] = New(Options{})
		mustScrape(t, collectors[i])
	}
	waitForNetstats(t, count)
	mustScrape(t, collectors[0]) // the file is still open
	runtime.KeepAlive(collectors)
	collectors = nil
	waitForNetstats(t, 0)
}

// process_open_fds counts the file, from the second scrape on: the first
// opens the file after the count.
func TestLiveOpenFilesCountNetstat(t *testing.T) {
	c := liveOwn(t)
	saysOpenFiles(t, c)
	const name = "process_open_fds"
	first := mustScrape(t, c)[name]
	for range 3 {
		if got := mustScrape(t, c)[name]; got != first+1 {
			t.Errorf("got %v open files, want %v", got, first+1)
		}
	}
}

// When the process has moved to another network namespace, the Collector
// opens the file there.
func TestLiveNetstatOfAnotherNamespace(t *testing.T) {
	c := liveOwn(t)
	mustScrape(t, c)
	before := c.spare.Load().netstat
	before.namespace = "net:[1]"
	mustScrape(t, c)
	if c.spare.Load().netstat == before {
		t.Error("got the same file, want a new one")
	}
	if got := countNetstats(t); got != 1 {
		t.Errorf("got %d files net/netstat open, want 1", got)
	}
}

// Without namespaces a file can't be assigned to one, so no file stays open.
func TestLiveNoNamespaces(t *testing.T) {
	c := liveOwn(t)
	r := c.newReading(os.Getpid())
	r.namespace = filepath.Join(t.TempDir(), "missing")
	checkError(t, r.readNetstat(r.process+"/net/netstat"))
	if got := countNetstats(t); r.netstat != nil || got != 0 {
		t.Errorf("got %d files net/netstat open, want none", got)
	}
}

// A file that has become unreadable is opened anew by the next scrape.
func TestLiveNetstatFails(t *testing.T) {
	c := liveOwn(t)
	mustScrape(t, c)
	netstat := c.spare.Load().netstat
	netstat.file.close()
	null, err := open(t.TempDir()) // a directory, which can't be read
	checkError(t, err)
	netstat.file = null
	if _, err := scrape(c); err == nil {
		t.Error("got no error, want one of the file")
	}
	mustScrape(t, c)
	if got := countNetstats(t); got != 1 {
		t.Errorf("got %d files net/netstat open, want 1", got)
	}
}
