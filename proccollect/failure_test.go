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
	statFamilies     = []string{"process_cpu_seconds_total", "process_resident_memory_bytes", "process_start_time_seconds", "process_virtual_memory_bytes"}
	bootTimeFamilies = []string{"process_start_time_seconds"}
	fdFamilies       = []string{"process_open_fds"}
	limitsFamilies   = []string{"process_max_fds", "process_virtual_memory_max_bytes"}
	netstatFamilies  = []string{"process_network_receive_bytes_total", "process_network_transmit_bytes_total"}
	allFamilies      = slices.Concat(statFamilies, fdFamilies, limitsFamilies, netstatFamilies)
)

// Every failure costs the families of the failed source, and is reported.
func TestFailures(t *testing.T) {
	for _, test := range []struct {
		name  string
		edits []edit
		lost  []string
		errs  []string // a part of each
	}{
		{"nothing", nil, nil, nil},

		{"stat missing", edits(remove("42/stat")), statFamilies, messages("42/stat: ")},
		{"stat not readable", edits(unread("42/stat")), statFamilies, messages("42/stat: ")},
		{"stat empty", edits(write("42/stat", "")), statFamilies, messages(`42/stat: expected a name in parentheses and a space, found ""`)},
		{"stat truncated", edits(write("42/stat", "42 (acra) S 1 ")), statFamilies, messages("42/stat: expected field 14 (utime), found the end")},

		{"boot time missing", edits(remove("stat")), bootTimeFamilies, messages("/stat: ")},
		{"boot time not readable", edits(unread("stat")), bootTimeFamilies, messages("/stat: ")},
		{"boot time empty", edits(write("stat", "")), bootTimeFamilies, messages(`/stat: expected a line that starts with "btime ", found none`)},
		{"boot time malformed", edits(write("stat", bootText("soon"))), bootTimeFamilies, messages(`/stat: btime: expected a number of seconds within 292 years of 1970, found "soon"`)},

		{"fd missing", edits(remove("42/fd")), fdFamilies, messages("42/fd: ")},
		{"fd no directory", edits(remove("42/fd"), write("42/fd", "")), fdFamilies, messages("42/fd")},

		{"limits missing", edits(remove("42/limits")), limitsFamilies, messages("42/limits: ")},
		{"limits not readable", edits(unread("42/limits")), limitsFamilies, messages("42/limits: ")},
		{"limits empty", edits(write("42/limits", "")), limitsFamilies, messages(`42/limits: expected a line that starts with "Max open files ", found none`)},
		{"limits malformed", edits(write("42/limits", limitsText("7", "much"))), limitsFamilies, messages(`42/limits: "Max address space ": expected a number below 2^64, found "much"`)},
		{"limits too large", edits(write("42/limits", strings.Repeat("\n", largestFile))), limitsFamilies, messages("42/limits: expected less than 65536 bytes, found more")},

		{"netstat missing", edits(remove("42/net")), netstatFamilies, messages("42/net/netstat: ")},
		{"netstat not readable", edits(unread("42/net/netstat")), netstatFamilies, messages("42/net/netstat: ")},
		{"netstat empty", edits(write("42/net/netstat", "")), netstatFamilies, messages(`42/net/netstat: expected a line that starts with "IpExt: ", found none`)},
		{"netstat without a column", edits(write("42/net/netstat", netstatText("InOctets 1"))), netstatFamilies, messages("42/net/netstat: expected a column OutOctets, found none")},

		{
			"two sources", edits(write("42/limits", ""), remove("42/net")),
			slices.Concat(limitsFamilies, netstatFamilies), messages("42/limits: ", "42/net/netstat: "),
		},
		{
			"all sources", edits(remove("stat"), unread("42")),
			allFamilies, messages("42/stat: ", "/stat: ", "42/fd: ", "42/limits: ", "42/net/netstat: "),
		},
		{"zombie", edits(write("42/stat", zombieText), write("42/limits", "")), allFamilies, messages("process 42 is gone: it is a zombie: ")},
		{"process gone", edits(remove("42")), allFamilies, messages("process 42 is gone: ")},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := newTree(t)
			c := New(root.options(Current))
			for _, edit := range test.edits {
				edit(t, root)
			}
			page, err := scrape(c)
			if diff := cmp.Diff(without(c.Families(), test.lost), names(page)); diff != "" {
				t.Errorf("families (-want +got):\n%s", diff)
			}
			checkErrors(t, err, test.errs)
		})
	}
}

// An edit changes the files of a tree.
type edit func(*testing.T, tree)

func edits(list ...edit) []edit { return list }

func messages(errs ...string) []string { return errs }

func remove(name string) edit { return func(t *testing.T, root tree) { root.remove(t, name) } }

func unread(name string) edit { return func(t *testing.T, root tree) { root.replace(t, name) } }

func write(name, text string) edit {
	return func(t *testing.T, root tree) { root.write(t, name, text) }
}

// names returns the names of the families on a page.
func names(page string) []string {
	var names []string
	for line := range strings.Lines(page) {
		if tail, ok := strings.CutPrefix(line, "# TYPE "); ok {
			names = append(names, before(tail, " "))
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

// checkErrors checks that err joins as many errors as want, each with the
// part.
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

// Values of an earlier scrape don't appear again.
func TestFailureAfterSuccess(t *testing.T) {
	for removed, lost := range map[string][]string{"42/limits": limitsFamilies, "42": allFamilies} {
		root := newTree(t)
		c := New(root.options(Current))
		mustScrape(t, c)
		root.remove(t, removed)
		page, err := scrape(c)
		if diff := cmp.Diff(without(c.Families(), lost), names(page)); diff != "" {
			t.Errorf("families without %s (-want +got):\n%s", removed, diff)
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

// A process that exits during a scrape leaves an empty page.
func TestGoneDuringScrape(t *testing.T) {
	root := newTree(t)
	c := New(root.options(Current))
	page := expfmt.NewPage(expfmt.Text{}, nil)
	ctx := &hooked{Context: context.Background(), call: 3, hook: func() { root.remove(t, "42") }}
	err := c.Encode(ctx, page)
	if got := page.End(); len(got) > 0 {
		t.Errorf("got a page, want none:\n%s", got)
	}
	checkErrors(t, err, []string{"process 42 is gone: "})
}

// A hooked context calls hook in the given call of Err, and from then on
// returns cause.
type hooked struct {
	context.Context
	call  int
	hook  func()
	cause error
}

func (h *hooked) Err() error {
	if h.call--; h.call == 0 && h.hook != nil {
		h.hook()
	}
	if h.call <= 0 {
		return h.cause
	}
	return nil
}

func TestContextEnds(t *testing.T) {
	root := newTree(t)
	for i, file := range []string{"PID/stat", "stat", "PID/fd", "PID/limits", "PID/net/netstat"} {
		page := expfmt.NewPage(expfmt.Text{}, nil)
		ctx := &hooked{Context: context.Background(), call: i + 1, cause: context.Canceled}
		err := New(root.options(Current)).Encode(ctx, page)
		if got := page.End(); len(got) > 0 {
			t.Errorf("before %s: got a page, want none:\n%s", file, got)
		}
		checkErrors(t, err, []string{"gave up before " + file + " was read: "})
	}
}

func TestContextCause(t *testing.T) {
	cause := errors.New("the scraper has gone")
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(cause)
	err := New(newTree(t).options(Current)).Encode(ctx, expfmt.NewPage(expfmt.Text{}, nil))
	if !errors.Is(err, cause) {
		t.Errorf("got error %v, want %v", err, cause)
	}
}
