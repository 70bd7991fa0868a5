package expfmt

import (
	"encoding/binary"
	"math"
	"strconv"
	"unicode/utf8"
)

// ProtobufText is the text of the messages of [Protobuf], for people: a field
// a line or, if Compact, a family a line. client_golang v1.25.0 sends the same
// text, but for blanks which its library of protobuf doubles at random; this
// format never does.
//
// The text is printed of the bytes of Protobuf, so the two have the same
// fields.
type ProtobufText struct {
	Scheme  Scheme
	Compact bool
}

var _ Format = ProtobufText{}

// Offer returns the row of the format in a negotiation. The Accept header sets
// the Scheme.
func (p ProtobufText) Offer() Offer {
	return newProtobufOffer(p.encoding(), func(s Scheme) Format { return ProtobufText{s, p.Compact} })
}

func (p ProtobufText) encoding() string {
	if p.Compact {
		return "compact-text"
	}
	return "text"
}

// ContentType implements Format.
func (p ProtobufText) ContentType() string {
	return protobufType + p.encoding() + "; escaping=" + p.Scheme.String()
}

// Naming returns the naming of pages in the format.
func (p ProtobufText) Naming() Naming { return newNaming(p.Scheme) }

// AppendFamily implements Format.
func (p ProtobufText) AppendFamily(dst []byte, f *Family, index int) []byte {
	return Protobuf{p.Scheme}.AppendFamily(dst, f, index)
}

// AppendValue implements Format.
func (p ProtobufText) AppendValue(dst []byte, f *Family, l LabelSet, v float64) []byte {
	return Protobuf{p.Scheme}.AppendValue(dst, f, l, v)
}

// AppendPoint implements Format.
func (p ProtobufText) AppendPoint(dst []byte, f *Family, l LabelSet, pt *Point) []byte {
	return Protobuf{p.Scheme}.AppendPoint(dst, f, l, pt)
}

// CutsFamilies implements Format: a family is bytes until its end.
func (ProtobufText) CutsFamilies() bool { return false }

// AppendFamilyEnd implements Format. It prints the text of the family behind
// its bytes, and moves the text to their place.
func (p ProtobufText) AppendFamilyEnd(dst []byte, begin int, f *Family) []byte {
	dst = append(dst, Protobuf{p.Scheme}.fields(f).tail...)
	text := len(dst)
	printer := textPrinter{dst: dst, compact: p.Compact}
	printer.print(familyMessage, dst[begin:text:text])
	dst = append(printer.dst, '\n')
	return dst[:begin+copy(dst[begin:], dst[text:])]
}

// AppendEnd implements Format: nothing ends a page.
func (ProtobufText) AppendEnd(dst []byte, _ int) []byte { return dst }

// A textPrinter prints the text of messages.
type textPrinter struct {
	dst     []byte
	compact bool
	depth   int
}

// print prints the fields of a message in the order of their declaration. The
// bytes are well-formed.
func (p *textPrinter) print(m *protobufMessage, message []byte) {
	isFirst := true
	for i := range m.fields {
		field := &m.fields[i]
		for rest := message; len(rest) > 0; {
			var number int
			var value wireValue
			number, value, rest = cutField(rest)
			if number == field.number {
				p.printField(field, value, isFirst)
				isFirst = false
			}
		}
	}
}

// printField prints a field behind others or as the first.
func (p *textPrinter) printField(field *protobufField, value wireValue, isFirst bool) {
	if p.compact {
		if !isFirst {
			p.dst = append(p.dst, ' ')
		}
	} else {
		p.indent()
	}
	p.dst = append(p.dst, field.name...)
	p.dst = append(p.dst, ':')
	if !p.compact {
		p.dst = append(p.dst, ' ')
	}
	if field.kind == kindMessage {
		p.printMessage(field.message, value.bytes)
	} else {
		p.dst = appendTextValue(p.dst, field.kind, value)
	}
	if !p.compact {
		p.dst = append(p.dst, '\n')
	}
}

func (p *textPrinter) printMessage(m *protobufMessage, message []byte) {
	p.dst = append(p.dst, '{')
	if len(message) > 0 {
		if !p.compact {
			p.dst = append(p.dst, '\n')
		}
		p.depth++
		p.print(m, message)
		p.depth--
		if !p.compact {
			p.indent()
		}
	}
	p.dst = append(p.dst, '}')
}

func (p *textPrinter) indent() {
	for range p.depth {
		p.dst = append(p.dst, "  "...)
	}
}

// A wireValue is the value of a field: bytes of a string or a message, or
// bits of a number.
type wireValue struct {
	bytes []byte
	bits  uint64
}

// cutField returns the first field of a well-formed message, and the fields
// behind it.
func cutField(message []byte) (number int, value wireValue, tail []byte) {
	tag, n := binary.Uvarint(message)
	message = message[n:]
	switch wireType(tag & 7) {
	case wireFixed64:
		value.bits, tail = binary.LittleEndian.Uint64(message), message[8:]
	case wireBytes:
		length, n := binary.Uvarint(message)
		value.bytes, tail = message[n:n+int(length)], message[n+int(length):]
	default:
		value.bits, n = binary.Uvarint(message)
		tail = message[n:]
	}
	return int(tag >> 3), value, tail
}

func appendTextValue(dst []byte, kind protobufKind, value wireValue) []byte {
	switch kind {
	case kindString:
		return appendTextString(dst, value.bytes)
	case kindDouble:
		return appendTextDouble(dst, math.Float64frombits(value.bits))
	case kindInt:
		return strconv.AppendInt(dst, int64(value.bits), 10)
	case kindSint:
		return strconv.AppendInt(dst, unzigzag(value.bits), 10)
	case kindType:
		return append(dst, typeNames[value.bits]...)
	}
	return strconv.AppendUint(dst, value.bits, 10)
}

// unzigzag returns the number of a field of kindSint.
func unzigzag(bits uint64) int64 { return int64(bits>>1) ^ -int64(bits&1) }

// typeNames are the names of the enumeration MetricType, by number.
var typeNames = [...]string{"COUNTER", "GAUGE", "SUMMARY", "UNTYPED", "HISTOGRAM", "GAUGE_HISTOGRAM"}

func appendTextDouble(dst []byte, v float64) []byte {
	switch {
	case v != v:
		return append(dst, "nan"...)
	case math.IsInf(v, 1):
		return append(dst, "inf"...)
	case math.IsInf(v, -1):
		return append(dst, "-inf"...)
	}
	return strconv.AppendFloat(dst, v, 'g', -1, 64)
}

// appendTextString appends a string between quotes. Control characters, quotes
// and backslashes are escaped.
func appendTextString(dst, s []byte) []byte {
	dst = append(dst, '"')
	for len(s) > 0 {
		r, n := utf8.DecodeRune(s)
		switch {
		case r == '"' || r == '\\':
			dst = append(dst, '\\', byte(r))
		case r == '\n':
			dst = append(dst, `\n`...)
		case r == '\r':
			dst = append(dst, `\r`...)
		case r == '\t':
			dst = append(dst, `\t`...)
		case r < ' ' || r == 0x7f:
			dst = append(dst, '\\', 'x', hexDigits[r>>4], hexDigits[r&15])
		case r >= 0x80 && r <= 0x9f:
			dst = append(dst, '\\', 'u', '0', '0', hexDigits[r>>4], hexDigits[r&15])
		default:
			dst = append(dst, s[:n]...)
		}
		s = s[n:]
	}
	return append(dst, '"')
}

const hexDigits = "0123456789abcdef"
