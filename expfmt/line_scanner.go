package expfmt

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A lineScanner reads one line of a page from left to right. The strings in
// its results share memory with the line.
type lineScanner struct {
	line   string // without its line feed
	number int    // of the line, counted from 1
	offset int    // of the next byte

	// strict selects the lexical rules of OpenMetrics: one blank between
	// tokens and none elsewhere, no comma at the end of a list, and any
	// character behind a backslash.
	strict bool

	// plainLabels says that the name of a label has no colon unless the name
	// is quoted.
	plainLabels bool

	*tolerance // nil if the first error ends the page
}

// checkUTF8 returns an error if the line is not valid UTF-8.
func (s *lineScanner) checkUTF8() error {
	if utf8.ValidString(s.line) {
		return nil
	}
	offset := 0
	for {
		r, n := utf8.DecodeRuneInString(s.line[offset:])
		if r == utf8.RuneError && n == 1 {
			return s.errorAt(offset, "expected valid UTF-8, found %q", s.line[offset:offset+1])
		}
		offset += n
	}
}

// peek returns the next byte, or a line feed at the end of the line.
func (s *lineScanner) peek() byte {
	if s.offset < len(s.line) {
		return s.line[s.offset]
	}
	return '\n'
}

// take takes c if c comes next.
func (s *lineScanner) take(c byte) bool {
	if s.peek() != c {
		return false
	}
	s.offset++
	return true
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

// skipBlanks takes optional blanks. The strict grammar has none.
func (s *lineScanner) skipBlanks() {
	for !s.strict && isBlank(s.peek()) {
		s.offset++
	}
}

// takeBlanks takes the blanks between two tokens: any number, or exactly
// one in the strict grammar.
func (s *lineScanner) takeBlanks() error {
	if s.strict && !s.take(' ') {
		return s.unexpected("a blank")
	}
	s.skipBlanks()
	return nil
}

// takeEnd returns an error if another token follows on the line.
func (s *lineScanner) takeEnd() error {
	if s.skipBlanks(); s.peek() != '\n' {
		return s.unexpected("the end of the line")
	}
	return nil
}

// takeLine takes the rest of the line.
func (s *lineScanner) takeLine() string {
	start := s.offset
	s.offset = len(s.line)
	return s.line[start:]
}

// takeWord takes everything up to the next blank, maybe nothing.
func (s *lineScanner) takeWord() string {
	start := s.offset
	for c := s.peek(); !isBlank(c) && c != '\n'; c = s.peek() {
		s.offset++
	}
	return s.line[start:s.offset]
}

// takeToken takes a word, which must not be empty. Errors call the word
// kind.
func (s *lineScanner) takeToken(kind string) (string, error) {
	if word := s.takeWord(); word != "" {
		return word, nil
	}
	return "", s.unexpected(kind)
}

// takeName takes a name, between quotes if it is outside the legacy
// alphabet. Errors call the name kind.
func (s *lineScanner) takeName(kind string, valid func(string) bool) (string, error) {
	start := s.offset
	for s.offset < len(s.line) && isLegacyByte(s.line[s.offset], s.offset == start) {
		s.offset++
	}
	name := s.line[start:s.offset]
	if s.plainLabels && kind == labelName {
		if colon := strings.IndexByte(name, ':'); colon >= 0 {
			return "", s.errorAt(start+colon, "expected quotes around a label name with a colon, found %.40q", name)
		}
	}
	if name == "" {
		if s.peek() != '"' {
			return "", s.unexpected(kind)
		}
		var err error
		if name, err = s.takeQuoted(); err != nil {
			return "", err
		}
	}
	if !valid(name) {
		return "", s.errorAt(start, "expected %s, found %.40q", kind, name)
	}
	s.refuseName(start, kind, name)
	return name, nil
}

// takeQuoted takes a quoted string and returns it unescaped. The opening
// quote comes next.
func (s *lineScanner) takeQuoted() (string, error) {
	s.offset++
	start, escaped := s.offset, false
	// Most texts have no escape, and need no look at each character.
	if length := strings.IndexByte(s.line[start:], '"'); length >= 0 && strings.IndexByte(s.line[start:start+length], '\\') < 0 {
		s.offset += length + 1
		return s.line[start : start+length], nil
	}
	for s.peek() != '"' {
		switch s.peek() {
		case '\\':
			if err := s.takeEscape(`n\"`, `n, \ or "`); err != nil {
				return "", err
			}
			s.refuseEscape()
			escaped = true
		case '\n':
			return "", s.unexpected("a closing quote")
		default:
			s.offset++
		}
	}
	text := s.line[start:s.offset]
	s.offset++
	if escaped {
		text = unescapeText(text)
	}
	return text, nil
}

// takeEscape takes a backslash, which comes next, and the character behind
// it: any character in the strict grammar, one of letters in the other. Errors
// call the letters kind.
func (s *lineScanner) takeEscape(letters, kind string) error {
	s.offset++
	c := s.peek()
	switch {
	case s.strict && c == '\n':
		return s.unexpected("a character behind a backslash")
	case !s.strict && strings.IndexByte(letters, c) < 0:
		return s.unexpected(kind + " behind a backslash")
	}
	s.offset++
	return nil
}

// takeRest takes the rest of the line, the text of HELP or UNIT, and returns
// it unescaped. Quotes are escaped in the strict grammar, and never in the
// other. The text behind an error stays escaped.
func (s *lineScanner) takeRest() (string, error) {
	start := s.offset
	for s.peek() != '\n' {
		switch c := s.peek(); {
		case c == '\\':
			if err := s.takeEscape(`n\`, `n or \`); err != nil {
				return s.line[start:], err
			}
		case c == '"' && s.strict:
			return s.line[start:], s.unexpected(`\" for a quote`)
		default:
			s.offset++
		}
	}
	return unescapeText(s.line[start:]), nil
}

// takeNumber takes a number, and returns the word as well.
func (s *lineScanner) takeNumber() (v float64, word string, err error) {
	start := s.offset
	if word, err = s.takeToken("a number"); err != nil {
		return 0, "", err
	}
	v, ok := parseNumber(word)
	if !ok {
		return 0, "", s.expected(start, "a number", word)
	}
	return v, word, nil
}

// takeTime takes a time in seconds.
func (s *lineScanner) takeTime() (seconds float64, err error) {
	start := s.offset
	word, err := s.takeToken("a time in seconds")
	if err != nil {
		return 0, err
	}
	seconds, ok := parseNumber(word)
	if !ok || !isTime(seconds) {
		return 0, s.expected(start, "a time in seconds", word)
	}
	return seconds, nil
}

// takeNanoseconds takes a time in seconds, and returns nanoseconds: exact if the
// page has at most nine digits behind the point, and else as knownUnitsOf does.
func (s *lineScanner) takeNanoseconds() (nanoseconds int64, exact *float64, err error) {
	start := s.offset
	seconds, err := s.takeTime()
	if err != nil {
		return 0, nil, err
	}
	if n, ok := parseNanoseconds(s.line[start:s.offset]); ok && n != 0 {
		return n, nil, nil
	}
	nanoseconds, exact = knownUnitsOf(seconds, 1e9)
	return nanoseconds, exact, nil
}

// isTime reports whether a number of seconds is a time: any but NaN and the
// infinities.
func isTime(seconds float64) bool { return seconds-seconds == 0 }

// parseNumber reads a number as Prometheus does: strconv.ParseFloat without
// hexadecimal digits and underscores.
func parseNumber(word string) (float64, bool) {
	if n, ok := parseDigits(word); ok {
		return float64(n), true
	}
	if strings.ContainsAny(word, "pP_") {
		return 0, false
	}
	v, err := strconv.ParseFloat(word, 64)
	return v, err == nil
}

// parseDigits reads a number of up to 15 digits, which a float64 holds exactly,
// as most numbers of a page are: 6 ns instead of 24.
func parseDigits(word string) (n uint64, ok bool) {
	for i := range len(word) {
		if !isDigit(word[i]) {
			return 0, false
		}
		n = 10*n + uint64(word[i]-'0')
	}
	return n, word != "" && len(word) <= 15
}

// The methods below read the fields of a compositeValue.

// takeText takes the text if it comes next.
func (s *lineScanner) takeText(text string) bool {
	if !strings.HasPrefix(s.line[s.offset:], text) {
		return false
	}
	s.offset += len(text)
	return true
}

// takeColon takes the colon between two numbers.
func (s *lineScanner) takeColon() error {
	if s.take(':') {
		return nil
	}
	return s.unexpected("a colon")
}

// isFieldEnd reports whether c ends a number.
func isFieldEnd(c byte) bool { return c == ',' || c == ':' || c == ']' || c == '}' || isBlank(c) }

// fieldWord returns everything up to the end of a number, and does not take it.
func (s *lineScanner) fieldWord() string {
	end := s.offset
	for end < len(s.line) && !isFieldEnd(s.line[end]) {
		end++
	}
	return s.line[s.offset:end]
}

// takeFieldNumber takes a number.
func (s *lineScanner) takeFieldNumber() (float64, error) {
	word := s.fieldWord()
	v, ok := parseNumber(word)
	switch {
	case word == "":
		return 0, s.unexpected("a number")
	case !ok:
		return 0, s.expected(s.offset, "a number", word)
	}
	s.offset += len(word)
	return v, nil
}

// takeReal takes a number that is neither NaN nor infinite. Errors call the
// number kind.
func (s *lineScanner) takeReal(kind string) (float64, error) {
	word := s.fieldWord()
	v, ok := parseNumber(word)
	switch {
	case word == "":
		return 0, s.unexpected(kind)
	case !ok || v-v != 0:
		return 0, s.expected(s.offset, kind, word)
	}
	s.offset += len(word)
	return v, nil
}

// takeInteger takes a number without a point and an exponent. Errors call the
// number kind.
func (s *lineScanner) takeInteger(kind string) (int64, error) {
	word := s.fieldWord()
	n, err := strconv.ParseInt(word, 10, 64)
	switch {
	case word == "":
		return 0, s.unexpected(kind)
	case err != nil:
		return 0, s.expected(s.offset, kind, word)
	}
	s.offset += len(word)
	return n, nil
}

// expectedField returns the error of a text found in the place of fields.
func (s *lineScanner) expectedField(fields string) error {
	return s.expected(s.offset, fields, s.line[s.offset:])
}

// unexpected returns the error of a character in place of a token.
func (s *lineScanner) unexpected(token string) error {
	_, n := utf8.DecodeRuneInString(s.line[s.offset:])
	return s.expected(s.offset, token, s.line[s.offset:s.offset+n])
}

// expected returns the error of the text found at offset in place of token.
// If found is empty, the line ends there.
func (s *lineScanner) expected(offset int, token, found string) error {
	if found == "" {
		return s.errorAt(offset, "expected %s, found the end of the line", token)
	}
	return s.errorAt(offset, "expected %s, found %.40q", token, found)
}

func (s *lineScanner) errorAt(offset int, format string, args ...any) error {
	return &SyntaxError{Line: s.number, Column: offset + 1, Err: fmt.Errorf(format, args...)}
}
