package expfmt

import (
	"encoding/binary"
	"math"
	"strings"
	"sync/atomic"
)

// Protobuf is the protobuf format: messages of type
// io.prometheus.client.MetricFamily, one for each family. It has all that a
// Point can tell, native histograms and times of creation included. The
// messages are defined in the repository prometheus/client_model; their types
// know no state sets and infos, which are gauges.
//
// A page has the bytes that client_golang v1.25.0 sends: fields in the order
// of their numbers, also fields with a value of 0, and a unit only if there is
// one. The text of messages has no random blanks, see [ProtobufText].
type Protobuf struct {
	// Scheme says how the page writes names outside the legacy alphabet. No
	// scheme changes the names in an exemplar.
	Scheme Scheme

	Encoding ProtobufEncoding
}

// A ProtobufEncoding says how a page shows messages: the parameter encoding of
// the media type.
type ProtobufEncoding uint8

// The encodings. The two of text are for people: the library of protobuf, with
// which client_golang prints them, doubles blanks at random, so programs can't
// compare them. This package never doubles a blank.
const (
	ProtobufDelimited   ProtobufEncoding = iota // bytes, behind their length
	ProtobufText                                // a field a line
	ProtobufCompactText                         // a family a line
)

var _ ColumnFormat = Protobuf{}

// Offer returns the row of the format in a negotiation. The Accept header sets
// the Scheme.
func (p Protobuf) Offer() Offer { return protobufOffers[p.Encoding] }

var protobufOffers = [...]Offer{
	ProtobufDelimited: {
		Type: "application", Subtype: "vnd.google.protobuf", Params: []string{protobufParam, "encoding=delimited"},
		Format: func(s Scheme) Format { return protobufs[ProtobufDelimited][s] },
	},
	ProtobufText: {
		Type: "application", Subtype: "vnd.google.protobuf", Params: []string{protobufParam, "encoding=text"},
		Format: func(s Scheme) Format { return protobufs[ProtobufText][s] },
	},
	ProtobufCompactText: {
		Type: "application", Subtype: "vnd.google.protobuf", Params: []string{protobufParam, "encoding=compact-text"},
		Format: func(s Scheme) Format { return protobufs[ProtobufCompactText][s] },
	},
}

const protobufParam = "proto=io.prometheus.client.MetricFamily"

// protobufs has the formats as interface values, because a conversion at each
// request allocates.
var protobufs = [...][len(schemeWords)]Format{
	ProtobufDelimited: {
		UnderscoreEscaping:    Protobuf{UnderscoreEscaping, ProtobufDelimited},
		DotsEscaping:          Protobuf{DotsEscaping, ProtobufDelimited},
		ValueEncodingEscaping: Protobuf{ValueEncodingEscaping, ProtobufDelimited},
		NoEscaping:            Protobuf{NoEscaping, ProtobufDelimited},
	},
	ProtobufText: {
		UnderscoreEscaping:    Protobuf{UnderscoreEscaping, ProtobufText},
		DotsEscaping:          Protobuf{DotsEscaping, ProtobufText},
		ValueEncodingEscaping: Protobuf{ValueEncodingEscaping, ProtobufText},
		NoEscaping:            Protobuf{NoEscaping, ProtobufText},
	},
	ProtobufCompactText: {
		UnderscoreEscaping:    Protobuf{UnderscoreEscaping, ProtobufCompactText},
		DotsEscaping:          Protobuf{DotsEscaping, ProtobufCompactText},
		ValueEncodingEscaping: Protobuf{ValueEncodingEscaping, ProtobufCompactText},
		NoEscaping:            Protobuf{NoEscaping, ProtobufCompactText},
	},
}

// ContentType implements Format.
func (p Protobuf) ContentType() string {
	return "application/vnd.google.protobuf; " + protobufParam + "; encoding=" + protobufEncodings[p.Encoding] + "; escaping=" + p.Scheme.String()
}

var protobufEncodings = [...]string{
	ProtobufDelimited:   "delimited",
	ProtobufText:        "text",
	ProtobufCompactText: "compact-text",
}

// Naming returns the naming of pages in the format.
func (p Protobuf) Naming() Naming { return newNaming(p.Scheme) }

// protobufFields are the fields of a family's message in front of its metrics
// and behind them, and the size of the last message's length.
type protobufFields struct {
	head, tail []byte
	room       atomic.Uint32
}

var protobufPreparation = preparation{
	family: func(f *Family, name string) any {
		fields := new(protobufFields)
		fields.head = appendStringField(nil, fieldFamilyName, name)
		fields.head = appendStringField(fields.head, fieldFamilyHelp, f.help)
		fields.head = appendUintField(fields.head, fieldFamilyType, types[f.typ].number)
		if f.unit != "" {
			fields.tail = appendStringField(nil, fieldFamilyUnit, f.unit)
		}
		return fields
	},
}

//go:noinline
func (p Protobuf) fields(f *Family) *protobufFields {
	return f.prepared(&protobufPreparation, p.Scheme).(*protobufFields)
}

// noLength is room for a length. No field begins with 0, so the end of the room
// can be found.
var noLength [binary.MaxVarintLen64]byte

// AppendFamily implements Format. It leaves room for the length, as much as the
// last page needed, so the family need not be moved.
func (p Protobuf) AppendFamily(dst []byte, f *Family, _ int) []byte {
	fields := p.fields(f)
	if p.Encoding == ProtobufDelimited {
		dst = append(dst, noLength[:fields.room.Load()]...)
	}
	return append(dst, fields.head...)
}

// CutsFamilies implements Format: the length of a family stands in front.
func (Protobuf) CutsFamilies() bool { return false }

// AppendFamilyEnd implements Format. The text of a family is printed of its
// bytes.
func (p Protobuf) AppendFamilyEnd(dst []byte, begin int, f *Family) []byte {
	fields := p.fields(f)
	dst = append(dst, fields.tail...)
	if p.Encoding != ProtobufDelimited {
		return printText(dst, begin, p.Encoding == ProtobufCompactText)
	}
	start := begin
	for dst[start] == 0 {
		start++
	}
	size := len(dst) - start
	dst = insertLength(dst, begin, start)
	fields.room.Store(uint32(len(dst) - begin - size))
	return dst
}

// AppendEnd implements Format: nothing ends a page.
func (Protobuf) AppendEnd(dst []byte, _ int) []byte { return dst }

// AppendValue implements Format.
func (p Protobuf) AppendValue(dst []byte, f *Family, l LabelSet, v float64) []byte {
	return p.appendMetric(dst, f, l, v, 0, nil)
}

// Columns implements ColumnFormat.
func (Protobuf) Columns(f *Family, exemplars bool) Columns {
	switch {
	case !f.typ.Scalar() || f.typ == TypeCounter && exemplars:
		return NoColumns
	case f.typ == TypeCounter && !f.withoutCreated:
		return CreatedColumns
	}
	return ValueColumns
}

// AppendColumn implements ColumnFormat.
func (p Protobuf) AppendColumn(dst []byte, f *Family, labels []LabelSet, values []float64, created []int64) []byte {
	at := int64(0)
	for i, l := range labels {
		if created != nil {
			at = created[i]
		}
		dst = p.appendMetric(dst, f, l, values[i], at, nil)
	}
	return dst
}

// AppendPoint implements Format.
func (p Protobuf) AppendPoint(dst []byte, f *Family, l LabelSet, pt *Point) []byte {
	return p.appendMetric(dst, f, l, pt.Value, pt.Created, pt)
}

// appendMetric appends a series. A nil point has nothing but the value and the
// time of creation, which are of the point, too.
func (p Protobuf) appendMetric(dst []byte, f *Family, l LabelSet, v float64, created int64, pt *Point) []byte {
	dst, metric := beginMessage(dst, fieldFamilyMetric)
	dst = appendLabels(dst, fieldMetricLabel, p.Scheme, l)
	var exact *float64
	if f.withoutCreated {
		created = 0
	} else if pt != nil {
		exact = pt.CreatedSeconds
	}
	switch f.typ {
	case TypeHistogram, TypeGaugeHistogram:
		dst = appendTimestampMs(dst, pt) // the field before
		dst = appendHistogramMessage(dst, pt, created, exact)
		return endMessage(dst, metric)
	case TypeSummary:
		dst = appendSummaryMessage(dst, pt, created, exact)
	default:
		var start int
		dst, start = beginMessage(dst, types[f.typ].field)
		dst = appendDoubleField(dst, fieldValue, v)
		if f.typ == TypeCounter {
			if pt != nil && pt.Exemplar != nil {
				dst = appendExemplarMessage(dst, fieldCounterExemplar, pt.Exemplar)
			}
			dst = appendTimeMessage(dst, fieldCounterCreated, created, exact)
		}
		dst = endMessage(dst, start)
	}
	return endMessage(appendTimestampMs(dst, pt), metric)
}

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
		if n := len("..") + len(name) + len("..") + len(value); n < 0x80 { // saves 25 ns of 90 for two labels
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

// positiveSpans returns the positive spans, or an empty span if the histogram
// would look like a classic one. To Prometheus a float in the zero bucket makes
// no histogram native.
func (h *NativeHistogram) positiveSpans(zeroEmpty bool) []Span {
	if zeroEmpty && h.ZeroThreshold == 0 && len(h.Positive.Spans)+len(h.Negative.Spans) == 0 {
		return emptySpan
	}
	return h.Positive.Spans
}

var emptySpan = []Span{{}}

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
		// Inlined: a histogram of 50 buckets takes 600 ns instead of 880.
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
