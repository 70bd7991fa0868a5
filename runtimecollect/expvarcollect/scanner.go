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
	pos  int // of the next byte
}

// peek returns the next byte, or 0 at the end of the text.
func (s *scanner) peek() byte {
	if s.pos < len(s.text) {
		return s.text[s.pos]
	}
	return 0
}

// take takes the next byte if equal to c, and reports whether there was such
// a byte.
func (s *scanner) take(c byte) bool {
	if s.peek() != c {
		return false
	}
	s.pos++
	return true
}

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

func (s *scanner) skipBlanks() {
	for isBlank(s.peek()) {
		s.pos++
	}
}

// takeList takes the opening byte, elements with commas between them, and
// the closing byte. The caller has seen the opening byte.
func (s *scanner) takeList(closing byte, element func() error) error {
	s.pos++
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

// takeWord takes a possibly empty word up to the next blank, comma or
// closing byte.
func (s *scanner) takeWord() string {
	word := s.text[s.pos:]
	if end := strings.IndexAny(word, " \n\t\r,]}"); end >= 0 {
		word = word[:end]
	}
	s.pos += len(word)
	return word
}

// takeString takes a string in quotes and returns the string without quotes
// and escapes. Invalid UTF-8 becomes the replacement character, as in
// encoding/json.
func (s *scanner) takeString() (string, error) {
	if !s.take('"') {
		return "", s.unexpected("a string between quotes")
	}
	var plain []byte
	for {
		r, n := utf8.DecodeRuneInString(s.text[s.pos:])
		switch {
		case n == 0:
			return "", s.unexpected("a closing quote")
		case r == '"':
			s.pos++
			return string(plain), nil
		case r == '\\':
			var ok bool
			if r, n, ok = cutEscape(s.text[s.pos:]); !ok {
				return "", s.unexpected("an escape")
			}
		}
		plain = utf8.AppendRune(plain, r)
		s.pos += n
	}
}

// escapes are the letters allowed after a backslash, each followed by the
// decoded byte.
const escapes = "\"\"\\\\//b\bf\fn\nr\rt\t"

// cutEscape decodes the escape at the start of text, and returns the rune
// and the length of the escape. Half of a surrogate pair without the other
// half becomes the replacement character.
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

// hexEscape returns the 16 bits of the \u escape at the start of text.
func hexEscape(text string) (rune, bool) {
	if len(text) < len(`\u0000`) || text[:2] != `\u` {
		return 0, false
	}
	n, err := strconv.ParseUint(text[2:6], 16, 16)
	return rune(n), err == nil
}

// unexpected returns an error about the next bytes.
func (s *scanner) unexpected(expected string) error {
	found := "the end of the text"
	if s.pos < len(s.text) {
		found = strconv.Quote(s.text[s.pos:min(s.pos+20, len(s.text))])
	}
	return fmt.Errorf("byte %d: expected %s, found %s", s.pos, expected, found)
}
