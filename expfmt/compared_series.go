package expfmt

import (
	"slices"
	"strings"
)

// A comparedSeries is a point of a series without the parts that the text
// format does not show.
type comparedSeries struct {
	family *Family
	labels LabelSet
	value  float64
	point  *Point            // nil for a value alone
	later  *[]comparedSeries // the next points of the series, or nil
}

// newComparedSeries returns a copy of a point.
func newComparedSeries(f *Family, l LabelSet, p *Point) comparedSeries {
	if f.typ.Scalar() && !p.HasTimestamp {
		return comparedSeries{family: f, labels: l, value: p.Value}
	}
	point := *p
	point.Created, point.CreatedSeconds, point.TimestampSeconds = 0, nil, nil
	point.Exemplar, point.Exemplars = nil, nil
	point.Counts, point.Values = slices.Clone(p.Counts), slices.Clone(p.Values)
	point.Native, point.Floats = p.Native.Clone(), p.Floats.Clone()
	return comparedSeries{family: f, labels: l, point: &point}
}

// append appends the lines of the series.
func (s comparedSeries) append(dst []byte) []byte {
	if s.point != nil {
		return snapshotFormat.AppendPoint(dst, s.family, s.labels, s.point)
	}
	return snapshotFormat.AppendValue(dst, s.family, s.labels, s.value)
}

// A comparedLine is a line of a series.
type comparedLine struct {
	text  string // without its line feed
	start string // the name and the labels that have a value, for which lines meet
	value string // and the timestamp, behind a blank
}

// lines returns the lines of the series. They are cut behind the last brace,
// as no brace follows the labels.
func (s comparedSeries) lines() []comparedLine {
	var lines []comparedLine
	for text := range strings.Lines(string(s.append(nil))) {
		text = strings.TrimSuffix(text, "\n")
		end := strings.LastIndexByte(text, '}') + 1
		end += strings.IndexByte(text[end:], ' ')
		lines = append(lines, comparedLine{text, text[:end], text[end:]})
	}
	if key := s.labels.WithoutEmpty(); key != s.labels {
		s.labels = key
		for i, line := range s.lines() {
			lines[i].start = line.start
		}
	}
	return lines
}
