package pagezip

import "math/bits"

// A dictionary remembers where words came last, by a hash of 4 bytes and
// by one of 8, and where those of the latter came before that.
//
// It knows the words that were looked up and those in the matches that
// were found so; those of ordinary lines are never asked for, and not even
// put in.
type dictionary struct {
	shorts, longs [1 << wordBits]uint32
	chain         [window]uint16 // distance from a word in longs to the one before; more than a window if there is none
}

const (
	wordBits = 13

	// depth is how many words that begin alike are tried.
	depth = 8

	goldenRatio32 = 0x9e3779b1
	goldenRatio64 = 0x9e3779b97f4a7c15
)

func (w *dictionary) reset() {
	clear(w.shorts[:])
	clear(w.longs[:])
	// An entry of chain is reached only from words of this page.
}

// insert puts in the word at at, and returns how far back the words of the
// same hashes are, or 0.
func (w *dictionary) insert(page []byte, at int) (short, long uint32) {
	x := load64(page, at)
	slot := &w.shorts[uint32(x)*goldenRatio32>>(32-wordBits)]
	short = uint32(at) - *slot
	*slot = uint32(at)
	slot = &w.longs[x*goldenRatio64>>(64-wordBits)]
	long = uint32(at) - *slot
	if long == 0 { // it has been put in before
		return short, uint32(w.chain[uint(at)%window])
	}
	w.chain[uint(at)%window] = uint16(min(long, 1<<16-1))
	*slot = uint32(at)
	return short, long
}

// insertWords puts in the words that begin between from and to.
func (w *dictionary) insertWords(page []byte, from, to int) {
	to = min(to, len(page)-margin)
	for i := from; i < to; i += 8 {
		for s := boundaries(load64(page, i)); s != 0; s &= s - 1 {
			w.insert(page, i+bits.TrailingZeros64(s)>>3+1)
		}
	}
}

// search puts in the word at at and returns the best match of it: where it
// is with, and its length, or 0. A match of 4 bytes from afar is none, as
// literals take no more.
func (w *dictionary) search(page []byte, at int) (from, n int) {
	x := load64(page, at)
	short, long := w.insert(page, at)
	if from = at - int(long); from >= 0 && near(at, from) && load64(page, from) == x {
		return w.longest(page, at, from)
	}
	if from = at - int(short); from >= 0 && near(at, from) && load32(page, from) == uint32(x) {
		if n = matchLen(page, at, from); n > 4 || short < 1<<9 {
			return from, n
		}
	}
	return 0, 0
}

// longest returns the best of the matches of at with from and the words
// before that.
func (w *dictionary) longest(page []byte, at, from int) (best, n int) {
	best, n = from, matchLen(page, at, from)
	score := byteBits*n - bits.Len(uint(at-from))
	for range depth {
		step := int(w.chain[uint(from)%window])
		from -= step
		if step == 0 || from < 0 || !near(at, from) || at+n >= len(page) {
			break
		}
		if page[from+n] != page[at+n] {
			continue
		}
		m := matchLen(page, at, from)
		if s := byteBits*m - bits.Len(uint(at-from)); s > score {
			best, n, score = from, m, s
		}
	}
	return best, n
}
