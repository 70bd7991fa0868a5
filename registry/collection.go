package registry

import (
	"sync"

	"plainmetrics/expfmt"
)

// A collection is the Encoder for one run of a custom Collector. It lets
// several goroutines of the Collector write into the buffer of the run, one
// after the other. After the run it takes nothing: the buffer belongs to the
// scrape then, and later to other scrapes.
//
// No collection is used for a second run, so a goroutine that writes too
// late can't reach a buffer in use.
type collection struct {
	registration *registration

	mu               sync.Mutex
	buffer           *buffer // nil when the collection takes nothing
	closed, returned bool    // returned: the Collector has
}

var _ descChecker = (*collection)(nil)

// Value implements expfmt.Encoder.
func (c *collection) Value(f *expfmt.Family, labels expfmt.LabelSet, v float64) {
	c.mu.Lock()
	if c.takes() {
		c.buffer.Value(f, labels, v)
	}
	c.mu.Unlock()
}

// Point implements expfmt.Encoder.
func (c *collection) Point(f *expfmt.Family, labels expfmt.LabelSet, p *expfmt.Point) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.takes() {
		c.buffer.Point(f, labels, p)
	}
}

// reject implements rejecter.
func (c *collection) reject(f *expfmt.Family, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.takes() {
		c.buffer.reject(f, err)
	}
}

// descCheck implements descChecker.
func (c *collection) descCheck() func(*Desc) bool {
	if r := c.registration; r.isPedantic && len(r.descs) > 0 {
		return r.gatherer.(*Registry).hasDesc
	}
	return nil
}

// takes reports whether the collection takes a call, and counts the calls
// that come after the Collector has returned.
func (c *collection) takes() bool {
	if c.buffer == nil && c.returned {
		c.registration.late.Add(1)
	}
	return c.buffer != nil
}

// open makes the collection write into b, unless it is closed.
func (c *collection) open(b *buffer) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.closed {
		c.buffer = b
	}
}

// close closes the collection.
func (c *collection) close(returned bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.buffer, c.closed, c.returned = nil, true, returned
}
