package expfmt

import (
	"math/rand/v2"
	"testing"
)

// A set is like a map, also with keys that share their low bits.
func TestSeriesSet(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var set seriesSet
	for _, n := range []int{0, 1, 3, 4, 1000, 7, 5000, 0} {
		set.reset(n)
		known := make(map[seriesKey]bool)
		for range n {
			key := seriesKey(r.Uint64N(uint64(2*n))) << (32 * r.IntN(2))
			if got := set.add(key); got == known[key] {
				t.Fatalf("%d series: key %d: got new %v, want %v", n, key, got, !known[key])
			}
			known[key] = true
		}
	}
}
