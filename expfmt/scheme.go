package expfmt

import (
	"strconv"
	"unicode/utf8"
)

// Scheme says what becomes of names outside the legacy alphabet, for
// scrapers that can't read them. Names within it are never changed.
type Scheme uint8

// The schemes of Prometheus' content negotiation. The zero value,
// UnderscoreEscaping, is what a scraper gets that does not ask for another.
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

// ParseScheme is the inverse of String.
func ParseScheme(word string) (Scheme, bool) {
	for s, w := range schemeWords {
		if w == word {
			return Scheme(s), true
		}
	}
	return UnderscoreEscaping, false
}

// appendName appends name as the scheme writes it, without quotes. The
// rules are those of Prometheus' escaping document, read as its servers
// do: the hexadecimal digits of Values are lower case, and Dots writes two
// underscores for a character that it has no word for.
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
