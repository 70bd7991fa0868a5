package expfmt

// A Snapshot is an Encoder for comparing two pages. A Snapshot has the lines
// of the text format, with timestamps in whole milliseconds, and the native
// buckets of histograms. It has no exemplars, units and times of creation. Two
// formats of the same series make equal Snapshots. The zero value is ready.
type Snapshot struct {
	families map[string]*snapshotFamily // by name, with series only
	family   *Family                    // of the last series
	open     *snapshotFamily            // the same
}

// A snapshotFamily is the points of all families of a name.
type snapshotFamily struct{ series []comparedSeries }

var _ Encoder = (*Snapshot)(nil)

// snapshotFormat prints names without escaping.
var snapshotFormat = Text{NoEscaping}

// Value implements Encoder.
func (s *Snapshot) Value(f *Family, l LabelSet, v float64) {
	s.add(comparedSeries{family: f, labels: l, value: v})
}

// Point implements Encoder.
func (s *Snapshot) Point(f *Family, l LabelSet, p *Point) { s.add(newComparedSeries(f, l, p)) }

// add adds a point to the family of its name.
func (s *Snapshot) add(series comparedSeries) {
	if f := series.family; s.open == nil || f != s.family {
		s.family = f
		s.open = s.families[f.Name()]
	}
	if s.open == nil {
		if s.families == nil {
			s.families = make(map[string]*snapshotFamily)
		}
		s.open = new(snapshotFamily)
		s.families[s.family.Name()] = s.open
	}
	s.open.series = append(s.open.series, series)
}

// len returns the number of points.
func (f *snapshotFamily) len() int {
	if f == nil {
		return 0
	}
	return len(f.series)
}

// write writes the point with an index, if there is one, to a page.
func (f *snapshotFamily) write(page *comparedPage, index int) {
	if index < f.len() {
		page.add(f.series[index])
	}
}
