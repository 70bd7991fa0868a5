package pagezip

import (
	"strings"
	"testing"
)

func TestReference(t *testing.T) {
	const page = "# TYPE aaa counter\naaa{l=\"x\"} 1\naaa{l=\"y\"} 2\n# TYPE b counter\nb{l=\"x\"} 1\nb{l=\"y\"} 2\nb{l=\"z\"} 3\n"
	l := newLines(page)
	var got []string
	for pos := range page {
		if page[pos] != '\n' || pos == len(page)-1 {
			continue
		}
		l.newLine(pos)
		text := "none"
		if r := l.reference; r.line >= 0 {
			text, _, _ = strings.Cut(page[r.line+1:], "\n")
		}
		got = append(got, text)
	}
	want := []string{"none", "none", "none", `aaa{l="x"} 1`, `aaa{l="y"} 2`, "none"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestReferenceCandidate(t *testing.T) {
	page := padded("\naaa{l=\"value1\"} 1\n#\nb{l=\"value2\"} 2\n")
	second := strings.Index(string(page), "\nb")
	r := reference{line: 0, shift: 2}
	pos := second + len("\nb{")
	if cand, ok := r.candidate(page, pos, second); cand != len("\naaa{") || !ok {
		t.Errorf("got candidate %d, %v, want %d, true", cand, ok, len("\naaa{"))
	}
	pos += len(`l="val`)
	if cand, ok := r.candidate(page, pos, second); ok {
		t.Errorf("got candidate %d although the values differ", cand)
	}
	r.shift = -100
	if cand, ok := r.candidate(page, pos, second); ok {
		t.Errorf("got candidate %d before the page", cand)
	}
}

func TestNameLen(t *testing.T) {
	tests := []struct {
		page string
		pos  int
		want int
	}{
		{"\nname{a=\"b\"} 1", 0, 4},
		{"\nname 1", 0, 4},
		{"\nname\n", 0, 4},
		{"\nname", 0, 4},
		{"\n", 0, 0},
		{"\nname", noPosition, 0},
		{"\n" + strings.Repeat("n", 2*longestLine), 0, longestLine - 1},
	}
	for _, test := range tests {
		if got := nameLen([]byte(test.page), test.pos); got != test.want {
			t.Errorf("%.20q at %d: got %d, want %d", test.page, test.pos, got, test.want)
		}
	}
}
