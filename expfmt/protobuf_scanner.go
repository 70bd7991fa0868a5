package expfmt

import (
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// A protobufScanner reads the words, the strings and the signs of a page of
// protobuf text, byte by byte.
type protobufScanner struct {
	r       io.Reader // nil if buf is the whole page
	buf     []byte
	pos     int      // in buf, of the next byte
	place   position // on the page, of the same byte
	readErr error    // of r, but io.EOF

	word []byte // read last
}

// peek returns the next byte, or -1 at the end of the page and behind an error
// of the reader.
func (s *protobufScanner) peek() int {
	if s.pos == len(s.buf) && !s.fill() {
		return -1
	}
	return int(s.buf[s.pos])
}

// fill reads the next part of the page.
func (s *protobufScanner) fill() bool {
	if s.r == nil {
		return false
	}
	if s.buf == nil {
		s.buf = make([]byte, 0, partSize)
	}
	for {
		n, err := s.r.Read(s.buf[:cap(s.buf)])
		s.buf, s.pos = s.buf[:n], 0
		if err != nil {
			if s.r = nil; err != io.EOF {
				s.readErr = err
			}
		}
		if n > 0 || err != nil {
			return n > 0
		}
	}
}

// skip skips the next byte, which must be there.
func (s *protobufScanner) skip() {
	s.place.column++
	if s.buf[s.pos] == '\n' {
		s.place = position{s.place.line + 1, 1}
	}
	s.pos++
}

// take skips the next byte if it is c.
func (s *protobufScanner) take(c byte) bool {
	if s.peek() != int(c) {
		return false
	}
	s.skip()
	return true
}

// skipBlanks skips blanks, ends of lines and comments.
func (s *protobufScanner) skipBlanks() {
	for {
		switch c := s.peek(); c {
		case ' ', '\t', '\n', '\v', '\f', '\r':
			s.skip()
		case '#':
			for c := s.peek(); c >= 0 && c != '\n'; c = s.peek() {
				s.skip()
			}
		default:
			return
		}
	}
}

// takeName reads the name of a field or a type, which is empty if there is
// none.
func (s *protobufScanner) takeName() []byte {
	s.word = s.word[:0]
	for c := s.peek(); c >= 0 && (isLegacyByte(byte(c), len(s.word) == 0) && c != ':'); c = s.peek() {
		s.word = append(s.word, byte(c))
		s.skip()
	}
	return s.word
}

// takeLiteral reads a number, or the word for one, as far as it goes.
func (s *protobufScanner) takeLiteral() []byte {
	s.word = s.word[:0]
	if s.take('-') {
		s.word = append(s.word, '-')
		s.skipBlanks()
	}
	for {
		c := s.peek()
		isSign := (c == '-' || c == '+') && len(s.word) > 0 && s.word[len(s.word)-1]|0x20 == 'e'
		if c < 0 || c != '.' && !isSign && (!isLegacyByte(byte(c), false) || c == ':') {
			return s.word
		}
		s.word = append(s.word, byte(c))
		s.skip()
	}
}

// found returns the next bytes for errors: some, up to a blank.
func (s *protobufScanner) found() string {
	end := s.pos
	for end < len(s.buf) && end < s.pos+20 && s.buf[end] > ' ' {
		end++
	}
	switch {
	case s.peek() < 0:
		return "the end of the page"
	case end == s.pos:
		end++
	}
	return strconv.Quote(string(s.buf[s.pos:end]))
}

// takeString reads one or more strings between quotes, and joins them. Where a
// string is malformed, it returns the expected text.
func (s *protobufScanner) takeString() (text []byte, expected string) {
	s.word = s.word[:0]
	for part := 0; ; part++ {
		quote := s.peek()
		if quote != '"' && quote != '\'' {
			if part == 0 {
				return nil, "a string between quotes"
			}
			return s.word, ""
		}
		s.skip()
		for !s.take(byte(quote)) {
			switch c := s.peek(); {
			case c < 0 || c == '\n':
				return nil, "a closing quote"
			case c == '\\':
				s.skip()
				if expected := s.takeEscape(); expected != "" {
					return nil, expected
				}
			default:
				s.word = append(s.word, byte(c))
				s.skip()
			}
		}
		s.skipBlanks()
	}
}

// protobufEscapes are the letters behind a backslash, each in front of its
// byte.
const protobufEscapes = "a\ab\bf\fn\nr\rt\tv\v\\\\''\"\"??"

// takeEscape reads an escape behind its backslash.
func (s *protobufScanner) takeEscape() (expected string) {
	c := s.peek()
	switch c {
	case 'x', 'X':
		s.skip()
		v, digits := s.takeDigits(16, 2)
		s.word = append(s.word, byte(v))
		return unless(digits > 0, "a hexadecimal digit")
	case 'u':
		s.skip()
		return s.takeRune(4)
	case 'U':
		s.skip()
		return s.takeRune(8)
	case '0', '1', '2', '3', '4', '5', '6', '7':
		v, _ := s.takeDigits(8, 3)
		s.word = append(s.word, byte(v))
		return unless(v <= 0xff, "an octal number up to \\377")
	}
	for i := 0; i < len(protobufEscapes); i += 2 {
		if int(protobufEscapes[i]) == c {
			s.skip()
			s.word = append(s.word, protobufEscapes[i+1])
			return ""
		}
	}
	return "an escape"
}

// takeRune reads the number of a character. Two numbers may be the halves of a
// surrogate pair.
func (s *protobufScanner) takeRune(digits int) (expected string) {
	const kind = "the number of a character"
	r, n := s.takeDigits(16, digits)
	if n != digits {
		return kind
	}
	if utf16.IsSurrogate(r) {
		if !s.take('\\') || !s.take('u') {
			return "the second half of a character"
		}
		low, n := s.takeDigits(16, 4)
		if r = utf16.DecodeRune(r, low); n != 4 || r == utf8.RuneError {
			return "the second half of a character"
		}
	}
	if !utf8.ValidRune(r) {
		return kind
	}
	s.word = utf8.AppendRune(s.word, r)
	return ""
}

// takeDigits reads up to so many digits.
func (s *protobufScanner) takeDigits(base rune, most int) (v rune, digits int) {
	for ; digits < most; digits++ {
		c := s.peek()
		if c < 0 {
			break
		}
		digit := rune(strings.IndexByte(hexDigits, byte(c)|0x20))
		if isDigit(byte(c)) {
			digit = rune(c - '0')
		} else if c|0x20 < 'a' {
			break
		}
		if digit < 0 || digit >= base {
			break
		}
		v = v*base + digit
		s.skip()
	}
	return v, digits
}

// unless returns "" if the condition holds, and else text.
func unless(condition bool, text string) string {
	if condition {
		return ""
	}
	return text
}
