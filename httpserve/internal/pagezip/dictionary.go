package pagezip

import "math/bits"

// A dictionary holds the latest position of a word, by a hash of its first
// 4 bytes and by a hash of its first 8 bytes, and the earlier positions of
// the latter.
//
// The matcher inserts each word of a search, and the words in the matches
// found. It neither searches for words of ordinary lines nor inserts such
// words.
type dictionary struct {
	fourBytes, eightBytes [1 << wordBits]uint32
	chain                 [window]uint16 // distance from a word in eightBytes to the previous one; more than a window if there is none
}

const (
	wordBits = 13

	// maxTries is the number of earlier words with the same first bytes that
	// a search compares.
	maxTries = 8

	goldenRatio32 = 0x9e3779b1
	goldenRatio64 = 0x9e3779b97f4a7c15
)

// reset removes all words. The chain keeps old entries: no search reaches
// an entry but from a word of the new page.
func (d *dictionary) reset() {
	clear(d.fourBytes[:])
	clear(d.eightBytes[:])
}

// insert inserts the word at pos, and returns the distances to the previous
// words with the same hashes of 4 and 8 bytes, or 0.
func (d *dictionary) insert(page []byte, pos int) (four, eight uint32) {
	x := load64(page, pos)
	slot := &d.fourBytes[uint32(x)*goldenRatio32>>(32-wordBits)]
	four = uint32(pos) - *slot
	*slot = uint32(pos)
	slot = &d.eightBytes[x*goldenRatio64>>(64-wordBits)]
	eight = uint32(pos) - *slot
	if eight == 0 { // pos was inserted before
		return four, uint32(d.chain[uint(pos)%window])
	}
	d.chain[uint(pos)%window] = uint16(min(eight, 1<<16-1))
	*slot = uint32(pos)
	return four, eight
}

// insertWords inserts the words that begin from start+1 to end+7.
func (d *dictionary) insertWords(page []byte, start, end int) {
	end = min(end, len(page)-margin)
	for i := start; i < end; i += 8 {
		for b := boundaries(load64(page, i)); b != 0; b &= b - 1 {
			d.insert(page, i+bits.TrailingZeros64(b)>>3+1)
		}
	}
}

// search inserts the word at pos and returns its best match: the position of
// the repeated bytes, and the length, or 0. A distant match of
// 4 bytes is no match: its literals take no more bits.
func (d *dictionary) search(page []byte, pos int) (cand, n int) {
	x := load64(page, pos)
	four, eight := d.insert(page, pos)
	if cand = pos - int(eight); cand >= 0 && inWindow(pos, cand) && load64(page, cand) == x {
		return d.longest(page, pos, cand)
	}
	if cand = pos - int(four); cand >= 0 && inWindow(pos, cand) && load32(page, cand) == uint32(x) {
		if n = matchLen(page, pos, cand); n > 4 || four < 1<<9 {
			return cand, n
		}
	}
	return 0, 0
}

// longest returns the best match of pos with cand and the words before cand
// in the chain.
func (d *dictionary) longest(page []byte, pos, cand int) (best, n int) {
	best, n = cand, matchLen(page, pos, cand)
	score := byteBits*n - bits.Len(uint(pos-cand))
	for range maxTries {
		distance := int(d.chain[uint(cand)%window])
		cand -= distance
		if distance == 0 || cand < 0 || !inWindow(pos, cand) || pos+n >= len(page) {
			break
		}
		if page[cand+n] != page[pos+n] {
			continue
		}
		m := matchLen(page, pos, cand)
		if s := byteBits*m - bits.Len(uint(pos-cand)); s > score {
			best, n, score = cand, m, s
		}
	}
	return best, n
}
