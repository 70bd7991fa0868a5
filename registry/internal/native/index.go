package native

import (
	"math"
	"sync"

	"plainmetrics/expfmt"
)

// The parts of a float64's bits.
const (
	mantissaBits = 52
	mantissaMask = 1<<mantissaBits - 1
	signBit      = 1 << 63
	leastNormal  = 1 << mantissaBits     // the bits of 2^-1022
	infinity     = 0x7ff << mantissaBits // the bits of +Inf
	exponentBias = 1023
)

const (
	perOctave = 1 << expfmt.MaxSchema // buckets between two powers of 2
	cellBits  = 9
)

// A table finds the bucket of a mantissa at the highest schema.
//
// The first nine bits of a mantissa choose a cell. A cell is narrower than the
// narrowest bucket, so at most one bound lies in a cell, and one comparison with
// that bound finds the bucket. This takes 2 ns; a binary search takes 30.
type table struct {
	// bounds are the mantissas of 2^(i/256), and behind them a number above
	// all mantissas.
	bounds [perOctave + 1]uint64

	// cells has the index of the last bound at or below each cell's start.
	cells [1 << cellBits]uint8
}

var (
	finest     table // 2.5 kB, filled by the first call of theTable
	fillFinest sync.Once
)

// theTable returns finest, filled.
func theTable() *table {
	fillFinest.Do(finest.fill)
	return &finest
}

// fill computes the bounds from the lowest schema to the highest: each schema
// adds a bound between any two, the bound before times 2^(2^-schema). All
// platforms compute the same bounds, because IEEE 754 defines every bit of a
// square root and of a product.
//
// The square root of 2 itself is rounded down, as math.Exp2 rounds it:
// client_golang computes its bounds with math.Exp2, and a histogram must have
// the same bounds in all programs that a Prometheus scrapes.
func (t *table) fill() {
	var bounds [perOctave]float64
	bounds[0] = 1
	root, factor := math.Sqrt2, 0x1.6a09e667f3bccp+0
	for step := perOctave / 2; step > 0; step /= 2 {
		for i := step; i < perOctave; i += 2 * step {
			bounds[i] = bounds[i-step] * factor
		}
		root = math.Sqrt(root)
		factor = root
	}
	for i, bound := range bounds {
		t.bounds[i] = math.Float64bits(bound) & mantissaMask
	}
	t.bounds[perOctave] = 1 << mantissaBits
	last := 0
	for cell := range t.cells {
		for t.bounds[last+1] <= uint64(cell)<<(mantissaBits-cellBits) {
			last++
		}
		t.cells[cell] = uint8(last)
	}
}

// bound returns 2^(part/256).
func (t *table) bound(part int) float64 {
	return math.Float64frombits(t.bounds[part] | exponentBias<<mantissaBits)
}

// A bucket includes its upper bound, and not its lower bound. The leading bits of
// a number would find the bucket if it were the other way round. So the functions
// below look at the bits of the number before, the next float64 nearer to zero.

// bitsBefore returns the bits of the number before v, without the sign.
func bitsBefore(v float64) uint64 { return math.Float64bits(v)&^signBit - 1 }

// isRare reports whether the number behind before is 0, subnormal, infinite or
// NaN.
func isRare(before uint64) bool { return before-(leastNormal-1) >= infinity-leastNormal }

// indexBehind returns the index of the bucket of the number behind before, at
// the highest schema. Counts derives the index at its own schema from it.
func indexBehind(before uint64) int {
	mantissa := before & mantissaMask
	last := int(finest.cells[mantissa>>(mantissaBits-cellBits)])
	// The sign of the difference is the comparison. A branch would be mispredicted
	// for many observations, and Counts.Add would take 6 ns instead of 4.
	isBelow := int((mantissa - finest.bounds[last+1]) >> 63)
	return (int(before>>mantissaBits)-exponentBias)*perOctave + last + 2 - isBelow
}

// rareIndex is indexBehind for infinite and subnormal numbers.
func rareIndex(v float64) int {
	switch {
	case v == 0 || v != v:
		return 0 // no bucket but the zero bucket, or none
	case math.IsInf(v, 0):
		return indexBehind(bitsBefore(math.MaxFloat64)) + 1
	}
	return indexBehind(bitsBefore(v*(1<<mantissaBits))) - mantissaBits*perOctave
}
