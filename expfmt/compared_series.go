package expfmt

import (
	"slices"
	"strings"
)

// A comparedSeries is a point of a series, with the parts that the text format
// shows and the native buckets of a histogram.
type comparedSeries struct {
	family *Family
	labels LabelSet
	value  float64
	point  *Point            // nil for a value alone
	native *comparedNative   // of the point, or nil
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
	series := comparedSeries{family: f, labels: l, point: &point}
	point.Native, point.Floats = nil, nil
	if f.typ.bucketed() {
		series.native, point.Floats = newComparedNative(p), p.Floats.Clone()
	}
	return series
}

// append appends the lines of the series.
func (s comparedSeries) append(dst []byte) []byte {
	if s.point == nil {
		return snapshotFormat.AppendValue(dst, s.family, s.labels, s.value)
	}
	dst = snapshotFormat.AppendPoint(dst, s.family, s.labels, s.point)
	if s.native != nil {
		dst = append(s.appendNative(dst), '\n')
	}
	return dst
}

// appendNative appends the line of the native buckets, without a line feed.
func (s comparedSeries) appendNative(dst []byte) []byte {
	return s.native.append(snapshotFormat.Scheme.appendStart(dst, snapshotFormat.lines(s.family).value, s.labels))
}

// A comparedLine is a line of a series.
type comparedLine struct {
	text  string // without its line feed
	start string // the name and the labels that have a value, for which lines meet
	value string // and the timestamp, behind a blank

	native *comparedNative // the value, or nil
}

// lines returns the lines of the series. Lines of the text format are cut
// behind the last brace, as no brace follows the labels.
func (s comparedSeries) lines() []comparedLine {
	native := s.native
	s.native = nil
	lines := s.textLines()
	if s.native = native; native != nil {
		text := string(s.appendNative(nil))
		value := string(native.append([]byte{' '}))
		s.labels = s.labels.WithoutEmpty()
		start := strings.TrimSuffix(string(s.appendNative(nil)), value)
		lines = append(lines, comparedLine{text, start, value, native})
	}
	return lines
}

// textLines returns the lines that the text format has.
func (s comparedSeries) textLines() []comparedLine {
	var lines []comparedLine
	for text := range strings.Lines(string(s.append(nil))) {
		text = strings.TrimSuffix(text, "\n")
		end := strings.LastIndexByte(text, '}') + 1
		end += strings.IndexByte(text[end:], ' ')
		lines = append(lines, comparedLine{text, text[:end], text[end:], nil})
	}
	if key := s.labels.WithoutEmpty(); key != s.labels {
		s.labels = key
		for i, line := range s.textLines() {
			lines[i].start = line.start
		}
	}
	return lines
}
