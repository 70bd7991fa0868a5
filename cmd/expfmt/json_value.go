package main

import (
	"math"
	"strconv"
	"unicode/utf8"

	"plainmetrics/expfmt"
)

// appendJSONEnd ends an array: it cuts the comma behind the last element.
func appendJSONEnd(dst []byte) []byte {
	if last := len(dst) - 1; dst[last] == ',' {
		dst = dst[:last]
	}
	return append(dst, ']')
}

// appendJSONLabels appends an object of labels.
func appendJSONLabels(dst []byte, labels expfmt.LabelSet) []byte {
	dst = append(dst, '{')
	separator := ""
	for name, value := range labels.All() {
		dst = appendJSONString(append(dst, separator...), name)
		dst = appendJSONString(append(dst, ':'), value)
		separator = ","
	}
	return append(dst, '}')
}

// appendJSONNumber appends a number, or a string for NaN and the infinities,
// for which JSON has no numbers.
func appendJSONNumber(dst []byte, v float64) []byte {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return append(expfmt.AppendFloat(append(dst, '"'), v), '"')
	}
	return expfmt.AppendFloat(dst, v)
}

// appendJSONTime appends a time in seconds: exact if it is not nil, and else
// units, of which a second has 10 to the power of digits.
func appendJSONTime(dst []byte, units int64, digits int, exact *float64) []byte {
	if exact != nil {
		return appendJSONNumber(dst, *exact)
	}
	text := strconv.AppendInt(nil, units, 10)
	if text[0] == '-' {
		dst, text = append(dst, '-'), text[1:]
	}
	for len(text) <= digits {
		text = append([]byte{'0'}, text...)
	}
	dst = append(append(dst, text[:len(text)-digits]...), '.')
	fraction := text[len(text)-digits:]
	for len(fraction) > 1 && fraction[len(fraction)-1] == '0' {
		fraction = fraction[:len(fraction)-1]
	}
	return append(dst, fraction...)
}

// appendJSONString appends a string between quotes.
func appendJSONString(dst []byte, s string) []byte {
	const hex = "0123456789abcdef"
	dst = append(dst, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			dst = append(dst, '\\', byte(r))
		case r == '\n':
			dst = append(dst, `\n`...)
		case r < ' ':
			dst = append(dst, '\\', 'u', '0', '0', hex[r>>4], hex[r&0xf])
		default:
			dst = utf8.AppendRune(dst, r)
		}
	}
	return append(dst, '"')
}
