package pagezip

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// simpleMatchLen is the simple twin of matchLen.
func simpleMatchLen(page []byte, a, b int) int {
	n := 0
	for n < longestMatch && a+n < len(page) && page[a+n] == page[b+n] {
		n++
	}
	return n
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
