package registry

import (
	"math"
	"math/bits"
)

// A key is a number as an integer that sorts as slices.Sort has numbers:
// NaN, of which there is only one, is the least. Comparing integers, and
// sorting them digit by digit, takes no branches that depend on the numbers,
// which a processor could not predict.
type key uint64

const signBit = 1 << 63

func keyOf(v float64) key {
	if v != v {
		return 0
	}
	b := math.Float64bits(v)
	if b&signBit != 0 {
		return key(^b) // the larger, the less
	}
	return key(b | signBit)
}

func (k key) float() float64 {
	switch {
	case k == 0:
		return math.NaN()
	case k&signBit == 0:
		return math.Float64frombits(uint64(^k))
	}
	return math.Float64frombits(uint64(k ^ signBit))
}

// sortKeys sorts keys, of which there may be up to 65,535, and has spare,
// of the same length, for its work. It is a radix sort of the four highest
// bytes in which the keys differ, which puts most numbers in order, or
// nearly so; moving the rest by hand is cheaper than four more rounds. Of
// numbers that lie close together but for a few, that would be too many
// moves, and all bytes are sorted.
func sortKeys(keys, spare []key) {
	all, some := ^key(0), key(0)
	for _, k := range keys {
		all &= k
		some |= k
	}
	differ := bits.Len64(uint64(all ^ some))
	if len(keys) < 2 || differ == 0 {
		return
	}
	const rounds = 4
	sortBytes(keys, spare, max(0, differ-8*rounds), rounds)
	if !insertionSort(keys, 4*len(keys)) {
		sortBytes(keys, spare, 0, 8)
	}
}

// sortBytes sorts keys by so many bytes of theirs, the lowest of which
// begins at the bit from. Keys that are equal there stay as they are.
func sortBytes(keys, spare []key, from, rounds int) {
	in, out := keys, spare[:len(keys)]
	for round := range rounds {
		shift := uint(from+8*round) & 63
		var next [256]uint16 // first the number of keys with each byte, then where the next of them goes
		for _, k := range in {
			next[uint8(k>>shift)]++
		}
		if int(next[uint8(in[0]>>shift)]) == len(in) {
			continue // all have the same
		}
		at := uint16(0)
		for b := range next {
			next[b], at = at, at+next[b]
		}
		for _, k := range in {
			b := uint8(k >> shift)
			out[next[b]] = k
			next[b]++
		}
		in, out = out, in
	}
	copy(keys, in) // which may be there already
}

// insertionSort sorts keys that are nearly sorted. It gives up, and reports
// false, after so many moves.
func insertionSort(keys []key, moves int) bool {
	for i := 1; i < len(keys); i++ {
		k, at := keys[i], i
		for at > 0 && keys[at-1] > k {
			keys[at] = keys[at-1]
			at--
		}
		keys[at] = k
		if moves -= i - at; moves < 0 {
			return false
		}
	}
	return true
}
