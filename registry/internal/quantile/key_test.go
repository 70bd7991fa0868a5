package quantile

import (
	"cmp"
	"math"
	"testing"
)

// Keys have the order of their numbers, and keep the numbers' values.
func TestKeyOrder(t *testing.T) {
	numbers := []float64{math.NaN(), math.Inf(-1), -math.MaxFloat64, -1.5, -1, -math.SmallestNonzeroFloat64,
		math.Copysign(0, -1), 0, math.SmallestNonzeroFloat64, 1, 1.5, math.MaxFloat64, math.Inf(1)}
	for i, v := range numbers {
		k := newKey(v)
		if got := k.value(); cmp.Compare(got, v) != 0 || math.Signbit(got) != math.Signbit(v) {
			t.Errorf("%v: got %v back", v, got)
		}
		if i > 0 && newKey(numbers[i-1]) >= k {
			t.Errorf("got a key of %v not below the key of %v", numbers[i-1], v)
		}
	}
	if newKey(math.Copysign(math.NaN(), -1)) != 0 || newKey(math.Float64frombits(0x7ff0_0000_0000_0001)) != 0 {
		t.Error("got different keys of NaN, want the same key")
	}
}
