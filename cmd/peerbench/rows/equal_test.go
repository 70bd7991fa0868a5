package rows

import (
	"net/http"
	"testing"

	"plainmetrics/cmd/peerbench/measure"
)

const page = "# HELP a A.\na{l=\"x y\"} 1\na{l=\"z\"} 2\n"

func TestEqual(t *testing.T) {
	for _, c := range []struct {
		name         string
		equal        func(ours, theirs []byte) error
		ours, theirs string
		want         string
	}{
		{"pages", equalPages, page, page, ""},
		{"pages", equalPages, "", "", "expected a page, found nothing on it"},
		{"pages", equalPages, "a 1\nb 1\n", "a 1\nb 2\n", `the pages differ in line 2: got "b 1\n", want "b 2\n"`},
		{"pages", equalPages, "a 1\nb 1\n", "a 1\n", `the pages differ in line 2: got "b 1\n", want ""`},
		{"pages", equalPages, "a 1\n", "a 1\nb 1\n", `the pages differ in line 2: got nothing, want "b 1\n"`},
		{"pages", equalPages, "a 1", "a 1\n", `the pages differ in line 1: got "a 1", want "a 1\n"`},
		{"up to values", equalUpToValues, page, "# HELP a A.\na{l=\"x y\"} 7\na{l=\"z\"} NaN\n", ""},
		{"up to values", equalUpToValues, page, "# HELP a B.\na{l=\"x y\"} 1\na{l=\"z\"} 2\n", `the pages differ in line 1: got "# HELP a A.\n", want "# HELP a B.\n"`},
		{"up to values", equalUpToValues, "a 1\n", "b 1\n", `the pages differ in line 1: got "a\n", want "b\n"`},
		{"series", sameSeries, page, "a{l=\"z\"} 3\na{l=\"x y\"} 4\n", ""},
		{"series", sameSeries, page, "a{l=\"z\"} 3\n", `the pages differ in line 1: got "a{l=\"x y\"}\n", want "a{l=\"z\"}\n"`},
	} {
		got := ""
		if err := c.equal([]byte(c.ours), []byte(c.theirs)); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("%s: %q and %q:\ngot  %s\nwant %s", c.name, c.ours, c.theirs, got, c.want)
		}
	}
}

func TestUnzipped(t *testing.T) {
	plain := newZipped(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(page)) }))
	if _, err := unzipped(plain); err == nil || err.Error() != `expected Content-Encoding gzip, found ""` {
		t.Errorf("without compression: got error %v", err)
	}
	lies := newZipped(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write([]byte(page))
	}))
	if _, err := unzipped(lies); err == nil {
		t.Error("what isn't gzip: got no error")
	}
}

// TestChecks lets all checks pass, on small pages.
func TestChecks(t *testing.T) {
	for _, row := range All() {
		if row.Check == nil {
			continue
		}
		if err := row.Check(measure.Quick); err != nil {
			t.Errorf("%s: %v", row.Work, err)
		}
	}
}

// TestCheckFails has a collector whose families are not the peer's.
func TestCheckFails(t *testing.T) {
	runtime, process := collectorsOf()
	runtime.theirs = process.theirs
	if err := runtime.check(measure.Quick); err == nil {
		t.Error("go_* against process_*: got no error")
	}
}

// TestLines holds the large page to its description.
func TestLines(t *testing.T) {
	const series = 1000
	page := ourScrape(counterPage(series).ours())()
	if got := float64(len(page)) / series; got < 80 || got > 86 {
		t.Errorf("got %v bytes a line, want about 83", got)
	}
}

// TestRows has each row named once for its unit, with a target.
func TestRows(t *testing.T) {
	seen := make(map[[2]string]bool)
	for _, row := range All() {
		key := [2]string{row.Work, row.Unit}
		if seen[key] {
			t.Errorf("%s in %s: is there twice", row.Work, row.Unit)
		}
		seen[key] = true
		if len(row.Targets) == 0 {
			t.Errorf("%s: expected a target, found none", row.Work)
		}
	}
}
