package expfmt

import (
	"bytes"
	"math"
	"strings"
)

// The two pages of a comparison.
const (
	wantSide = 0
	gotSide  = 1
)

// A comparison compares a family of two pages.
type comparison struct {
	family    string
	anyValue  bool // values are not compared
	tolerance float64

	headerCompared bool
	sides          [2]comparedSide
	lines          [2][]byte // scratch memory
}

// A comparedSide is the family on one of the pages.
type comparedSide struct {
	family    *Family // nil until the page has the family
	ended     bool
	unmatched map[LabelSet]comparedSeries // by key; which the other page has not had
}

// begin begins the family, or another piece of it, on one page.
func (c *comparison) begin(dst []Difference, side int, f *Family) []Difference {
	own, other := &c.sides[side], &c.sides[1-side]
	own.ended = false
	if own.family == nil {
		own.family = f
	}
	if other.family == nil || c.headerCompared {
		return dst
	}
	c.headerCompared = true
	return c.appendHeader(dst)
}

// end ends the family on one page, and reports whether the pages have met
// in all series.
func (c *comparison) end(side int) bool {
	c.sides[side].ended = true
	want, got := &c.sides[wantSide], &c.sides[gotSide]
	return want.ended && got.ended && len(want.unmatched)+len(got.unmatched) == 0
}

// add adds a point of one page. The point meets the first point of the other page
// that has the same key, the labels with a value, and waits for a partner.
func (c *comparison) add(dst []Difference, side int, s comparedSeries) []Difference {
	own, other := &c.sides[side], &c.sides[1-side]
	key := s.labels.WithoutEmpty()
	if met, ok := other.take(key); ok {
		if side == wantSide {
			return c.appendPair(dst, s, met)
		}
		return c.appendPair(dst, met, s)
	}
	own.keep(key, s)
	return dst
}

// take removes the first point of a series.
func (s *comparedSide) take(key LabelSet) (series comparedSeries, ok bool) {
	if series, ok = s.unmatched[key]; !ok {
		return series, false
	}
	if series.later == nil {
		delete(s.unmatched, key)
		return series, true
	}
	next := (*series.later)[0]
	if later := (*series.later)[1:]; len(later) > 0 {
		next.later = &later
	}
	s.unmatched[key] = next
	return series, true
}

// keep adds a point behind the other points of its series.
func (s *comparedSide) keep(key LabelSet, series comparedSeries) {
	if s.unmatched == nil {
		s.unmatched = make(map[LabelSet]comparedSeries)
	}
	first, known := s.unmatched[key]
	switch {
	case !known:
		s.unmatched[key] = series
	case first.later == nil:
		first.later = &[]comparedSeries{series}
		s.unmatched[key] = first
	default:
		*first.later = append(*first.later, series)
	}
}

// appendHeader appends the differences of HELP and TYPE.
func (c *comparison) appendHeader(dst []Difference) []Difference {
	wantHelp, wantType := headerLines(c.sides[wantSide].family)
	gotHelp, gotType := headerLines(c.sides[gotSide].family)
	for _, header := range [][2]string{{wantHelp, gotHelp}, {wantType, gotType}} {
		if header[0] != header[1] {
			dst = append(dst, Difference{c.family, LabelSet{}, header[0], header[1]})
		}
	}
	return dst
}

// headerLines returns the lines of a header. A page without the family has
// none.
func headerLines(f *Family) (help, typ string) {
	if f == nil {
		return "", ""
	}
	header := string(snapshotFormat.AppendFamily(nil, f, 0))
	help, typ, _ = strings.Cut(strings.TrimSuffix(header, "\n"), "\n")
	return help, typ
}

// appendPair appends the differences of two points of a series.
func (c *comparison) appendPair(dst []Difference, want, got comparedSeries) []Difference {
	if want.point == nil && got.point == nil && (c.anyValue || math.Float64bits(want.value) == math.Float64bits(got.value)) {
		return dst
	}
	a, b := want.append(c.lines[wantSide][:0]), got.append(c.lines[gotSide][:0])
	c.lines = [2][]byte{a, b}
	if bytes.Equal(a, b) {
		return dst
	}
	return c.appendLines(dst, want.labels.WithoutEmpty(), want.lines(), got.lines())
}

// appendUnmatched appends the differences of a family that only one page has, and
// of the points that still wait for a partner.
func (c *comparison) appendUnmatched(dst []Difference) []Difference {
	if !c.headerCompared {
		dst = c.appendHeader(dst)
	}
	for side, s := range c.sides {
		for key, first := range s.unmatched {
			points := []comparedSeries{first}
			if first.later != nil {
				points = append(points, *first.later...)
			}
			for _, point := range points {
				var lines [2][]comparedLine
				lines[side] = point.lines()
				dst = c.appendLines(dst, key, lines[wantSide], lines[gotSide])
			}
		}
	}
	return dst
}

// appendLines appends the differences between lines of a series.
func (c *comparison) appendLines(dst []Difference, key LabelSet, want, got []comparedLine) []Difference {
	unmatched := make(map[string]comparedLine) // of got
	for _, line := range got {
		unmatched[line.start] = line
	}
	for _, line := range want {
		other, ok := unmatched[line.start]
		switch {
		case !ok:
			dst = append(dst, Difference{c.family, key, line.text, ""})
		case !c.same(line, other):
			dst = append(dst, Difference{c.family, key, line.text, other.text})
		}
		delete(unmatched, line.start)
	}
	for _, line := range got {
		if _, ok := unmatched[line.start]; ok {
			dst = append(dst, Difference{c.family, key, "", line.text})
		}
	}
	return dst
}

// same reports whether two lines count as equal behind their labels. Both
// have a value there, and maybe a timestamp.
func (c *comparison) same(want, got comparedLine) bool {
	switch {
	case c.anyValue || want.value == got.value:
		return true
	case want.native != nil && got.native != nil:
		return want.native.isClose(got.native, c.tolerance)
	}
	wantValue, wantTimestamp, _ := strings.Cut(want.value[1:], " ")
	gotValue, gotTimestamp, _ := strings.Cut(got.value[1:], " ")
	a, okA := parseNumber(wantValue)
	b, okB := parseNumber(gotValue)
	return wantTimestamp == gotTimestamp && (wantValue == gotValue || okA && okB && isClose(a, b, c.tolerance))
}

// isEqualOrClose is isClose, and true for equal infinities.
func isEqualOrClose(a, b, tolerance float64) bool { return a == b || isClose(a, b, tolerance) }

// isClose reports whether a and b differ by at most the fraction tolerance
// of the larger. No number is close to an infinity or to NaN.
func isClose(a, b, tolerance float64) bool {
	larger := math.Max(math.Abs(a), math.Abs(b))
	return !math.IsInf(larger, 1) && math.Abs(a-b) <= tolerance*larger
}
