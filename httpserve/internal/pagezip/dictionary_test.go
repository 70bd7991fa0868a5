package pagezip

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// padded returns text with room for loads of eight bytes behind.
func padded(text string) []byte { return append([]byte(text), make([]byte, margin)...) }

func TestDictionarySearch(t *testing.T) {
	distant := string(bytes.Repeat([]byte{'-'}, 600))
	tests := []struct {
		name, first, gap, second string
		cand, n                  int // with n 0: no match
	}{
		{"equal words", "alphabet=", "..", "alphabet+", 0, 8},
		{"longer than eight bytes", "alphabetical!", "..", "alphabetical?", 0, 12},
		{"near match of four bytes", "alphabet", "..", "alphXYZ_", 0, 4},
		{"distant match of four bytes", "alphabet", distant, "alphXYZ_", 0, 0},
		{"distant match of five bytes", "alphabet", distant, "alphaXY_", 0, 5},
		{"three bytes in common", "alphabet", "..", "alpXabet", 0, 0},
		{"outside the window", "alphabet", string(bytes.Repeat([]byte{'-'}, window)), "alphabet", 0, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			page := padded(test.first + test.gap + test.second)
			d := new(dictionary)
			pos := len(test.first) + len(test.gap)
			// Position 0 of a page can't be told from an empty slot: the
			// search finds it by comparing the bytes.
			d.insert(page, 0)
			cand, n := d.search(page[:len(page)-margin+8], pos)
			if n != test.n || n > 0 && cand != test.cand {
				t.Errorf("got a match of %d bytes with %d, want %d with %d", n, cand, test.n, test.cand)
			}
		})
	}
}

// A search prefers the longest match, and of equal matches the nearest.
func TestDictionaryLongest(t *testing.T) {
	page := padded("..alphabet-a1;alphabet-a12345;alphabet-b;alphabet-a123xx")
	d := new(dictionary)
	for _, pos := range []int{2, 14, 30} {
		d.insert(page, pos)
	}
	if cand, n := d.search(page, 41); cand != 14 || n != 13 {
		t.Errorf("got a match of %d bytes with %d, want 13 with 14", n, cand)
	}
}

// Every match that a search returns is in the window, and its bytes are
// equal.
func TestDictionaryMatches(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	page := make([]byte, 100_000)
	for i := range page {
		page[i] = "ab1_\" "[r.IntN(6)]
	}
	d := new(dictionary)
	d.reset()
	for pos := 0; pos < len(page)-margin; pos += 1 + r.IntN(9) {
		if r.IntN(10) == 0 {
			d.insertWords(page, pos, pos+40)
		}
		cand, n := d.search(page, pos)
		if n == 0 {
			continue
		}
		if !inWindow(pos, cand) || n != simpleMatchLen(page, pos, cand) {
			t.Fatalf("position %d: got a match of %d bytes with %d, want %d", pos, n, cand, simpleMatchLen(page, pos, cand))
		}
	}
}

// insertWords inserts the starts of words, and no other position.
func TestDictionaryInsertWords(t *testing.T) {
	page := padded(`.first_second="third value"  fourth_word`)
	d := new(dictionary)
	d.insertWords(page, 0, 32)
	inserted := make(map[uint32]bool)
	for _, pos := range d.eightBytes {
		inserted[pos] = true
	}
	for pos := 1; pos <= 32; pos++ {
		c := page[pos-1]
		if want := c < '0' || c == '_'; inserted[uint32(pos)] != want {
			t.Errorf("position %d, behind %q: got inserted %v, want %v", pos, c, inserted[uint32(pos)], want)
		}
	}
}
