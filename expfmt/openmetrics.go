package expfmt

import (
	"strconv"
	"strings"
)

// OpenMetrics is the OpenMetrics text format, with exemplars, units and
// times of creation. The standard is at
// https://prometheus.io/docs/specs/om/open_metrics_spec/.
//
// A page has the bytes of client_golang v1.25.0, oddities included:
//
//   - A counter whose name does not end in _total is of type unknown.
//   - A page prints a unit even if the name does not end in the unit, though
//     Prometheus then refuses the page.
//   - A page omits an exemplar without labels.
//   - Times are float64 numbers of seconds, today exact to about a quarter
//     of a microsecond.
//
// [DecodeLenientOpenMetrics] reads such pages.
//
// A page also omits an exemplar with labels of more than MaxExemplarRunes
// characters, which only OpenMetrics 2.0 has.
//
// client_golang has no gauge histograms, state sets and infos; a page prints
// them as the standard requires. An info that does not end in _info is of
// type unknown.
type OpenMetrics struct {
	Version OpenMetricsVersion

	// Scheme says how the page writes names outside the legacy alphabet. No
	// scheme changes the names in an exemplar.
	Scheme Scheme

	// Created gives counters, histograms and summaries a line with their
	// time of creation. Prometheus stores the line as another series, unless
	// its feature created-timestamp-zero-ingestion is on.
	Created bool
}

// OpenMetricsVersion is the version in the Content-Type of a page. The bytes
// of the page do not depend on the version.
type OpenMetricsVersion uint8

// The versions that scrapers ask for.
const (
	OpenMetrics100 OpenMetricsVersion = iota // 1.0.0
	OpenMetrics001                           // 0.0.1, the draft
)

// String returns the version as in Accept and Content-Type headers.
func (v OpenMetricsVersion) String() string {
	if v == OpenMetrics001 {
		return "0.0.1"
	}
	return "1.0.0"
}

var _ ColumnFormat = OpenMetrics{}

// Offer returns the row of o in a negotiation. The clause of the Accept
// header that chooses the row sets the Scheme. Without a version, a clause
// asks for 0.0.1.
func (o OpenMetrics) Offer() Offer {
	return Offer{
		Type: "application", Subtype: "openmetrics-text", Version: o.Version.String(), ImpliedVersion: "0.0.1",
		Format: func(s Scheme) Format {
			o := o
			o.Scheme = s
			return o
		},
	}
}

// ContentType implements Format.
func (o OpenMetrics) ContentType() string { return openMetricsContentTypes[o.Version][o.Scheme] }

var openMetricsContentTypes = [...][len(schemeWords)]string{
	OpenMetrics100: {
		UnderscoreEscaping:    "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores",
		DotsEscaping:          "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=dots",
		ValueEncodingEscaping: "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=values",
		NoEscaping:            "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=allow-utf-8",
	},
	OpenMetrics001: {
		UnderscoreEscaping:    "application/openmetrics-text; version=0.0.1; charset=utf-8; escaping=underscores",
		DotsEscaping:          "application/openmetrics-text; version=0.0.1; charset=utf-8; escaping=dots",
		ValueEncodingEscaping: "application/openmetrics-text; version=0.0.1; charset=utf-8; escaping=values",
		NoEscaping:            "application/openmetrics-text; version=0.0.1; charset=utf-8; escaping=allow-utf-8",
	},
}

// openMetricsEnd is the last line of a page, without the line feed.
const openMetricsEnd = "# EOF"

// AppendEnd implements Format.
func (OpenMetrics) AppendEnd(dst []byte, _ int) []byte { return append(dst, openMetricsEnd+"\n"...) }

// openMetricsPreparation prepares the lines of families and the labels of
// bounds.
var openMetricsPreparation = preparation{
	family: func(f *Family, name string) any { return newOpenMetricsLines(f, name) },
	bounds: func(b *Bounds) any {
		labels := b.render(appendOpenMetricsFloat)
		return &labels
	},
}

// newOpenMetricsLines prepares the lines of f under name: the name of f as
// a scheme writes it. The header omits the suffix that the type requires;
// a family without the suffix is of type unknown.
func newOpenMetricsLines(f *Family, name string) *familyLines {
	facts := &types[f.typ]
	base, ok := strings.CutSuffix(name, facts.suffix)
	lines := newFamilyLines(name, base, facts.openMetricsSuffixes)
	if f.withoutCreated {
		lines.created = lineStart{}
	}
	if !ok {
		facts = &types[TypeUntyped]
	}
	lines.header = appendMetadata(nil, "# HELP ", base, f.help, true)
	lines.header = appendMetadata(lines.header, "# TYPE ", base, facts.openMetrics, true)
	if f.unit != "" {
		lines.header = appendMetadata(lines.header, "# UNIT ", base, f.unit, true)
	}
	return lines
}

// lines returns the lines of f with the scheme of o.
func (o OpenMetrics) lines(f *Family) *familyLines {
	return f.prepared(&openMetricsPreparation, o.Scheme).(*familyLines)
}

// bounds returns the labels of b, or nil if b is nil.
func (OpenMetrics) bounds(b *Bounds) []string {
	if b == nil {
		return nil
	}
	return *b.prepared(&openMetricsPreparation).(*[]string)
}

// CutsFamilies implements Format: a page is made of lines.
func (OpenMetrics) CutsFamilies() bool { return true }

// AppendFamily implements Format.
func (o OpenMetrics) AppendFamily(dst []byte, f *Family, _ int) []byte {
	return append(dst, o.lines(f).header...)
}

// AppendFamilyEnd implements Format: CutsFamilies is true, so no Page asks.
func (OpenMetrics) AppendFamilyEnd(dst []byte, _ int, _ *Family) []byte { return dst }

// AppendValue implements Format.
func (o OpenMetrics) AppendValue(dst []byte, f *Family, l LabelSet, v float64) []byte {
	dst = o.Scheme.appendStart(dst, o.lines(f).value, l)
	dst = appendOpenMetricsFloat(dst, v)
	return append(dst, '\n')
}

// Columns implements ColumnFormat: the line with the time of creation needs a
// Point.
func (o OpenMetrics) Columns(f *Family, exemplars bool) Columns {
	if !f.typ.Scalar() || f.typ == TypeCounter && (exemplars || o.Created) {
		return NoColumns
	}
	return ValueColumns
}

// AppendColumn implements ColumnFormat.
func (o OpenMetrics) AppendColumn(dst []byte, f *Family, labels []LabelSet, values []float64, _ []int64) []byte {
	start := o.lines(f).value
	for i, l := range labels {
		dst = o.Scheme.appendColumnStart(dst, start, l)
		dst = append(appendOpenMetricsFloat(dst, values[i]), '\n')
	}
	return dst
}

// AppendPoint implements Format. The lines stand in the order of the text
// format; the time of creation is the last line.
func (o OpenMetrics) AppendPoint(dst []byte, f *Family, l LabelSet, p *Point) []byte {
	lines := o.lines(f)
	switch f.typ {
	case TypeHistogram, TypeGaugeHistogram:
		dst = o.appendBuckets(dst, lines, l, p)
		if !p.NoSum {
			dst = o.appendSum(dst, lines, l, p)
			dst = o.appendCount(dst, lines, l, p)
		}
	case TypeSummary:
		dst = o.appendQuantiles(dst, lines, l, p)
		if !p.NoSum {
			dst = o.appendSum(dst, lines, l, p)
		}
		if !p.NoCount {
			dst = o.appendCount(dst, lines, l, p)
		}
	case TypeCounter, TypeUntyped:
		dst = o.Scheme.appendStart(dst, lines.value, l)
		dst = appendOpenMetricsFloat(dst, p.Value)
		dst = o.appendTail(dst, p, p.Exemplar)
	default:
		dst = o.Scheme.appendStart(dst, lines.value, l)
		dst = appendOpenMetricsFloat(dst, p.Value)
		return o.appendTail(dst, p, nil)
	}
	return o.appendCreated(dst, lines, l, p)
}

// appendBuckets copies the start of each line from the first line, as
// Text.appendBuckets does.
func (o OpenMetrics) appendBuckets(dst []byte, lines *familyLines, l LabelSet, p *Point) []byte {
	start := len(dst)
	dst = o.Scheme.appendOpen(dst, lines.bucket, l)
	end := len(dst)
	for i, le := range o.bounds(p.Bounds) {
		dst = append(dst, le...)
		dst = appendBucketCount(dst, p, i)
		dst = o.appendTail(dst, p, p.bucketExemplar(i))
		dst = append(dst, dst[start:end]...)
	}
	dst = append(dst, infinite...)
	dst = appendCount(dst, p)
	return o.appendTail(dst, p, p.bucketExemplar(p.Bounds.Len()))
}

func (o OpenMetrics) appendQuantiles(dst []byte, lines *familyLines, l LabelSet, p *Point) []byte {
	for i, quantile := range o.bounds(p.Bounds) {
		dst = o.Scheme.appendOpen(dst, lines.value, l)
		dst = append(dst, quantile...)
		dst = appendOpenMetricsFloat(dst, p.Values[i])
		dst = o.appendTail(dst, p, nil)
	}
	return dst
}

func (o OpenMetrics) appendSum(dst []byte, lines *familyLines, l LabelSet, p *Point) []byte {
	dst = o.Scheme.appendStart(dst, lines.sum, l)
	dst = appendOpenMetricsFloat(dst, p.Sum)
	return o.appendTail(dst, p, nil)
}

func (o OpenMetrics) appendCount(dst []byte, lines *familyLines, l LabelSet, p *Point) []byte {
	dst = o.Scheme.appendStart(dst, lines.count, l)
	dst = appendCount(dst, p)
	return o.appendTail(dst, p, nil)
}

// appendBucketCount appends the cumulative count of a classic bucket.
func appendBucketCount(dst []byte, p *Point, bucket int) []byte {
	if p.Floats != nil {
		return appendOpenMetricsFloat(dst, p.Floats.Counts[bucket])
	}
	return strconv.AppendUint(dst, p.Counts[bucket], 10)
}

// appendCount appends the number of all observations.
func appendCount(dst []byte, p *Point) []byte {
	if p.Floats != nil {
		return appendOpenMetricsFloat(dst, p.Floats.Count)
	}
	return strconv.AppendUint(dst, p.Count, 10)
}

// appendCreated appends the line with the series' time of creation. Unlike
// in the standard, the line never has a timestamp.
func (o OpenMetrics) appendCreated(dst []byte, lines *familyLines, l LabelSet, p *Point) []byte {
	if !o.Created || !p.isCreatedKnown() || lines.created.bare == "" {
		return dst
	}
	dst = o.Scheme.appendStart(dst, lines.created, l)
	dst = appendSeconds(dst, p.Created, p.CreatedSeconds, 1e9)
	return append(dst, '\n')
}

// appendTail appends the end of a line behind its value: the timestamp of p
// if p has one, and the exemplar e unless e is nil.
func (OpenMetrics) appendTail(dst []byte, p *Point, e *Exemplar) []byte {
	if p.HasTimestamp {
		dst = append(dst, ' ')
		dst = appendSeconds(dst, p.Timestamp, p.TimestampSeconds, 1e3)
	}
	if e != nil && e.Labels.text != "" && !e.isLong() {
		dst = append(dst, " # {"...)
		dst = append(dst, e.Labels.String()...)
		dst = append(dst, "} "...)
		dst = appendOpenMetricsFloat(dst, e.Value)
		if e.Time != 0 || e.TimeSeconds != nil {
			dst = append(dst, ' ')
			dst = appendSeconds(dst, e.Time, e.TimeSeconds, 1e9)
		}
	}
	return append(dst, '\n')
}

// Naming returns the naming of pages in the format.
func (o OpenMetrics) Naming() Naming {
	n := newNaming(o.Scheme)
	n.openMetrics, n.created = true, o.Created
	return n
}
