package pagezip

import "bytes"

// A twin is the line of the family before that stands where the current
// line stands in its own family. Many programs have several families with
// the same labels; then a line has more in common with its twin than with
// the line before.
type twin struct {
	line  int // the line feed in front of it; none if there is no such line near
	head  int // the line feed in front of the first line of the current family
	shift int // by how much the twin's name is longer than that of the line
}

// longestTwin is how far the end of a line is looked for.
const longestTwin = 1024

func (t *twin) reset() { *t = twin{line: none, head: none} }

// advance goes on to the next line, which is the one behind the line feed
// at at. If it begins a family, the twin is the first line of that before;
// a comment ends the family of the twin.
func (t *twin) advance(page []byte, at int, begins bool) {
	if begins {
		t.line, t.head = t.head, at
		t.shift = nameLen(page, t.line) - nameLen(page, at)
	} else if t.line >= 0 {
		from := t.line + 1
		i := bytes.IndexByte(page[from:min(from+longestTwin, at)], '\n')
		if t.line = from + i; i < 0 || page[t.line+1] == '#' {
			t.line = none
		}
	}
	if t.line >= 0 && !near(at, t.line) {
		t.line = none
	}
}

// nameLen returns the length of the name of the line behind the line feed
// at at, if there is one.
func nameLen(page []byte, at int) int {
	if at < 0 {
		return 0
	}
	line := page[at+1 : min(len(page), at+longestTwin)]
	for i, c := range line {
		if c <= ' ' || c == '{' {
			return i
		}
	}
	return len(line)
}

// inTwin returns the place in the twin of the line that at is in, and
// whether the text goes on there as it does at at.
func (f *finder) inTwin(at int) (from int, ok bool) {
	from = f.twin.line + f.twin.shift + at - f.line
	return from, from >= 0 && near(at, from) && load64(f.page, from) == load64(f.page, at)
}

// isComment reports whether the line at at is a comment.
func isComment(page []byte, at int) bool { return at < len(page) && page[at] == '#' }
