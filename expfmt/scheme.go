package expfmt

import (
	"strconv"
	"unicode/utf8"
)

// Scheme says how a page writes names outside the legacy alphabet, for
// scrapers that can't read such names. No scheme changes a legacy name. The
// rules are at https://prometheus.io/docs/instrumenting/escaping_schemes/.
type Scheme uint8

// The schemes of Prometheus' content negotiation. A scraper that asks for
// no scheme gets the zero value, UnderscoreEscaping.
const (
	UnderscoreEscaping    Scheme = iota // every other character becomes _
	DotsEscaping                        // . becomes _dot_, _ and every other character __
	ValueEncodingEscaping               // U__ in front, _ becomes __, every other character _hex_
	NoEscaping                          // names stay, between quotes
)

var schemeWords = [...]string{
	UnderscoreEscaping:    "underscores",
	DotsEscaping:          "dots",
	ValueEncodingEscaping: "values",
	NoEscaping:            "allow-utf-8",
}

// String returns the word of the escaping parameter in Accept and
// Content-Type.
func (s Scheme) String() string {
	if int(s) < len(schemeWords) {
		return schemeWords[s]
	}
	return "invalid"
}

// ParseScheme returns the scheme for the word of an escaping parameter, or
// UnderscoreEscaping and false if there is none.
func ParseScheme(word string) (Scheme, bool) {
	for s, w := range schemeWords {
		if w == word {
			return Scheme(s), true
		}
	}
	return UnderscoreEscaping, false
}

// appendName appends name as the scheme writes it, without quotes. Like
// Prometheus' own code, and not like the letter of its rules,
// ValueEncodingEscaping writes hexadecimal digits in lower case, and
// DotsEscaping writes two underscores for a character without a word.
func (s Scheme) appendName(dst []byte, name string) []byte {
	if s == NoEscaping || IsLegacyName(name) {
		return append(dst, name...)
	}
	if s == ValueEncodingEscaping {
		dst = append(dst, "U__"...)
	}
	for i, r := range name {
		if r == '_' && s != UnderscoreEscaping {
			dst = append(dst, "__"...)
			continue
		}
		if r < utf8.RuneSelf && isLegacyByte(byte(r), i == 0) {
			dst = append(dst, byte(r))
			continue
		}
		switch {
		case s == UnderscoreEscaping:
			dst = append(dst, '_')
		case s == DotsEscaping && r == '.':
			dst = append(dst, "_dot_"...)
		case s == DotsEscaping:
			dst = append(dst, "__"...)
		default:
			dst = append(dst, '_')
			dst = strconv.AppendInt(dst, int64(r), 16)
			dst = append(dst, '_')
		}
	}
	return dst
}

// appendStart appends a line up to its value.
func (s Scheme) appendStart(dst []byte, start lineStart, l LabelSet) []byte {
	if l.text == "" {
		return append(dst, start.bare...)
	}
	dst = append(dst, start.open...)
	dst = s.appendLabels(dst, l)
	return append(dst, "} "...)
}

// appendColumnStart is appendStart for a column: most sets have no name between
// quotes, and need no look at the scheme.
func (s Scheme) appendColumnStart(dst []byte, start lineStart, l LabelSet) []byte {
	if l.isQuoted() {
		return s.appendStart(dst, start, l)
	}
	return start.append(dst, l.text)
}

// appendOpen appends a line up to its last label, le or quantile, which
// stands behind the other labels whatever their names.
func (s Scheme) appendOpen(dst []byte, start lineStart, l LabelSet) []byte {
	dst = append(dst, start.open...)
	if l.text != "" {
		dst = s.appendLabels(dst, l)
		dst = append(dst, ',')
	}
	return dst
}

// appendLabels appends a label set that is not empty. The set is rendered
// for NoEscaping; only a set with other names than legacy ones is rendered
// again.
func (s Scheme) appendLabels(dst []byte, l LabelSet) []byte {
	if !l.isQuoted() || s == NoEscaping {
		return append(dst, l.String()...)
	}
	for name, value := range l.All() {
		dst = s.appendName(dst, name)
		dst = append(dst, '=')
		dst = appendQuoted(dst, value)
		dst = append(dst, ',')
	}
	return dst[:len(dst)-1]
}
