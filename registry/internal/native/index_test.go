package native

import (
	"math"
	"math/rand/v2"
	"sort"
	"testing"
)

// plainBounds are 2^(i/256-1), computed as client_golang's table was: a bound
// that a lower schema has is taken from there.
func plainBounds() []float64 {
	bounds := []float64{0.5}
	for schema := 1; schema <= 8; schema++ {
		factor := math.Exp2(math.Exp2(float64(-schema)))
		next := make([]float64, 2*len(bounds))
		for i, bound := range bounds {
			next[2*i], next[2*i+1] = bound, bound*factor
		}
		bounds = next
	}
	return bounds
}

// indexOf returns the index of the bucket of v at the highest schema.
func indexOf(v float64) int {
	if before := bitsBefore(v); !isRare(before) {
		return indexBehind(before)
	}
	return rareIndex(v)
}

// plainIndex is the plain twin of indexOf.
func plainIndex(bounds []float64, v float64) int {
	v = math.Abs(v)
	if math.IsInf(v, 1) {
		return plainIndex(bounds, math.MaxFloat64) + 1
	}
	fraction, exponent := math.Frexp(v)
	return sort.SearchFloat64s(bounds, fraction) + (exponent-1)*len(bounds)
}

// edges are numbers at and beside bounds, and other special ones.
func edges() (numbers []float64) {
	for _, bound := range plainBounds() {
		for _, exponent := range []int{-1074, -1073, -1060, -1023, -1022, -1021, -1, 0, 1, 2, 3, 100, 1023, 1024} {
			v := math.Ldexp(bound, exponent)
			numbers = append(numbers, v, math.Nextafter(v, 0), math.Nextafter(v, math.Inf(1)))
		}
	}
	for exponent := -1074; exponent < 1024; exponent++ {
		v := math.Ldexp(1, exponent)
		numbers = append(numbers, v, math.Nextafter(v, 0), math.Nextafter(v, math.Inf(1)))
	}
	return append(numbers, math.MaxFloat64, math.Inf(1), math.Inf(-1), -1, -3.5)
}

func TestIndex(t *testing.T) {
	theTable()
	bounds := plainBounds()
	check := func(v float64) {
		if got, want := indexOf(v), plainIndex(bounds, v); v != 0 && got != want {
			t.Errorf("%v: got %d, want %d", v, got, want)
		}
	}
	for _, v := range edges() {
		check(v)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 200_000 {
		if v := math.Float64frombits(r.Uint64()); v == v {
			check(v)
		}
	}
}

// The bounds are the same bits on all platforms: FMA and libraries of some
// processors have no say.
func TestTable(t *testing.T) {
	table := theTable()
	for i, bound := range plainBounds() {
		if got, want := table.bound(i), 2*bound; got != want {
			t.Errorf("bound %d: got %v, want %v", i, got, want)
		}
	}
	for cell, last := range table.cells {
		last := int(last)
		start, end := uint64(cell)<<(mantissaBits-cellBits), uint64(cell+1)<<(mantissaBits-cellBits)
		if table.bounds[last] > start || table.bounds[last+1] <= start {
			t.Errorf("cell %d: got bound %d, want the last at or below the start", cell, last)
		}
		if last+2 < len(table.bounds) && table.bounds[last+2] < end {
			t.Errorf("cell %d: got two bounds inside, want one at most", cell)
		}
	}
}

func BenchmarkIndex(b *testing.B) {
	theTable()
	numbers := make([]float64, 4096)
	for i := range numbers {
		numbers[i] = rand.ExpFloat64()
	}
	i, sum := 0, 0
	for b.Loop() {
		sum += indexOf(numbers[i%4096])
		i++
	}
}
