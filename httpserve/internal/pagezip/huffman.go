package pagezip

import "math/bits"

// A huffman computes the codes of an alphabet: from the counts of the
// symbols their lengths in bits, and from the lengths the codes.
type huffman struct {
	symbols [literalCount]uint64 // count<<16 | symbol, of the symbols that occur
	depths  [literalCount]uint32

	// Memory of limitDepths: the weights of two levels of nodes, and for
	// each level, which nodes are pairs.
	weights [2][2 * literalCount]uint64
	pairs   [15][2 * literalCount]bool
}

// lengths sets lens to the number of bits of each symbol in the shortest
// prefix code with at most limit bits. A decoder may refuse a code of less
// than two symbols: if counts has less, lengths adds symbols of one bit.
func (h *huffman) lengths(lens []uint8, counts []uint32, limit int) {
	n := 0
	for symbol, count := range counts {
		lens[symbol] = 0
		if count > 0 {
			h.symbols[n] = uint64(count)<<16 | uint64(symbol)
			n++
		}
	}
	for symbol := 0; n < 2; symbol++ {
		if counts[symbol] == 0 {
			h.symbols[n] = 1<<16 | uint64(symbol)
			n++
		}
	}
	used, depths := h.symbols[:n], h.depths[:n]
	sort(used)
	for i, u := range used {
		depths[i] = uint32(u >> 16)
	}
	minimumRedundancy(depths)
	if depths[0] > uint32(limit) {
		h.limitDepths(depths, used, limit)
	}
	for i, u := range used {
		lens[u&0xffff] = uint8(depths[i])
	}
}

// sort sorts a, of at most literalCount numbers, with the gaps of Ciura,
// Best increments for the average case of shellsort (2001). slices.Sort is
// 6 kB larger in a binary.
func sort(a []uint64) {
	for _, gap := range [...]int{132, 57, 23, 10, 4, 1} {
		for i := gap; i < len(a); i++ {
			v, j := a[i], i
			for ; j >= gap && a[j-gap] > v; j -= gap {
				a[j] = a[j-gap]
			}
			a[j] = v
		}
	}
}

// minimumRedundancy replaces the weights in a, in ascending order, by the
// depths of their leaves in a Huffman tree, in descending order. The
// algorithm keeps the tree in the same array: Moffat and Katajainen,
// In-place calculation of minimum-redundancy codes (1995).
func minimumRedundancy(a []uint32) {
	n := len(a)
	// The inner nodes arise in ascending order of their weights. a[next] is
	// the inner node that arises; a node with a parent holds its index.
	leaf, root := 0, 0
	for next := range n - 1 {
		weight := uint32(0)
		for range 2 {
			if leaf >= n || root < next && a[root] < a[leaf] {
				weight += a[root]
				a[root] = uint32(next)
				root++
			} else {
				weight += a[leaf]
				leaf++
			}
		}
		a[next] = weight
	}
	// Replace the parents of the inner nodes by depths.
	a[n-2] = 0
	for i := n - 3; i >= 0; i-- {
		a[i] = a[a[i]] + 1
	}
	// On each level, all other nodes are leaves.
	nodes, inner, depth := 1, n-2, uint32(0)
	for next := n - 1; nodes > 0; depth++ {
		parents := 0
		for inner >= 0 && a[inner] == depth {
			parents++
			inner--
		}
		for ; nodes > parents; nodes-- {
			a[next] = depth
			next--
		}
		nodes = 2 * parents
	}
}

// limitDepths sets depths for the best code of at most limit bits. used
// holds the symbols in ascending order. The algorithm is package-merge:
// Larmore and Hirschberg, A fast algorithm for optimal length-limited
// Huffman codes (1990). Each level has all leaves and the pairs of the
// previous level, in ascending order. limitDepths takes the first 2n-2 nodes
// of the last level. A pair takes two nodes of the previous level, and each
// time a leaf is taken, its depth grows by one.
func (h *huffman) limitDepths(depths []uint32, used []uint64, limit int) {
	count := 0 // of nodes in the previous level
	for level := range limit {
		previous, next := &h.weights[level&1], &h.weights[^level&1]
		isPair := &h.pairs[level]
		leaf, pair, n := 0, 0, 0
		for leaf < len(used) || pair+1 < count {
			weight := uint64(1 << 63)
			if pair+1 < count {
				weight = previous[pair] + previous[pair+1]
			}
			isPair[n] = leaf == len(used) || weight < used[leaf]>>16
			if isPair[n] {
				pair += 2
			} else {
				weight = used[leaf] >> 16
				leaf++
			}
			next[n] = weight
			n++
		}
		count = n
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

// assignCodes sets codes to bits | length<<16. The first bit of a code to be
// sent is the lowest. Codes of a length ascend with their symbols, and codes
// ascend with their lengths: RFC 1951, section 3.2.2.
func assignCodes(codes []uint32, lens []uint8) {
	var count, next [16]uint32
	for _, n := range lens {
		count[n&15]++
	}
	count[0] = 0
	for n := 1; n < 16; n++ {
		next[n] = (next[n-1] + count[n-1]) << 1
	}
	for symbol, n := range lens {
		codes[symbol] = uint32(bits.Reverse16(uint16(next[n&15])<<(16-n))) | uint32(n)<<16
		next[n&15]++
	}
}
