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
func hashValues(values []string) uint32 {
	h := seed
	for _, v := range values {
		h = hashValue(h, v)
	}
	return uint32(h^h>>32) & hashMask
}

// hashValue adds a value to a hash: 16 bytes at a time, the last of which
// may overlap with those before, and the length.
func hashValue(h uint64, v string) uint64 {
	var a, b uint64
	switch n := len(v); {
	case n > 16:
		for rest := v; len(rest) > 16; rest = rest[16:] {
			h = fold(h^load64(rest), secret^load64(rest[8:]))
		}
		a, b = load64(v[n-16:]), load64(v[n-8:])
	case n >= 8:
		a, b = load64(v), load64(v[n-8:])
	case n >= 4:
		a, b = load32(v), load32(v[n-4:])
	case n > 0:
		a = uint64(v[0]) | uint64(v[n/2])<<8 | uint64(v[n-1])<<16
	}
	return fold(h^a, secret^b^uint64(len(v))<<32)
}

// fold multiplies and keeps all 128 bits of the product, folded in two:
// each bit of a and b has its say in about half of them.
func fold(a, b uint64) uint64 {
	high, low := bits.Mul64(a, b)
	return high ^ low
}

// load64 and load32 read the first bytes of v; each is one instruction.

func load64(v string) uint64 {
	return uint64(v[0]) | uint64(v[1])<<8 | uint64(v[2])<<16 | uint64(v[3])<<24 |
		uint64(v[4])<<32 | uint64(v[5])<<40 | uint64(v[6])<<48 | uint64(v[7])<<56
}

func load32(v string) uint64 {
	return uint64(v[0]) | uint64(v[1])<<8 | uint64(v[2])<<16 | uint64(v[3])<<24
}
