package pagezip

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// expandLengths returns the lengths that symbols stand for: the simple twin
// of a decoder, after RFC 1951, section 3.2.7.
func expandLengths(t *testing.T, symbols []uint16) []uint8 {
	t.Helper()
	var lens []uint8
	for _, s := range symbols {
		symbol, extra := s&0xff, int(s>>8)
		if most := 1<<lengthRepeatBits[symbol] - 1; extra > most {
			t.Fatalf("symbol %d: got extra bits %d, want at most %d", symbol, extra, most)
		}
		switch symbol {
		case repeatLast:
			if len(lens) == 0 {
				t.Fatal("got a repetition before the first length")
			}
			lens = append(lens, slices.Repeat(lens[len(lens)-1:], 3+extra)...)
		case repeatZero:
			lens = append(lens, make([]uint8, 3+extra)...)
		case repeatZeroOften:
			lens = append(lens, make([]uint8, 11+extra)...)
		default:
			lens = append(lens, uint8(symbol))
		}
	}
	return lens
}

func TestCodeLengthsRuns(t *testing.T) {
	for _, length := range []uint8{0, 1, 15} {
		for n := 1; n <= literalCount; n++ {
			lens := append(slices.Repeat([]uint8{length}, n), 7)
			var c codeLengths
			c.addRuns(lens)
			if got := expandLengths(t, c.symbols[:c.n]); !slices.Equal(got, lens) {
				t.Fatalf("%d times %d: got %d", n, length, got)
			}
		}
	}
}

func TestCodeLengthsPrepare(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	var h huffman
	var c codeLengths // used again, as in a Zipper
	for range 300 {
		literals, distances := make([]uint8, literalCount), make([]uint8, distanceCount)
		for _, lens := range [][]uint8{literals, distances} {
			for i := 0; i < len(lens); i++ {
				length := uint8(r.IntN(13))
				for range r.IntN(30) {
					if i++; i < len(lens) {
						lens[i] = length
					}
				}
			}
		}
		literals[endOfBlock], distances[0] = 5, 1
		c.prepare(&h, literals, distances)
		want := slices.Concat(literals[:trimmedLen(literals)], distances[:trimmedLen(distances)])
		if got := expandLengths(t, c.symbols[:c.n]); !slices.Equal(got, want) {
			t.Fatalf("got  %d\nwant %d", got, want)
		}
		if got := c.literals + c.distances; got != len(want) {
			t.Errorf("got %d lengths, want %d", got, len(want))
		}
		var w bitWriter
		w.grow(c.size()/8 + 1)
		c.write(&w)
		if got := 8*w.pos + int(w.n); got != c.size() {
			t.Errorf("got %d bits, want %d", got, c.size())
		}
		for _, n := range c.lens {
			if n > maxLengthBits {
				t.Errorf("got a length of %d bits, want at most %d", n, maxLengthBits)
			}
		}
	}
}

func TestTrimmedLen(t *testing.T) {
	tests := []struct {
		lens []uint8
		want int
	}{{nil, 0}, {[]uint8{0, 0}, 0}, {[]uint8{1}, 1}, {[]uint8{0, 2, 0, 0}, 2}, {[]uint8{0, 0, 3}, 3}}
	for _, test := range tests {
		if got := trimmedLen(test.lens); got != test.want {
			t.Errorf("%d: got %d, want %d", test.lens, got, test.want)
		}
	}
}
