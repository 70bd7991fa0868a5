package pagezip_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
)

// hostile are pages that faulty collectors and attackers may print. n is
// the approximate number of bytes.
var hostile = []shape{
	{"one byte", func(r *rand.Rand, n int) []byte { return bytes.Repeat([]byte{byte(r.Uint32())}, n) }},
	{"line feeds", func(_ *rand.Rand, n int) []byte { return bytes.Repeat([]byte{'\n'}, n) }},
	{"separators", func(r *rand.Rand, n int) []byte { return draw(r, n, "\n\" ,./-+#") }},
	{"digits", func(r *rand.Rand, n int) []byte { return draw(r, n, "0123456789") }},
	{"one digit", func(_ *rand.Rand, n int) []byte { return bytes.Repeat([]byte{'1'}, n) }},
	{"bits", func(r *rand.Rand, n int) []byte { return draw(r, n, "ab") }},
	{"random", random},
	{"random behind text", func(r *rand.Rand, n int) []byte { return append(counters(r, n/160), random(r, n/2)...) }},
	{"text behind random", func(r *rand.Rand, n int) []byte { return append(random(r, n/2), counters(r, n/160)...) }},
	{"alternating", alternating},
	{"long lines", longLines},
	{"long names", func(r *rand.Rand, n int) []byte {
		name := strings.Repeat("n", n/8)
		return fmt.Appendf(nil, "%s 1\n%s 2\n%sx 3\n%s{a=\"b\"} 4\n", name, name, name, name)
	}},
	{"lines that grow", func(_ *rand.Rand, n int) []byte {
		var b []byte
		for i := 1; len(b) < n; i++ {
			b = append(append(b, bytes.Repeat([]byte{'a'}, i)...), '\n')
		}
		return b
	}},
	{"values that go on", func(r *rand.Rand, n int) []byte {
		var b []byte
		for len(b) < n {
			b = fmt.Appendf(b, "m{a=\"%s\",b=\"%s\"} 1\n", draw(r, r.IntN(300), "x/-."), draw(r, r.IntN(300), "x/-."))
		}
		return b
	}},
	{"comments", func(r *rand.Rand, n int) []byte {
		var b []byte
		for len(b) < n {
			b = fmt.Appendf(b, "#%s\n", draw(r, r.IntN(200), "#abc 123_\\"))
		}
		return b
	}},
	{"a comment without end", func(r *rand.Rand, n int) []byte { return append([]byte{'#'}, draw(r, n, "abc 1.")...) }},
	{"just out of reach", func(r *rand.Rand, n int) []byte {
		line := append(random(r, 32768), '\n')
		return bytes.Repeat(line, n/len(line)+2)
	}},
	{"just in reach", func(r *rand.Rand, n int) []byte {
		line := append(random(r, 32767), '\n')
		return bytes.Repeat(line, n/len(line)+2)
	}},
}

// draw draws n of the letters.
func draw(r *rand.Rand, n int, letters string) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = letters[r.IntN(len(letters))]
	}
	return b
}

func random(r *rand.Rand, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

// alternating returns random bytes and equal lines by turns, in sections of
// any size, so that blocks of all kinds follow each other.
func alternating(r *rand.Rand, n int) []byte {
	var b []byte
	for len(b) < n {
		b = append(b, random(r, r.IntN(n/4+1))...)
		b = append(b, bytes.Repeat([]byte("ab\n"), r.IntN(n/16+1))...)
	}
	return b
}

// longLines returns three similar lines, longer or shorter than the window.
func longLines(r *rand.Rand, n int) []byte {
	line := draw(r, n/3, "abcdefgh=\",0123456789")
	return bytes.Join([][]byte{line, line[:len(line)/2], line}, []byte{'\n'})
}
