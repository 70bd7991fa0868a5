package model

import (
	"math"
	"strconv"
	"strings"
	"sync"
)

// text returns the result of a String method. A program that does not link
// the text is 18 kB smaller; see Link.
func text(m any, isNil bool) string {
	if isNil {
		return "<nil>"
	}
	if printer == nil {
		return "not linked: import plainmetrics/registry/model"
	}
	return printer(m)
}

// printer prints a pointer to a struct; nil in programs that print no models.
var printer func(m any) string

// linkPrinter sets printer once, because gatherings happen at the same time.
var linkPrinter sync.Once

// LinkText links what prints models.
func LinkText() {
	linkPrinter.Do(func() {
		printer = func(m any) string {
			return string(m.(interface{ appendText([]byte) []byte }).appendText(nil))
		}
	})
}

// The functions below append one field of a message, by its name, or nothing
// if the value is nil.

// appendName appends the name of a field, with a space between the field and
// the field before.
func appendName(dst []byte, name string) []byte {
	if len(dst) > 0 && dst[len(dst)-1] != '{' {
		dst = append(dst, ' ')
	}
	dst = append(dst, name...)
	return append(dst, ':')
}

// A message is a pointer to a struct of the package.
type message interface {
	comparable
	appendText(dst []byte) []byte
}

func appendMessage[M message](dst []byte, name string, m M) []byte {
	var null M
	if m == null {
		return dst
	}
	return appendElement(dst, name, m)
}

// appendMessages appends the field once for each message. A nil message is
// an empty one.
func appendMessages[M message](dst []byte, name string, messages []M) []byte {
	for _, m := range messages {
		dst = appendElement(dst, name, m)
	}
	return dst
}

func appendElement[M message](dst []byte, name string, m M) []byte {
	dst = append(appendName(dst, name), '{')
	dst = m.appendText(dst)
	return append(dst, '}')
}

func appendUint[U uint32 | uint64](dst []byte, name string, n *U) []byte {
	if n == nil {
		return dst
	}
	return strconv.AppendUint(appendName(dst, name), uint64(*n), 10)
}

func appendInt[I int32 | int64](dst []byte, name string, n *I) []byte {
	if n == nil {
		return dst
	}
	return strconv.AppendInt(appendName(dst, name), int64(*n), 10)
}

func appendInts(dst []byte, name string, numbers []int64) []byte {
	for _, n := range numbers {
		dst = appendInt(dst, name, &n)
	}
	return dst
}

// appendFloat appends the shortest decimal that reads back as v. The special
// values are inf, -inf and nan in protobuf's text format.
func appendFloat(dst []byte, name string, v *float64) []byte {
	if v == nil {
		return dst
	}
	dst = appendName(dst, name)
	switch {
	case math.IsNaN(*v):
		return append(dst, "nan"...)
	case math.IsInf(*v, 1):
		return append(dst, "inf"...)
	case math.IsInf(*v, -1):
		return append(dst, "-inf"...)
	}
	return strconv.AppendFloat(dst, *v, 'g', -1, 64)
}

func appendFloats(dst []byte, name string, values []float64) []byte {
	for _, v := range values {
		dst = appendFloat(dst, name, &v)
	}
	return dst
}

func appendType(dst []byte, name string, t *MetricType) []byte {
	if t == nil {
		return dst
	}
	return append(appendName(dst, name), t.String()...)
}

// appendString appends s in quotes. The escapes follow protobuf's text
// format, which has \x and \u and no \a, \b, \f or \v; strconv.AppendQuote
// has others.
func appendString(dst []byte, name string, s *string) []byte {
	if s == nil {
		return dst
	}
	dst = append(appendName(dst, name), '"')
	for i, r := range *s {
		switch {
		case r == '\uFFFD' && !strings.HasPrefix((*s)[i:], "\uFFFD"):
			dst = appendHex(dst, (*s)[i]) // a byte that is not UTF-8
		case r == '"', r == '\\':
			dst = append(dst, '\\', byte(r))
		case r == '\n':
			dst = append(dst, `\n`...)
		case r == '\r':
			dst = append(dst, `\r`...)
		case r == '\t':
			dst = append(dst, `\t`...)
		case r < ' ', r == 0x7f:
			dst = appendHex(dst, byte(r))
		case r >= 0x80 && r <= 0x9f: // the second set of control characters
			dst = append(dst, `\u00`...)
			dst = strconv.AppendUint(dst, uint64(r), 16)
		default:
			dst = append(dst, string(r)...)
		}
	}
	return append(dst, '"')
}

// appendHex appends \x and both hexadecimal digits of b.
func appendHex(dst []byte, b byte) []byte {
	const digits = "0123456789abcdef"
	return append(dst, '\\', 'x', digits[b>>4], digits[b&15])
}
