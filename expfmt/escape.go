package expfmt

import "strings"

// appendQuoted appends s between double quotes, as a page writes label
// values and names outside the legacy alphabet.
func appendQuoted(dst []byte, s string) []byte {
	dst = append(dst, '"')
	dst = appendEscaped(dst, s, true)
	return append(dst, '"')
}

// appendEscaped is the only escaper: a backslash and a line feed are escaped,
// and double quotes if quotes is true. It copies the run between two escapes at once, so a text without
// escapes costs one scan and one copy.
func appendEscaped(dst []byte, s string, quotes bool) []byte {
	run := 0
	for i := 0; i < len(s); i++ {
		var letter byte
		switch s[i] {
		case '\\':
			letter = '\\'
		case '\n':
			letter = 'n'
		case '"':
			if !quotes {
				continue
			}
			letter = '"'
		default:
			continue
		}
		dst = append(dst, s[run:i]...)
		dst = append(dst, '\\', letter)
		run = i + 1
	}
	return append(dst, s[run:]...)
}

// unescape returns the byte for a backslash and letter, and false for an
// escape never written by the escaper.
func unescape(letter byte) (byte, bool) {
	switch letter {
	case 'n':
		return '\n', true
	case '\\', '"':
		return letter, true
	}
	return 0, false
}

// unescapeText is the only unescaper. A backslash in front of any letter but
// n, a backslash and a quote stands for itself, as in OpenMetrics. A text
// without escapes is returned without a copy.
func unescapeText(text string) string {
	i := strings.IndexByte(text, '\\')
	if i < 0 {
		return text
	}
	plain := append(make([]byte, 0, len(text)), text[:i]...)
	for ; i < len(text); i++ {
		c := text[i]
		if c == '\\' && i+1 < len(text) {
			if escaped, known := unescape(text[i+1]); known {
				c = escaped
				i++
			}
		}
		plain = append(plain, c)
	}
	return string(plain)
}

// cutQuoted returns the quoted string at the front of text, unescaped, and
// the text behind the closing quote, which must be there.
func cutQuoted(text string) (value, after string) {
	end := 1 + strings.IndexByte(text[1:], '"')
	if strings.IndexByte(text[1:end], '\\') < 0 { // as in most values
		return text[1:end], text[end+1:]
	}
	for end = 1; text[end] != '"'; end++ {
		if text[end] == '\\' {
			end++
		}
	}
	return unescapeText(text[1:end]), text[end+1:]
}
