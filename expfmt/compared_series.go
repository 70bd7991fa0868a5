package expfmt

import "slices"

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
	return comparedSeries{family: f, labels: l, point: &point}
}

// append appends the lines of the series.
func (s comparedSeries) append(dst []byte) []byte {
	if s.point != nil {
		return snapshotFormat.AppendPoint(dst, s.family, s.labels, s.point)
	}
	return snapshotFormat.AppendValue(dst, s.family, s.labels, s.value)
}
