package registry

import (
	"math/bits"
	"math/rand/v2"
)

// seed and secret are what strangers who choose label values would have to
// know to make them collide. They differ from process to process.
var seed, secret = rand.Uint64(), rand.Uint64()

// hashMask lets tests make all series collide.
var hashMask = ^uint32(0)

// hashValues returns a hash of label values, in which their order counts.
// Values are short, and hash/maphash takes longer to be called for each
// than this takes for it. A hash only says where to look: the values that
// are found there are compared.
//
// A value is folded in 16 bytes at a time; the last of them may overlap
// with those before, and the length comes with them.
func hashValues(values []string) uint32 {
	h := seed
	for _, v := range values {
		n := len(v)
		if n > 16 {
			h, v = foldLong(h, v)
		}
		var a, b uint64
		switch {
		case n >= 8:
			a, b = load64(v), load64(v[len(v)-8:])
		case n >= 4:
			a, b = load32(v), load32(v[n-4:])
		case n >= 2:
			a, b = load16(v), load16(v[n-2:])
		case n == 1:
			a = uint64(v[0])
		}
		h = fold(h^a, secret^b^uint64(n)<<32)
	}
	return uint32(h^h>>32) & hashMask
}

// foldLong folds in a value of more than 16 bytes, but for the last 16,
// which it returns.
func foldLong(h uint64, v string) (uint64, string) {
	last := v[len(v)-16:]
	for ; len(v) > 16; v = v[16:] {
		h = fold(h^load64(v), secret^load64(v[8:]))
	}
	return h, last
}

// fold multiplies and keeps all 128 bits of the product, folded in two:
// each bit of a and b has its say in about half of them.
func fold(a, b uint64) uint64 {
	high, low := bits.Mul64(a, b)
	return high ^ low
}
