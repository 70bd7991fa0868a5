package pagezip

import (
	"math/bits"
	"slices"
)

// A huffman makes the codes of one alphabet: from how often its symbols
// occur, the number of bits of each, and from these the bits.
type huffman struct {
	symbols [literalCount]uint64 // count<<16 | symbol, of those that occur
	depths  [literalCount]uint32

	// For limit: the nodes of two levels, and which of those of each level
	// are pairs.
	nodes [2][2 * literalCount]uint64
	pairs [15][2 * literalCount]bool
}

// lengths sets lens to the number of bits that each symbol takes in a
// prefix code of at most limit bits. If counts has less than two symbols
// that occur, others get a bit as well, because decoders differ in what
// else they accept.
func (h *huffman) lengths(lens []uint8, counts []uint32, limit int) {
	used := h.symbols[:0]
	for s, n := range counts {
		lens[s] = 0
		if n > 0 {
			used = append(used, uint64(n)<<16|uint64(s))
		}
	}
	for s := 0; len(used) < 2; s++ {
		if counts[s] == 0 {
			used = append(used, 1<<16|uint64(s))
		}
	}
	slices.Sort(used)
	depths := h.depths[:len(used)]
	for i, u := range used {
		depths[i] = uint32(u >> 16)
	}
	minimumRedundancy(depths)
	if depths[0] > uint32(limit) {
		h.limit(depths, used, limit)
	}
	for i, u := range used {
		lens[u&0xffff] = uint8(depths[i])
	}
}

// minimumRedundancy replaces the weights in a, which ascend, by the depths
// of their leaves in a tree of Huffman, which descend. It is the algorithm
// of Moffat and Katajainen, In-place calculation of minimum-redundancy
// codes (1995), which keeps the tree in the same array.
func minimumRedundancy(a []uint32) {
	n := len(a)
	// Nodes are made in ascending order of their weights, as leaves are;
	// a[next] is the node made. A node that has got a parent has its index.
	leaf, root := 0, 0
	take := func(next int) uint32 {
		if leaf >= n || root < next && a[root] < a[leaf] {
			w := a[root]
			a[root] = uint32(next)
			root++
			return w
		}
		w := a[leaf]
		leaf++
		return w
	}
	for next := range n - 1 {
		w := take(next)
		a[next] = w + take(next)
	}
	// From parents to depths of the inner nodes.
	a[n-2] = 0
	for i := n - 3; i >= 0; i-- {
		a[i] = a[a[i]] + 1
	}
	// On each level, what is not an inner node is a leaf.
	nodes, inner, depth := 1, n-2, uint32(0)
	for next := n - 1; nodes > 0; depth++ {
		below := 0
		for inner >= 0 && a[inner] == depth {
			below++
			inner--
		}
		for ; nodes > below; nodes-- {
			a[next] = depth
			next--
		}
		nodes = 2 * below
	}
}

// limit sets depths to those of the best code of at most limit bits, for
// used, which ascend. It is the package-merge algorithm of Larmore and
// Hirschberg, A fast algorithm for optimal length-limited Huffman codes
// (1990): each level has all leaves and the pairs of the level before, in
// ascending order. Of the last level, 2n-2 nodes are taken; a pair takes two
// of the level before; a leaf is as deep as it is taken often.
func (h *huffman) limit(depths []uint32, used []uint64, limit int) {
	last, next := h.nodes[0][:0], h.nodes[1][:0]
	for level := range limit {
		leaf, pair := 0, 0
		for leaf < len(used) || pair+1 < len(last) {
			isPair := pair+1 < len(last) &&
				(leaf == len(used) || last[pair]+last[pair+1] < used[leaf]>>16)
			h.pairs[level][len(next)] = isPair
			if isPair {
				next = append(next, last[pair]+last[pair+1])
				pair += 2
			} else {
				next = append(next, used[leaf]>>16)
				leaf++
			}
		}
		last, next = next, last[:0]
	}
	clear(depths)
	taken := 2*len(used) - 2
	for level := limit - 1; level >= 0; level-- {
		pairs := 0
		for _, isPair := range h.pairs[level][:taken] {
			if isPair {
				pairs++
			}
		}
		for leaf := range taken - pairs {
			depths[leaf]++
		}
		taken = 2 * pairs
	}
}

// assign sets codes to the bits of each symbol, those that are sent first
// lowest, and their number above them: bits | number<<16. Codes of the same
// number of bits ascend as their symbols do, and shorter ones come before
// longer ones: RFC 1951, section 3.2.2.
func assign(codes []uint32, lens []uint8) {
	var count, next [16]uint32
	for _, n := range lens {
		count[n]++
	}
	count[0] = 0
	for n := 1; n < 16; n++ {
		next[n] = (next[n-1] + count[n-1]) << 1
	}
	for s, n := range lens {
		codes[s] = uint32(bits.Reverse16(uint16(next[n])<<(16-n))) | uint32(n)<<16
		next[n]++
	}
}
