package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"
)

// The sizes of pages that tests make while they are read: one for the memory
// in use, and one for pages that are read in parts.
const (
	largeSize = 5 << 20
	longSize  = headSize * 3 / 2
)

// A stream is a page that is made while it is read: gauges in families of
// some series each.
type stream struct {
	end    int // the least size of the page
	family int // the number of series of a family
	series int
	size   int    // made so far
	rest   string // of the line that is read

	// onRead is called before each read.
	onRead func()
}

// Read implements io.Reader.
func (s *stream) Read(buf []byte) (int, error) {
	if s.onRead != nil {
		s.onRead()
	}
	if s.rest == "" && s.size >= s.end {
		return 0, io.EOF
	}
	if s.rest == "" {
		s.rest = s.next()
		s.size += len(s.rest)
	}
	n := copy(buf, s.rest)
	s.rest = s.rest[n:]
	return n, nil
}

// next returns some lines.
func (s *stream) next() string {
	var lines strings.Builder
	for lines.Len() < 16<<10 {
		name := fmt.Sprintf("jobs_%d", s.series/s.family)
		if s.series%s.family == 0 {
			fmt.Fprintf(&lines, "# HELP %s Jobs.\n# TYPE %[1]s gauge\n", name)
		}
		fmt.Fprintf(&lines, "%s{namespace=\"team-%d\",node=\"node-%d\",pod=\"worker-%[3]d-abcdef\"} 1\n", name, s.series%7, s.series)
		s.series++
	}
	return lines.String()
}

// A heapMeter measures the memory in use while a page is read.
type heapMeter struct{ first, highest uint64 }

// sample measures the memory that the garbage collector leaves.
func (m *heapMeter) sample() {
	var stats runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&stats)
	if m.first == 0 {
		m.first = stats.HeapAlloc
	}
	m.highest = max(m.highest, stats.HeapAlloc)
}

// The commands hold names and the keys of series, and no page: a fraction of
// a page of many families, and less than two pages of one family.
func TestMemory(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, test := range []struct {
		args   string
		family int // series in a family
		max    int // bytes
	}{
		{"check", 100, largeSize / 2},
		{"convert --to openmetrics", 100, largeSize / 4},
		{"diff golden.txt -", 100, largeSize / 4},
		{"check", 1 << 30, largeSize * 3 / 2},
		{"convert --to openmetrics", 1 << 30, largeSize * 3 / 2},
		{"diff golden.txt -", 1 << 30, largeSize * 3 / 2},
	} {
		golden, err := os.Create("golden.txt")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(golden, &stream{end: largeSize, family: test.family}); err != nil {
			t.Fatal(err)
		}
		golden.Close()
		var meter heapMeter
		reads := 0
		page := &stream{end: largeSize, family: test.family}
		page.onRead = func() {
			if reads%32 == 0 {
				meter.sample()
			}
			reads++
		}
		var stderr strings.Builder
		if code := run(t.Context(), strings.Fields(test.args), page, io.Discard, &stderr); code != exitClean {
			t.Errorf("%s: got exit code %d, want %d; stderr %q", test.args, code, exitClean, stderr.String())
		}
		held := int(meter.highest - meter.first)
		t.Logf("%s: held %d bytes of a page of %d", test.args, held, page.size)
		if held > test.max {
			t.Errorf("%s, families of %d series: held %d bytes of a page of %d, want at most %d",
				test.args, test.family, held, page.size, test.max)
		}
	}
}
