package pagezip

import "math/bits"

// RFC 1951, section 3.2.5: literals are coded as themselves; lengths of
// matches by symbols behind them in the same alphabet; distances by symbols
// of their own. Most symbols stand for several values, and extra bits say
// for which.
const (
	endOfBlock    = 256
	firstLength   = 257
	literalCount  = 288 // of which the last two only take room in the fixed code
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

// lengthSymbols are the symbols of all lengths, counted from minMatch, and
// lengthBases the first length of each symbol. Symbols count from
// firstLength.
var lengthSymbols, lengthBases = makeLengths()

func makeLengths() (symbols [maxMatch - minMatch + 1]uint8, bases [29]uint8) {
	length := 0
	for symbol, extra := range lengthExtra {
		if length == len(symbols) {
			length-- // 258 has a symbol to itself, beside that of its range
		}
		bases[symbol] = uint8(length)
		for range min(1<<extra, len(symbols)-length) {
			symbols[length] = uint8(symbol)
			length++
		}
	}
	return symbols, bases
}

// distanceSymbol returns the symbol of a distance less 1: from 4 on, twice
// the place of its highest bit, and the bit below that.
func distanceSymbol(d uint32) uint32 {
	if d < 4 {
		return d
	}
	n := uint32(bits.Len32(d)) - 1
	return 2*n + d>>(n-1)&1
}
