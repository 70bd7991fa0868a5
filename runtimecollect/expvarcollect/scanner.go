package expvarcollect

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// A scanner takes the tokens of JSON text (RFC 8259).
type scanner struct {
	text string
	at   int // of the next byte
}

// peek returns the next byte, 0 at the end of the text.
func (s *scanner) peek() byte {
	if s.at < len(s.text) {
		return s.text[s.at]
	}
	return 0
}

// take takes c if it comes next.
func (s *scanner) take(c byte) bool {
	if s.peek() != c {
		return false
	}
	s.at++
	return true
}

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

func (s *scanner) skipBlanks() {
	for isBlank(s.peek()) {
		s.at++
	}
}

// takeList takes the opening byte, which comes next, then elements with
// commas between them, and the closing byte.
func (s *scanner) takeList(closing byte, element func() error) error {
	s.at++
	if s.skipBlanks(); s.take(closing) {
		return nil
	}
	for {
		s.skipBlanks()
		if err := element(); err != nil {
			return err
		}
		if s.skipBlanks(); s.take(closing) {
			return nil
		}
		if !s.take(',') {
			return s.unexpected(fmt.Sprintf("a comma or %q", closing))
		}
	}
}

// takeWord takes everything up to the next blank, comma or closing byte,
// maybe nothing.
func (s *scanner) takeWord() string {
	word := s.text[s.at:]
	if end := strings.IndexAny(word, " \n\t\r,]}"); end >= 0 {
		word = word[:end]
	}
	s.at += len(word)
	return word
}

// takeString takes a string between quotes and returns what it stands for.
// Bytes that are not UTF-8 stand for the replacement character, as
// encoding/json has it.
func (s *scanner) takeString() (string, error) {
	if !s.take('"') {
		return "", s.unexpected("a string between quotes")
	}
	var plain []byte
	for {
		r, n := utf8.DecodeRuneInString(s.text[s.at:])
		switch {
		case n == 0:
			return "", s.unexpected("a closing quote")
		case r == '"':
			s.at++
			return string(plain), nil
		case r == '\\':
			var ok bool
			if r, n, ok = cutEscape(s.text[s.at:]); !ok {
				return "", s.unexpected("an escape")
			}
		}
		plain = utf8.AppendRune(plain, r)
		s.at += n
	}
}

// escapes are the letters behind a backslash, each with the one it stands
// for behind it.
const escapes = "\"\"\\\\//b\bf\fn\nr\rt\t"

// cutEscape returns what the escape at the front of text stands for, and
// its length. One of the two halves of a character beyond 16 bits stands
// for the replacement character if it is alone.
func cutEscape(text string) (r rune, n int, ok bool) {
	if len(text) < len(`\n`) {
		return 0, 0, false
	}
	for i := 0; i < len(escapes); i += 2 {
		if escapes[i] == text[1] {
			return rune(escapes[i+1]), len(`\n`), true
		}
	}
	r, ok = hexEscape(text)
	if ok && utf16.IsSurrogate(r) {
		other, _ := hexEscape(text[len(`\u0000`):])
		if r = utf16.DecodeRune(r, other); r != utf8.RuneError {
			return r, 2 * len(`\u0000`), true
		}
	}
	return r, len(`\u0000`), ok
}

// hexEscape returns the 16 bits that the escape \u at the front of text
// stands for.
func hexEscape(text string) (rune, bool) {
	if len(text) < len(`\u0000`) || text[:2] != `\u` {
		return 0, false
	}
	n, err := strconv.ParseUint(text[2:6], 16, 16)
	return rune(n), err == nil
}

// unexpected returns the error that something else was expected than what
// comes next.
func (s *scanner) unexpected(what string) error {
	found := "the end of the text"
	if s.at < len(s.text) {
		found = strconv.Quote(s.text[s.at:min(s.at+20, len(s.text))])
	}
	return fmt.Errorf("byte %d: expected %s, found %s", s.at, what, found)
}
