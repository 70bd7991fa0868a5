//go:build windows || (darwin && !ios)

package proccollect

import (
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// The tests of this file ask the system that runs them.

func TestNativeFamilies(t *testing.T) {
	for _, set := range []Set{Current, Legacy} {
		c := New(Options{Set: set, OnError: func(err error) { t.Error(err) }})
		page, err := scrape(c)
		checkError(t, err)
		if diff := cmp.Diff(systemFamilies[native], names(page)); diff != "" {
			t.Errorf("%s: families (-want +got):\n%s", setNames[set], diff)
		}
	}
}

func TestNativeOpenFiles(t *testing.T) {
	c := New(Options{})
	const name = "process_open_fds"
	mustScrape(t, c)
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

func TestNativeStartTime(t *testing.T) {
	c := New(Options{})
	const name = "process_start_time_seconds"
	got := mustScrape(t, c)[name]
	now := float64(time.Now().Unix())
	if got > now || got < now-24*60*60 {
		t.Errorf("got a start at %v, want one within the day before %v", got, now)
	}
	if again := mustScrape(t, c)[name]; again != got {
		t.Errorf("got %v and then %v, want the same", got, again)
	}
}

func TestNativeCPU(t *testing.T) {
	c := New(Options{})
	const name = "process_cpu_seconds_total"
	before := mustScrape(t, c)[name]
	for start := time.Now(); time.Since(start) < time.Minute; {
		if mustScrape(t, c)[name] > before { // the clock may be coarse
			return
		}
	}
	t.Errorf("got %v seconds for a minute of work, want more", before)
}

func TestNativeGone(t *testing.T) {
	page, err := scrape(New(Options{PID: func() (int, error) { return 1<<31 - 1, nil }}))
	if page != "" {
		t.Errorf("got a page, want none:\n%s", page)
	}
	checkErrors(t, err, []string{"process 2147483647 is gone: "})
}
