package expfmt

import "strconv"

// Text is the text format 0.0.4, which every scraper reads. Scheme says
// how names outside the legacy alphabet are written.
//
// It has neither units nor exemplars, and not the times at which series
// were created.
type Text struct{ Scheme Scheme }

// ContentType implements Format.
func (t Text) ContentType() string { return textContentTypes[t.Scheme] }

var textContentTypes = [...]string{
	UnderscoreEscaping:    "text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
	DotsEscaping:          "text/plain; version=0.0.4; charset=utf-8; escaping=dots",
	ValueEncodingEscaping: "text/plain; version=0.0.4; charset=utf-8; escaping=values",
	NoEscaping:            "text/plain; version=0.0.4; charset=utf-8; escaping=allow-utf-8",
}

// newTextLines prepares the lines of f under name, which is its own or
// what a scheme made of it.
func newTextLines(f *Family, name string) familyLines {
	header := make([]byte, 0, 2*len(name)+len(f.help)+32)
	header = appendHelp(appendMetadata(header, "# HELP ", name), f.help)
	header = append(appendMetadata(header, "\n# TYPE ", name), types[f.typ].text...)
	header = append(header, '\n')
	lines := familyLines{header: string(header), value: newLineStart(name)}
	if !f.typ.Scalar() {
		lines.bucket = newLineStart(name + "_bucket")
		lines.sum = newLineStart(name + "_sum")
		lines.count = newLineStart(name + "_count")
	}
	return lines
}

// lines returns the lines of f as t writes them.
func (t Text) lines(f *Family) *familyLines {
	if f.legacy || t.Scheme == NoEscaping {
		return &f.text
	}
	return f.escapedText.get(f, t.Scheme, newTextLines)
}

// AppendHeader implements Format.
func (t Text) AppendHeader(dst []byte, f *Family) []byte {
	return append(dst, t.lines(f).header...)
}

// AppendValue implements Format.
func (t Text) AppendValue(dst []byte, f *Family, l LabelSet, v float64) []byte {
	dst = t.Scheme.appendStart(dst, t.lines(f).value, l)
	dst = AppendFloat(dst, v)
	return append(dst, '\n')
}

// TakesColumns implements Format.
func (Text) TakesColumns(f *Family, exemplars bool) bool { return f.typ.Scalar() }

// AppendColumn implements Format. Where most series of a large page are
// made, nothing is decided that can be decided once.
func (t Text) AppendColumn(dst []byte, f *Family, labels []LabelSet, values []float64) []byte {
	start := t.lines(f).value
	for i, l := range labels {
		if l.isQuoted() {
			dst = t.Scheme.appendStart(dst, start, l)
		} else {
			dst = start.append(dst, l.text)
		}
		dst = append(AppendFloat(dst, values[i]), '\n')
	}
	return dst
}

// AppendPoint implements Format. The lines of a histogram are its buckets,
// those of a summary its quantiles; the sum and the count follow both.
func (t Text) AppendPoint(dst []byte, f *Family, l LabelSet, p *Point) []byte {
	lines := t.lines(f)
	switch f.typ {
	case TypeHistogram, TypeGaugeHistogram:
		dst = t.appendBuckets(dst, lines, l, p)
	case TypeSummary:
		dst = t.appendQuantiles(dst, lines, l, p)
	default:
		dst = t.Scheme.appendStart(dst, lines.value, l)
		return appendSample(dst, p.Value, p)
	}
	dst = t.Scheme.appendStart(dst, lines.sum, l)
	dst = appendSample(dst, p.Sum, p)
	dst = t.Scheme.appendStart(dst, lines.count, l)
	return appendSample(dst, float64(p.Count), p)
}

// appendBuckets copies what the lines have in common from the first one.
func (t Text) appendBuckets(dst []byte, lines *familyLines, l LabelSet, p *Point) []byte {
	begin := len(dst)
	dst = t.Scheme.appendOpen(dst, lines.bucket, l)
	end := len(dst)
	for i, le := range p.Bounds.labels() {
		dst = append(dst, le...)
		dst = appendSample(dst, float64(p.Counts[i]), p)
		dst = append(dst, dst[begin:end]...)
	}
	dst = append(dst, infinite...)
	return appendSample(dst, float64(p.Count), p)
}

func (t Text) appendQuantiles(dst []byte, lines *familyLines, l LabelSet, p *Point) []byte {
	for i, quantile := range p.Bounds.labels() {
		dst = t.Scheme.appendOpen(dst, lines.value, l)
		dst = append(dst, quantile...)
		dst = appendSample(dst, p.Values[i], p)
	}
	return dst
}

// AppendEnd implements Format: a page of the text format just ends.
func (Text) AppendEnd(dst []byte) []byte { return dst }

// appendSample appends the value of a line, and p's timestamp if it has one.
func appendSample(dst []byte, v float64, p *Point) []byte {
	dst = AppendFloat(dst, v)
	if p.HasTimestamp {
		dst = append(dst, ' ')
		dst = strconv.AppendInt(dst, p.Timestamp, 10)
	}
	return append(dst, '\n')
}
