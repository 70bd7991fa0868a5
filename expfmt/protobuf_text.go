package expfmt

import (
	"encoding/binary"
	"math"
	"strconv"
)

// printText puts the text of the message dst[begin:], with its end of lines, in
// the message's place. It prints the text behind the message first.
func printText(dst []byte, begin int, compact bool) []byte {
	text := len(dst)
	line, end := "\n", "\n\n"
	if compact {
		line, end = " ", "\n"
	}
	dst = appendWords(appendMessageText(dst, familyMessage, dst[begin:text:text], line), end)
	return dst[:begin+copy(dst[begin:], dst[text:])]
}

// appendMessageText appends the fields of a well-formed message in the order of
// their declaration. A line begins with line: a line feed and the indentation,
// or a blank if the text is compact.
func appendMessageText(dst []byte, m *protobufMessage, message []byte, line string) []byte {
	compact, begin, colon := line == " ", len(dst), ": "
	if compact {
		colon = ":"
	}
	for i := range m.fields {
		field := &m.fields[i]
		for rest := message; len(rest) > 0; {
			var number int
			var value wireValue
			if number, value, rest = cutField(rest); number != field.number {
				continue
			}
			if len(dst) > begin || len(line) > 1 {
				dst = appendWords(dst, line)
			}
			dst = appendWords(dst, field.name, colon)
			switch {
			case field.kind != kindMessage:
				dst = appendTextValue(dst, field.kind, value)
			case compact || len(value.bytes) == 0:
				dst = appendMessageText(appendWords(dst, "{"), field.message, value.bytes, line)
				dst = appendWords(dst, "}")
			default:
				dst = appendMessageText(appendWords(dst, "{"), field.message, value.bytes, line+"  ")
				dst = appendWords(dst, line, "}")
			}
		}
	}
	return dst
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
	tag, message := cutVarint(message)
	switch wireType(tag & 7) {
	case wireFixed64:
		value.bits, tail = binary.LittleEndian.Uint64(message), message[8:]
	case wireBytes:
		var length uint64
		length, message = cutVarint(message)
		value.bytes, tail = message[:length], message[length:]
	default:
		value.bits, tail = cutVarint(message)
	}
	return int(tag >> 3), value, tail
}

//go:noinline
func cutVarint(message []byte) (v uint64, tail []byte) {
	v, n := binary.Uvarint(message)
	return v, message[n:]
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
	word := ""
	switch {
	case v != v:
		word = "nan"
	case v > math.MaxFloat64:
		word = "inf"
	case v < -math.MaxFloat64:
		word = "-inf"
	default:
		return strconv.AppendFloat(dst, v, 'g', -1, 64)
	}
	return appendWords(dst, word)
}

// appendTextString appends a string between quotes. Quotes, backslashes and
// control characters are escaped, also the ones from U+0080 to U+009F.
func appendTextString(dst, s []byte) []byte {
	dst = append(dst, '"')
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			dst = append(dst, '\\', c)
		case c == '\n':
			dst = appendWords(dst, `\n`)
		case c == '\r':
			dst = appendWords(dst, `\r`)
		case c == '\t':
			dst = appendWords(dst, `\t`)
		case c < ' ' || c == 0x7f:
			dst = appendHex(dst, `\x`, c)
		case c == 0xc2 && s[i+1] <= 0x9f:
			i++
			dst = appendHex(dst, `\u00`, s[i])
		default:
			dst = append(dst, c)
		}
	}
	return append(dst, '"')
}

func appendHex(dst []byte, escape string, c byte) []byte {
	return appendWords(dst, escape, hexDigits[c>>4:c>>4+1], hexDigits[c&15:c&15+1])
}

// appendWords is not inlined, which keeps 2 kB out of every binary.
//
//go:noinline
func appendWords(dst []byte, words ...string) []byte {
	for _, word := range words {
		dst = append(dst, word...)
	}
	return dst
}

const hexDigits = "0123456789abcdef"
