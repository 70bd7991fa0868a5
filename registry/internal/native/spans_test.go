package native

import (
	"fmt"
	"slices"
	"testing"
)

// Gaps of up to two buckets do not end a span.
func TestSpans(t *testing.T) {
	for _, c := range []struct {
		indexes []int // the count of each is its place, from 1 on
		spans   string
		counts  []uint64
	}{
		{nil, "[]", nil},
		{[]int{5}, "[{5 1}]", []uint64{1}},
		{[]int{-3, -2}, "[{-3 2}]", []uint64{1, 2}},
		{[]int{0, 3}, "[{0 4}]", []uint64{1, 0, 0, 2}},
		{[]int{-1, 3, 9}, "[{-1 1} {3 1} {5 1}]", []uint64{1, 2, 3}},
	} {
		var spans Spans
		for i, index := range c.indexes {
			spans.Add(index, uint64(i+1))
		}
		if got := fmt.Sprint(spans.Spans); got != c.spans || !slices.Equal(spans.Counts, c.counts) {
			t.Errorf("buckets %v: got spans %s and counts %v, want %s and %v", c.indexes, got, spans.Counts, c.spans, c.counts)
		}
	}
}
