package expfmt

import (
	"encoding/binary"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// printText puts the text of the message dst[begin:], and a line feed, in the
// message's place. It prints the text behind the message first.
func printText(dst []byte, begin int, compact bool) []byte {
	text := len(dst)
	printer := textPrinter{dst: dst, compact: compact}
	printer.print(familyMessage, dst[begin:text:text])
	dst = append(printer.dst, '\n')
	return dst[:begin+copy(dst[begin:], dst[text:])]
}

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
	switch {
	case !p.compact:
		p.indent()
	case !isFirst:
		p.write(" ")
	}
	p.write(field.name)
	p.write(":")
	if !p.compact {
		p.write(" ")
	}
	if field.kind == kindMessage {
		p.printMessage(field.message, value.bytes)
	} else {
		p.dst = appendTextValue(p.dst, field.kind, value)
	}
	p.endLine()
}

func (p *textPrinter) printMessage(m *protobufMessage, message []byte) {
	p.write("{")
	if len(message) > 0 {
		p.endLine()
		p.depth++
		p.print(m, message)
		p.depth--
		p.indent()
	}
	p.write("}")
}

//go:noinline
func (p *textPrinter) write(s string) { p.dst = append(p.dst, s...) }

// indent begins a line, unless the text is compact.
func (p *textPrinter) indent() {
	if !p.compact {
		for range p.depth {
			p.write("  ")
		}
	}
}

// endLine ends a line, unless the text is compact.
func (p *textPrinter) endLine() {
	if !p.compact {
		p.write("\n")
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

// appendTextString appends a string between quotes. Quotes, backslashes and
// control characters are escaped.
func appendTextString(dst, s []byte) []byte {
	dst = append(dst, '"')
	for len(s) > 0 {
		r, n := utf8.DecodeRune(s)
		short := strings.IndexRune("\"\\\n\r\t", r)
		switch {
		case short >= 0:
			dst = append(dst, '\\', `"\nrt`[short])
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
