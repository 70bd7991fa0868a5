package expfmt

import (
	"bytes"
	"cmp"
	"iter"
	"math"
	"slices"
	"strings"
)

// A comparison is a family that is being compared.
type comparison struct {
	family      string
	anyValue    bool
	tolerance   float64
	differences []Difference
}

// compare compares a family, which is nil on a page that lacks it.
func (c *comparison) compare(want, got *keptFamily) {
	want, got = cmp.Or(want, new(keptFamily)), cmp.Or(got, new(keptFamily))
	for _, header := range [][2]string{{want.help, got.help}, {want.typ, got.typ}} {
		if header[0] != header[1] {
			c.add(LabelSet{}, header[0], header[1])
		}
	}
	for a, b := want.inOrder(), got.inOrder(); len(a)+len(b) > 0; {
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

// inOrder returns the series in order, equal ones in that of the page.
func (f *keptFamily) inOrder() []keptSeries {
	compare := func(a, b keptSeries) int { return cmp.Or(a.order(b), cmp.Compare(a.from, b.from)) }
	if slices.IsSortedFunc(f.series, compare) {
		return f.series
	}
	sorted := slices.Clone(f.series)
	slices.SortFunc(sorted, compare)
	return sorted
}

// compareFirst compares the first series of two pages. One is there.
func compareFirst(a, b []keptSeries) int {
	switch {
	case len(a) == 0:
		return 1
	case len(b) == 0:
		return -1
	}
	return a[0].order(b[0])
}

// order compares the labels as they are rendered, which takes none apart.
func (one keptSeries) order(other keptSeries) int {
	return strings.Compare(one.labels.String(), other.labels.String())
}

// compareLines compares the lines of a series.
func (c *comparison) compareLines(labels LabelSet, want, got string) {
	left := make(map[string]string) // of got
	for start, says := range lines(got) {
		left[start] = says
	}
	for start, says := range lines(want) {
		other, ok := left[start]
		switch {
		case !ok:
			c.add(labels, start+says, "")
		case !c.same(says, other):
			c.add(labels, start+says, start+other)
		}
		delete(left, start)
	}
	for start, says := range lines(got) {
		if _, ok := left[start]; ok {
			c.add(labels, "", start+says)
		}
	}
}

// lines yields the lines of a series, cut behind the name and the labels.
// A brace that closes labels is the last on its line.
func lines(text string) iter.Seq2[string, string] {
	return func(yield func(start, says string) bool) {
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

// same reports whether what two lines say counts as the same: a value, and
// maybe a timestamp.
func (c *comparison) same(want, got string) bool {
	if c.anyValue || want == got {
		return true
	}
	value, timestamp, _ := strings.Cut(want[1:], " ")
	otherValue, otherTimestamp, _ := strings.Cut(got[1:], " ")
	a, okA := parseNumber(value)
	b, okB := parseNumber(otherValue)
	return timestamp == otherTimestamp && (value == otherValue || okA && okB && isClose(a, b, c.tolerance))
}

// isClose reports whether the difference is at most that fraction of the
// larger number. Nothing is close to an infinity or to NaN.
func isClose(a, b, tolerance float64) bool {
	larger := math.Max(math.Abs(a), math.Abs(b))
	return !math.IsInf(larger, 1) && math.Abs(a-b) <= tolerance*larger
}
