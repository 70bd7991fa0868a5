package registry

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"plainmetrics/expfmt"
)

// A buffer is the Encoder for custom code. It keeps a record of each series
// until the series are checked and in order; then the registry writes them
// to the page. A family that makes no sense is rejected, and costs nothing
// else.
type buffer struct {
	records    []record
	scratch    []record      // memory to sort in
	writer     *registration // whose records come next
	family     *expfmt.Family
	begin      int  // of the open family, in records
	isRejected bool // the open family is
	errs       []error

	// The data of points lies here, so that a warm buffer allocates nothing.
	points    []expfmt.Point
	counts    []uint64
	values    []float64
	exemplars []*expfmt.Exemplar
}

// A record is a series on its way to the page.
type record struct {
	family *expfmt.Family
	labels expfmt.LabelSet
	value  float64
	point  *expfmt.Point // in place of value, if not nil
	writer *registration
}

var _ expfmt.Encoder = (*buffer)(nil)

// Family implements expfmt.Encoder.
func (b *buffer) Family(f *expfmt.Family) {
	b.family, b.begin, b.isRejected = f, len(b.records), false
	if err := checkFamily(f); err != nil {
		b.reject(err)
	}
}

// Value implements expfmt.Encoder.
func (b *buffer) Value(labels expfmt.LabelSet, v float64) {
	if !b.accepts(labels) {
		return
	}
	if t := b.family.Type(); !t.Scalar() {
		b.reject(fmt.Errorf("expected a Point for a %v, found a Value", t))
		return
	}
	b.records = append(b.records, record{family: b.family, labels: labels, value: v, writer: b.writer})
}

// Point implements expfmt.Encoder.
func (b *buffer) Point(labels expfmt.LabelSet, p *expfmt.Point) {
	if !b.accepts(labels) {
		return
	}
	if p == nil {
		b.reject(errors.New("expected a Point, found nil"))
		return
	}
	if err := p.Check(b.family.Type()); err != nil {
		b.reject(err)
		return
	}
	b.addPoint(record{family: b.family, labels: labels, writer: b.writer}, p)
}

// accepts reports whether the open family can have a series with these
// labels. A LabelSet is valid by itself, but may have a label reserved by
// the type.
func (b *buffer) accepts(labels expfmt.LabelSet) bool {
	if b.family == nil && !b.isRejected {
		b.reject(errors.New("expected a Family before its series"))
	}
	if b.isRejected {
		return false
	}
	if t := b.family.Type(); !t.Scalar() {
		for name := range labels.All() {
			if err := t.CheckLabelNames(name); err != nil {
				b.reject(err)
				return false
			}
		}
	}
	return true
}

// reject drops the records of the open family, and all its series until the
// next family.
func (b *buffer) reject(err error) {
	name := ""
	if b.family != nil {
		name = b.family.Name()
	}
	b.errs = append(b.errs, fmt.Errorf("family %q: %w", name, err))
	b.records = b.records[:b.begin]
	b.isRejected = true
}

// addPoint adds a record with a copy of the point.
func (b *buffer) addPoint(r record, p *expfmt.Point) {
	b.points = append(b.points, *p)
	r.point = &b.points[len(b.points)-1]
	r.point.Counts = addTo(&b.counts, p.Counts)
	r.point.Values = addTo(&b.values, p.Values)
	r.point.Exemplars = addTo(&b.exemplars, p.Exemplars)
	b.records = append(b.records, r)
}

// addTo appends a copy of the data to memory, and returns the copy.
func addTo[T any](memory *[]T, data []T) []T {
	*memory = append(*memory, data...)
	return (*memory)[len(*memory)-len(data):]
}

// append adds the records and errors of another buffer.
func (b *buffer) append(other *buffer) {
	b.errs = append(b.errs, other.errs...)
	for _, r := range other.records {
		if r.point == nil {
			b.records = append(b.records, r)
		} else {
			b.addPoint(r, r.point)
		}
	}
}

// sort puts the records in the order of a page. Records of the same series
// stay in the order in which they were written. Collectors write mostly in
// order, so there are few runs to merge, and often one.
func (b *buffer) sort() {
	for !b.mergeRuns() {
	}
}

// mergeRuns merges each sorted run of records with the next run, and reports
// whether there was nothing to merge.
func (b *buffer) mergeRuns() (isSorted bool) {
	left, records := cutRun(b.records)
	if len(records) == 0 {
		return true
	}
	merged := b.scratch[:0]
	for len(left) > 0 {
		right, others := cutRun(records)
		for len(left) > 0 && len(right) > 0 {
			if right[0].compare(&left[0]) < 0 {
				merged, right = append(merged, right[0]), right[1:]
			} else {
				merged, left = append(merged, left[0]), left[1:]
			}
		}
		merged = append(append(merged, left...), right...)
		left, records = cutRun(others)
	}
	b.records, b.scratch = merged, b.records
	return false
}

// cutRun cuts off the records up to the first record below its predecessor.
func cutRun(records []record) (run, others []record) {
	for i := 1; i < len(records); i++ {
		if records[i].compare(&records[i-1]) < 0 {
			return records[:i], records[i:]
		}
	}
	return records, nil
}

// compare orders records by the names of their families, then as
// expfmt.LabelSet.Compare does.
func (r *record) compare(other *record) int {
	if r.family == other.family || r.family.Name() == other.family.Name() {
		return r.labels.Compare(other.labels)
	}
	return strings.Compare(r.family.Name(), other.family.Name())
}

// countBelow returns the number of sorted records of families with names
// below name.
func countBelow(sorted []record, name string) int {
	n, _ := slices.BinarySearchFunc(sorted, name, func(r record, name string) int {
		return strings.Compare(r.family.Name(), name)
	})
	return n
}

// findRecord returns the first sorted record of the family with the name, or
// nil.
func findRecord(sorted []record, name string) *record {
	if i := countBelow(sorted, name); i < len(sorted) && sorted[i].family.Name() == name {
		return &sorted[i]
	}
	return nil
}

// write writes sorted records to enc.
func write(enc expfmt.Encoder, sorted []record) {
	name := ""
	for i := range sorted {
		r := &sorted[i]
		if r.family.Name() != name {
			name = r.family.Name()
			enc.Family(r.family)
		}
		if r.point != nil {
			enc.Point(r.labels, r.point)
		} else {
			enc.Value(r.labels, r.value)
		}
	}
}

// Buffers are pooled between scrapes, up to a size: a buffer of
// largestBuffer records has about a megabyte.
var buffers = sync.Pool{New: func() any { return new(buffer) }}

const largestBuffer = 10_000

func newBuffer() *buffer { return buffers.Get().(*buffer) }

func (b *buffer) release() {
	if cap(b.records) <= largestBuffer && cap(b.points) <= largestBuffer && cap(b.counts)+cap(b.values) <= 10*largestBuffer {
		b.reset()
		buffers.Put(b)
	}
}

func (b *buffer) reset() {
	clear(b.records)
	clear(b.scratch)
	clear(b.points)
	clear(b.exemplars)
	*b = buffer{
		records: b.records[:0], scratch: b.scratch[:0],
		points: b.points[:0], counts: b.counts[:0], values: b.values[:0], exemplars: b.exemplars[:0],
	}
}
