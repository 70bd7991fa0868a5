package expfmt

// TakesColumns reports whether all that the page shows of the open
// family's series are their values, so that Column can add them. Some may
// have exemplars if exemplars says so.
func (p *Page) TakesColumns(exemplars bool) bool {
	return p.format.TakesColumns(p.family, exemplars)
}

// Column adds series of a single value to the open family, as a call of
// Value for each would; for storage that has them in columns Column is
// several times as fast. Both slices have the same length.
func (p *Page) Column(labels []LabelSet, values []float64) {
	for len(labels) > 0 {
		n := len(labels)
		if p.drain != nil {
			n = min(n, 1024) // about a part
		}
		p.head()
		p.buf = p.format.AppendColumn(p.buf, p.family, labels[:n], values[:n])
		labels, values = labels[n:], values[n:]
		if p.drain != nil && len(p.buf) >= part {
			p.handOver()
		}
	}
}
