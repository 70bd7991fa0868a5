package pagezip

import (
	"bytes"
	"math"
)

// lines tracks the lines of a page while a matcher goes through the page. A
// line is known by the position of the line feed before it.
type lines struct {
	page []byte

	line, previous, secondPrevious int // the current line and the two lines before

	candEnd int  // the line feed at the end of the candidate's line; noPosition if unknown
	nameEnd int  // the length of the line's name, with the line feed before and the byte behind it
	comment bool // the line is a comment
	hits    int  // recent number of words found in the dictionary; halved with each line

	reference reference

	nameLines [1 << nameBits]uint32 // where a name last followed another name, by its hash
}

const nameBits = 8

// reset begins a page.
func (l *lines) reset(page []byte) {
	l.page = page
	l.line, l.previous, l.secondPrevious, l.candEnd = noPosition, noPosition, noPosition, noPosition
	l.nameEnd, l.hits = math.MaxInt, 0
	l.comment = startsComment(page, 0)
	l.reference.reset()
	clear(l.nameLines[:])
}

// startsComment reports whether the line at pos is a comment.
func startsComment(page []byte, pos int) bool { return pos < len(page) && page[pos] == '#' }

// isIrregular reports whether the line is unlike the previous line: a
// comment, or a line whose words come in any order.
func (l *lines) isIrregular() bool { return l.hits >= 2 || l.comment }

// newLine begins the line behind the line feed at pos. It returns pos and
// the candidate there, the previous line.
func (l *lines) newLine(pos int) (int, int) {
	l.secondPrevious, l.previous, l.line, l.candEnd = l.previous, l.line, pos, pos
	l.hits /= 2
	wasComment := l.comment
	l.comment = startsComment(l.page, pos+1)
	l.reference.advance(l.page, pos, wasComment && !l.comment)
	return pos, l.previous
}

// newName begins a line, behind the line feed at pos, whose name differs
// from the name of the previous line: both have n bytes in common, the
// latter at cand. newName returns the best candidate and its length. In a
// histogram or summary the best is the line where the same name last
// followed another name, the same line of the previous series. In a
// family with two lines a series the best is the line before the previous
// line.
func (l *lines) newName(pos, cand, n int) (int, int) {
	h := uint32(0)
	end := pos + 1
	for ; end < len(l.page) && l.page[end] > ' ' && l.page[end] != '{'; end++ {
		h = (h ^ uint32(l.page[end])) * 0x01000193 // as in FNV-1a
	}
	l.nameEnd = end + 1 - pos
	slot := &l.nameLines[h*goldenRatio32>>(32-nameBits)]
	d := uint32(pos) - *slot // right for pages of more than 4 GB, too
	*slot = uint32(pos)
	for _, line := range [2]int{pos - int(d), l.secondPrevious} {
		if line < 0 || !inWindow(pos, line) {
			continue
		}
		if m := matchLen(l.page, pos, line); m > n {
			cand, n = line, m
			l.candEnd = noPosition
		}
	}
	return cand, n
}

// cross begins the lines whose line feeds are in the match of n bytes at pos
// with cand. It returns the number of bytes to take: all, or, if the match
// ends in the name of a line, the bytes before that line, because newName
// may know a better candidate.
func (l *lines) cross(pos, cand, n int) int {
	d := pos - cand
	feed := l.candEnd + d
	if l.candEnd < cand { // unknown, or the candidate has gone beyond
		feed = l.feed(pos, pos+n)
	}
	if feed == l.line {
		feed = l.feed(pos+1, pos+n)
	}
	if feed >= pos+n {
		return n
	}
	for feed < pos+n {
		l.newLine(feed)
		if feed-d == l.previous { // the candidate is in the previous line, which is as long
			feed += d
		} else {
			l.candEnd = noPosition
			feed = l.feed(feed+1, pos+n)
		}
	}
	if pos+n-l.line < l.nameEnd {
		return l.line - pos
	}
	return n
}

// feed returns the position of the first line feed from start on, or end if
// there is none before.
func (l *lines) feed(start, end int) int {
	if i := bytes.IndexByte(l.page[start:end], '\n'); i >= 0 {
		return start + i
	}
	return end
}
