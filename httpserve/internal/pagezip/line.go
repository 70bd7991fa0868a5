package pagezip

import "bytes"

// newLine begins the line behind the line feed at at.
func (f *finder) newLine(at int) (int, int) {
	f.prev2, f.prev, f.line, f.end = f.prev, f.line, at, at
	f.busy /= 2
	wasComment := f.comment
	f.comment = isComment(f.page, at+1)
	f.twin.advance(f.page, at, wasComment && !f.comment)
	return at, f.prev
}

// newName is for a line, behind the line feed at at, whose name is not that
// of the line before, with which it has n bytes in common at src. It returns
// a better source, if there is one: the line where this name last came
// anew, which is the same line of the series before, if these are those of
// a histogram or summary; or the line before the last, if there are two
// lines to a series.
func (f *finder) newName(at, src, n int) (int, int) {
	h := uint32(0)
	end := at + 1
	for ; end < len(f.page) && f.page[end] > ' ' && f.page[end] != '{'; end++ {
		h = (h ^ uint32(f.page[end])) * 0x01000193 // as FNV-1a does
	}
	f.name = end + 1 - at
	slot := &f.names[h*goldenRatio32>>(32-nameBits)]
	d := uint32(at) - *slot // also right if the page has more than 4 GB
	*slot = uint32(at)
	for _, from := range [2]int{at - int(d), f.prev2} {
		if from < 0 || !near(at, from) {
			continue
		}
		if m := matchLen(f.page, at, from); m > n {
			src, n = from, m
			f.end = none
		}
	}
	return src, n
}

// cross is for a match that may go over line feeds: of n bytes at at with
// those at src. It returns how many of them to take, which is all, unless
// it ends in the name of a line, for which there may be a better source.
func (f *finder) cross(at, src, n int) int {
	d := at - src
	feed := f.end + d
	if f.end < src { // it is not known, or source has gone past it
		feed = f.feed(at, at+n)
	}
	if feed == f.line {
		feed = f.feed(at+1, at+n)
	}
	if feed >= at+n {
		return n
	}
	for feed < at+n {
		f.newLine(feed)
		if feed-d == f.prev { // source is in the line before, which is as long
			feed += d
		} else {
			f.end = none
			feed = f.feed(feed+1, at+n)
		}
	}
	if at+n-f.line < f.name {
		return f.line - at
	}
	return n
}

// feed returns the place of the first line feed from from on, or to if
// there is none before that.
func (f *finder) feed(from, to int) int {
	if i := bytes.IndexByte(f.page[from:to], '\n'); i >= 0 {
		return from + i
	}
	return to
}
