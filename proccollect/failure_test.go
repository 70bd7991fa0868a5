package proccollect

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"plainmetrics/expfmt"
)

var (
	ofStat    = []string{"process_cpu_seconds_total", "process_resident_memory_bytes", "process_start_time_seconds", "process_virtual_memory_bytes"}
	ofBoot    = []string{"process_start_time_seconds"}
	ofFD      = []string{"process_open_fds"}
	ofLimits  = []string{"process_max_fds", "process_virtual_memory_max_bytes"}
	ofNetstat = []string{"process_network_receive_bytes_total", "process_network_transmit_bytes_total"}
	ofAll     = slices.Concat(ofStat, ofFD, ofLimits, ofNetstat)
)

// Every failure costs the families made of its source, and is told.
func TestFailures(t *testing.T) {
	for _, test := range []struct {
		name  string
		spoil []spoiler
		lost  []string
		errs  []string // a part of each
	}{
		{"nothing", nil, nil, nil},

		{"stat missing", spoil(remove("42/stat")), ofStat, told("42/stat: ")},
		{"stat not readable", spoil(unread("42/stat")), ofStat, told("42/stat: ")},
		{"stat empty", spoil(write("42/stat", "")), ofStat, told(`42/stat: expected a name in parentheses and a space, found ""`)},
		{"stat truncated", spoil(write("42/stat", "42 (acra) S 1 ")), ofStat, told("42/stat: expected field 14 (utime), found the end")},

		{"boot time missing", spoil(remove("stat")), ofBoot, told("/stat: ")},
		{"boot time not readable", spoil(unread("stat")), ofBoot, told("/stat: ")},
		{"boot time empty", spoil(write("stat", "")), ofBoot, told(`/stat: expected a line that starts with "btime ", found none`)},
		{"boot time malformed", spoil(write("stat", bootText("soon"))), ofBoot, told(`/stat: btime: expected a number below 2^64, found "soon"`)},

		{"fd missing", spoil(remove("42/fd")), ofFD, told("42/fd: ")},
		{"fd no directory", spoil(remove("42/fd"), write("42/fd", "")), ofFD, told("42/fd")},

		{"limits missing", spoil(remove("42/limits")), ofLimits, told("42/limits: ")},
		{"limits not readable", spoil(unread("42/limits")), ofLimits, told("42/limits: ")},
		{"limits empty", spoil(write("42/limits", "")), ofLimits, told(`42/limits: expected a line that starts with "Max open files ", found none`)},
		{"limits malformed", spoil(write("42/limits", limitsText("7", "much"))), ofLimits, told(`42/limits: "Max address space ": expected a number below 2^64, found "much"`)},
		{"limits too large", spoil(write("42/limits", strings.Repeat("\n", largestFile))), ofLimits, told("42/limits: expected less than 65536 bytes, found more")},

		{"netstat missing", spoil(remove("42/net")), ofNetstat, told("42/net/netstat: ")},
		{"netstat not readable", spoil(unread("42/net/netstat")), ofNetstat, told("42/net/netstat: ")},
		{"netstat empty", spoil(write("42/net/netstat", "")), ofNetstat, told(`42/net/netstat: expected a line that starts with "IpExt: ", found none`)},
		{"netstat without a column", spoil(write("42/net/netstat", netstatText("InOctets 1"))), ofNetstat, told("42/net/netstat: expected a column OutOctets, found none")},

		{
			"two sources", spoil(write("42/limits", ""), remove("42/net")),
			slices.Concat(ofLimits, ofNetstat), told("42/limits: ", "42/net/netstat: "),
		},
		{
			"all sources", spoil(remove("stat"), unread("42")),
			ofAll, told("42/stat: ", "/stat: ", "42/fd: ", "42/limits: ", "42/net/netstat: "),
		},
		{"zombie", spoil(write("42/stat", zombieText), write("42/limits", "")), ofAll, told("process 42 is gone: it is a zombie: ")},
		{"process gone", spoil(remove("42")), ofAll, told("process 42 is gone: ")},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := newTree(t)
			c := New(root.options(Current))
			for _, spoil := range test.spoil {
				spoil(t, root)
			}
			page, err := scrape(c)
			if diff := cmp.Diff(without(c.Describe(), test.lost), names(page)); diff != "" {
				t.Errorf("families (-want +got):\n%s", diff)
			}
			checkErrors(t, err, test.errs)
		})
	}
}

// A spoiler changes the files of a tree.
type spoiler func(*testing.T, tree)

func spoil(by ...spoiler) []spoiler { return by }

func told(errs ...string) []string { return errs }

func remove(name string) spoiler { return func(t *testing.T, root tree) { root.remove(t, name) } }

func unread(name string) spoiler { return func(t *testing.T, root tree) { root.replace(t, name) } }

func write(name, text string) spoiler {
	return func(t *testing.T, root tree) { root.write(t, name, text) }
}

// names returns the names of the families on a page.
func names(page string) []string {
	var names []string
	for line := range strings.Lines(page) {
		if rest, ok := strings.CutPrefix(line, "# TYPE "); ok {
			names = append(names, before(rest, " "))
		}
	}
	return names
}

func without(families []*expfmt.Family, lost []string) []string {
	var names []string
	for _, f := range families {
		if !slices.Contains(lost, f.Name()) {
			names = append(names, f.Name())
		}
	}
	return names
}

// checkErrors holds err, which joins errors, against a part of each.
func checkErrors(t *testing.T, err error, want []string) {
	t.Helper()
	var lines []string
	if err != nil {
		lines = strings.Split(err.Error(), "\n")
	}
	if len(lines) != len(want) {
		t.Errorf("got %d errors, want %d:\n%v", len(lines), len(want), err)
		return
	}
	for i, line := range lines {
		if !strings.HasPrefix(line, "proccollect: ") || strings.Count(line, "proccollect: ") != 1 {
			t.Errorf("got %q, want the package in front, and once", line)
		}
		if line = strings.ReplaceAll(line, `\`, "/"); !strings.Contains(line, want[i]) {
			t.Errorf("got %q, want it to have %q", line, want[i])
		}
	}
}

// What an earlier scrape found is not said again.
func TestFailureAfterSuccess(t *testing.T) {
	for spoilt, lost := range map[string][]string{"42/limits": ofLimits, "42": ofAll} {
		root := newTree(t)
		c := New(root.options(Current))
		mustScrape(t, c)
		root.remove(t, spoilt)
		page, err := scrape(c)
		if diff := cmp.Diff(without(c.Describe(), lost), names(page)); diff != "" {
			t.Errorf("families without %s (-want +got):\n%s", spoilt, diff)
		}
		checkError(t, err, "proccollect: ")
	}
}

func TestGoneIsNotExist(t *testing.T) {
	root := newTree(t)
	root.remove(t, "42")
	if _, err := scrape(New(root.options(Current))); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got error %v, want fs.ErrNotExist", err)
	}
}

// A process that goes while it is read leaves nothing behind.
func TestGoneDuringScrape(t *testing.T) {
	root := newTree(t)
	c := New(root.options(Current))
	page := expfmt.NewPage(expfmt.Text{}, nil)
	ctx := &hooked{Context: context.Background(), at: 3, hook: func() { root.remove(t, "42") }}
	err := c.Collect(ctx, page)
	if got := page.End(); len(got) > 0 {
		t.Errorf("got a page, want none:\n%s", got)
	}
	checkErrors(t, err, []string{"process 42 is gone: "})
}

// A hooked context calls hook when its Err is asked for the at-th time,
// and ends then if it has a cause.
type hooked struct {
	context.Context
	at    int
	hook  func()
	cause error
}

func (h *hooked) Err() error {
	if h.at--; h.at == 0 && h.hook != nil {
		h.hook()
	}
	if h.at <= 0 {
		return h.cause
	}
	return nil
}

func TestContextEnds(t *testing.T) {
	root := newTree(t)
	for at, file := range []string{"PID/stat", "stat", "PID/fd", "PID/limits", "PID/net/netstat"} {
		page := expfmt.NewPage(expfmt.Text{}, nil)
		ctx := &hooked{Context: context.Background(), at: at + 1, cause: context.Canceled}
		err := New(root.options(Current)).Collect(ctx, page)
		if got := page.End(); len(got) > 0 {
			t.Errorf("before %s: got a page, want none:\n%s", file, got)
		}
		checkErrors(t, err, []string{"gave up before " + file + " was read: "})
	}
}

func TestContextCause(t *testing.T) {
	late := errors.New("the scraper has gone")
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(late)
	err := New(newTree(t).options(Current)).Collect(ctx, expfmt.NewPage(expfmt.Text{}, nil))
	if !errors.Is(err, late) {
		t.Errorf("got error %v, want %v", err, late)
	}
}
