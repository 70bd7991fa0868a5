package pagezip

// A dynamic block begins with the lengths of its codes, which are written
// with a Huffman code of their own and with symbols for repetitions: RFC
// 1951, section 3.2.7.
const (
	repeatLast      = 16 // 3 to 6 times, 2 extra bits
	repeatZero      = 17 // 3 to 10 times, 3 extra bits
	repeatZeroOften = 18 // 11 to 138 times, 7 extra bits

	maxLengthBits = 7
)

// lengthOrder is the order in which the lengths of the lengths' own code
// are written.
var lengthOrder = [19]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// codeLengths are the lengths of a block's two codes, ready to be written.
type codeLengths struct {
	literals, distances int // how many lengths there are of each

	symbols []uint16 // symbol | extra<<8
	buf     [literalCount + distanceCount]uint16

	counts [19]uint32
	lens   [19]uint8
	codes  [19]uint32
	own    int // how many of lens are written
}

// set prepares the lengths of the two codes.
func (c *codeLengths) set(h *huffman, literals, distances []uint8) {
	c.literals, c.distances = used(literals), used(distances)
	all := [literalCount + distanceCount]uint8{}
	n := copy(all[:], literals[:c.literals])
	n += copy(all[n:], distances[:c.distances])
	c.repeat(all[:n])
	clear(c.counts[:])
	for _, s := range c.symbols {
		c.counts[s&0xff]++
	}
	h.lengths(c.lens[:], c.counts[:], maxLengthBits)
	assign(c.codes[:], c.lens[:])
	c.own = len(lengthOrder)
	for c.own > 4 && c.lens[lengthOrder[c.own-1]] == 0 {
		c.own--
	}
}

// used returns the length of lens without the zeros at its end.
func used(lens []uint8) int {
	n := len(lens)
	for n > 0 && lens[n-1] == 0 {
		n--
	}
	return n
}

// repeat sets symbols to the lengths.
func (c *codeLengths) repeat(lens []uint8) {
	c.symbols = c.buf[:0]
	for len(lens) > 0 {
		n := 1
		for n < len(lens) && lens[n] == lens[0] {
			n++
		}
		c.run(lens[0], n)
		lens = lens[n:]
	}
}

// run adds n times the same length.
func (c *codeLengths) run(length uint8, n int) {
	if length > 0 {
		c.symbols = append(c.symbols, uint16(length))
		n--
	}
	for n > 0 {
		symbol, least, most := uint16(repeatLast), 3, 6
		switch {
		case length > 0:
		case n > 10:
			symbol, least, most = repeatZeroOften, 11, 138
		default:
			symbol, least, most = repeatZero, 3, 10
		}
		times := min(n, most)
		if times < least {
			c.symbols = append(c.symbols, uint16(length))
			n--
			continue
		}
		c.symbols = append(c.symbols, symbol|uint16(times-least)<<8)
		n -= times
	}
}

// extraBits returns how many extra bits come behind a symbol.
func extraBits(symbol uint16) uint {
	switch symbol {
	case repeatLast:
		return 2
	case repeatZero:
		return 3
	case repeatZeroOften:
		return 7
	}
	return 0
}

// size returns the number of bits that write writes.
func (c *codeLengths) size() int {
	n := 5 + 5 + 4 + 3*c.own
	for s, count := range c.counts {
		n += int(count) * (int(c.lens[s]) + int(extraBits(uint16(s))))
	}
	return n
}

func (c *codeLengths) write(w *bitWriter) {
	w.write(uint64(c.literals-firstLength), 5)
	w.write(uint64(c.distances-1), 5)
	w.write(uint64(c.own-4), 4)
	for _, s := range lengthOrder[:c.own] {
		w.write(uint64(c.lens[s]), 3)
	}
	for _, s := range c.symbols {
		w.pending, w.at = w.code(c.codes[s&0xff]).flush(w.buf, w.at)
		w.write(uint64(s>>8), extraBits(s&0xff))
	}
}
