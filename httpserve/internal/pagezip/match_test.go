package pagezip

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"testing"
)

// The simple twins of the routines that look at eight bytes at a time.

func simpleMatchLen(page []byte, a, b int) int {
	n := 0
	for n < longestMatch && a+n < len(page) && page[a+n] == page[b+n] {
		n++
	}
	return n
}

func simpleWordLen(word []byte) int {
	for i, c := range word {
		if c < '0' {
			return i
		}
	}
	return len(word)
}

func TestMatchLen(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	page := make([]byte, 3000)
	for range 20_000 {
		n := 2 + r.IntN(len(page)-1)
		for i := range page[:n] {
			page[i] = 'a' + byte(r.IntN(1+n%3))
		}
		a := 1 + r.IntN(n-1)
		b := r.IntN(a)
		if got, want := matchLen(page[:n], a, b), simpleMatchLen(page[:n], a, b); got != want {
			t.Fatalf("matchLen of %d and %d in %q:\ngot  %d\nwant %d", a, b, page[:n], got, want)
		}
		if n > 100 {
			page = page[:r.IntN(100)+50]
		} else {
			page = page[:cap(page)]
		}
	}
	same := bytes.Repeat([]byte{'x'}, 2*longestMatch)
	if got := matchLen(same, 1, 0); got != longestMatch {
		t.Errorf("longest match: got %d, want %d", got, longestMatch)
	}
}

func TestWords(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	letters := []byte("/0129:@_^`az\x00\x7f\x80\xb0\xdf\xff\n \"")
	var word [8]byte
	for range 100_000 {
		for i := range word {
			word[i] = letters[r.IntN(len(letters))]
			if r.IntN(4) == 0 {
				word[i] = byte(r.Uint32())
			}
		}
		x := binary.LittleEndian.Uint64(word[:])
		if got, want := wordLen(x), simpleWordLen(word[:]); got != want {
			t.Fatalf("wordLen(%q): got %d, want %d", word, got, want)
		}
		isAllDigits, ends := true, uint64(0)
		for i, c := range word {
			isAllDigits = isAllDigits && isDigit(c)
			if c < '0' || c == '_' {
				ends |= 0x80 << (8 * i)
			}
		}
		if got := allDigits(x); got != isAllDigits {
			t.Fatalf("allDigits(%q): got %v", word, got)
		}
		if got := boundaries(x); got != ends {
			t.Fatalf("boundaries(%q): got %x, want %x", word, got, ends)
		}
	}
	if !allDigits(binary.LittleEndian.Uint64([]byte("01234567"))) || !allDigits(binary.LittleEndian.Uint64([]byte("89898989"))) {
		t.Error("digits: got false for digits")
	}
}
