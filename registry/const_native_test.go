package registry

import (
	"fmt"
	"slices"
	"testing"
)

// Buckets that follow each other, with gaps of up to two, are one span.
func TestSpans(t *testing.T) {
	for _, c := range []struct {
		buckets map[int]int64
		spans   string // offset and length
		deltas  []int64
	}{
		{nil, "[]", nil},
		{map[int]int64{5: 2}, "[5+1]", []int64{2}},
		{map[int]int64{-3: 1, -2: 3}, "[-3+2]", []int64{1, 2}},
		{map[int]int64{0: 1, 3: 2}, "[0+4]", []int64{1, -1, 0, 2}},
		{map[int]int64{-1: 1, 3: 4, 9: 2}, "[-1+1 3+1 5+1]", []int64{1, 3, -2}},
	} {
		spans, deltas := spans(c.buckets)
		texts := []string{}
		for _, s := range spans {
			texts = append(texts, fmt.Sprintf("%d+%d", s.GetOffset(), s.GetLength()))
		}
		if got := fmt.Sprint(texts); got != c.spans || !slices.Equal(deltas, c.deltas) {
			t.Errorf("buckets %v: got spans %s and deltas %v, want %s and %v", c.buckets, got, deltas, c.spans, c.deltas)
		}
	}
}
