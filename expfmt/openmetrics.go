package expfmt

import "strconv"

// OpenMetrics is the format of that name, which has exemplars, units and
// the times at which series were created.
//
// What is printed is what client_golang v1.25.0 prints, with what is odd
// about it. A counter whose name does not end in _total is of type unknown.
// A unit is printed whether or not the name ends in it, though Prometheus
// then refuses the page. An exemplar without labels is left out. Times are
// printed as float64 numbers, which today are exact to about a quarter of
// a microsecond.
//
// GaugeHistogram, StateSet and Info, which client_golang does not have, are
// printed as the standard says; Info like a counter, with _info for _total.
//
// The standard is at https://prometheus.io/docs/specs/om/open_metrics_spec/.
type OpenMetrics struct {
	Version OpenMetricsVersion

	// Scheme says how names outside the legacy alphabet are written. The
	// names in an exemplar are written as they are.
	Scheme Scheme

	// Created says that counters, histograms and summaries get a line that
	// tells when they were created. Prometheus takes that for a series of
	// its own, unless it is told to know better.
	Created bool
}

// OpenMetricsVersion is the version that the Content-Type of a page tells.
// The bytes of the page are the same.
type OpenMetricsVersion uint8

// The versions that scrapers ask for. The zero value is the standard.
const (
	OpenMetrics100 OpenMetricsVersion = iota // 1.0.0
	OpenMetrics001                           // 0.0.1, the draft
)

// String returns the version as Accept and Content-Type have it.
func (v OpenMetricsVersion) String() string {
	if v == OpenMetrics001 {
		return "0.0.1"
	}
	return "1.0.0"
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

// openMetricsEnd is the last line of a page.
const openMetricsEnd = "# EOF"

// AppendEnd implements Format.
func (OpenMetrics) AppendEnd(dst []byte) []byte { return append(dst, openMetricsEnd+"\n"...) }

// AppendHeader implements Format.
func (o OpenMetrics) AppendHeader(dst []byte, f *Family) []byte {
	return append(dst, o.lines(f).header...)
}

// AppendValue implements Format.
func (o OpenMetrics) AppendValue(dst []byte, f *Family, l LabelSet, v float64) []byte {
	dst = o.Scheme.appendStart(dst, o.lines(f).value, l)
	dst = appendOpenMetricsFloat(dst, v)
	return append(dst, '\n')
}

// TakesColumns implements Format.
func (o OpenMetrics) TakesColumns(f *Family, exemplars bool) bool {
	if f.typ == TypeCounter {
		return !exemplars && !o.Created
	}
	return f.typ.Scalar()
}

// AppendColumn implements Format.
func (o OpenMetrics) AppendColumn(dst []byte, f *Family, labels []LabelSet, values []float64) []byte {
	start := o.lines(f).value
	for i, l := range labels {
		if l.isQuoted() {
			dst = o.Scheme.appendStart(dst, start, l)
		} else {
			dst = start.append(dst, l.text)
		}
		dst = append(appendOpenMetricsFloat(dst, values[i]), '\n')
	}
	return dst
}

// AppendPoint implements Format. The lines of a point stand in the order
// that they have in the text format; that of its creation is the last.
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
	case TypeCounter:
		dst = o.Scheme.appendStart(dst, lines.value, l)
		dst = appendOpenMetricsFloat(dst, p.Value)
		dst = p.appendTail(dst, p.Exemplar)
	default:
		dst = o.Scheme.appendStart(dst, lines.value, l)
		dst = appendOpenMetricsFloat(dst, p.Value)
		return p.appendTail(dst, nil)
	}
	return o.appendCreated(dst, lines, l, p)
}

// appendBuckets copies what the lines have in common from the first one.
func (o OpenMetrics) appendBuckets(dst []byte, lines *familyLines, l LabelSet, p *Point) []byte {
	begin := len(dst)
	dst = o.Scheme.appendOpen(dst, lines.bucket, l)
	end := len(dst)
	for i, le := range p.Bounds.openMetricsLabels() {
		dst = append(dst, le...)
		dst = strconv.AppendUint(dst, p.Counts[i], 10)
		dst = p.appendTail(dst, p.exemplarOf(i))
		dst = append(dst, dst[begin:end]...)
	}
	dst = append(dst, infinite...)
	dst = strconv.AppendUint(dst, p.Count, 10)
	return p.appendTail(dst, p.exemplarOf(p.Bounds.Len()))
}

func (o OpenMetrics) appendQuantiles(dst []byte, lines *familyLines, l LabelSet, p *Point) []byte {
	for i, quantile := range p.Bounds.openMetricsLabels() {
		dst = o.Scheme.appendOpen(dst, lines.value, l)
		dst = append(dst, quantile...)
		dst = appendOpenMetricsFloat(dst, p.Values[i])
		dst = p.appendTail(dst, nil)
	}
	return dst
}

func (o OpenMetrics) appendSum(dst []byte, lines *familyLines, l LabelSet, p *Point) []byte {
	dst = o.Scheme.appendStart(dst, lines.sum, l)
	dst = appendOpenMetricsFloat(dst, p.Sum)
	return p.appendTail(dst, nil)
}

func (o OpenMetrics) appendCount(dst []byte, lines *familyLines, l LabelSet, p *Point) []byte {
	dst = o.Scheme.appendStart(dst, lines.count, l)
	dst = strconv.AppendUint(dst, p.Count, 10)
	return p.appendTail(dst, nil)
}

// appendCreated appends the line that tells when the series was created.
// It has no timestamp; the standard has one there if the others do.
func (o OpenMetrics) appendCreated(dst []byte, lines *familyLines, l LabelSet, p *Point) []byte {
	if !o.Created || p.Created == 0 || lines.created.bare == "" {
		return dst
	}
	dst = o.Scheme.appendStart(dst, lines.created, l)
	dst = appendSeconds(dst, p.Created, 1e9)
	return append(dst, '\n')
}

// appendTail appends what stands behind a value: p's timestamp if it has
// one, and the exemplar.
func (p *Point) appendTail(dst []byte, e *Exemplar) []byte {
	if p.HasTimestamp {
		dst = append(dst, ' ')
		dst = appendSeconds(dst, p.Timestamp, 1e3)
	}
	if e != nil && e.Labels.text != "" {
		dst = append(dst, " # {"...)
		dst = append(dst, e.Labels.String()...)
		dst = append(dst, "} "...)
		dst = appendOpenMetricsFloat(dst, e.Value)
		if e.Time != 0 {
			dst = append(dst, ' ')
			dst = appendSeconds(dst, e.Time, 1e9)
		}
	}
	return append(dst, '\n')
}

// appendSeconds appends a time, of which perSecond make a second.
func appendSeconds(dst []byte, time int64, perSecond float64) []byte {
	return appendOpenMetricsFloat(dst, float64(time)/perSecond)
}
