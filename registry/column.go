package registry

import "sync"

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
