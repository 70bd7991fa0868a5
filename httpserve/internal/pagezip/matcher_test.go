package pagezip

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
)

// The matches of a page repeat bytes that stand before them. expand is
// the twin that copies byte by byte.
func TestMatcherFill(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	words := strings.Fields(`# HELP TYPE name_a name_b{l="x"} name_b{l="value",m="17"} 0 1 12345 0.5 1e+09 _ _long_ ," ... # a`)
	var m matcher
	var b block
	for range 300 {
		var page []byte
		for range 1 + r.IntN(400) {
			page = append(page, words[r.IntN(len(words))]...)
			page = append(page, " \n\n\"_"[r.IntN(5)])
		}
		m.reset(page)
		var got []byte
		for start := 0; start < len(page); {
			end := m.fill(&b, start)
			if end <= start || end > len(page) {
				t.Fatalf("got a block from %d to %d of %d bytes", start, end, len(page))
			}
			got = append(got, expandBlock(t, &b, page, start, end)...)
			start = end
		}
		if !bytes.Equal(got, page) {
			t.Fatalf("page %q:\ngot  %q", page, got)
		}
	}
}

// expandBlock expands the sequences of a block from start to end, whose
// matches may repeat bytes before start.
func expandBlock(t *testing.T, b *block, page []byte, start, end int) []byte {
	t.Helper()
	if start == 0 {
		return expand(t, b.sequences[:b.n], page[:end])
	}
	got := bytes.Clone(page[:start])
	for _, s := range b.sequences[:b.n] {
		got = append(got, page[len(got):len(got)+s.literals()]...)
		distance := int(s>>8&0xffff) + 1
		for range s.length() {
			got = append(got, got[len(got)-distance])
		}
	}
	return append(got, page[len(got):end]...)[start:]
}

// A line that repeats the previous line but for its number is one match, and
// the digits are literals.
func TestMatcherNumbers(t *testing.T) {
	var page []byte
	for i := range 20 {
		page = append(page, "requests_total{code=\"200\",method=\"GET\"} "...)
		page = append(page, byte('1'+i%9), byte('1'+i*7%9), '\n')
	}
	var m matcher
	var b block
	m.reset(page)
	m.fill(&b, 0)
	if b.n > 20 {
		t.Errorf("got %d sequences, want at most one for each line", b.n)
	}
}

// A match of any length is cut into matches of at most maxMatch bytes, none
// shorter than minMatch.
func TestMatcherAdd(t *testing.T) {
	page := bytes.Repeat([]byte{'x'}, longestMatch+10)
	for _, n := range []int{minMatch, maxMatch, maxMatch + 1, maxMatch + 2, maxMatch + 3, 2*maxMatch + 1, longestMatch} {
		var m matcher
		var b block
		m.reset(page)
		m.block, m.literalStart = &b, 1
		m.add(1, 0, n)
		sum := 0
		for _, s := range b.sequences[:b.n] {
			if s.literals() != 0 || s.length() > maxMatch {
				t.Errorf("match of %d: got %d literals, length %d", n, s.literals(), s.length())
			}
			sum += s.length()
		}
		if sum != n || m.literalStart != 1+n {
			t.Errorf("match of %d: got %d bytes, literals from %d", n, sum, m.literalStart)
		}
	}
}

// A match grows backwards over equal bytes that were literals.
func TestMatcherAddBackwards(t *testing.T) {
	page := []byte("xyz-same;abc-same;")
	var m matcher
	var b block
	m.reset(page)
	m.block = &b
	m.add(14, 5, 4)
	if want := newSequence(12, 6, 9); b.n != 1 || b.sequences[0] != want {
		t.Errorf("got %d literals, length %d, want %d, %d", b.sequences[0].literals(), b.sequences[0].length(), want.literals(), want.length())
	}
}
