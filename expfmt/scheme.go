package expfmt

import (
	"strconv"
	"unicode/utf8"
)

// Scheme says what becomes of names outside the legacy alphabet, for
// scrapers that can't read them. Names within it are never changed.
type Scheme uint8

// The schemes of Prometheus' content negotiation. The zero value,
// Underscores, is what a scraper gets that does not ask for another.
const (
	Underscores Scheme = iota // every other character becomes _
	Dots                      // . becomes _dot_, _ and every other character __
	Values                    // U__ in front, _ becomes __, every other character _hex_
	AllowUTF8                 // names stay, between quotes
)

var schemeWords = [...]string{
	Underscores: "underscores",
	Dots:        "dots",
	Values:      "values",
	AllowUTF8:   "allow-utf-8",
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
	return Underscores, false
}

// appendName appends name as the scheme writes it, without quotes. The
// rules are those of Prometheus' escaping document, read as its servers
// do: the hexadecimal digits of Values are lower case, and Dots writes two
// underscores for a character that it has no word for.
func (s Scheme) appendName(dst []byte, name string) []byte {
	if s == AllowUTF8 || IsLegacyName(name) {
		return append(dst, name...)
	}
	if s == Values {
		dst = append(dst, "U__"...)
	}
	for i, r := range name {
		if r == '_' && s != Underscores {
			dst = append(dst, "__"...)
			continue
		}
		if r < utf8.RuneSelf && isLegacyByte(byte(r), i == 0) {
			dst = append(dst, byte(r))
			continue
		}
		switch {
		case s == Underscores:
			dst = append(dst, '_')
		case s == Dots && r == '.':
			dst = append(dst, "_dot_"...)
		case s == Dots:
			dst = append(dst, "__"...)
		default:
			dst = append(dst, '_')
			dst = strconv.AppendInt(dst, int64(r), 16)
			dst = append(dst, '_')
		}
	}
	return dst
}
