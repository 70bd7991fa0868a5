package expfmt

import (
	"errors"
	"fmt"
	"strings"
)

// OpenMetrics2 is the text format of OpenMetrics 2.0, with native histograms.
// A series is a line, histograms and summaries included, and the line has the
// time of creation. The standard, a release candidate, is at
// https://prometheus.io/docs/specs/om/open_metrics_spec_2_0/.
//
// A page has the bytes that prometheus/common v0.72.0 prints, also where they
// depart from the standard:
//
//   - HELP stands in front of TYPE and UNIT. The standard recommends the order
//     TYPE, UNIT, HELP.
//   - A unit may have any characters. The standard allows the characters of a
//     metric name without quotes, and Prometheus reads all characters.
//   - A label name with a colon has no quotes, except in infos and state sets.
//     Prometheus then refuses the page.
//   - An exemplar without a time is omitted. The standard has no such
//     exemplar.
//   - A histogram with exemplars of classic and of native buckets shows the
//     exemplars of the classic buckets alone, as the standard recommends.
//
// Unlike prometheus/common, OpenMetrics2 prints infos and state sets, as the
// standard requires them, line breaks in names, escaped as the standard allows,
// and times outside the years 1 to 9999.
//
// The format forbids some series, and a page omits their families, as
// [Page.Refused] tells: a counter that is negative or NaN, a summary whose sum
// is negative or NaN or that has a negative quantile, a histogram or a summary
// without sum or count, an info whose name does not end in _info, a unit of an
// info or a state set, and a HELP text with a carriage return at its end.
type OpenMetrics2 struct {
	// Scheme says how the page writes names outside the legacy alphabet. No
	// scheme changes the names in an exemplar.
	Scheme Scheme
}

var (
	_ ColumnFormat   = OpenMetrics2{}
	_ CheckingFormat = OpenMetrics2{}
)

// Offer returns the row of the format in a negotiation. A clause must ask for
// the version, because a clause without one asks for 0.0.1.
func (OpenMetrics2) Offer() Offer {
	return Offer{
		Type: "application", Subtype: "openmetrics-text", Version: "2.0.0", ImpliedVersion: "0.0.1",
		Format: func(s Scheme) Format { return OpenMetrics2{s} },
	}
}

// ContentType implements Format.
func (o OpenMetrics2) ContentType() string { return openMetrics2ContentTypes[o.Scheme] }

var openMetrics2ContentTypes = [...]string{
	UnderscoreEscaping:    "application/openmetrics-text; version=2.0.0; charset=utf-8; escaping=underscores",
	DotsEscaping:          "application/openmetrics-text; version=2.0.0; charset=utf-8; escaping=dots",
	ValueEncodingEscaping: "application/openmetrics-text; version=2.0.0; charset=utf-8; escaping=values",
	NoEscaping:            "application/openmetrics-text; version=2.0.0; charset=utf-8; escaping=allow-utf-8",
}

// Naming returns the naming of pages in the format. A family has a single
// name, and counts as the owner of the names that OpenMetrics 1.0 gives to its
// samples: Prometheus stores a histogram's buckets under these.
func (o OpenMetrics2) Naming() Naming {
	n := newNaming(o.Scheme)
	n.openMetrics = true
	return n
}

// openMetrics2Lines are the parts of a page that depend on the family alone.
type openMetrics2Lines struct {
	header []byte
	start  lineStart
	err    error // of the family, if the format has no such family
}

// openMetrics2Preparation prepares the lines of families, and the bounds up to
// the numbers behind them.
var openMetrics2Preparation = preparation{
	family: func(f *Family, name string) any { return newOpenMetrics2Lines(f, name) },
	bounds: func(b *Bounds) any {
		fields := make([]string, b.Len())
		for i, bound := range b.numbers {
			fields[i] = "," + string(AppendFloat(nil, bound)) + ":"
		}
		return &fields
	},
}

// newOpenMetrics2Lines prepares the lines of f under name: the name of f as a
// scheme writes it.
func newOpenMetrics2Lines(f *Family, name string) *openMetrics2Lines {
	lines := &openMetrics2Lines{start: newLineStart(name), err: checkOpenMetrics2Family(f, name)}
	lines.header = appendMetadata(nil, "# HELP ", name, f.help, true)
	lines.header = appendMetadata(lines.header, "# TYPE ", name, types[f.typ].openMetrics, true)
	if f.unit != "" {
		lines.header = appendMetadata(lines.header, "# UNIT ", name, f.unit, true)
	}
	return lines
}

// checkOpenMetrics2Family returns an error if the format has no such family.
func checkOpenMetrics2Family(f *Family, name string) error {
	_, suffix := strings.CutSuffix(name, types[TypeInfo].suffix)
	switch {
	case f.typ == TypeInfo && !suffix:
		return errors.New("expected an info whose name ends in _info")
	case f.unit != "" && !f.typ.measured():
		return fmt.Errorf("expected no unit for a family of type %v, found %.40q", f.typ, f.unit)
	case strings.ContainsAny(f.unit, "\r\n"):
		return fmt.Errorf("expected a unit without line breaks, found %.40q", f.unit)
	case strings.HasSuffix(f.help, "\r"):
		return errors.New("expected a HELP text without a carriage return at its end, found one")
	}
	return nil
}

// lines returns the lines of f with the scheme of o.
func (o OpenMetrics2) lines(f *Family) *openMetrics2Lines {
	return f.prepared(&openMetrics2Preparation, o.Scheme).(*openMetrics2Lines)
}

// CheckValue implements CheckingFormat.
func (o OpenMetrics2) CheckValue(f *Family, v float64) error {
	if f.typ == TypeCounter && !(v >= 0) {
		return fmt.Errorf("expected a counter of at least 0, found %v", v)
	}
	return o.checkFamily(f)
}

// checkFamily returns an error if the format forbids the family. The first
// condition finds most families that are allowed, without a look-up of their
// lines, and saves 4 ns of 28 for a counter.
func (o OpenMetrics2) checkFamily(f *Family) error {
	last := len(f.help) - 1
	if f.unit == "" && f.typ.measured() && (last < 0 || f.help[last] != '\r') {
		return nil
	}
	return o.lines(f).err
}

// CheckPoint implements CheckingFormat.
func (o OpenMetrics2) CheckPoint(f *Family, p *Point) error {
	if f.typ.Scalar() {
		return o.CheckValue(f, p.Value)
	}
	switch {
	case p.NoSum || p.NoCount:
		return fmt.Errorf("expected a %v with a sum and a count, found one without", f.typ)
	case f.typ == TypeSummary && !(p.Sum >= 0):
		return fmt.Errorf("expected a sum of at least 0, found %v", p.Sum)
	case f.typ == TypeSummary:
		for _, v := range p.Values {
			if v < 0 {
				return fmt.Errorf("expected the value of a quantile of at least 0, or NaN, found %v", v)
			}
		}
	}
	return o.checkFamily(f)
}

// CutsFamilies implements Format. A page may refuse a whole family, so no part of
// a page ends inside a family.
func (OpenMetrics2) CutsFamilies() bool { return false }

// AppendFamily implements Format.
func (o OpenMetrics2) AppendFamily(dst []byte, f *Family, _ int) []byte {
	return append(dst, o.lines(f).header...)
}

// AppendFamilyEnd implements Format: nothing ends a family.
func (OpenMetrics2) AppendFamilyEnd(dst []byte, _ int, _ *Family) []byte { return dst }

// AppendEnd implements Format.
func (OpenMetrics2) AppendEnd(dst []byte, _ int) []byte { return append(dst, openMetricsEnd+"\n"...) }

// appendStart appends a line up to its value.
func (o OpenMetrics2) appendStart(dst []byte, f *Family, l LabelSet) []byte {
	start := o.lines(f).start
	if f.typ.measured() || strings.IndexByte(l.text, ':') < 0 {
		return o.Scheme.appendStart(dst, start, l)
	}
	// prometheus/common prints no such families. The standard demands quotes
	// around a label name with a colon.
	dst = append(dst, start.open...)
	for name, value := range l.All() {
		if name = string(o.Scheme.appendName(nil, name)); strings.Contains(name, ":") {
			dst = appendQuoted(dst, name)
		} else {
			dst = appendLabelName(dst, name)
		}
		dst = append(dst, '=')
		dst = append(appendQuoted(dst, value), ',')
	}
	return append(dst[:len(dst)-1], "} "...)
}

// AppendValue implements Format.
func (o OpenMetrics2) AppendValue(dst []byte, f *Family, l LabelSet, v float64) []byte {
	dst = o.appendStart(dst, f, l)
	dst = appendOpenMetricsFloat(dst, v)
	return append(dst, '\n')
}

// Columns implements ColumnFormat.
func (OpenMetrics2) Columns(f *Family, exemplars bool) Columns { return f.createdColumns(exemplars) }

// AppendColumn implements ColumnFormat.
func (o OpenMetrics2) AppendColumn(dst []byte, f *Family, labels []LabelSet, values []float64, created []int64) []byte {
	start := o.lines(f).start
	for i, l := range labels {
		dst = o.Scheme.appendColumnStart(dst, start, l)
		dst = appendOpenMetricsFloat(dst, values[i])
		if created != nil && created[i] != 0 {
			dst = append(dst, " st@"...)
			dst = appendDecimalSeconds(dst, created[i], nil, nanoseconds)
		}
		dst = append(dst, '\n')
	}
	return dst
}

// AppendPoint implements Format.
func (o OpenMetrics2) AppendPoint(dst []byte, f *Family, l LabelSet, p *Point) []byte {
	dst = o.appendStart(dst, f, l)
	if f.typ.Scalar() {
		dst = appendOpenMetricsFloat(dst, p.Value)
	} else {
		dst = o.appendComposite(dst, f.typ, p)
	}
	if p.HasTimestamp {
		dst = append(dst, ' ')
		dst = appendDecimalSeconds(dst, p.Timestamp, p.TimestampSeconds, milliseconds)
	}
	if p.isCreatedKnown() && f.typ.hasCreated() && !f.withoutCreated {
		dst = append(dst, " st@"...)
		dst = appendDecimalSeconds(dst, p.Created, p.CreatedSeconds, nanoseconds)
	}
	if p.Exemplar != nil || f.typ.bucketed() {
		dst = appendPointExemplars(dst, f.typ, p)
	}
	return append(dst, '\n')
}

// appendComposite appends the value of a histogram or a summary.
func (o OpenMetrics2) appendComposite(dst []byte, t Type, p *Point) []byte {
	count, sum := "{count:", ",sum:"
	switch t {
	case TypeSummary:
		return o.appendSummary(dst, p)
	case TypeGaugeHistogram:
		count, sum = "{gcount:", ",gsum:"
	}
	dst = append(dst, count...)
	dst = appendCompositeCount(dst, p)
	dst = append(dst, sum...)
	return o.appendHistogram(dst, p)
}

// appendHistogram appends the value of a histogram behind sum and its colon.
func (o OpenMetrics2) appendHistogram(dst []byte, p *Point) []byte {
	dst = AppendFloat(dst, p.Sum)
	if p.Native != nil {
		dst = appendNative(dst, p)
	}
	if !p.hasClassic() {
		return append(dst, '}')
	}
	dst = append(dst, ",bucket:["...)
	begin := len(dst)
	for i, bound := range o.bounds(p.Bounds) {
		dst = append(dst, bound...)
		if p.Floats != nil {
			dst = AppendFloat(dst, p.Floats.Counts[i])
		} else {
			dst = appendUint(dst, p.Counts[i])
		}
	}
	dst = append(dst, ",+Inf:"...)
	dst = appendCompositeCount(dst, p)
	return append(cutByte(dst, begin), "]}"...)
}

func (o OpenMetrics2) appendSummary(dst []byte, p *Point) []byte {
	dst = append(dst, "{count:"...)
	dst = appendUint(dst, p.Count)
	dst = append(dst, ",sum:"...)
	dst = AppendFloat(dst, p.Sum)
	dst = append(dst, ",quantile:["...)
	begin := len(dst)
	for i, quantile := range o.bounds(p.Bounds) {
		dst = append(dst, quantile...)
		dst = AppendFloat(dst, p.Values[i])
	}
	if len(dst) > begin {
		dst = cutByte(dst, begin)
	}
	return append(dst, "]}"...)
}

// bounds returns the fields of b up to their numbers, each behind a comma, or
// nil if b is nil.
func (OpenMetrics2) bounds(b *Bounds) []string {
	if b == nil {
		return nil
	}
	return *b.prepared(&openMetrics2Preparation).(*[]string)
}

// cutByte removes the byte at the offset: the comma in front of a list.
func cutByte(dst []byte, offset int) []byte {
	return dst[:offset+copy(dst[offset:], dst[offset+1:])]
}

// appendCompositeCount appends the number of all observations.
func appendCompositeCount(dst []byte, p *Point) []byte {
	if p.Floats != nil {
		return AppendFloat(dst, p.Floats.Count)
	}
	return appendUint(dst, p.Count)
}

// appendNative appends the native buckets of a histogram.
func appendNative(dst []byte, p *Point) []byte {
	h := p.Native
	dst = append(dst, ",schema:"...)
	dst = appendInt(dst, int64(h.Schema))
	dst = append(dst, ",zero_threshold:"...)
	dst = AppendFloat(dst, h.ZeroThreshold)
	dst = append(dst, ",zero_count:"...)
	if c := p.Floats; c != nil {
		dst = AppendFloat(dst, c.ZeroCount)
		dst = appendNativeBuckets(dst, "negative", h.Negative.Spans, c.Negative, AppendFloat)
		return appendNativeBuckets(dst, "positive", h.Positive.Spans, c.Positive, AppendFloat)
	}
	dst = appendUint(dst, h.ZeroCount)
	dst = appendNativeBuckets(dst, "negative", h.Negative.Spans, h.Negative.Counts, appendUint)
	return appendNativeBuckets(dst, "positive", h.Positive.Spans, h.Positive.Counts, appendUint)
}

// appendNativeBuckets appends the buckets on one side of zero, unless there
// are none.
func appendNativeBuckets[N uint64 | float64](dst []byte, side string, spans []Span, counts []N, appendCount func([]byte, N) []byte) []byte {
	if len(counts) == 0 {
		return dst
	}
	dst = append(append(append(dst, ','), side...), "_spans:["...)
	for i, span := range spans {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(appendInt(dst, int64(span.Offset)), ':')
		dst = appendUint(dst, uint64(span.Length))
	}
	dst = append(append(append(dst, "],"...), side...), "_buckets:["...)
	for i, n := range counts {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendCount(dst, n)
	}
	return append(dst, ']')
}

// appendPointExemplars appends the exemplars of a counter or a histogram. An
// untyped series has one if a decoder read it.
func appendPointExemplars(dst []byte, t Type, p *Point) []byte {
	switch {
	case t == TypeCounter || t == TypeUntyped:
		return appendExemplar(dst, p.Exemplar)
	case !t.bucketed():
		return dst
	}
	begin := len(dst)
	for _, e := range p.Exemplars {
		dst = appendExemplar(dst, e)
	}
	if len(dst) > begin || p.Native == nil {
		return dst
	}
	for _, e := range p.Native.Exemplars {
		dst = appendExemplar(dst, e)
	}
	return dst
}

// appendExemplar appends an exemplar, unless it is nil or has no time.
func appendExemplar(dst []byte, e *Exemplar) []byte {
	if e == nil || e.Time == 0 && e.TimeSeconds == nil {
		return dst
	}
	dst = append(dst, " # {"...)
	dst = append(dst, e.Labels.String()...)
	dst = append(dst, "} "...)
	dst = append(appendOpenMetricsFloat(dst, e.Value), ' ')
	return appendDecimalSeconds(dst, e.Time, e.TimeSeconds, nanoseconds)
}
