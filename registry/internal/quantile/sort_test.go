package quantile

import (
	"encoding/binary"
	"math/rand/v2"
	"slices"
	"testing"

	"plainmetrics/registry/internal/quantile/quantiletest"
)

func checkSortKeys(t *testing.T, name string, keys []key) {
	t.Helper()
	want := slices.Sorted(slices.Values(keys))
	sortKeys(keys, make([]key, len(keys)))
	if !slices.Equal(keys, want) {
		t.Errorf("%s, %d keys:\ngot  %v\nwant %v", name, len(keys), keys, want)
	}
}

// sortKeys sorts as slices.Sort does, even where four bytes are not enough:
// in the last stream a single number is far from all others.
func TestSortKeys(t *testing.T) {
	far := quantiletest.Stream{Name: "all but the eighth close together", At: func(i, _ int, random *rand.Rand) float64 {
		if i == 7 {
			return -1e300
		}
		return 1 + random.Float64()*1e-12
	}}
	random := rand.New(rand.NewPCG(1, 2))
	for _, stream := range append(slices.Clone(quantiletest.Streams), far) {
		for _, n := range []int{0, 1, 2, 3, 10, 255, 256, 257, ExactUpTo} {
			keys := make([]key, n)
			for i := range keys {
				keys[i] = newKey(stream.At(i, n, random))
			}
			checkSortKeys(t, stream.Name, keys)
		}
	}
}

func FuzzSortKeys(f *testing.F) {
	f.Add([]byte("one     two     three   "))
	f.Fuzz(func(t *testing.T, b []byte) {
		var keys []key
		for ; len(b) >= 8; b = b[8:] {
			keys = append(keys, key(binary.LittleEndian.Uint64(b)))
		}
		checkSortKeys(t, "fuzz", keys)
	})
}
