package proccollect

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// keepsOne fails the test unless one netstat is open, and known to be.
func keepsOne(t *testing.T) {
	t.Helper()
	open := 0
	links, err := filepath.Glob("/proc/self/fd/*")
	checkError(t, err)
	for _, link := range links {
		to, err := os.Readlink(link)
		if err == nil && strings.Contains(to, "/net/netstat") {
			open++
		}
	}
	if known := keptFiles(); open != 1 || known != 1 {
		t.Errorf("got %d files kept open and %v known to be, want 1", open, known)
	}
}

func liveOwn(t *testing.T) *Collector {
	t.Helper()
	c := live(t)
	if !c.isOwn {
		t.Skip("/proc numbers processes in another way")
	}
	return c
}

// Scrapes at the same time open files of their own, of which one is kept.
func TestLiveKeepsOneFile(t *testing.T) {
	liveOwn(t)
	var scrapers sync.WaitGroup
	for range 8 {
		scrapers.Go(func() {
			c := New(Options{})
			for range 20 {
				if _, err := scrape(c); err != nil {
					t.Error(err)
				}
			}
		})
	}
	scrapers.Wait()
	keepsOne(t)
}

// The kept file is not counted: the first scrape, which opens it, says the
// same as the second.
func TestLiveKeptFileIsNotCounted(t *testing.T) {
	c := liveOwn(t)
	saysOpenFiles(t, c)
	mustScrape(t, c)
	kept.idle.Swap(nil).close()
	const name = "process_open_fds"
	first, second := mustScrape(t, c)[name], mustScrape(t, c)[name]
	if first != second {
		t.Errorf("got %v open files and then %v, want the same", first, second)
	}
	keepsOne(t)
}

// When the process has moved to another network namespace, the file is
// opened there.
func TestLiveKeptFileOfAnotherNamespace(t *testing.T) {
	c := liveOwn(t)
	mustScrape(t, c)
	old := kept.idle.Load()
	old.namespace = "net:[1]"
	mustScrape(t, c)
	if kept.idle.Load() == old {
		t.Error("the file was not opened anew")
	}
	keepsOne(t)
}

// Without namespaces there is nothing to know a file by, so it is not kept.
func TestLiveNoNamespaces(t *testing.T) {
	c := liveOwn(t)
	mustScrape(t, c)
	before := kept.idle.Load()
	r := c.newReading(os.Getpid())
	r.paths.namespace = filepath.Join(t.TempDir(), "missing")
	checkError(t, r.readNetstat())
	if kept.idle.Load() != before {
		t.Error("got another file kept, want that of before")
	}
}
