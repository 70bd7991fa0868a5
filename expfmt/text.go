package expfmt

import "strconv"

// Text is the text format 0.0.4, which every scraper reads. Scheme says how
// the page writes names outside the legacy alphabet.
//
// Text prints no units, no exemplars and no times of creation. Timestamps are
// whole milliseconds within the range of an int64. The format is described at
// https://prometheus.io/docs/instrumenting/exposition_formats/.
type Text struct{ Scheme Scheme }

var _ ColumnFormat = Text{}

// ContentType implements Format.
func (t Text) ContentType() string { return textContentTypes[t.Scheme] }

var textContentTypes = [...]string{
	UnderscoreEscaping:    "text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
	DotsEscaping:          "text/plain; version=0.0.4; charset=utf-8; escaping=dots",
	ValueEncodingEscaping: "text/plain; version=0.0.4; charset=utf-8; escaping=values",
	NoEscaping:            "text/plain; version=0.0.4; charset=utf-8; escaping=allow-utf-8",
}

// Offer returns the row of the text format in a negotiation. The Accept
// header sets the Scheme.
func (Text) Offer() Offer { return textOffer }

// textOffer is the row of the text format in a negotiation.
var textOffer = Offer{
	Type: "text", Subtype: "plain", Version: "0.0.4", ImpliedVersion: "0.0.4",
	Format: func(s Scheme) Format { return texts[s] },
}

// texts has the formats of textOffer as interface values, because a
// conversion at each request allocates.
var texts = [...]Format{
	UnderscoreEscaping:    Text{UnderscoreEscaping},
	DotsEscaping:          Text{DotsEscaping},
	ValueEncodingEscaping: Text{ValueEncodingEscaping},
	NoEscaping:            Text{NoEscaping},
}

// textPreparation prepares the lines of families whose names a scheme
// changes. A Family has its other lines, and Bounds have their labels,
// without a preparation.
var textPreparation = preparation{
	family: func(f *Family, name string) any { return newTextLines(f, name) },
}

// newTextLines prepares the lines of f under name: the name of f as a
// scheme writes it.
func newTextLines(f *Family, name string) *familyLines {
	facts := &types[f.typ]
	lines := newFamilyLines(name, name, facts.textSuffixes)
	header := make([]byte, 0, 2*len(name)+len(f.help)+32)
	header = appendMetadata(header, "# HELP ", name, f.help, false)
	lines.header = appendMetadata(header, "# TYPE ", name, facts.text, false)
	return lines
}

// lines returns the lines of f with the scheme of t.
func (t Text) lines(f *Family) *familyLines {
	if f.legacy || t.Scheme == NoEscaping {
		return &f.text
	}
	return f.prepared(&textPreparation, t.Scheme).(*familyLines)
}

// CutsFamilies implements Format: a page is made of lines.
func (Text) CutsFamilies() bool { return true }

// AppendFamily implements Format.
func (t Text) AppendFamily(dst []byte, f *Family, _ int) []byte {
	return append(dst, t.lines(f).header...)
}

// AppendValue implements Format.
func (t Text) AppendValue(dst []byte, f *Family, l LabelSet, v float64) []byte {
	dst = t.Scheme.appendStart(dst, t.lines(f).value, l)
	dst = AppendFloat(dst, v)
	return append(dst, '\n')
}

// Columns implements ColumnFormat.
func (Text) Columns(f *Family, exemplars bool) Columns {
	if f.typ.Scalar() {
		return ValueColumns
	}
	return NoColumns
}

// AppendColumn implements ColumnFormat. It finds the line's start once for
// the column, not once for each series.
func (t Text) AppendColumn(dst []byte, f *Family, labels []LabelSet, values []float64, _ []int64) []byte {
	start := t.lines(f).value
	for i, l := range labels {
		dst = t.Scheme.appendColumnStart(dst, start, l)
		dst = append(AppendFloat(dst, values[i]), '\n')
	}
	return dst
}

// AppendPoint implements Format. A histogram is a line for each bucket, and
// a summary a line for each quantile; a sum and a count follow.
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
	return appendSample(dst, p.count(), p)
}

// appendBuckets copies the start of each line from the first line, where it
// is complete with its labels. A page of 1,000 histograms takes 185 µs
// instead of 241.
func (t Text) appendBuckets(dst []byte, lines *familyLines, l LabelSet, p *Point) []byte {
	start := len(dst)
	dst = t.Scheme.appendOpen(dst, lines.bucket, l)
	end := len(dst)
	for i, le := range p.Bounds.labels() {
		dst = append(dst, le...)
		dst = appendSample(dst, p.bucketCount(i), p)
		dst = append(dst, dst[start:end]...)
	}
	dst = append(dst, infinite...)
	return appendSample(dst, p.count(), p)
}

func (t Text) appendQuantiles(dst []byte, lines *familyLines, l LabelSet, p *Point) []byte {
	for i, quantile := range p.Bounds.labels() {
		dst = t.Scheme.appendOpen(dst, lines.value, l)
		dst = append(dst, quantile...)
		dst = appendSample(dst, p.Values[i], p)
	}
	return dst
}

// AppendFamilyEnd implements Format: CutsFamilies is true, so no Page asks.
func (Text) AppendFamilyEnd(dst []byte, _ int, _ *Family) []byte { return dst }

// AppendEnd implements Format: no line ends a page.
func (Text) AppendEnd(dst []byte, _ int) []byte { return dst }

// appendSample appends the end of a line: a value, and the timestamp of p if
// p has one.
func appendSample(dst []byte, v float64, p *Point) []byte {
	dst = AppendFloat(dst, v)
	if p.HasTimestamp {
		dst = append(dst, ' ')
		dst = strconv.AppendInt(dst, p.Timestamp, 10)
	}
	return append(dst, '\n')
}

// Naming returns the naming of pages in the format.
func (t Text) Naming() Naming { return newNaming(t.Scheme) }
