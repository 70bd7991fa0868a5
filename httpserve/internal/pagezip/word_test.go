package pagezip

import (
	"encoding/binary"
	"math/rand/v2"
	"testing"
)

func TestWordEnd(t *testing.T) {
	tests := []struct {
		text string
		n    int
		c    byte
	}{
		{"abc\"....", 3, '"'}, {"\nabcdefg", 0, '\n'}, {"1234567 ", 7, ' '}, {"12345678", 8, 0}, {"a_b:c,  ", 5, ','},
	}
	for _, test := range tests {
		if n, c := wordEnd(padded(test.text), 0); n != test.n || c != test.c {
			t.Errorf("%q: got %d, %q, want %d, %q", test.text, n, c, test.n, test.c)
		}
	}
}

// simpleWordLen is the simple twin of wordLen.
func simpleWordLen(word []byte) int {
	for i, c := range word {
		if c < '0' {
			return i
		}
	}
	return len(word)
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
