package httpserve

import (
	"strconv"
	"strings"
)

// defaultCompressions are the compressions that a handler offers unless told
// otherwise, in the order of preference.
var defaultCompressions = []Compression{Identity, Gzip}

// wantsGzip reports whether the lines of an Accept-Encoding header choose
// gzip from the offers: the lines choose the offer with the highest quality
// above 0, by name or by *, and the first among equals. The rest of a line
// after a syntax error has no effect. client_golang v1.25.0 does the same.
func wantsGzip(lines []string, offers []Compression) bool {
	chosen, best := Identity, 0.0
	for _, offer := range offers {
		if q := qualityOf(lines, offer); q > best {
			chosen, best = offer, q
		}
	}
	return chosen == Gzip
}

// qualityOf returns the highest quality that the lines give the offer.
func qualityOf(lines []string, offer Compression) float64 {
	best := 0.0
	for _, line := range lines {
		for line != "" {
			var coding string
			var quality float64
			coding, quality, line = cutCoding(line)
			if coding == string(offer) || coding == "*" {
				best = max(best, quality)
			}
		}
	}
	return best
}

// cutCoding returns the first coding of a line of an Accept-Encoding
// header, its quality, and the text behind the comma.
func cutCoding(line string) (coding string, quality float64, tail string) {
	coding, tail = cutToken(line)
	tail = trimSpace(tail)
	quality = 1
	if weight, ok := strings.CutPrefix(tail, ";"); ok {
		if quality, tail, ok = cutQuality(trimSpace(weight)); !ok {
			return "", 0, ""
		}
		tail = trimSpace(tail)
	}
	if tail, ok := strings.CutPrefix(tail, ","); ok && coding != "" {
		return coding, quality, trimSpace(tail)
	}
	return coding, quality, ""
}

// cutToken cuts off a token, as RFC 9110, section 5.6.2, defines it, or
// the two tokens of a media type with the slash between.
func cutToken(text string) (token, tail string) {
	i := 0
	for i < len(text) && text[i] > ' ' && text[i] < 0x7f && !strings.ContainsRune(`"(),:;<=>?@[\]{}`, rune(text[i])) {
		i++
	}
	return text[:i], text[i:]
}

// cutQuality cuts off a weight, q=0.5, as RFC 9110, section 12.4.2, defines
// a weight, but with any number of digits.
func cutQuality(text string) (quality float64, tail string, ok bool) {
	text, ok = strings.CutPrefix(text, "q=")
	if !ok || text == "" || text[0] != '0' && text[0] != '1' {
		return 0, "", false
	}
	i := 1
	if i < len(text) && text[i] == '.' {
		for i++; i < len(text) && text[i] >= '0' && text[i] <= '9'; {
			i++
		}
	}
	quality, err := strconv.ParseFloat(text[:i], 64)
	return quality, text[i:], err == nil
}

// trimSpace removes space in front of text.
func trimSpace(text string) string { return strings.TrimLeft(text, " \t\r\n") }
