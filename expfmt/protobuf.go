package expfmt

import (
	"encoding/binary"
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
func (Protobuf) Columns(f *Family, exemplars bool) Columns { return f.createdColumns(exemplars) }

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
