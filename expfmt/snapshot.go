package expfmt

import "strings"

// A Snapshot is an Encoder that keeps what a page says, to be compared
// with another. It keeps what the text format shows; exemplars, units and
// the times at which series were created are not compared. The zero value
// is ready.
type Snapshot struct {
	families map[string]*keptFamily // those with series
	family   *Family                // the open one
	open     *keptFamily            // the same, once it has series
}

// A keptFamily is the lines of a family.
type keptFamily struct {
	help, typ string
	series    []keptSeries
	lines     []byte // of the series
}

type keptSeries struct {
	labels   LabelSet
	from, to int // in lines
}

var _ Encoder = (*Snapshot)(nil)

// snapshotFormat has the names as they are.
var snapshotFormat = Text{NoEscaping}

// Family implements Encoder.
func (s *Snapshot) Family(f *Family) { s.family, s.open = f, nil }

// Value implements Encoder.
func (s *Snapshot) Value(l LabelSet, v float64) {
	f := s.opened()
	f.lines = snapshotFormat.AppendValue(f.lines, s.family, l, v)
	f.keep(l)
}

// Point implements Encoder.
func (s *Snapshot) Point(l LabelSet, p *Point) {
	f := s.opened()
	f.lines = snapshotFormat.AppendPoint(f.lines, s.family, l, p)
	f.keep(l)
}

// opened returns what there is of the open family.
func (s *Snapshot) opened() *keptFamily {
	if s.open != nil {
		return s.open
	}
	name := s.family.Name()
	if s.open = s.families[name]; s.open != nil {
		return s.open
	}
	if s.families == nil {
		s.families = make(map[string]*keptFamily)
	}
	s.open = new(keptFamily)
	s.families[name] = s.open
	header := string(snapshotFormat.AppendHeader(nil, s.family))
	s.open.help, s.open.typ, _ = strings.Cut(strings.TrimSuffix(header, "\n"), "\n")
	return s.open
}

// keep takes what has been added to lines for a series.
func (f *keptFamily) keep(l LabelSet) {
	from := 0
	if n := len(f.series); n > 0 {
		from = f.series[n-1].to
	}
	f.series = append(f.series, keptSeries{l, from, len(f.lines)})
}

// text returns the lines of a series.
func (f *keptFamily) text(one keptSeries) []byte { return f.lines[one.from:one.to] }
