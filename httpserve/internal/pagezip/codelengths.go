package pagezip

// A dynamic block begins with the lengths of its codes. A third Huffman code
// writes these lengths, with symbols for repetitions: RFC 1951, section
// 3.2.7.
const (
	repeatLast      = 16 // 3 to 6 times, 2 extra bits
	repeatZero      = 17 // 3 to 10 times, 3 extra bits
	repeatZeroOften = 18 // 11 to 138 times, 7 extra bits

	maxLengthBits = 7
)

// lengthOrder is the order of the lengths of the third code in the header.
var lengthOrder = [19]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// lengthRepeatBits are the numbers of extra bits behind the symbols of the
// third code.
var lengthRepeatBits = [19]uint8{repeatLast: 2, repeatZero: 3, repeatZeroOften: 7}

// codeLengths are the lengths of a block's two codes, ready to be written.
type codeLengths struct {
	literals, distances int // numbers of lengths

	symbols [literalCount + distanceCount]uint16 // symbol | extra bits<<8
	n       int                                  // number of symbols

	counts [19]uint32
	lens   [19]uint8
	codes  [19]uint32
	stored int // number of lens in the header
}

// prepare computes the header for the lengths of the two codes.
func (c *codeLengths) prepare(h *huffman, literals, distances []uint8) {
	c.literals, c.distances = trimmedLen(literals), trimmedLen(distances)
	lens := [literalCount + distanceCount]uint8{}
	n := copy(lens[:], literals[:c.literals])
	n += copy(lens[n:], distances[:c.distances])
	clear(c.counts[:])
	c.addRuns(lens[:n])
	h.lengths(c.lens[:], c.counts[:], maxLengthBits)
	assignCodes(c.codes[:], c.lens[:])
	c.stored = len(lengthOrder)
	for c.stored > 4 && c.lens[lengthOrder[c.stored-1]] == 0 {
		c.stored--
	}
}

// trimmedLen returns the length of lens without the zeros at its end.
func trimmedLen(lens []uint8) int {
	n := len(lens)
	for n > 0 && lens[n-1] == 0 {
		n--
	}
	return n
}

// addRuns sets the symbols for lens.
func (c *codeLengths) addRuns(lens []uint8) {
	c.n = 0
	for len(lens) > 0 {
		n := 1
		for n < len(lens) && lens[n] == lens[0] {
			n++
		}
		c.addRun(lens[0], n)
		lens = lens[n:]
	}
}

// addRun adds the symbols for n times the same length.
func (c *codeLengths) addRun(length uint8, n int) {
	if length > 0 {
		c.add(length, 0)
		n--
	}
	for n > 0 {
		symbol, least, most := uint8(repeatLast), 3, 6
		switch {
		case length > 0:
		case n > 10:
			symbol, least, most = repeatZeroOften, 11, 138
		default:
			symbol, least, most = repeatZero, 3, 10
		}
		times := min(n, most)
		if times < least {
			c.add(length, 0)
			n--
			continue
		}
		c.add(symbol, times-least)
		n -= times
	}
}

// add adds a symbol with the value of its extra bits.
func (c *codeLengths) add(symbol uint8, extra int) {
	c.symbols[c.n] = uint16(symbol) | uint16(extra)<<8
	c.n++
	c.counts[symbol]++
}

// size returns the number of bits that write writes.
func (c *codeLengths) size() int {
	n := 5 + 5 + 4 + 3*c.stored
	for symbol, count := range c.counts {
		n += int(count) * int(c.lens[symbol]+lengthRepeatBits[symbol])
	}
	return n
}

// write writes the header without its first three bits.
func (c *codeLengths) write(w *bitWriter) {
	w.write(uint64(c.literals-firstLength), 5)
	w.write(uint64(c.distances-1), 5)
	w.write(uint64(c.stored-4), 4)
	for _, symbol := range lengthOrder[:c.stored] {
		w.write(uint64(c.lens[symbol]), 3)
	}
	for _, s := range c.symbols[:c.n] {
		symbol := s & 0xff
		code := c.codes[symbol]
		w.write(uint64(code&0xffff), uint(code>>16))
		w.write(uint64(s>>8), uint(lengthRepeatBits[symbol]))
	}
}
