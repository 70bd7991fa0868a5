package pagezip

import (
	"bytes"
	"math/bits"
)

// next returns where to compare again, after at and src turned out to
// differ. It is the short way of what resync does.
func (f *finder) next(at, src int) (int, int) {
	page := f.page
	x := load64(page, at)
	w := wordLen(x)
	if w == 8 {
		if !digits(x) {
			return f.resync(at, src)
		}
		if near(at, src) {
			src += wordLen(load64(page, src))
		}
		return at + 8, src
	}
	c := page[at+w]
	if c == '\n' && page[at] <= '9' {
		return f.newLine(at + w)
	}
	if w < short && near(at, src) {
		if v := wordLen(load64(page, src)); page[src+v] == c {
			return at + w, src + v
		}
	}
	return f.resync(at, src)
}

// resync moves at and src to the ends of their words, if these end alike;
// or to where the word at at came before. Else it moves the one whose word
// is not the last of its label, so that it may catch up.
func (f *finder) resync(at, src int) (int, int) {
	page := f.page
	w, c := wordEnd(page, at)
	v, d := 8, byte(0)
	if near(at, src) {
		v, d = wordEnd(page, src)
	}
	same := w < 8 && v < 8 && c == d
	number := c == '.' && page[at] <= '9'
	if w > 0 && !number && (w >= short || !same) {
		from := none
		if same {
			from = src + v
		}
		if at, src, ok := f.lookUp(at, w, from); ok {
			return at, src
		}
	}
	switch {
	case same:
		return at + w, src + v
	case c == '\n':
		return f.newLine(at + w)
	case !near(at, src):
		return at + min(w+1, 8), none
	case w == 8:
		return at + 8, src + v
	case c == '"':
		end := max(src+v, min(at, src+v+64)) // source may be about to reach at
		if i := bytes.IndexByte(page[src+v:end], '"'); i >= 0 {
			return at + w, src + v + i
		}
		return at + w + 1, none
	case d == '"' || d == '\n':
		return at + w + 1, src + v
	}
	return at + w + 1, src + min(v+1, 8)
}

// wordEnd returns the length of the word at at and the byte at its end, or
// 8 and 0 if it is longer.
func wordEnd(page []byte, at int) (int, byte) {
	w := wordLen(load64(page, at))
	if w == 8 {
		return 8, 0
	}
	return w, page[at+w]
}

// What literals cost, in bits, and what a byte more in a match saves.
const (
	digitBits  = 3
	letterBits = 5
	byteBits   = 4
)

// remembered is how much of a match that was found by its words is put into
// the dictionary: from there on it is found by those.
const remembered = 24

// lookUp returns where the match of the word at at with one before begins,
// and the place of the latter. The word has w bytes; behind them, the text
// goes on as at sync does, if that is not none. If the match is not worth
// more than that, ok is false.
func (f *finder) lookUp(at, w, sync int) (begin, from int, ok bool) {
	// If nothing is ever found, as among random numbers, it is rarely tried.
	f.misses++
	if f.misses > 32 && f.misses%4 != 0 {
		return 0, 0, false
	}
	begin = f.wordBegin(at)
	from, n := f.words.search(f.page, begin)
	if begin+n <= at {
		return 0, 0, false
	}
	if near(at+w, sync) {
		literal := letterBits
		if f.page[at] <= '9' {
			literal = digitBits
		}
		m := matchLen(f.page, at+w, sync)
		if worth(at+w+m, at+w-sync)-literal*w > worth(begin+n, begin-from) {
			return 0, 0, false
		}
	}
	f.misses = 0
	f.busy++
	f.words.insertWords(f.page, begin+1, begin+min(n, remembered))
	if begin < f.literals {
		b := f.block
		b.sequences[b.n-1] = b.sequences[b.n-1].shorten(f.literals - begin)
		f.literals = begin
	}
	f.end = none
	return begin, from, true
}

// worth compares matches by the place where they end, and by distance,
// whose bits will be written again with the next match from there.
func worth(end, distance int) int { return byteBits*end - 2*bits.Len(uint(distance)) }

// wordBegin returns where the word begins that goes on at at: that may be
// in the last match, if enough of it remains.
func (f *finder) wordBegin(at int) int {
	b := f.block
	if at != f.literals || b.n == 0 || at < 8 {
		return at
	}
	back := bits.LeadingZeros64(boundaries(load64(f.page, at-8))) >> 3
	if back == 8 || b.sequences[b.n-1].length() < back+minMatch {
		return at
	}
	return at - back
}
