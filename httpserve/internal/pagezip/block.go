package pagezip

// A block is a part of the page, and what it takes to write that: matches,
// and codes made for just these (RFC 1951, section 3.2.3).
//
// It goes over its part twice, to count symbols and to write them. Counting
// is a tenth of the time. The codes of the block before could be had for
// nothing, but text changes its kind with every family, and the page of a
// small program has no block before.
type block struct {
	sequences [maxSequences + longestMatch/maxMatch + 1]sequence
	n         int // of sequences; all that follows them are literals

	counts symbols
	odd    [256]uint32 // of every other literal: one may be the same as the one before, and counting it would wait for that
	lens   struct {
		literals  [literalCount]uint8
		distances [distanceCount]uint8
	}
	codes   symbols                         // as assign makes them, distances with the number of extra bits<<24
	lengths [maxMatch - minMatch + 1]uint32 // codes with extra bits, and the number of all these bits<<24

	dynamic bool // its codes are not those of section 3.2.6
	header  codeLengths
	huffman huffman
}

// symbols has a number for each symbol; that of a literal alphabet is
// shared with lengths.
type symbols struct {
	literals  [literalCount]uint32
	distances [32]uint32 // the last two are not used, and spare a check
}

const (
	// maxSequences are some 4000 lines of counters, for which the header of
	// the block is nothing, and its sequences still fit in a second level
	// cache.
	maxSequences = 8192

	// longestMatch is the most that is written in one go, as the matches of
	// which it consists have to fit behind maxSequences.
	longestMatch = 64 * maxMatch

	// maxBlock ends a block that has few matches.
	maxBlock = 1 << 18
)

// Codes are limited to so many bits that between two flushes there may be
// four literals, or one and a match with all its extra bits; on pages that
// costs nothing. RFC 1951 would allow 15.
const (
	maxLiteralBits  = 12
	maxDistanceBits = 10
)

// prepare makes the codes for text, the block's part of the page, and
// returns the number of bits that write will take.
func (b *block) prepare(text []byte) int {
	b.count(text)
	b.useFixed()
	fixed := 3 + b.size()
	b.huffman.lengths(b.lens.literals[:], b.counts.literals[:], maxLiteralBits)
	b.huffman.lengths(b.lens.distances[:], b.counts.distances[:distanceCount], maxDistanceBits)
	b.header.set(&b.huffman, b.lens.literals[:], b.lens.distances[:])
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
	b.counts, b.odd = symbols{}, [256]uint32{}
	c, odd := &b.counts, &b.odd
	c.literals[endOfBlock] = 1
	at := 0
	for _, s := range b.sequences[:b.n] {
		end := at + s.literals()
		run := text[at:end]
		for ; len(run) >= 2; run = run[2:] {
			c.literals[run[0]]++
			odd[run[1]]++
		}
		if len(run) > 0 {
			c.literals[run[0]]++
		}
		c.literals[firstLength+int(lengthSymbols[s&0xff])]++
		c.distances[s>>24&31]++
		at = end + s.length()
	}
	for _, l := range text[at:] {
		c.literals[l]++
	}
	for l, n := range odd {
		c.literals[l] += n
	}
}

// size returns the number of bits that the symbols take.
func (b *block) size() int {
	n := 0
	for s, count := range b.counts.literals {
		n += int(count) * int(b.lens.literals[s])
	}
	for s, extra := range lengthExtra {
		n += int(b.counts.literals[firstLength+s]) * int(extra)
	}
	for s, extra := range distanceExtra {
		n += int(b.counts.distances[s]) * int(b.lens.distances[s]+extra)
	}
	return n
}

// useFixed sets the lengths of the codes that need no header, for pages of
// a few lines: RFC 1951, section 3.2.6.
func (b *block) useFixed() {
	for s := range b.lens.literals {
		n := uint8(8)
		switch {
		case s >= 144 && s < 256:
			n = 9
		case s >= 256 && s < 280:
			n = 7
		}
		b.lens.literals[s] = n
	}
	for s := range b.lens.distances {
		b.lens.distances[s] = 5
	}
}

// assign makes codes of their lengths, and puts them together with what
// follows them.
func (b *block) assign() {
	assign(b.codes.literals[:], b.lens.literals[:])
	assign(b.codes.distances[:], b.lens.distances[:])
	for s, extra := range distanceExtra {
		b.codes.distances[s] |= uint32(extra) << 24
	}
	for l, s := range lengthSymbols {
		code := b.codes.literals[firstLength+int(s)]
		bits, n := code&0xffff, code>>16
		bits |= uint32(l-int(lengthBases[s])) << n
		n += uint32(lengthExtra[s])
		b.lengths[l] = bits | n<<24
	}
}
