package proccollect

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// The Legacy set reads nothing for families that it has not.
func TestLegacyNeedsNoNetwork(t *testing.T) {
	root := newTree(t)
	root.remove(t, "42/net")
	if got := len(mustScrape(t, New(root.options(Legacy)))); got != 7 {
		t.Errorf("got %d families, want 7", got)
	}
}

func TestNamespace(t *testing.T) {
	o := newTree(t).options(Legacy)
	o.Namespace = "acra"
	for name := range mustScrape(t, New(o)) {
		if !strings.HasPrefix(name, "acra_process_") {
			t.Errorf("got %s, want acra_ in front", name)
		}
	}
}

func TestPID(t *testing.T) {
	root := newTree(t)
	root.addProcess(t, 43, statText("other", "100", "0", "0", "0", "0"))
	var pid int
	var fail error
	o := root.options(Current)
	o.PID = func() (int, error) { return pid, fail }
	c := New(o)
	for _, test := range []struct {
		pid  int
		want float64
	}{{42, 0.12}, {43, 1}, {42, 0.12}} {
		pid = test.pid
		if got := mustScrape(t, c)["process_cpu_seconds_total"]; got != test.want {
			t.Errorf("process %d: got %v, want %v", pid, got, test.want)
		}
	}
	for _, pid = range []int{0, -1} {
		page, err := scrape(c)
		if page != "" {
			t.Errorf("got a page, want none:\n%s", page)
		}
		checkErrors(t, err, []string{"PID: expected a number from 1 on, found "})
	}
	fail = errors.New("the file is locked")
	page, err := scrape(c)
	if page != "" || !errors.Is(err, fail) {
		t.Errorf("got error %v, want %v, and no page:\n%s", err, fail, page)
	}
	checkErrors(t, err, []string{"PID: the file is locked"})
}

// The boot time is looked for until it is found, and again when the clock was
// set: the kernel then says another boot time.
func TestStartTimeFollowsTheClock(t *testing.T) {
	const name, sinceBoot = "process_start_time_seconds", 9192.05
	root := newTree(t)
	c := New(root.options(Current))
	var setting time.Duration
	c.clock = func() time.Duration { return setting }
	root.write(t, "stat", "")
	if _, err := scrape(c); err == nil {
		t.Error("got no error, want one for an empty file")
	}
	for _, step := range []struct {
		name    string
		setting time.Duration
		btime   string
		want    float64
	}{
		{"boot without a battery", 0, "18446744073709551615", -1},
		{"the clock is not set", 0, "1000", -1},
		{"the clock runs a little fast", 499 * time.Millisecond, "1000", -1},
		{"the clock is set", 54 * 365 * 24 * time.Hour, "1702944000", 1702944000},
		{"the clock is not set again", 54 * 365 * 24 * time.Hour, "1000", 1702944000},
		{"the clock is set back a little", 54*365*24*time.Hour - time.Second/2, "1702943999", 1702943999},
		{"the clock is set to the start", -time.Second, "0", 0},
	} {
		setting = step.setting
		root.write(t, "stat", bootText(step.btime))
		if got := mustScrape(t, c)[name]; got != step.want+sinceBoot {
			t.Errorf("%s: got %v, want %v", step.name, got, step.want+sinceBoot)
		}
	}
}

// Nobody sets the clock during the test.
func TestClock(t *testing.T) {
	if got := (clock{time.Now().Add(-time.Hour)}).setting(); got.Abs() > time.Minute {
		t.Errorf("got the setting %v, want about 0", got)
	}
}

func TestNoProc(t *testing.T) {
	empty := t.TempDir()
	for _, root := range []string{empty, empty + "/missing"} {
		var reported []error
		c := New(Options{ProcRoot: root, OnError: func(err error) { reported = append(reported, err) }})
		if len(reported) != 1 || reported[0] != c.Err() || !errors.Is(c.Err(), fs.ErrNotExist) {
			t.Fatalf("got %v reported and error %v, want the same, and once", reported, c.Err())
		}
		checkErrors(t, c.Err(), []string{"expected a proc filesystem of Linux at "})
		checkError(t, c.Err(), filepath.ToSlash(root), "found none on "+runtime.GOOS)
		if page, err := scrape(c); page != "" || err != nil {
			t.Errorf("got error %v, want none, and no page:\n%s", err, page)
		}
		if got := len(c.Families()); got != 9 {
			t.Errorf("got %d families described, want 9", got)
		}
		if New(Options{ProcRoot: root}).Err() == nil {
			t.Error("got no error when nobody is to be told")
		}
	}
}

// A mount may show processes only, or not the process of the test.
func TestPartOfProc(t *testing.T) {
	for _, file := range []string{"stat", "self/stat"} {
		root := tree(t.TempDir())
		root.write(t, file, "")
		c := New(Options{ProcRoot: string(root), OnError: func(err error) {
			t.Errorf("only %s: got %v, want nothing", file, err)
		}})
		if c.Err() != nil {
			t.Errorf("only %s: got %v, want no error", file, c.Err())
		}
	}
}

func TestNewPanics(t *testing.T) {
	for name, o := range map[string]Options{
		"unknown set":       {Set: 2},
		"invalid namespace": {Namespace: "\xff"},
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("got no panic")
				}
			}()
			New(o)
		})
	}
}

func TestDescribeIsACopy(t *testing.T) {
	c := New(newTree(t).options(Current))
	clear(c.Families())
	if got := c.Families()[0]; got == nil || got.Name() != "process_cpu_seconds_total" {
		t.Errorf("got %v, want the first family", got)
	}
}

// Scrapes at the same time, of different processes, don't mix.
func TestConcurrent(t *testing.T) {
	root := newTree(t)
	root.addProcess(t, 43, statText("other", "100", "200", "300", "400", "500"))
	root.write(t, "43/limits", limitsText("1", "2"))
	pids := make(chan int, 2)
	o := root.options(Current)
	o.PID = func() (int, error) {
		pid := <-pids
		pids <- pid
		return pid, nil
	}
	c := New(o)
	valid := make(map[string]bool)
	for _, pid := range []int{42, 43} {
		pids <- pid
		page, err := scrape(c)
		checkError(t, err)
		valid[page] = true
		<-pids
	}
	if len(valid) != 2 {
		t.Fatalf("got %d pages of two processes, want 2", len(valid))
	}
	pids <- 42
	pids <- 43
	var scrapers sync.WaitGroup
	for range 8 {
		scrapers.Go(func() {
			for range 50 {
				if page, err := scrape(c); err != nil || !valid[page] {
					t.Errorf("got error %v and a page of neither process:\n%s", err, page)
				}
			}
		})
	}
	scrapers.Wait()
}

// Whoever collects keeps the Collector from nobody when it panics.
func TestEncoderPanics(t *testing.T) {
	c := New(newTree(t).options(Current))
	func() {
		defer func() { recover() }()
		c.Encode(context.Background(), nil)
	}()
	if got := len(mustScrape(t, c)); got != 9 {
		t.Errorf("got %d families, want 9", got)
	}
}
