package expfmt

import (
	"bytes"
	"cmp"
	"iter"
	"math"
	"strings"
)

// A comparison compares a family of two pages.
type comparison struct {
	family      string
	anyValue    bool // values are not compared
	tolerance   float64
	differences []Difference
}

// compare compares a family. It is nil on a page without the family.
func (c *comparison) compare(want, got *snapshotFamily) {
	want, got = cmp.Or(want, new(snapshotFamily)), cmp.Or(got, new(snapshotFamily))
	for _, header := range [][2]string{{want.help, got.help}, {want.typ, got.typ}} {
		if header[0] != header[1] {
			c.add(LabelSet{}, header[0], header[1])
		}
	}
	for a, b := want.sorted(), got.sorted(); len(a)+len(b) > 0; {
		var labels LabelSet
		var wanted, gotten []byte
		order := compareFirst(a, b)
		if order <= 0 {
			labels, wanted, a = a[0].labels, want.text(a[0]), a[1:]
		}
		if order >= 0 {
			labels, gotten, b = b[0].labels, got.text(b[0]), b[1:]
		}
		if !bytes.Equal(wanted, gotten) {
			c.compareLines(labels, string(wanted), string(gotten))
		}
	}
}

func (c *comparison) add(labels LabelSet, want, got string) {
	c.differences = append(c.differences, Difference{c.family, labels, want, got})
}

// compareFirst compares the first series of two pages. A page without
// series is the greater; the other must have one.
func compareFirst(a, b []snapshotSeries) int {
	switch {
	case len(a) == 0:
		return 1
	case len(b) == 0:
		return -1
	}
	return a[0].compare(b[0])
}

// compareLines compares the lines of a series.
func (c *comparison) compareLines(labels LabelSet, want, got string) {
	unmatched := make(map[string]string) // lines of got
	for start, value := range lines(got) {
		unmatched[start] = value
	}
	for start, value := range lines(want) {
		other, ok := unmatched[start]
		switch {
		case !ok:
			c.add(labels, start+value, "")
		case !c.same(value, other):
			c.add(labels, start+value, start+other)
		}
		delete(unmatched, start)
	}
	for start, value := range lines(got) {
		if _, ok := unmatched[start]; ok {
			c.add(labels, "", start+value)
		}
	}
}

// lines yields the lines of a series, cut behind the name and the labels:
// behind the last brace, as no brace follows the labels.
func lines(text string) iter.Seq2[string, string] {
	return func(yield func(start, value string) bool) {
		for line := range strings.Lines(text) {
			line = strings.TrimSuffix(line, "\n")
			end := strings.LastIndexByte(line, '}') + 1
			end += strings.IndexByte(line[end:], ' ')
			if !yield(line[:end], line[end:]) {
				return
			}
		}
	}
}

// same reports whether two lines count as equal behind their labels. Both
// have a value there, and maybe a timestamp.
func (c *comparison) same(want, got string) bool {
	if c.anyValue || want == got {
		return true
	}
	wantValue, wantTimestamp, _ := strings.Cut(want[1:], " ")
	gotValue, gotTimestamp, _ := strings.Cut(got[1:], " ")
	a, okA := parseNumber(wantValue)
	b, okB := parseNumber(gotValue)
	return wantTimestamp == gotTimestamp && (wantValue == gotValue || okA && okB && isClose(a, b, c.tolerance))
}

// isClose reports whether a and b differ by at most the fraction tolerance
// of the larger. No number is close to an infinity or to NaN.
func isClose(a, b, tolerance float64) bool {
	larger := math.Max(math.Abs(a), math.Abs(b))
	return !math.IsInf(larger, 1) && math.Abs(a-b) <= tolerance*larger
}
