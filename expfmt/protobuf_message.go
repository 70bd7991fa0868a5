package expfmt

import (
	"encoding/binary"
	"math"
	"strings"
)

// The functions below append the messages of one metric.

func appendTimestampMs(dst []byte, p *Point) []byte {
	if p == nil || !p.HasTimestamp {
		return dst
	}
	return appendUintField(dst, fieldMetricTimestamp, uint64(p.Timestamp))
}

// appendLabels appends the labels of a metric or an exemplar. In a set without
// an escape, every quote begins or ends a value.
func appendLabels(dst []byte, number byte, s Scheme, l LabelSet) []byte {
	text := l.String()
	isPlain := !l.isQuoted() && strings.IndexByte(text, '\\') < 0
	for text != "" {
		var name, value string
		if isPlain {
			equals := strings.IndexByte(text, '=')
			name, text = text[:equals], text[equals+len(`="`):]
			quote := strings.IndexByte(text, '"')
			value, text = text[:quote], strings.TrimPrefix(text[quote+1:], ",")
		} else {
			var label Label
			label, text = cutLabel(text)
			name, value = string(s.appendName(nil, label.Name)), label.Value
		}
		if n := len("..") + len(name) + len("..") + len(value); n < 0x80 { // saves 13 ns of 66 for two labels
			dst = append(dst, number<<3|byte(wireBytes), byte(n), fieldLabelName<<3|byte(wireBytes), byte(len(name)))
			dst = append(dst, name...)
			dst = append(dst, fieldLabelValue<<3|byte(wireBytes), byte(len(value)))
			dst = append(dst, value...)
			continue
		}
		var start int
		dst, start = beginMessage(dst, number)
		dst = appendStringField(dst, fieldLabelName, name)
		dst = appendStringField(dst, fieldLabelValue, value)
		dst = endMessage(dst, start)
	}
	return dst
}

func appendSummaryMessage(dst []byte, p *Point, created int64, exact *float64) []byte {
	dst, start := beginMessage(dst, fieldMetricSummary)
	dst = appendUintField(dst, fieldSummaryCount, p.Count)
	dst = appendDoubleField(dst, fieldSummarySum, p.Sum)
	for i, rank := range p.Bounds.At() {
		dst = append(dst, fieldSummaryQuantile<<3|byte(wireBytes), 2*(1+8))
		dst = appendDoubleField(dst, fieldQuantileRank, rank)
		dst = appendDoubleField(dst, fieldQuantileValue, p.Values[i])
	}
	dst = appendTimeMessage(dst, fieldSummaryCreated, created, exact)
	return endMessage(dst, start)
}

func appendHistogramMessage(dst []byte, p *Point, created int64, exact *float64) []byte {
	dst, start := beginMessage(dst, fieldMetricHistogram)
	if p.Floats == nil {
		dst = appendUintField(dst, fieldHistogramCount, p.Count)
	}
	dst = appendDoubleField(dst, fieldHistogramSum, p.Sum)
	dst = appendBucketMessages(dst, p)
	if p.Floats != nil {
		dst = appendDoubleField(dst, fieldHistogramCountFloat, p.Floats.Count)
	}
	if p.Native != nil {
		dst = appendNativeFields(dst, p.Native, p.Floats)
	}
	dst = appendTimeMessage(dst, fieldHistogramCreated, created, exact)
	if p.Native != nil {
		for _, e := range p.Native.Exemplars {
			dst = appendExemplarMessage(dst, fieldHistogramExemplars, e)
		}
	}
	return endMessage(dst, start)
}

// appendBucketMessages appends the classic buckets. The bucket +Inf is there for its
// exemplar, and in a histogram that would have no classic bucket without it.
func appendBucketMessages(dst []byte, p *Point) []byte {
	bounds := p.Bounds.At()
	for i, bound := range bounds {
		dst = appendBucketMessage(dst, p, i, bound)
	}
	if p.bucketExemplar(len(bounds)) != nil || p.Native != nil && p.Bounds != nil && len(bounds) == 0 {
		dst = appendBucketMessage(dst, p, len(bounds), math.Inf(1))
	}
	return dst
}

func appendBucketMessage(dst []byte, p *Point, bucket int, bound float64) []byte {
	isInfinite := bucket == p.Bounds.Len()
	dst, start := beginMessage(dst, fieldHistogramBucket)
	switch {
	case p.Floats != nil:
	case isInfinite:
		dst = appendUintField(dst, fieldBucketCount, p.Count)
	default:
		dst = appendUintField(dst, fieldBucketCount, p.Counts[bucket])
	}
	dst = appendDoubleField(dst, fieldBucketBound, bound)
	if e := p.bucketExemplar(bucket); e != nil {
		dst = appendExemplarMessage(dst, fieldBucketExemplar, e)
	}
	switch {
	case p.Floats == nil:
	case isInfinite:
		dst = appendDoubleField(dst, fieldBucketCountFloat, p.Floats.Count)
	default:
		dst = appendDoubleField(dst, fieldBucketCountFloat, p.Floats.Counts[bucket])
	}
	return endMessage(dst, start)
}

// appendNativeFields appends the native buckets of a histogram. An empty span tells
// a native histogram with nothing in it from a classic one.
func appendNativeFields(dst []byte, h *NativeHistogram, floats *FloatCounts) []byte {
	dst = appendSintField(dst, fieldHistogramSchema, int64(h.Schema))
	dst = appendDoubleField(dst, fieldHistogramZeroThreshold, h.ZeroThreshold)
	if floats == nil {
		dst = appendUintField(dst, fieldHistogramZeroCount, h.ZeroCount)
		dst = appendSpanMessages(dst, fieldHistogramNegativeSpan, h.Negative.Spans)
		dst = appendDeltaFields(dst, fieldHistogramNegativeDelta, h.Negative.Counts)
		dst = appendSpanMessages(dst, fieldHistogramPositiveSpan, h.positiveSpans(h.ZeroCount == 0))
		return appendDeltaFields(dst, fieldHistogramPositiveDelta, h.Positive.Counts)
	}
	dst = appendDoubleField(dst, fieldHistogramZeroCountFloat, floats.ZeroCount)
	dst = appendSpanMessages(dst, fieldHistogramNegativeSpan, h.Negative.Spans)
	dst = appendFloatFields(dst, fieldHistogramNegativeCount, floats.Negative)
	dst = appendSpanMessages(dst, fieldHistogramPositiveSpan, h.positiveSpans(true))
	return appendFloatFields(dst, fieldHistogramPositiveCount, floats.Positive)
}

//go:noinline
func appendSpanMessages(dst []byte, number byte, spans []Span) []byte {
	for _, span := range spans {
		var start int
		dst, start = beginMessage(dst, number)
		dst = appendSintField(dst, fieldSpanOffset, int64(span.Offset))
		dst = appendUintField(dst, fieldSpanLength, uint64(span.Length))
		dst = endMessage(dst, start)
	}
	return dst
}

// appendDeltaFields appends the difference of each count to the one before.
//
//go:noinline
func appendDeltaFields(dst []byte, number byte, counts []uint64) []byte {
	last := uint64(0)
	for _, n := range counts {
		// Inlined: a histogram of 200 observations takes 650 ns instead of 820.
		dst = binary.AppendUvarint(append(dst, number<<3|byte(wireVarint)), zigzag(int64(n-last)))
		last = n
	}
	return dst
}

//go:noinline
func appendFloatFields(dst []byte, number byte, counts []float64) []byte {
	for _, n := range counts {
		dst = appendDoubleField(dst, number, n)
	}
	return dst
}

func appendExemplarMessage(dst []byte, number byte, e *Exemplar) []byte {
	dst, start := beginMessage(dst, number)
	dst = appendLabels(dst, fieldExemplarLabel, NoEscaping, e.Labels)
	dst = appendDoubleField(dst, fieldExemplarValue, e.Value)
	dst = appendTimeMessage(dst, fieldExemplarTimestamp, e.Time, e.TimeSeconds)
	return endMessage(dst, start)
}

// appendTimeMessage appends a time in nanoseconds since 1970 or, if exact is
// not nil, in seconds, or nothing for 0 and nil. Unlike others, this message
// has no fields with a value of 0.
func appendTimeMessage(dst []byte, number byte, nanoseconds int64, exact *float64) []byte {
	const perSecond = 1_000_000_000
	seconds, nanos := nanoseconds/perSecond, nanoseconds%perSecond
	switch {
	case exact != nil:
		seconds = int64(*exact)
		nanos = int64(math.Round((*exact - float64(seconds)) * perSecond))
	case nanoseconds == 0:
		return dst
	}
	switch {
	case nanos < 0:
		seconds, nanos = seconds-1, nanos+perSecond
	case nanos == perSecond:
		seconds, nanos = seconds+1, 0
	}
	dst, start := beginMessage(dst, number)
	if seconds != 0 {
		dst = appendUintField(dst, fieldTimeSeconds, uint64(seconds))
	}
	if nanos != 0 {
		dst = appendUintField(dst, fieldTimeNanos, uint64(nanos))
	}
	return endMessage(dst, start)
}
