package pagezip

// A block is a part of the deflate stream: the matches in a section of the
// page, and the best codes for these matches (RFC 1951, section
// 3.2.3).
//
// The block reads its section twice, to count symbols and to write them.
// Counting takes a tenth of the time. The codes of the previous block would
// cost nothing, but the text changes with every family, and the page of a
// small program is a single block.
type block struct {
	sequences [maxSequences + longestMatch/maxMatch + 1]sequence
	n         int // number of sequences; all bytes behind are literals

	counts symbols

	// oddCounts counts every second literal of a run. In a single array, the
	// second of two equal literals waits for the first (store-to-load
	// forwarding). Two arrays and the steps of matchLen save up to 2.5 ns of
	// 58 for a series.
	oddCounts [256]uint32

	lens struct { // of the codes, in bits
		literals  [literalCount]uint8
		distances [distanceCount]uint8
	}
	codes       symbols                         // as assignCodes makes them; distances with the number of extra bits<<24
	lengthCodes [maxMatch - minMatch + 1]uint32 // code with extra bits, and the number of all these bits<<24

	dynamic bool // the block has codes of its own, not the codes of section 3.2.6
	header  codeLengths
	huffman huffman
}

// symbols holds a number for each symbol. Literals and lengths share an
// alphabet.
type symbols struct {
	literals  [literalCount]uint32
	distances [32]uint32 // the last two are unused: an index of 5 bits needs no bounds check
}

const (
	// maxSequences is enough for 4000 lines of counters. The header of such
	// a block is a small part of it, and the sequences fit into a second
	// level cache.
	maxSequences = 8192

	// longestMatch limits the matches of the search. A block writes a match of
	// this length as several, with room for them behind maxSequences.
	longestMatch = 64 * maxMatch

	// maxBlock ends a block with few matches.
	maxBlock = 1 << 18
)

// Limits for the lengths of codes in bits, where RFC 1951 allows 15. So
// there is room between two flushes for four literals, or for a literal and
// a match with all its extra bits. Pages do not grow by the limits.
const (
	maxLiteralBits  = 12
	maxDistanceBits = 10
)

// prepare makes the codes for text, the block's section of the page, and
// returns the number of bits that write will take.
func (b *block) prepare(text []byte) int {
	b.count(text)
	b.useFixed()
	fixed := 3 + b.size()
	b.huffman.lengths(b.lens.literals[:], b.counts.literals[:], maxLiteralBits)
	b.huffman.lengths(b.lens.distances[:], b.counts.distances[:distanceCount], maxDistanceBits)
	b.header.prepare(&b.huffman, b.lens.literals[:], b.lens.distances[:])
	size := 3 + b.header.size() + b.size()
	b.dynamic = size < fixed
	if !b.dynamic {
		b.useFixed()
		size = fixed
	}
	b.assign()
	return size
}

// count counts the symbols of the block.
func (b *block) count(text []byte) {
	b.counts, b.oddCounts = symbols{}, [256]uint32{}
	c, odd := &b.counts, &b.oddCounts
	c.literals[endOfBlock] = 1
	pos := 0
	for _, s := range b.sequences[:b.n] {
		end := pos + s.literals()
		run := text[pos:end]
		for ; len(run) >= 2; run = run[2:] {
			c.literals[run[0]]++
			odd[run[1]]++
		}
		if len(run) > 0 {
			c.literals[run[0]]++
		}
		c.literals[firstLength+int(lengthSymbols[s&0xff])]++
		c.distances[s>>24&31]++
		pos = end + s.length()
	}
	for _, literal := range text[pos:] {
		c.literals[literal]++
	}
	for literal, n := range odd {
		c.literals[literal] += n
	}
}

// size returns the number of bits that the symbols take.
func (b *block) size() int {
	n := 0
	for symbol, count := range b.counts.literals {
		n += int(count) * int(b.lens.literals[symbol])
	}
	for symbol, extra := range lengthExtra {
		n += int(b.counts.literals[firstLength+symbol]) * int(extra)
	}
	for symbol, extra := range distanceExtra {
		n += int(b.counts.distances[symbol]) * int(b.lens.distances[symbol]+extra)
	}
	return n
}

// useFixed sets the lengths of the fixed codes, which need no header: RFC
// 1951, section 3.2.6. They suit pages of a few lines.
func (b *block) useFixed() {
	for symbol := range b.lens.literals {
		n := uint8(8)
		switch {
		case symbol >= 144 && symbol < 256:
			n = 9
		case symbol >= 256 && symbol < 280:
			n = 7
		}
		b.lens.literals[symbol] = n
	}
	for symbol := range b.lens.distances {
		b.lens.distances[symbol] = 5
	}
}

// assign makes the codes from their lengths, and joins the code of each
// match length with its extra bits.
func (b *block) assign() {
	assignCodes(b.codes.literals[:], b.lens.literals[:])
	assignCodes(b.codes.distances[:], b.lens.distances[:])
	for symbol, extra := range distanceExtra {
		b.codes.distances[symbol] |= uint32(extra) << 24
	}
	for length, symbol := range lengthSymbols {
		code := b.codes.literals[firstLength+int(symbol)]
		bits, n := code&0xffff, code>>16
		bits |= uint32(length-int(lengthBases[symbol])) << n
		n += uint32(lengthExtra[symbol])
		b.lengthCodes[length] = bits | n<<24
	}
}

// write writes the block; text is its section of the page. The writer must
// have room for the bits of prepare.
func (b *block) write(w *bitWriter, text []byte) {
	if b.dynamic {
		w.write(2<<1, 3)
		b.header.write(w)
	} else {
		w.write(1<<1, 3)
	}
	literals, distances := &b.codes.literals, &b.codes.distances
	p, pos := w.pendingBits, w.pos
	start := 0
	for _, s := range b.sequences[:b.n] {
		end := start + s.literals()
		run := text[start:end]
		start = end + s.length()
		for len(run) >= 4 {
			p = p.code(literals[run[0]]).code(literals[run[1]])
			p = p.code(literals[run[2]]).code(literals[run[3]])
			p, pos = p.flush(w.buf, pos)
			run = run[4:]
		}
		for _, literal := range run {
			p = p.code(literals[literal])
		}
		if len(run) > 1 {
			p, pos = p.flush(w.buf, pos)
		}
		length, distance := b.lengthCodes[s&0xff], distances[s>>24&31]
		extra := uint(distance >> 24)
		p = p.add(uint64(length&0xffffff), uint(length>>24))
		p = p.code(distance & 0xffffff)
		p = p.add(uint64(s>>8)&(1<<(extra&63)-1), extra)
		p, pos = p.flush(w.buf, pos)
	}
	for _, literal := range text[start:] {
		p, pos = p.code(literals[literal]).flush(w.buf, pos)
	}
	w.pendingBits, w.pos = p.code(literals[endOfBlock]).flush(w.buf, pos)
}
