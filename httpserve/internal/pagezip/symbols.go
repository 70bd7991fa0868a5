package pagezip

import "math/bits"

// The alphabets of RFC 1951, section 3.2.5. A literal is its own symbol.
// The lengths of matches have symbols behind the literals in the same
// alphabet; distances have an alphabet of their own. Most symbols stand for
// a range of values, from which extra bits choose.
const (
	endOfBlock    = 256
	firstLength   = 257
	literalCount  = 288 // the last two take room in the fixed code and are never sent
	distanceCount = 30

	minMatch = 3
	maxMatch = 258
	window   = 1 << 15
)

// lengthExtra and distanceExtra are the numbers of extra bits.
var (
	lengthExtra   = [29]uint8{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0}
	distanceExtra = [distanceCount]uint8{0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13}
)

// lengthSymbols are the symbols of the lengths from minMatch on. lengthBases
// are the smallest lengths of the symbols from firstLength on, less
// minMatch.
var lengthSymbols, lengthBases = makeLengths()

func makeLengths() (symbols [maxMatch - minMatch + 1]uint8, bases [29]uint8) {
	length := 0
	for symbol, extra := range lengthExtra {
		if length == len(symbols) {
			length-- // 258 has a symbol of its own beside the symbol of its range
		}
		bases[symbol] = uint8(length)
		for range min(1<<extra, len(symbols)-length) {
			symbols[length] = uint8(symbol)
			length++
		}
	}
	return symbols, bases
}

// distanceSymbol returns the symbol of the distance d+1: from d = 4 on,
// twice the place of the highest bit of d, plus the bit below.
func distanceSymbol(d uint32) uint32 {
	if d < 4 {
		return d
	}
	n := uint32(bits.Len32(d)) - 1
	return 2*n + d>>(n-1)&1
}
