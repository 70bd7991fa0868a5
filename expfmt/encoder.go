package expfmt

// An Encoder takes families, one after the other: Family begins one, and
// what Value and Point say until the next call of Family are its series. A
// *Page is the Encoder that prints; collectors see the interface, because
// between them and the page their families are checked, sorted and, behind
// a wrapped registerer, renamed.
//
// The arguments belong to the caller; an Encoder keeps none of them but
// the *Family and the *Bounds, which never change.
type Encoder interface {
	// Family begins f. A family without series prints nothing.
	Family(f *Family)

	// Value adds the series with labels l to a family of a type that has a
	// single value: of any but histograms and summaries.
	Value(l LabelSet, v float64)

	// Point adds the series with labels l to a family of any type. If it
	// comes again for the same labels, it is a later point of that series,
	// by its timestamp; a page of OpenMetrics may have such.
	Point(l LabelSet, p *Point)
}

// A Page is a page in the making, in one format. It trusts its caller:
// families come in the order of their names, series in that of
// LabelSet.Compare, and nothing comes twice.
type Page struct {
	format Format
	buf    []byte
	family *Family
	headed bool // the family's header is on the page

	drain   func(part []byte) // nil if the page stays in buf
	drained int               // bytes that drain got
}

var _ Encoder = (*Page)(nil)

// NewPage returns an empty page that grows in buf, whose contents are
// overwritten and which may be nil.
func NewPage(format Format, buf []byte) *Page {
	return &Page{format: format, buf: buf[:0]}
}

// Drain lets the page hand over its text in parts, as soon as it has some
// more than a hundred kilobytes, and the rest when it ends. A part ends with
// a line, and is not kept. It is for those who compress a page, so that its
// text need not leave the caches of the processor.
func (p *Page) Drain(drain func(part []byte)) { p.drain = drain }

// part is the size from which on a part is handed over.
const part = 128 << 10

func (p *Page) handOver() {
	p.drain(p.buf)
	p.drained += len(p.buf)
	p.buf = p.buf[:0]
}

// Format returns the page's format.
func (p *Page) Format() Format { return p.format }

// Family implements Encoder.
func (p *Page) Family(f *Family) { p.family, p.headed = f, false }

// Value implements Encoder.
func (p *Page) Value(l LabelSet, v float64) {
	p.head()
	p.buf = p.format.AppendValue(p.buf, p.family, l, v)
	if p.drain != nil && len(p.buf) >= part {
		p.handOver()
	}
}

// Point implements Encoder.
func (p *Page) Point(l LabelSet, pt *Point) {
	p.head()
	p.buf = p.format.AppendPoint(p.buf, p.family, l, pt)
	if p.drain != nil && len(p.buf) >= part {
		p.handOver()
	}
}

// head puts the header in front of a family's first series.
func (p *Page) head() {
	if !p.headed {
		p.buf = p.format.AppendHeader(p.buf, p.family)
		p.headed = true
	}
}

// End ends the page and returns its bytes, or those that are not drained,
// which are the page's own until the next Reset.
func (p *Page) End() []byte {
	p.buf = p.format.AppendEnd(p.buf)
	if p.drain != nil {
		p.handOver()
	}
	return p.buf
}

// Reset empties the page and sets its format. It keeps the memory, and
// drains no more.
func (p *Page) Reset(format Format) {
	*p = Page{format: format, buf: p.buf[:0]}
}

// Len returns the size of the page so far, in bytes.
func (p *Page) Len() int { return p.drained + len(p.buf) }

// Cap returns the size of the page's memory in bytes, for pools that keep
// pages up to a size.
func (p *Page) Cap() int { return cap(p.buf) }
