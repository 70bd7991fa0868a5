package expfmt

import (
	"path"
	"strings"
	"testing"
	"unicode/utf8"
)

var patterns = []struct {
	pattern, name string
	want          bool
}{
	{"", "", true},
	{"", "a", false},
	{"a", "a", true},
	{"a", "ab", false},
	{"*", "", true},
	{"*", "a.b/c", true},
	{"go_*", "go_", true},
	{"go_*", "go_threads", true},
	{"go_*", "a_go_threads", false},
	{"*_total", "a_total_total", true},
	{"*_total", "a_totals", false},
	{"a*b*c", "abbbc", true},
	{"a*b*c", "acccb", false},
	{"a**", "a", true},
	{"?", "a", true},
	{"?", "é", true},
	{"??", "é", false},
	{"*??", "é", false},
	{"?", "", false},
	{"[a]", "[a]", true},
	{"*", "*", true},
}

func TestMatches(t *testing.T) {
	for _, tt := range patterns {
		if got := matchesAny([]string{tt.pattern}, tt.name); got != tt.want {
			t.Errorf("%q, %q: got %v, want %v", tt.pattern, tt.name, got, tt.want)
		}
	}
}

// path.Match means the same by stars and question marks where there are no
// slashes.
func FuzzMatches(f *testing.F) {
	for _, tt := range patterns {
		f.Add(tt.pattern, tt.name)
	}
	f.Fuzz(func(t *testing.T, pattern, name string) {
		if !utf8.ValidString(pattern) || !utf8.ValidString(name) ||
			strings.ContainsAny(pattern, `[]\`) || strings.Contains(name, "/") {
			return
		}
		want, err := path.Match(pattern, name)
		if got := matchesAny([]string{pattern}, name); got != want || err != nil {
			t.Errorf("%q, %q: got %v, want %v", pattern, name, got, want)
		}
	})
}
