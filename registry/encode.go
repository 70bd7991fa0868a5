package registry

import (
	"slices"
	"sync"

	"plainmetrics/expfmt"
)

// encode writes the family and all its series.
func (s *store[T]) encode(enc expfmt.Encoder) { s.encodeAs(enc, nil) }

// encodeAs is encode behind a wrapping, unless that is nil.
func (s *store[T]) encodeAs(enc expfmt.Encoder, wrapping *wrappedSource) {
	sheet := s.current()
	if len(sheet.labels) == 0 {
		if wrapping != nil {
			wrapping.dressed.Store(nil) // or they would outlive the series
		}
		return
	}
	family, labels, quoted := s.desc.family, sheet.labels, s.desc.layout.quoted
	if wrapping != nil {
		family = wrapping.desc.family
		labels, quoted = wrapping.dress(labels, quoted)
	}
	enc.Family(family)
	if page, ok := enc.(*expfmt.Page); ok && s.kind.values != nil && page.TakesColumns(s.exemplars.Load()) {
		column := newColumn(len(labels))
		defer column.release()
		sheet.values(column.values, s.kind)
		page.Column(expfmt.Column{Labels: labels, Quoted: quoted, Values: column.values})
		return
	}
	point := points.Get().(*expfmt.Point)
	defer points.Put(point)
	for rank, cell := range sheet.byRank() {
		s.kind.write(cell, enc, expfmt.Rendered(labels[rank], quoted), point)
	}
}

// points are those that histograms and summaries are copied into on their
// way to a page. They grow to the largest number of buckets in use.
var points = sync.Pool{New: func() any { return new(expfmt.Point) }}

// encodeOne writes the family with the one series that cell belongs to.
func (s *store[T]) encodeOne(cell *T, enc expfmt.Encoder) error {
	sheet := s.current()
	if rank := slices.Index(sheet.byRank(), cell); rank >= 0 {
		enc.Family(s.desc.family)
		s.kind.write(cell, enc, s.labelSet(sheet.labels[rank]), new(expfmt.Point))
	}
	return nil
}

// A column is room for the values of a family on their way to a page.
type column struct{ values []float64 }

// largestColumn is the number of values, of 8 bytes each, up to which room
// is kept for the next scrape.
const largestColumn = 2 << 20

var columns = sync.Pool{New: func() any { return new(column) }}

func newColumn(length int) *column {
	c := columns.Get().(*column)
	if cap(c.values) < length {
		c.values = make([]float64, length)
	}
	c.values = c.values[:length]
	return c
}

func (c *column) release() {
	if cap(c.values) <= largestColumn {
		columns.Put(c)
	}
}
