package expfmt

// appendHelp appends a HELP text, in which a backslash and a line feed are
// escaped and everything else stands as it is.
func appendHelp(dst []byte, s string) []byte { return appendEscaped(dst, s, false) }

// appendQuoted appends s between double quotes, as label values and names
// outside the legacy alphabet are written.
func appendQuoted(dst []byte, s string) []byte {
	dst = append(dst, '"')
	dst = appendEscaped(dst, s, true)
	return append(dst, '"')
}

// appendEscaped is the one escaper. It copies the runs between escapes
// whole, so text that needs none costs one scan and one copy.
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

// unescape returns the byte that a backslash and letter stand for.
func unescape(letter byte) (byte, bool) {
	switch letter {
	case 'n':
		return '\n', true
	case '\\', '"':
		return letter, true
	}
	return 0, false
}
