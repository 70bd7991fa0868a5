package registry

import (
	"cmp"
	"sort"
	"strings"

	"plainmetrics/expfmt"
)

// A record is a series on its way to the page.
type record struct {
	family *expfmt.Family
	labels expfmt.LabelSet
	value  float64
	point  *expfmt.Point // in place of value, if not nil
	writer *registration
}

// wholeMetric is the point of a record that stands for all series of a stored
// metric, its writer.
var wholeMetric = new(expfmt.Point)

func (r *record) key() recordKey { return recordKey{r.family, r.labels} }

// compare orders records by the names of their families, then as
// compareLabels does, then by their timestamps. A record without a
// timestamp comes first.
func (r *record) compare(other *record) int {
	if r.family != other.family {
		if c := strings.Compare(r.family.Name(), other.family.Name()); c != 0 {
			return c
		}
	}
	if c := compareLabels(r.family, r.labels, other.labels); c != 0 {
		return c
	}
	switch {
	case r.isStamped() && other.isStamped():
		return cmp.Compare(r.point.Timestamp, other.point.Timestamp)
	case r.isStamped():
		return 1
	case other.isStamped():
		return -1
	}
	return 0
}

// compareLabels is LabelSet.Compare for series of f. The states of a stateset
// with the same other labels stand together, as OpenMetrics demands.
func compareLabels(f *expfmt.Family, labels, other expfmt.LabelSet) int {
	if f.Type() == expfmt.TypeStateSet && labels != other {
		if c := withoutLabel(labels, f.Name()).Compare(withoutLabel(other, f.Name())); c != 0 {
			return c
		}
	}
	return labels.Compare(other)
}

// withoutLabel returns the labels without the label of the given name.
func withoutLabel(labels expfmt.LabelSet, name string) expfmt.LabelSet {
	var kept []expfmt.Label
	for n, value := range labels.All() {
		if n != name {
			kept = append(kept, expfmt.Label{Name: n, Value: value})
		}
	}
	without, _ := expfmt.Labels(kept...) // valid, as the labels are
	return without
}

// isStamped reports whether the record has a timestamp.
func (r *record) isStamped() bool { return r.point != nil && r.point.HasTimestamp }

// isLater reports whether the record has a later timestamp than other, a
// record of the same series.
func (r *record) isLater(other *record) bool {
	return r.isStamped() && other.isStamped() && r.point.Timestamp > other.point.Timestamp
}

// goesBefore reports whether r stays, and not other, a record of the same
// series: r has the higher priority, or, with legacyFirst, legacy names alone.
func (r *record) goesBefore(other *record, legacyFirst bool) bool {
	if isLegacy := r.labels.IsLegacy(); legacyFirst && isLegacy != other.labels.IsLegacy() {
		return isLegacy
	}
	return r.writer.priority() < other.writer.priority()
}

// isSeriesOf reports whether both records are of the same series.
func (r *record) isSeriesOf(other *record) bool {
	return r.labels == other.labels && r.family.Name() == other.family.Name()
}

// hasEmptyLabel reports whether some label has no value.
func (r *record) hasEmptyLabel() bool { return r.labels.WithoutEmpty() != r.labels }

// countBelow returns the number of sorted records of families with names
// below name.
func countBelow(sorted []record, name string) int {
	return sort.Search(len(sorted), func(i int) bool { return sorted[i].family.Name() >= name })
}

// findRecord returns the first sorted record of the family with the name, or
// nil.
func findRecord(sorted []record, name string) *record {
	if i := countBelow(sorted, name); i < len(sorted) && sorted[i].family.Name() == name {
		return &sorted[i]
	}
	return nil
}

// write writes sorted records to enc. Of equal families of several writers it
// writes one.
func write(enc expfmt.Encoder, sorted []record) {
	page, _ := enc.(*expfmt.Page)
	for len(sorted) > 0 {
		f, n, hasPoints := sorted[0].family, 0, false
		for ; n < len(sorted) && (sorted[n].family == f || sorted[n].family.Name() == f.Name()); n++ {
			hasPoints = hasPoints || sorted[n].point != nil
		}
		if page != nil && n >= shortestColumn && !hasPoints && page.Columns(f, false) != expfmt.NoColumns {
			writeColumn(page, f, sorted[:n])
		} else {
			writeSeries(enc, f, sorted[:n])
		}
		sorted = sorted[n:]
	}
}

// shortestColumn is the number of records from which on a column is faster
// than one call for each: 20 ns a series instead of 30.
const shortestColumn = 8

// writeColumn writes records of a family, without points, to a page.
func writeColumn(page *expfmt.Page, f *expfmt.Family, records []record) {
	column := newColumn(len(records))
	defer column.release()
	labels := column.labelRoom(len(records))
	for i := range records {
		labels[i], column.values[i] = records[i].labels, records[i].value
	}
	page.Column(f, labels, column.values, nil)
}

// writeSeries writes records of a family one by one.
func writeSeries(enc expfmt.Encoder, f *expfmt.Family, records []record) {
	for i := range records {
		r := &records[i]
		switch r.point {
		case nil:
			enc.Value(f, r.labels, r.value)
		case wholeMetric:
			r.writer.stored.encode(enc, f)
		default:
			enc.Point(f, r.labels, r.point)
		}
	}
}
