package pagezip

import (
	"bytes"
	"math/rand/v2"
	"testing"
)

// drawBlock draws a text of literals and matches, and the block for the
// text.
func drawBlock(r *rand.Rand, sequences, letters int) (*block, []byte) {
	b := new(block)
	var text []byte
	addLiterals := func(n int) {
		for range n {
			text = append(text, byte(r.IntN(letters)))
		}
	}
	addLiterals(1)
	start := 0
	for range sequences {
		addLiterals(r.IntN(12))
		literals := len(text) - start
		length := minMatch + r.IntN(maxMatch-minMatch+1)
		if r.IntN(2) == 0 {
			length = minMatch + r.IntN(8)
		}
		distance := 1 + r.IntN(min(len(text), window))
		for range length {
			text = append(text, text[len(text)-distance])
		}
		b.sequences[b.n] = newSequence(literals, length, distance)
		b.n++
		start = len(text)
	}
	addLiterals(r.IntN(12))
	return b, text
}

func TestBlock(t *testing.T) {
	tests := []struct {
		name               string
		sequences, letters int
		dynamic            bool
	}{
		{"fixed codes, one sequence", 1, 256, false},
		{"fixed codes, few sequences", 3, 200, false},
		{"dynamic codes, few letters", 400, 3, true},
		{"dynamic codes, all bytes", 3000, 256, true},
		{"full block", maxSequences, 40, true},
	}
	r := rand.New(rand.NewPCG(4, 4))
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for range 5 {
				b, text := drawBlock(r, test.sequences, test.letters)
				bits := b.prepare(text)
				if b.dynamic != test.dynamic {
					t.Errorf("got dynamic codes %v, want %v", b.dynamic, test.dynamic)
				}
				var w bitWriter
				w.grow(bits/8 + 1)
				b.write(&w, text)
				if got := 8*w.pos + int(w.n); got != bits {
					t.Errorf("got %d bits, want %d as prepared", got, bits)
				}
				if got := inflate(t, &w); !bytes.Equal(got, text) {
					t.Fatalf("got another text of %d bytes, want %d", len(got), len(text))
				}
			}
		})
	}
}

// A block begins at any bit of a byte, behind the previous block.
func TestBlockAtEveryBit(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for blocks := range 20 {
		var w bitWriter
		var want []byte
		for range blocks {
			b, text := drawBlock(r, 1+r.IntN(100), 1+r.IntN(256))
			w.grow(b.prepare(text)/8 + 1)
			b.write(&w, text)
			want = append(want, text...)
		}
		if got := inflate(t, &w); !bytes.Equal(got, want) {
			t.Fatalf("%d blocks: got another text of %d bytes, want %d", blocks, len(got), len(want))
		}
	}
}

// The twin counts literals one by one, in one array.
func TestBlockCount(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	for range 50 {
		b, text := drawBlock(r, r.IntN(200), 1+r.IntN(256))
		var want symbols
		want.literals[endOfBlock] = 1
		pos := 0
		for _, s := range b.sequences[:b.n] {
			for range s.literals() {
				want.literals[text[pos]]++
				pos++
			}
			want.literals[firstLength+int(lengthSymbols[s.length()-minMatch])]++
			want.distances[distanceSymbol(uint32(s>>8&0xffff))]++
			pos += s.length()
		}
		for _, literal := range text[pos:] {
			want.literals[literal]++
		}
		if b.count(text); b.counts != want {
			t.Fatalf("got  %v\nwant %v", b.counts, want)
		}
	}
}

// The fixed codes of RFC 1951, section 3.2.6, by their first and last
// symbols.
func TestBlockFixedCodes(t *testing.T) {
	var b block
	b.useFixed()
	b.assign()
	tests := []struct {
		symbol     int
		code, bits uint32
	}{
		{0, 0b00110000, 8}, {143, 0b10111111, 8},
		{144, 0b110010000, 9}, {255, 0b111111111, 9},
		{256, 0, 7}, {279, 0b0010111, 7},
		{280, 0b11000000, 8}, {287, 0b11000111, 8},
	}
	for _, test := range tests {
		got := b.codes.literals[test.symbol]
		reversed := uint32(0)
		for i := range test.bits {
			reversed |= test.code >> i & 1 << (test.bits - 1 - i)
		}
		if want := reversed | test.bits<<16; got != want {
			t.Errorf("symbol %d: got %b, want %b", test.symbol, got, want)
		}
	}
}
