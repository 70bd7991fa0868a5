package proccollect

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// keepsOne fails the test unless one netstat is open.
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
	if open != 1 {
		t.Errorf("got %d files kept open, want 1", open)
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

// When the process has moved to another network namespace, the file is
// opened there.
func TestLiveKeptFileOfAnotherNamespace(t *testing.T) {
	c := liveOwn(t)
	mustScrape(t, c)
	old := kept.Load()
	old.namespace = "net:[1]"
	mustScrape(t, c)
	if kept.Load() == old {
		t.Error("the file was not opened anew")
	}
	keepsOne(t)
}

// Without namespaces there is nothing to know a file by, so it is not kept.
func TestLiveNoNamespaces(t *testing.T) {
	c := liveOwn(t)
	mustScrape(t, c)
	before := kept.Load()
	r := c.newReading(os.Getpid())
	r.paths.namespace = filepath.Join(t.TempDir(), "missing")
	checkError(t, r.readNetstat())
	if kept.Load() != before {
		t.Error("got another file kept, want that of before")
	}
}
