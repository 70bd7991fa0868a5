package pagezip

import "math"

// A finder finds the matches of a page.
//
// It reads with two fingers: at, the next byte, and source, where the text
// went on alike before, which is in the line before. As long as the bytes
// under both are the same, that is a match. Where they differ, a word of the
// line has changed, the end of a label's value or the number; both move on
// to the ends of their words, and what at has passed over are literals.
// Then they are compared again. After a number, source is set to the line
// that is to come again: the one before, or another if the name is another.
//
// This takes a few steps for a line of any length, and the matches are the
// nearest there are. Where it fails, as the words have nothing to do with
// each other, words are looked up instead: see dictionary and prose.
//
// Everything that is looked at in vain is bounded by what is then taken, or
// by a constant, so that time is linear in the size of any page.
type finder struct {
	page     []byte
	block    *block
	source   int // when a block ends
	literals int // those that are in no sequence yet begin here

	line, prev, prev2 int  // the line feeds in front of the current line and of the two before
	end               int  // the line feed at the end of source's line; none if it was not looked for
	name              int  // the length of the line's name, with the line feed and the byte behind it
	comment           bool // the line is one
	busy              int  // words that were looked up and found, of late
	misses            uint // words that were not found since one was

	twin twin

	words dictionary
	names [1 << nameBits]uint32 // the line feeds before the lines in which a name came anew, by its hash
}

const (
	nameBits = 8

	// none is a position that is near to no other.
	none = -1 << 30

	// margin is the end of the page, which is not looked at in detail: there
	// are always some more bytes to load.
	margin = 32

	// short words are those whose literals take less than the matches that
	// might be found for them.
	short = 3
)

// reset begins a page.
func (f *finder) reset(page []byte) {
	f.page, f.source = page, none
	f.line, f.prev, f.prev2, f.end = none, none, none, none
	f.name, f.busy, f.misses = math.MaxInt, 0, 0
	f.comment = isComment(page, 0)
	f.twin.reset()
	f.words.reset()
	clear(f.names[:])
}

// forget lets go of the page.
func (f *finder) forget() { f.page = nil }

// near reports whether a match of the bytes at at may be that of from.
func near(at, from int) bool { return uint(at-from-1) < window }

// fill sets the sequences of the block that begins at start, and returns
// where it ends.
func (f *finder) fill(b *block, start int) int {
	f.block, f.literals = b, start
	b.n = 0
	page, at, src := f.page, start, f.source
	limit := min(len(page)-margin, start+maxBlock)
	for at < limit && b.n < maxSequences {
		n := 0
		if near(at, src) {
			n = matchLen(page, at, src)
		}
		if at == f.line {
			if n < f.name {
				src, n = f.newName(at, src, n)
			}
			if n == 0 {
				at, src = at+1, src+1
				continue
			}
		}
		if src+n > f.end && n > 0 {
			n = f.cross(at, src, n)
		}
		if n >= minMatch {
			f.add(at, src, n)
		}
		at, src = at+n, src+n
		switch {
		case at == f.line:
			src, f.end = f.prev, f.line
		case at >= limit:
		case f.isProse():
			at, src = f.prose(at, limit)
		default:
			if f.twin.line >= 0 {
				if from, ok := f.inTwin(at); ok {
					src, f.end = from, none
					break
				}
			}
			at, src = f.next(at, src)
		}
	}
	f.source = src
	if at >= len(page)-margin {
		return len(page)
	}
	return at
}

// add adds the match of n bytes at at with those at src, and the literals
// in front of it.
func (f *finder) add(at, src, n int) {
	page, b, first, d := f.page, f.block, f.literals, at-src
	f.literals = at + n
	// Words that differ may still have the same end.
	for at > first && at > d && n < longestMatch && page[at-1] == page[at-1-d] {
		at, n = at-1, n+1
	}
	literals := at - first
	for n > maxMatch {
		m := min(maxMatch, n-minMatch)
		b.sequences[b.n] = newSequence(literals, m, d)
		b.n++
		literals, n = 0, n-m
	}
	b.sequences[b.n] = newSequence(literals, n, d)
	b.n++
}
