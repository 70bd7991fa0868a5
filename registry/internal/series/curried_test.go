package series

import (
	"slices"
	"testing"
)

func TestMerge(t *testing.T) {
	for _, tt := range []struct {
		name    string
		curried Curried
		given   []string
		want    []string
	}{
		{"none", nil, []string{"a", "b"}, []string{"a", "b"}},
		{"in front", Curried{{0, "x"}}, []string{"a"}, []string{"x", "a"}},
		{"between", Curried{{1, "x"}}, []string{"a", "b"}, []string{"a", "x", "b"}},
		{"behind", Curried{{2, "x"}}, []string{"a", "b"}, []string{"a", "b", "x"}},
		{"alone", Curried{{0, "x"}, {1, "y"}}, nil, []string{"x", "y"}},
		{"too few values", Curried{{2, "x"}}, []string{"a"}, []string{"x", "a"}},
		{"too many values", Curried{{0, "x"}}, []string{"a", "b", "c"}, []string{"x", "a", "b", "c"}},
	} {
		if got := tt.curried.Merge(nil, tt.given); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
