package expfmt

import "fmt"

// A Page is a page in the making, in one format. NewPage makes a Page.
//
// A Page trusts its caller: families come in the order of their names, each
// with all its series, series come in the order of LabelSet.Compare, and
// neither comes twice. Values are for scalar types alone, and each point
// passes Point.Check for the type of its family. Otherwise the page is
// invalid or a method panics. A Page panics if a family is nil or zero, and
// if a point is nil.
//
// A Page must not be used by several goroutines at once.
type Page struct {
	format Format
	cuts   bool // the page has series and format.CutsFamilies
	buf    []byte

	columns      ColumnFormat // format, or nil if it is no ColumnFormat
	columnsKnown bool         // columns is set

	checks    CheckingFormat // format, or nil if it refuses nothing
	isRefused bool           // the format has refused a series of family
	errs      []error

	family   *Family // of the last series, or noFamily
	begin    int     // the offset of family in buf
	families int

	drain   func(part []byte) // nil if the whole page stays in buf
	drained int               // bytes that drain got
}

var _ Encoder = (*Page)(nil)

// noFamily is the family of a page without series: no caller has it, so the
// first series begins its family.
var noFamily = new(Family)

// NewPage returns an empty page. The page grows in buf, which may be nil;
// the page overwrites the contents of buf.
func NewPage(format Format, buf []byte) *Page {
	p := &Page{buf: buf}
	p.Reset(format)
	return p
}

// Reset empties the page and sets its format. Reset keeps the memory of the
// page, and forgets the function of Drain.
func (p *Page) Reset(format Format) {
	p.format, p.cuts, p.buf = format, false, p.buf[:0]
	p.columns, p.columnsKnown = nil, false
	p.checks, p.isRefused, p.errs = nil, false, nil
	p.family, p.begin, p.families = noFamily, 0, 0
	p.drain, p.drained = nil, 0
}

// drainSize is the size of a part in bytes, or a little less: small enough
// to stay in a processor's cache until the part is compressed. A scrape of
// 100,000 series with gzip takes 60 ns a series instead of 72.
const drainSize = 128 << 10

// Drain makes the page hand over its bytes in parts: whenever there are more
// than a hundred kilobytes, and the remaining bytes at the end. The format
// decides where a part may end: a text page after any line. A part is valid
// until drain returns.
//
// Compression with Drain needs no memory for the uncompressed page, and
// reads each part from the processor's cache.
func (p *Page) Drain(drain func(part []byte)) { p.drain = drain }

// Format returns the page's format.
func (p *Page) Format() Format { return p.format }

// Value implements Encoder.
func (p *Page) Value(f *Family, l LabelSet, v float64) {
	if f != p.family {
		p.beginFamily(f)
	}
	if p.checks != nil && !p.accepts(l, p.checks.CheckValue(f, v)) {
		return
	}
	p.buf = p.format.AppendValue(p.buf, f, l, v)
	if p.drain != nil && len(p.buf) >= drainSize && p.cuts {
		p.handOver()
	}
}

// Point implements Encoder.
func (p *Page) Point(f *Family, l LabelSet, pt *Point) {
	if pt == nil {
		panic("expfmt: series without a point")
	}
	if f != p.family {
		p.beginFamily(f)
	}
	if p.checks != nil && !p.accepts(l, p.checks.CheckPoint(f, pt)) {
		return
	}
	p.buf = p.format.AppendPoint(p.buf, f, l, pt)
	if p.drain != nil && len(p.buf) >= drainSize && p.cuts {
		p.handOver()
	}
}

// accepts reports whether the page takes a series of the family. An error
// refuses the whole family: a part of a family would be wrong without a sign.
func (p *Page) accepts(l LabelSet, err error) bool {
	if p.isRefused {
		return false
	}
	if err == nil {
		return true
	}
	p.errs = append(p.errs, fmt.Errorf("expfmt: family %q: series {%.80v}: %w", p.family.Name(), l, err))
	p.isRefused = true
	p.buf = p.buf[:p.begin]
	p.families--
	return false
}

// Refused returns an error for each family that the format has refused, such
// as a counter below 0 by OpenMetrics 2.0. The page lacks these families.
func (p *Page) Refused() []error { return p.errs }

// Columns returns the columns in which Column can add the series of f;
// exemplars says whether some series may have an exemplar. A page of a format
// without columns takes values of all scalar types but counters: a page may
// show more of a counter.
func (p *Page) Columns(f *Family, exemplars bool) Columns {
	if columns := p.columnFormat(); columns != nil {
		return columns.Columns(f, exemplars)
	}
	if typ := f.Type(); !typ.Scalar() || typ == TypeCounter {
		return NoColumns
	}
	return ValueColumns
}

// columnFormat returns the format as a ColumnFormat, or nil. Asking at the
// first column saves 5 ns of 35 for a page of one series.
func (p *Page) columnFormat() ColumnFormat {
	if !p.columnsKnown {
		p.columns, _ = p.format.(ColumnFormat)
		p.columnsKnown = true
	}
	return p.columns
}

// columnSize is the number of series that a column adds to a drained page at
// once: their lines have about drainSize bytes.
const columnSize = 1024

// Column adds series of f, as a call of Value for each series would or, with
// times of creation for CreatedColumns, a call of Point. The slices have the
// same length, but created may be nil. A format with columns is faster: a
// scrape of 100,000 counters takes 11 ns a series.
func (p *Page) Column(f *Family, labels []LabelSet, values []float64, created []int64) {
	columns := p.columnFormat()
	if columns == nil {
		for i, l := range labels {
			p.Value(f, l, values[i])
		}
		return
	}
	for begin, end := 0, 0; begin < len(labels); begin = end {
		end = len(labels)
		if p.drain != nil {
			end = min(end, begin+columnSize)
		}
		if f != p.family {
			p.beginFamily(f)
		}
		if p.checks != nil && !p.acceptsColumn(labels[begin:end], values[begin:end]) {
			return
		}
		var part []int64
		if created != nil {
			part = created[begin:end]
		}
		p.buf = columns.AppendColumn(p.buf, f, labels[begin:end], values[begin:end], part)
		if p.drain != nil && len(p.buf) >= drainSize && p.cuts {
			p.handOver()
		}
	}
}

// acceptsColumn is accepts for a column, see CheckingFormat.
func (p *Page) acceptsColumn(labels []LabelSet, values []float64) bool {
	for i, v := range values {
		if (i == 0 || !(v >= 0)) && !p.accepts(labels[i], p.checks.CheckValue(p.family, v)) {
			return false
		}
	}
	return true
}

// beginFamily begins f at its first series.
func (p *Page) beginFamily(f *Family) {
	if f.Name() == "" {
		panic("expfmt: series without a family")
	}
	if p.families == 0 {
		if p.cuts = p.format.CutsFamilies(); !p.cuts {
			p.checks, _ = p.format.(CheckingFormat)
		}
	} else if !p.cuts {
		p.endFamily()
	}
	p.family, p.begin, p.isRefused = f, len(p.buf), false
	p.buf = p.format.AppendFamily(p.buf, f, p.families)
	p.families++
}

// endFamily ends the family of the last series, and hands over a large part.
// A format with CutsFamilies does without endFamily, which saves 5 ns of 25
// a family.
func (p *Page) endFamily() {
	if p.isRefused {
		return
	}
	p.buf = p.format.AppendFamilyEnd(p.buf, p.begin, p.family)
	if p.drain != nil && len(p.buf) >= drainSize {
		p.handOver()
	}
}

// End ends the page and returns its bytes, without the drained bytes. The
// bytes belong to the page and are valid until the next Reset.
func (p *Page) End() []byte {
	if p.families > 0 && !p.cuts {
		p.endFamily()
	}
	p.buf = p.format.AppendEnd(p.buf, p.families)
	if p.drain != nil {
		p.handOver()
	}
	return p.buf
}

func (p *Page) handOver() {
	p.drain(p.buf)
	p.drained += len(p.buf)
	p.buf, p.begin = p.buf[:0], 0
}

// IsEmpty reports whether the page has no series, before or after End.
func (p *Page) IsEmpty() bool { return p.families == 0 }

// Len returns the size of the page so far in bytes, drained bytes included.
func (p *Page) Len() int { return p.drained + len(p.buf) }

// Cap returns the size of the page's memory in bytes, for pools that keep
// pages up to a size.
func (p *Page) Cap() int { return cap(p.buf) }

// Naming returns the naming of the page's format, or the zero value if the
// format has no method Naming.
func (p *Page) Naming() Naming { return namingOf(p.format) }
