package pagezip

import (
	"encoding/binary"
	"math/bits"
)

func load64(b []byte, i int) uint64 { return binary.LittleEndian.Uint64(b[i : i+8]) }
func load32(b []byte, i int) uint32 { return binary.LittleEndian.Uint32(b[i : i+4]) }

// matchLen returns how many of the bytes at a and at b, which is less than
// a, are the same, but at most longestMatch.
func matchLen(page []byte, a, b int) int {
	end := min(len(page), a+longestMatch)
	from := a
	for a+16 <= end {
		if differ := load64(page, a) ^ load64(page, b); differ != 0 {
			return a - from + bits.TrailingZeros64(differ)>>3
		}
		if differ := load64(page, a+8) ^ load64(page, b+8); differ != 0 {
			return a + 8 - from + bits.TrailingZeros64(differ)>>3
		}
		a, b = a+16, b+16
	}
	for a+8 <= end {
		if differ := load64(page, a) ^ load64(page, b); differ != 0 {
			return a - from + bits.TrailingZeros64(differ)>>3
		}
		a, b = a+8, b+8
	}
	for a < end && page[a] == page[b] {
		a, b = a+1, b+1
	}
	return a - from
}

const (
	ones = 0x0101010101010101
	high = 0x80 * ones
)

// wordLen returns how many of the eight bytes of x, the first of which is
// the lowest, come before the first separator.
func wordLen(x uint64) int { return bits.TrailingZeros64(separators(x)) >> 3 }

// separators sets the highest bit of each byte of x that is below '0': of
// line feeds, blanks, quotes, points, commas and slashes, between which
// the text of a page changes. The highest bit of each byte, set before the
// subtraction, keeps it from borrowing from the next one.
func separators(x uint64) uint64 { return ^((x | high) - '0'*ones) &^ x & high }

// boundaries sets the highest bit of each byte of x that is a separator or
// an underscore, between which are the words of names.
func boundaries(x uint64) uint64 {
	y := x ^ '_'*ones
	return separators(x) | ^((y&^high)+0x7f*ones|y)&high
}

// digits reports whether all eight bytes of x are digits.
func digits(x uint64) bool {
	y := x ^ '0'*ones
	return (y+(0x80-10)*ones|y)&high == 0
}
