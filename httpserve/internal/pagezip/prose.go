package pagezip

// isProse reports whether the line is unlike the one before: it is a
// comment, or one of many lines whose words are drawn from some stock.
func (f *finder) isProse() bool { return f.busy >= 2 || f.comment }

// A match of fewer than lazy bytes is not taken if the next byte has a
// better one.
const lazy = 16

// prose finds the matches of such lines, from at on, and returns where it
// stopped, which is before limit if something else begins, and the source
// there. It looks up every position, as compressors of any text do.
func (f *finder) prose(at, limit int) (int, int) {
	page := f.page
	for at < limit && f.block.n < maxSequences {
		c := page[at]
		if c == '\n' {
			return f.newLine(at)
		}
		if isDigit(c) && at > 0 && (page[at-1] == ' ' || page[at-1] == '.') { // a number
			at += max(1, wordLen(load64(page, at)))
			continue
		}
		from, n := f.words.search(page, at)
		if n == 0 {
			at++
			continue
		}
		if n < lazy && at+1 < limit {
			if from2, n2 := f.words.search(page, at+1); n2 > n+1 {
				at, from, n = at+1, from2, n2
			}
		}
		for i := at + 1; i < min(at+n, limit); i += 2 { // all would take longer and hardly find more
			f.words.insert(page, i)
		}
		f.busy++
		line := f.line
		f.end = none
		n = f.cross(at, from, n)
		if n >= minMatch {
			f.add(at, from, n)
		}
		at += n
		switch {
		case f.line == line:
		case at == f.line:
			f.end = at
			return at, f.prev
		case !f.isProse():
			return at, from + n
		}
	}
	return at, none
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
