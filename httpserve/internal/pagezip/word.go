package pagezip

import "math/bits"

// The text of a page changes word by word. Words end with a separator, a
// byte below '0': a line feed, blank, quote, point, comma or slash. The
// functions of this file look at the eight bytes of a uint64 at once; the
// first byte is the lowest.

const (
	lowBits  = 0x0101010101010101
	highBits = 0x80 * lowBits
)

// separators sets the highest bit of each separator in x. A highest bit
// set before the subtraction keeps a byte from borrowing from the next byte.
func separators(x uint64) uint64 { return ^((x | highBits) - '0'*lowBits) &^ x & highBits }

// boundaries sets the highest bit of each byte of x that is a separator or
// an underscore, the separator within a name.
func boundaries(x uint64) uint64 {
	y := x ^ '_'*lowBits
	return separators(x) | ^((y&^highBits)+0x7f*lowBits|y)&highBits
}

// wordLen returns the number of bytes of x before the first separator.
func wordLen(x uint64) int { return bits.TrailingZeros64(separators(x)) >> 3 }

// wordEnd returns the length of the word at pos and the separator behind it,
// or 8 and 0 for a longer word.
func wordEnd(page []byte, pos int) (int, byte) {
	n := wordLen(load64(page, pos))
	if n == 8 {
		return 8, 0
	}
	return n, page[pos+n]
}

// allDigits reports whether all eight bytes of x are digits.
func allDigits(x uint64) bool {
	y := x ^ '0'*lowBits
	return (y+(0x80-10)*lowBits|y)&highBits == 0
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
