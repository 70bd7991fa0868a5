package pagezip

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// packageMerge returns the number of bits of counts in the best code of at
// most limit bits. It is the simple twin of limitDepths: each node has a
// list of its symbols.
func packageMerge(counts []uint32, limit int) int {
	type coin struct {
		weight  int
		symbols []int
	}
	var leaves []coin
	for s, n := range counts {
		if n > 0 {
			leaves = append(leaves, coin{int(n), []int{s}})
		}
	}
	byWeight := func(a, b coin) int { return a.weight - b.weight }
	var level []coin
	for range limit {
		var pairs []coin
		for i := 0; i+1 < len(level); i += 2 {
			pairs = append(pairs, coin{level[i].weight + level[i+1].weight, slices.Concat(level[i].symbols, level[i+1].symbols)})
		}
		level = append(slices.Clone(leaves), pairs...)
		slices.SortStableFunc(level, byWeight)
	}
	bits := 0
	for _, c := range level[:2*len(leaves)-2] {
		for _, s := range c.symbols {
			bits += int(counts[s])
		}
	}
	return bits
}

// drawCounts draws the counts of n symbols: similar, or so different that
// the best code has long codes.
func drawCounts(r *rand.Rand, n int) []uint32 {
	counts := make([]uint32, n)
	steep := r.Float64() * 25
	for s := range counts {
		if r.IntN(5) > 0 {
			counts[s] = 1 + uint32(math.Exp2(r.Float64()*steep))
		}
	}
	return counts
}

func TestLengths(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var h huffman
	for range 400 {
		counts := drawCounts(r, 2+r.IntN(60))
		counts[0], counts[1] = 1, 1+r.Uint32N(1000)
		limit := 7 + r.IntN(9)
		lens := make([]uint8, len(counts))
		h.lengths(lens, counts, limit)
		got, room := 0, 1<<limit
		for s, n := range lens {
			if n > 0 {
				room -= 1 << (limit - int(n))
			}
			if (n > 0) != (counts[s] > 0) || int(n) > limit {
				t.Fatalf("counts %d, limit %d: got length %d for symbol %d", counts, limit, n, s)
			}
			got += int(counts[s]) * int(n)
		}
		if room != 0 {
			t.Fatalf("counts %d, limit %d: got lengths %d, of which %d codes are left over", counts, limit, lens, room)
		}
		want := packageMerge(counts, limit)
		if got != want {
			t.Fatalf("counts %d, limit %d: got %d bits, want %d", counts, limit, got, want)
		}
	}
}

func TestLengthsOfFewSymbols(t *testing.T) {
	var h huffman
	for _, counts := range [][]uint32{{0, 0, 0}, {5, 0, 0}, {0, 5, 0}, {0, 0, 5}} {
		lens := make([]uint8, 3)
		h.lengths(lens, counts, 15)
		if slices.Sort(lens); !slices.Equal(lens, []uint8{0, 1, 1}) {
			t.Errorf("counts %d: got lengths %d, want two of 1", counts, lens)
		}
	}
}

// The example of RFC 1951, section 3.2.2.
func TestAssignCodes(t *testing.T) {
	codes := make([]uint32, 8)
	assignCodes(codes, []uint8{3, 3, 3, 3, 3, 2, 4, 4})
	want := []uint32{0b010 | 3<<16, 0b110 | 3<<16, 0b001 | 3<<16, 0b101 | 3<<16, 0b011 | 3<<16, 0b00 | 2<<16, 0b0111 | 4<<16, 0b1111 | 4<<16}
	if !slices.Equal(codes, want) {
		t.Errorf("got  %b\nwant %b", codes, want)
	}
}

func TestSort(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 11))
	for n := range literalCount + 1 {
		numbers := make([]uint64, n)
		for i := range numbers {
			numbers[i] = uint64(r.Uint32N(uint32(n+1)))<<16 | uint64(i)
		}
		want := slices.Sorted(slices.Values(numbers))
		if sort(numbers); !slices.Equal(numbers, want) {
			t.Fatalf("%d numbers: got  %d\nwant %d", n, numbers, want)
		}
	}
}

// simpleHuffmanBits returns the number of bits of an unlimited Huffman code,
// the plain way: join the two lightest nodes until one remains.
func simpleHuffmanBits(weights []uint32) int {
	nodes, bits := slices.Clone(weights), 0
	for len(nodes) > 1 {
		slices.Sort(nodes)
		joined := nodes[0] + nodes[1]
		bits += int(joined)
		nodes = append(nodes[2:], joined)
	}
	return bits
}

func TestMinimumRedundancy(t *testing.T) {
	r := rand.New(rand.NewPCG(12, 12))
	for range 500 {
		weights := make([]uint32, 2+r.IntN(literalCount-1))
		for i := range weights {
			weights[i] = 1 + uint32(math.Exp2(r.Float64()*20))
		}
		slices.Sort(weights)
		depths := slices.Clone(weights)
		minimumRedundancy(depths)
		got := 0
		for i, weight := range weights {
			got += int(weight) * int(depths[i])
			if i > 0 && depths[i] > depths[i-1] {
				t.Fatalf("weights %d: got depths %d, which do not descend", weights, depths)
			}
		}
		if want := simpleHuffmanBits(weights); got != want {
			t.Fatalf("weights %d: got %d bits, want %d", weights, got, want)
		}
	}
}
