package expfmt

// A Column is series of one family, in the order of a page, each of a
// single value.
type Column struct {
	Labels []string // as Rendered takes them
	Quoted bool     // of all labels, as Rendered takes it
	Values []float64
}

// TakesColumns reports whether all that the page shows of the open
// family's series are their values, so that Column can add them. Some may
// have exemplars if exemplars says so.
func (p *Page) TakesColumns(exemplars bool) bool {
	return p.format.TakesColumns(p.family, exemplars)
}

// Column adds series to the open family, as a call of Value for each would;
// for storage that has them in columns it is several times as fast.
func (p *Page) Column(c Column) {
	for len(c.Labels) > 0 {
		n := len(c.Labels)
		if p.drain != nil {
			n = min(n, 1024) // about a part
		}
		p.head()
		p.buf = p.format.AppendColumn(p.buf, p.family, Column{c.Labels[:n], c.Quoted, c.Values[:n]})
		c.Labels, c.Values = c.Labels[n:], c.Values[n:]
		if p.drain != nil && len(p.buf) >= part {
			p.handOver()
		}
	}
}

// appendColumn appends a column one series at a time.
func appendColumn(dst []byte, format Format, f *Family, c Column) []byte {
	for i, labels := range c.Labels {
		dst = format.AppendValue(dst, f, Rendered(labels, c.Quoted), c.Values[i])
	}
	return dst
}
