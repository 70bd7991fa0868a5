package pagezip

import (
	"math"
	"strings"
	"testing"
)

func newLines(page string) *lines {
	l := new(lines)
	l.reset([]byte(page))
	return l
}

func TestLinesNewLine(t *testing.T) {
	const page = "a 1\nb 2\n# c\nd 3\n"
	l := newLines(page)
	if l.comment || l.nameEnd != math.MaxInt {
		t.Errorf("first line: got comment %v, name end %d", l.comment, l.nameEnd)
	}
	wantPrevious := noPosition
	for i, isComment := range []bool{false, true, false} {
		feed := 4*i + 3
		pos, cand := l.newLine(feed)
		if pos != feed || cand != wantPrevious {
			t.Errorf("line %d: got position %d, candidate %d, want %d, %d", i, pos, cand, feed, wantPrevious)
		}
		if l.comment != isComment {
			t.Errorf("line %d: got comment %v, want %v", i, l.comment, isComment)
		}
		wantPrevious = feed
	}
	if l.line != 11 || l.previous != 7 || l.secondPrevious != 3 {
		t.Errorf("got lines at %d, %d, %d, want 11, 7, 3", l.line, l.previous, l.secondPrevious)
	}
	if !newLines("# HELP").comment || newLines("").comment {
		t.Error("got the comment of the first line wrong")
	}
}

func TestLinesIsIrregular(t *testing.T) {
	l := newLines(strings.Repeat("x 1\n", 4))
	for l.hits = 4; l.hits >= 2; {
		if !l.isIrregular() {
			t.Errorf("%d hits: got a regular line", l.hits)
		}
		l.newLine(3)
	}
	if l.isIrregular() {
		t.Errorf("%d hits: got an irregular line", l.hits)
	}
}

// The name of a bucket line last followed another name in the previous
// series.
func TestLinesNewName(t *testing.T) {
	const page = "\nh_bucket{le=\"1\"} 1\nh_sum 2\nh_bucket{le=\"1\"} 3\nh_sum 4\n" // and no margin: newName must not look behind
	l := newLines(page)
	l.newLine(0)
	l.newName(0, noPosition, 0)
	sum := strings.Index(page, "\nh_sum")
	l.newLine(sum)
	l.newName(sum, 0, 3)
	bucket := sum + strings.Index(page[sum:], "\nh_bucket")
	l.newLine(bucket)
	cand, n := l.newName(bucket, sum, 3)
	if want := len("\nh_bucket{le=\"1\"} "); cand != 0 || n != want {
		t.Errorf("got candidate %d with %d bytes, want 0 with %d", cand, n, want)
	}
	if want := len("\nh_bucket{"); l.nameEnd != want {
		t.Errorf("got name end %d, want %d", l.nameEnd, want)
	}
}

func TestLinesFeed(t *testing.T) {
	l := newLines("ab\ncd\n")
	for _, test := range []struct{ start, end, want int }{{0, 6, 2}, {2, 6, 2}, {3, 6, 5}, {3, 5, 5}, {0, 2, 2}, {6, 6, 6}} {
		if got := l.feed(test.start, test.end); got != test.want {
			t.Errorf("feed(%d, %d): got %d, want %d", test.start, test.end, got, test.want)
		}
	}
}

func TestLinesCross(t *testing.T) {
	const line = "\nname{a=\"b\"} 1"
	page := strings.Repeat(line, 5)
	tests := []struct {
		name            string
		pos, n          int
		want, wantLines int
	}{
		{"within a line", len(line) + 3, 5, 5, 1},
		{"to the end of a line", len(line) + 3, len(line) - 3, len(line) - 3, 1},
		{"into a label", len(line) + 3, len(line) + 6, len(line) + 6, 2},
		{"into a name", len(line) + 3, len(line), len(line) - 3, 2},
		{"over two lines", len(line) + 3, 2*len(line) + 9, 2*len(line) + 9, 3},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			l := newLines(page)
			l.newLine(0)
			l.newLine(len(line))
			l.nameEnd, l.candEnd = len("\nname{"), len(line)
			if got := l.cross(test.pos, test.pos-len(line), test.n); got != test.want {
				t.Errorf("got %d bytes, want %d", got, test.want)
			}
			if want := test.wantLines * len(line); l.line != want {
				t.Errorf("got the line at %d, want %d", l.line, want)
			}
		})
	}
}
