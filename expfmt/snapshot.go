package expfmt

import (
	"cmp"
	"slices"
	"strings"
)

// A Snapshot is an Encoder for comparing two pages. A Snapshot has the lines
// of the text format: no exemplars, no units and no times of creation. The
// zero value is ready.
type Snapshot struct {
	families map[string]*snapshotFamily // by name, with series only
	family   *Family                    // the open one
	open     *snapshotFamily            // the same, nil until it has series
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

// Family implements Encoder.
func (s *Snapshot) Family(f *Family) { s.family, s.open = f, nil }

// Value implements Encoder.
func (s *Snapshot) Value(l LabelSet, v float64) {
	f := s.opened()
	f.lines = snapshotFormat.AppendValue(f.lines, s.family, l, v)
	f.add(l)
}

// Point implements Encoder.
func (s *Snapshot) Point(l LabelSet, p *Point) {
	f := s.opened()
	f.lines = snapshotFormat.AppendPoint(f.lines, s.family, l, p)
	f.add(l)
}

// opened returns the lines of the open family, perhaps with lines from
// earlier calls of Family.
func (s *Snapshot) opened() *snapshotFamily {
	if s.open != nil {
		return s.open
	}
	name := s.family.Name()
	if s.open = s.families[name]; s.open != nil {
		return s.open
	}
	if s.families == nil {
		s.families = make(map[string]*snapshotFamily)
	}
	s.open = new(snapshotFamily)
	s.families[name] = s.open
	header := string(snapshotFormat.AppendFamily(nil, s.family, 0))
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
