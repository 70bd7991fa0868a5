package proccollect

import (
	"errors"
	"math/bits"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// systemFamilies are the families that client_golang v1.25.0 has on each
// system, on macOS without cgo.
var systemFamilies = [systemCount][]string{
	linux: {
		"process_cpu_seconds_total", "process_max_fds",
		"process_network_receive_bytes_total", "process_network_transmit_bytes_total",
		"process_open_fds", "process_resident_memory_bytes", "process_start_time_seconds",
		"process_virtual_memory_bytes", "process_virtual_memory_max_bytes",
	},
	windows: {
		"process_cpu_seconds_total", "process_max_fds", "process_open_fds",
		"process_resident_memory_bytes", "process_start_time_seconds", "process_virtual_memory_bytes",
	},
	macOS: {
		"process_cpu_seconds_total", "process_max_fds", "process_open_fds",
		"process_start_time_seconds", "process_virtual_memory_max_bytes",
	},
}

// newOn returns a Collector of a system whose sources call read.
func newOn(t *testing.T, s system, read func(source) error) *Collector {
	t.Helper()
	c := New(newTree(t).options(Current))
	c.system, c.sources, c.needs = s, nil, 0
	c.root += "/missing" // only the sources know processes
	for _, r := range table {
		c.needs |= r.needs[s]
	}
	for needs := c.needs; needs != 0; needs &= needs - 1 {
		single := needs &^ (needs - 1)
		c.sources = append(c.sources, sourceReader{single, func(*reading, string) error { return read(single) }})
	}
	return c
}

// A page has the families that the system can tell, and no others.
func TestSystemFamilies(t *testing.T) {
	for s, name := range systemNames {
		t.Run(name, func(t *testing.T) {
			c := newOn(t, system(s), func(source) error { return nil })
			page, err := scrape(c)
			checkError(t, err)
			if diff := cmp.Diff(systemFamilies[s], names(page)); diff != "" {
				t.Errorf("families (-want +got):\n%s", diff)
			}
			if got := len(c.Families()); got != 9 {
				t.Errorf("got %d families described, want 9", got)
			}
		})
	}
}

// A source that fails costs its families, and no others.
func TestSystemFailures(t *testing.T) {
	for _, test := range []struct {
		system system
		fails  source
		lost   []string
	}{
		{windows, fromTimes, []string{"process_cpu_seconds_total", "process_start_time_seconds"}},
		{windows, fromMemory, []string{"process_resident_memory_bytes", "process_virtual_memory_bytes"}},
		{windows, fromHandles, []string{"process_max_fds", "process_open_fds"}},
		{macOS, fromUsage, []string{"process_cpu_seconds_total"}},
		{macOS, fromOwnFD, []string{"process_open_fds"}},
		{macOS, fromOwnLimits, []string{"process_max_fds", "process_virtual_memory_max_bytes"}},
		{macOS, fromProcesses, []string{"process_start_time_seconds"}},
	} {
		t.Run(systemNames[test.system]+" "+test.fails.name(), func(t *testing.T) {
			c := newOn(t, test.system, func(s source) error {
				if s == test.fails {
					return errors.New("access is denied")
				}
				return nil
			})
			page, err := scrape(c)
			checkErrors(t, err, []string{"access is denied"})
			want := slices.DeleteFunc(slices.Clone(systemFamilies[test.system]), func(name string) bool {
				return slices.Contains(test.lost, name)
			})
			if diff := cmp.Diff(want, names(page)); diff != "" {
				t.Errorf("families (-want +got):\n%s", diff)
			}
		})
	}
}

// A source can tell that the process is gone, which costs all families.
func TestSystemGone(t *testing.T) {
	for s, name := range systemNames {
		page, err := scrape(newOn(t, system(s), func(source) error { return os.ErrProcessDone }))
		if page != "" {
			t.Errorf("%s: got a page, want none:\n%s", name, page)
		}
		checkErrors(t, err, []string{"process 42 is gone: "})
	}
}

// The readers of this system are the readers of its sources in the table.
func TestSources(t *testing.T) {
	var all [systemCount][]sourceReader
	all[native] = nativeSources
	all[linux] = procSources
	for s, readers := range all {
		if readers == nil {
			continue // another system's
		}
		var want, got source
		for _, r := range table {
			want |= r.needs[s]
		}
		for _, r := range readers {
			got |= r.source
		}
		if got != want || bits.OnesCount16(uint16(got)) != len(readers) {
			t.Errorf("%s: got readers of %q, want one of each of %q", systemNames[s], got.names(), want.names())
		}
	}
	if got, want := len(sourceNames), bits.Len16(uint16(fromProcesses)); got != want {
		t.Errorf("got %d names of sources, want %d", got, want)
	}
}
