package registry

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// Keys have the order of their numbers, and become them again.
func TestKeysOrder(t *testing.T) {
	numbers := []float64{math.NaN(), math.Inf(-1), -math.MaxFloat64, -1.5, -1, -math.SmallestNonzeroFloat64,
		math.Copysign(0, -1), 0, math.SmallestNonzeroFloat64, 1, 1.5, math.MaxFloat64, math.Inf(1)}
	for i, v := range numbers {
		k := keyOf(v)
		if got := k.float(); cmp.Compare(got, v) != 0 || math.Signbit(got) != math.Signbit(v) {
			t.Errorf("%v: got %v back", v, got)
		}
		if i > 0 && keyOf(numbers[i-1]) >= k {
			t.Errorf("got a key of %v that is not below that of %v", numbers[i-1], v)
		}
	}
	if keyOf(math.Copysign(math.NaN(), -1)) != 0 || keyOf(math.Float64frombits(0x7ff0_0000_0000_0001)) != 0 {
		t.Error("got different keys of NaN, want one")
	}
}

func checkSortKeys(t *testing.T, name string, keys []key) {
	t.Helper()
	want := slices.Sorted(slices.Values(keys))
	sortKeys(keys, make([]key, len(keys)))
	if !slices.Equal(keys, want) {
		t.Errorf("%s, %d keys:\ngot  %v\nwant %v", name, len(keys), keys, want)
	}
}

// sortKeys does what slices.Sort does, also where four bytes are not
// enough: in the last stream one number is far from all others.
func TestSortKeys(t *testing.T) {
	far := stream{"all but one close together", func(i, _ int, random *rand.Rand) float64 {
		if i == 7 {
			return -1e300
		}
		return 1 + random.Float64()*1e-12
	}}
	random := rand.New(rand.NewPCG(1, 2))
	for _, stream := range append(streams, far) {
		for _, n := range []int{0, 1, 2, 3, 10, 255, 256, 257, exactUpTo} {
			keys := make([]key, n)
			for i := range keys {
				keys[i] = keyOf(stream.at(i, n, random))
			}
			checkSortKeys(t, stream.name, keys)
		}
	}
}

func FuzzSortKeys(f *testing.F) {
	f.Add([]byte("one     two     three   "))
	f.Fuzz(func(t *testing.T, b []byte) {
		var keys []key
		for _, v := range floatsOf(b) {
			keys = append(keys, keyOf(v))
		}
		checkSortKeys(t, "fuzz", keys)
	})
}
