package pagezip

import (
	"bytes"
	"math/bits"
)

// A matcher finds the matches of a page.
//
// The matcher compares the text at two positions: the next byte, and the
// candidate, where the text before was the same; the candidate is usually in
// the previous line. Equal bytes make a match. Where the bytes
// differ, a word of the line has changed: the end of a label value, or the
// number. Both positions move on to the ends of their words, and the bytes
// passed are literals. Then the comparison goes on. Behind a number, the
// candidate moves to the most likely line: the previous
// line, or another line if the name is another.
//
// So a line of any length takes a few steps, and matches have the least
// distances. Where lines have no words in common, the matcher looks words up
// instead: see dictionary and matchIrregular.
//
// The match taken next, or a constant, bounds the bytes compared in vain: the
// time is linear in the size of any page.
type matcher struct {
	lines
	block        *block
	candidate    int  // at the end of a block
	literalStart int  // begins the literals without a sequence
	misses       uint // words lacking in the dictionary since the last word found

	words dictionary
}

const (
	// margin is the end of a page, in which the matcher does not look at
	// words: eight more bytes can always be loaded.
	margin = 32

	// shortWord is the length from which a match of a word takes less bits
	// than its literals.
	shortWord = 3

	// lazyMatch is the length from which a match is taken without a look at
	// the next byte, where a longer match may begin.
	lazyMatch = 16

	// insertedBytes is the size of the part of a match whose words the
	// dictionary gets: enough to find the same text again. More
	// words cost 10 ns of 119 a line.
	insertedBytes = 24
)

// reset begins a page.
func (m *matcher) reset(page []byte) {
	m.lines.reset(page)
	m.candidate, m.misses = noPosition, 0
	m.words.reset()
}

// fill sets the sequences of the block that begins at start, and returns
// the end of the block.
func (m *matcher) fill(b *block, start int) int {
	m.block, m.literalStart = b, start
	b.n = 0
	page, pos, cand := m.page, start, m.candidate
	limit := min(len(page)-margin, start+maxBlock)
	for pos < limit && b.n < maxSequences {
		n := 0
		if inWindow(pos, cand) {
			n = matchLen(page, pos, cand)
		}
		if pos == m.line {
			if n < m.nameEnd {
				cand, n = m.newName(pos, cand, n)
			}
			if n == 0 {
				pos, cand = pos+1, cand+1
				continue
			}
		}
		if cand+n > m.candEnd && n > 0 {
			n = m.cross(pos, cand, n)
		}
		if n >= minMatch {
			m.add(pos, cand, n)
		}
		pos, cand = pos+n, cand+n
		switch {
		case pos == m.line:
			cand, m.candEnd = m.previous, m.line
		case pos >= limit:
		case m.isIrregular():
			pos, cand = m.matchIrregular(pos, limit)
		default:
			if m.reference.line >= 0 {
				if refCand, ok := m.reference.candidate(page, pos, m.line); ok {
					cand, m.candEnd = refCand, noPosition
					break
				}
			}
			pos, cand = m.next(pos, cand)
		}
	}
	m.candidate = cand
	if pos >= len(page)-margin {
		return len(page)
	}
	return pos
}

// add adds the match of n bytes at pos with cand, and the literals before
// the match.
func (m *matcher) add(pos, cand, n int) {
	page, b, first, d := m.page, m.block, m.literalStart, pos-cand
	m.literalStart = pos + n
	// Words that differ may end alike.
	for pos > first && pos > d && n < longestMatch && page[pos-1] == page[pos-1-d] {
		pos, n = pos-1, n+1
	}
	literals := pos - first
	for n > maxMatch {
		length := min(maxMatch, n-minMatch)
		b.sequences[b.n] = newSequence(literals, length, d)
		b.n++
		literals, n = 0, n-length
	}
	b.sequences[b.n] = newSequence(literals, n, d)
	b.n++
}

// next returns the positions to compare next, behind pos and cand, which
// differ. It does the frequent cases of resync with less work.
func (m *matcher) next(pos, cand int) (int, int) {
	page := m.page
	x := load64(page, pos)
	n := wordLen(x)
	if n == 8 {
		if !allDigits(x) {
			return m.resync(pos, cand)
		}
		if inWindow(pos, cand) {
			cand += wordLen(load64(page, cand))
		}
		return pos + 8, cand
	}
	c := page[pos+n]
	if c == '\n' && page[pos] <= '9' {
		return m.newLine(pos + n)
	}
	if n < shortWord && inWindow(pos, cand) {
		if candLen := wordLen(load64(page, cand)); page[cand+candLen] == c {
			return pos + n, cand + candLen
		}
	}
	return m.resync(pos, cand)
}

// resync moves pos and cand to the ends of their words, if the same
// separator follows both words; or to a match of the word at pos with the
// dictionary. Otherwise only the position moves that is not yet at the end
// of its label value or line, until both are.
func (m *matcher) resync(pos, cand int) (int, int) {
	page := m.page
	n, c := wordEnd(page, pos)
	candLen, candC := 8, byte(0)
	if inWindow(pos, cand) {
		candLen, candC = wordEnd(page, cand)
	}
	same := n < 8 && candLen < 8 && c == candC
	isNumber := c == '.' && page[pos] <= '9'
	if n > 0 && !isNumber && (n >= shortWord || !same) {
		candEnd := noPosition
		if same {
			candEnd = cand + candLen
		}
		if start, match, ok := m.lookUp(pos, n, candEnd); ok {
			return start, match
		}
	}
	switch {
	case same:
		return pos + n, cand + candLen
	case c == '\n':
		return m.newLine(pos + n)
	case !inWindow(pos, cand):
		return pos + min(n+1, 8), noPosition
	case n == 8:
		return pos + 8, cand + candLen
	case c == '"':
		end := max(cand+candLen, min(pos, cand+candLen+64)) // the candidate may be just before pos
		if i := bytes.IndexByte(page[cand+candLen:end], '"'); i >= 0 {
			return pos + n, cand + candLen + i
		}
		return pos + n + 1, noPosition
	case candC == '"' || candC == '\n':
		return pos + n + 1, cand + candLen
	}
	return pos + n + 1, cand + min(candLen+1, 8)
}

// lookUp looks for the word of n bytes at pos in the dictionary. It returns
// the start of the match and its candidate. If candEnd is in the window, the
// text behind the word may match there instead; if that saves more, ok is
// false.
func (m *matcher) lookUp(pos, n, candEnd int) (start, cand int, ok bool) {
	// If the dictionary never has the word, as among random numbers, most
	// words are not looked up.
	m.misses++
	if m.misses > 32 && m.misses%4 != 0 {
		return 0, 0, false
	}
	start = m.wordStart(pos)
	cand, length := m.words.search(m.page, start)
	if start+length <= pos {
		return 0, 0, false
	}
	if end := pos + n; inWindow(end, candEnd) {
		literal := letterBits
		if m.page[pos] <= '9' {
			literal = digitBits
		}
		other := matchScore(end+matchLen(m.page, end, candEnd), end-candEnd) - literal*n
		if other > matchScore(start+length, start-cand) {
			return 0, 0, false
		}
	}
	m.misses = 0
	m.hits++
	m.words.insertWords(m.page, start+1, start+min(length, insertedBytes))
	if start < m.literalStart {
		b := m.block
		b.sequences[b.n-1] = b.sequences[b.n-1].shorten(m.literalStart - start)
		m.literalStart = start
	}
	m.candEnd = noPosition
	return start, cand, true
}

// wordStart returns the start of the word around pos. The start may
// be in the last match, if enough of the match remains.
func (m *matcher) wordStart(pos int) int {
	b := m.block
	if pos != m.literalStart || b.n == 0 || pos < 8 {
		return pos
	}
	back := bits.LeadingZeros64(boundaries(load64(m.page, pos-8))) >> 3
	if back == 8 || b.sequences[b.n-1].length() < back+minMatch {
		return pos
	}
	return pos - back
}

// matchIrregular finds the matches of irregular lines from pos on. It looks
// up every position, as compressors of any text do. It returns the position
// where the irregular lines end, at limit at the latest, and the candidate
// there.
func (m *matcher) matchIrregular(pos, limit int) (int, int) {
	page := m.page
	for pos < limit && m.block.n < maxSequences {
		c := page[pos]
		if c == '\n' {
			return m.newLine(pos)
		}
		if isDigit(c) && pos > 0 && (page[pos-1] == ' ' || page[pos-1] == '.') { // a number
			pos += max(1, wordLen(load64(page, pos)))
			continue
		}
		cand, n := m.words.search(page, pos)
		if n == 0 {
			pos++
			continue
		}
		if n < lazyMatch && pos+1 < limit {
			if nextCand, nextLen := m.words.search(page, pos+1); nextLen > n+1 {
				pos, cand, n = pos+1, nextCand, nextLen
			}
		}
		for i := pos + 1; i < min(pos+n, limit); i += 2 { // every position would find hardly more
			m.words.insert(page, i)
		}
		m.hits++
		line := m.line
		m.candEnd = noPosition
		n = m.cross(pos, cand, n)
		if n >= minMatch {
			m.add(pos, cand, n)
		}
		pos += n
		switch {
		case m.line == line:
		case pos == m.line:
			m.candEnd = pos
			return pos, m.previous
		case !m.isIrregular():
			return pos, cand + n
		}
	}
	return pos, noPosition
}
