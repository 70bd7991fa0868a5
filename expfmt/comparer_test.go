package expfmt

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// compareInTurns compares pages that are read in turns of some bytes, or
// one after the other if size is 0.
func compareInTurns(want, got string, opts CompareOptions, size int) []Difference {
	c := NewComparer(opts)
	if size == 0 {
		_ = DecodeText([]byte(want), c.Want())
		_ = DecodeText([]byte(got), c.Got())
		return c.Differences()
	}
	a, b := newDecoder(&textGrammar, c.Want()), newDecoder(&textGrammar, c.Got())
	for want != "" || got != "" {
		n, m := min(size, len(want)), min(size, len(got))
		// The parts of a test end where lines end.
		n += strings.IndexByte(want[n:], '\n') + 1
		m += strings.IndexByte(got[m:], '\n') + 1
		_, _ = a.decodeLines(want[:n])
		_, _ = b.decodeLines(got[:m])
		want, got = want[n:], got[m:]
	}
	_ = a.endFamily()
	_ = b.endFamily()
	return c.Differences()
}

// The differences are the same in whatever turns the pages are read.
func TestComparer(t *testing.T) {
	for _, tt := range comparisons {
		for _, size := range []int{0, 1, 10, 30} {
			got := AppendDifferences(nil, compareInTurns(tt.want, tt.got, tt.opts, size))
			if diff := cmp.Diff(tt.report, string(got)); diff != "" {
				t.Errorf("%s, in turns of %d bytes: report (-want +got):\n%s", tt.name, size, diff)
			}
		}
	}
}

// The k-th point of a series meets the k-th point of the other page.
func TestComparerPoints(t *testing.T) {
	const want = "a 1 1\na 2 2\na 3 3\na 4 4\n# EOF\n"
	const got = "a 1 1\na 3 3\n# EOF\n"
	for _, wantFirst := range []bool{true, false} {
		c := NewComparer(CompareOptions{})
		pages := []struct {
			page string
			enc  Encoder
		}{{want, c.Want()}, {got, c.Got()}}
		if !wantFirst {
			slices.Reverse(pages)
		}
		for _, p := range pages {
			if err := DecodeOpenMetrics([]byte(p.page), p.enc); err != nil {
				t.Fatal(err)
			}
		}
		for range 2 { // asking changes nothing
			report := string(AppendDifferences(nil, c.Differences()))
			if want := "@@ a @@\n-a 2 2000\n+a 3 3000\n-a 3 3000\n-a 4 4000\n"; report != want {
				t.Errorf("want first %v: got %q, want %q", wantFirst, report, want)
			}
		}
	}
}

// A family in which the pages have met takes no memory but its name.
func TestComparerForgets(t *testing.T) {
	c := NewComparer(CompareOptions{})
	f, other := MustFamily("a", "A.", TypeGauge), MustFamily("b", "B.", TypeGauge)
	for _, enc := range []Encoder{c.Want(), c.Got()} {
		enc.Value(f, labels("b", "1"), 1)
		enc.Value(other, LabelSet{}, 1)
	}
	if family, known := c.families["a"]; family != nil || !known {
		t.Errorf("got %v, known %v, want nil, known", family, known)
	}
	c.Want().Value(f, labels("b", "2"), 1) // another piece
	c.Want().Value(f, labels("b", "3"), 1)
	c.Got().Value(f, labels("b", "3"), 1)
	if got, want := string(AppendDifferences(nil, c.Differences())), "@@ a @@\n-a{b=\"2\"} 1\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
