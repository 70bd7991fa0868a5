package expfmt

import (
	"cmp"
	"slices"
	"strings"
)

// A Snapshot is an Encoder for comparing two pages. A Snapshot has the lines
// of the text format: no exemplars, no units and no times of creation, and
// timestamps in whole milliseconds. The zero value is ready.
type Snapshot struct {
	families map[string]*snapshotFamily // by name, with series only
	family   *Family                    // of the last series
	open     *snapshotFamily            // the lines of family
}

// A snapshotFamily is the lines of a family.
type snapshotFamily struct {
	help, typ string
	series    []snapshotSeries
	lines     []byte // of the series
}

// A snapshotSeries is a series and the place of its lines in the lines of
// its family.
type snapshotSeries struct {
	labels     LabelSet
	start, end int
}

// compare compares the rendered labels, which need no decoding.
func (s snapshotSeries) compare(other snapshotSeries) int {
	return strings.Compare(s.labels.String(), other.labels.String())
}

var _ Encoder = (*Snapshot)(nil)

// snapshotFormat prints names without escaping.
var snapshotFormat = Text{NoEscaping}

// Value implements Encoder.
func (s *Snapshot) Value(f *Family, l LabelSet, v float64) {
	open := s.lines(f)
	open.lines = snapshotFormat.AppendValue(open.lines, f, l, v)
	open.add(l)
}

// Point implements Encoder.
func (s *Snapshot) Point(f *Family, l LabelSet, p *Point) {
	open := s.lines(f)
	open.lines = snapshotFormat.AppendPoint(open.lines, f, l, p)
	open.add(l)
}

// lines returns the lines of the family with the name of f.
func (s *Snapshot) lines(f *Family) *snapshotFamily {
	if s.open != nil && s.family == f {
		return s.open
	}
	s.family = f
	if s.open = s.families[f.Name()]; s.open != nil {
		return s.open
	}
	if s.families == nil {
		s.families = make(map[string]*snapshotFamily)
	}
	s.open = new(snapshotFamily)
	s.families[f.Name()] = s.open
	header := string(snapshotFormat.AppendFamily(nil, f, 0))
	s.open.help, s.open.typ, _ = strings.Cut(strings.TrimSuffix(header, "\n"), "\n")
	return s.open
}

// add adds the series whose lines end f.lines.
func (f *snapshotFamily) add(l LabelSet) {
	start := 0
	if n := len(f.series); n > 0 {
		start = f.series[n-1].end
	}
	f.series = append(f.series, snapshotSeries{l, start, len(f.lines)})
}

// text returns the lines of a series.
func (f *snapshotFamily) text(s snapshotSeries) []byte { return f.lines[s.start:s.end] }

// sorted returns the series sorted by their labels, and equal ones in the
// order of the page.
func (f *snapshotFamily) sorted() []snapshotSeries {
	compare := func(a, b snapshotSeries) int { return cmp.Or(a.compare(b), cmp.Compare(a.start, b.start)) }
	if slices.IsSortedFunc(f.series, compare) {
		return f.series
	}
	sorted := slices.Clone(f.series)
	slices.SortFunc(sorted, compare)
	return sorted
}
