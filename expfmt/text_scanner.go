package expfmt

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A textScanner reads one line of a page from left to right. What its
// methods return is cut from the line.
type textScanner struct {
	line   string // without its line feed
	number int    // of the line, counted from 1
	at     int    // of the next byte

	// strict is the grammar of OpenMetrics, in which no blank stands where
	// none must, no comma ends a list, and a backslash may stand in front of
	// any character.
	strict bool
}

// checkUTF8 returns an error if the line is not valid UTF-8.
func (s *textScanner) checkUTF8() error {
	if utf8.ValidString(s.line) {
		return nil
	}
	at := 0
	for {
		r, n := utf8.DecodeRuneInString(s.line[at:])
		if r == utf8.RuneError && n == 1 {
			return s.errorAt(at, "expected valid UTF-8, found %q", s.line[at:at+1])
		}
		at += n
	}
}

// peek returns the next byte, which is a line feed at the end of the line.
func (s *textScanner) peek() byte {
	if s.at < len(s.line) {
		return s.line[s.at]
	}
	return '\n'
}

// take takes c if it comes next.
func (s *textScanner) take(c byte) bool {
	if s.peek() != c {
		return false
	}
	s.at++
	return true
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

// skipBlanks takes the blanks that may stand between tokens.
func (s *textScanner) skipBlanks() {
	for !s.strict && isBlank(s.peek()) {
		s.at++
	}
}

// takeEnd takes what may stand behind the last token of a line: nothing.
func (s *textScanner) takeEnd() error {
	if s.skipBlanks(); s.peek() != '\n' {
		return s.unexpected("the end of the line")
	}
	return nil
}

// takeWord takes everything up to the next blank, maybe nothing.
func (s *textScanner) takeWord() string {
	start := s.at
	for c := s.peek(); !isBlank(c) && c != '\n'; c = s.peek() {
		s.at++
	}
	return s.line[start:s.at]
}

// takeToken is takeWord for a word that must be there; what says in errors
// what it is.
func (s *textScanner) takeToken(what string) (string, error) {
	if word := s.takeWord(); word != "" {
		return word, nil
	}
	return "", s.unexpected(what)
}

// takeName takes a name, which stands between quotes if it is outside the
// legacy alphabet; what says in errors what kind of name is valid.
func (s *textScanner) takeName(what string, valid func(string) bool) (string, error) {
	start := s.at
	for isLegacyByte(s.peek(), s.at == start) {
		s.at++
	}
	name := s.line[start:s.at]
	if name == "" {
		if s.peek() != '"' {
			return "", s.unexpected(what)
		}
		var err error
		if name, err = s.takeQuoted(); err != nil {
			return "", err
		}
	}
	if !valid(name) {
		return "", s.errorAt(start, "expected %s, found %.40q", what, name)
	}
	return name, nil
}

// takeQuoted takes a string between quotes, the first of which comes next,
// and returns it unescaped.
func (s *textScanner) takeQuoted() (string, error) {
	start := s.at
	for {
		s.at++
		switch s.peek() {
		case '"':
			s.at++
			text, _ := cutQuoted(s.line[start:s.at])
			return text, nil
		case '\\':
			s.at++
			if _, ok := unescape(s.peek()); !ok && (!s.strict || s.peek() == '\n') {
				return "", s.unexpected(`n, \ or " behind a backslash`)
			}
		case '\n':
			return "", s.unexpected("a closing quote")
		}
	}
}

// takeHelp returns the rest of the line unescaped.
func (s *textScanner) takeHelp() (string, error) {
	rest := s.line[s.at:]
	if strings.IndexByte(rest, '\\') < 0 {
		return rest, nil
	}
	plain := make([]byte, 0, len(rest))
	for ; s.at < len(s.line); s.at++ {
		c := s.line[s.at]
		if c == '\\' {
			s.at++
			var ok bool
			if c, ok = unescape(s.peek()); !ok || c == '"' {
				return "", s.unexpected(`n or \ behind a backslash`)
			}
		}
		plain = append(plain, c)
	}
	return string(plain), nil
}

// parseNumber reads a number as Prometheus does: as strconv.ParseFloat,
// but without hexadecimal digits and underscores.
func parseNumber(word string) (float64, bool) {
	if strings.ContainsAny(word, "pP_") {
		return 0, false
	}
	v, err := strconv.ParseFloat(word, 64)
	return v, err == nil
}

// unexpected returns the error that something other than what comes next
// was expected.
func (s *textScanner) unexpected(what string) error {
	_, n := utf8.DecodeRuneInString(s.line[s.at:])
	return s.expected(s.at, what, s.line[s.at:s.at+n])
}

// expected returns the error that what was expected at a place where found
// stands; if that is empty, the line ends there.
func (s *textScanner) expected(at int, what, found string) error {
	if found == "" {
		return s.errorAt(at, "expected %s, found the end of the line", what)
	}
	return s.errorAt(at, "expected %s, found %.40q", what, found)
}

func (s *textScanner) errorAt(at int, format string, args ...any) error {
	return &SyntaxError{Line: s.number, Column: at + 1, Err: fmt.Errorf(format, args...)}
}
