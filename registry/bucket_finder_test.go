package registry

import (
	"encoding/binary"
	"math"
	"slices"
	"testing"
)

// linearFindBucket is the simple twin of a bucketFinder.
func linearFindBucket(bounds []float64, v float64) int {
	for i, bound := range bounds {
		if v <= bound {
			return i
		}
	}
	return len(bounds)
}

// checkBucketFinder tries both sides of each bound, special numbers, and
// the extra numbers.
func checkBucketFinder(t *testing.T, bounds []float64, extra ...float64) {
	t.Helper()
	tried := append(extra, math.Inf(-1), -math.MaxFloat64, -1, math.Copysign(0, -1), 0, math.SmallestNonzeroFloat64,
		1, math.MaxFloat64, math.Inf(1), math.NaN(), math.Copysign(math.NaN(), -1))
	for _, bound := range bounds {
		tried = append(tried, bound, -bound, bound/2, bound*2,
			math.Nextafter(bound, math.Inf(-1)), math.Nextafter(bound, math.Inf(1)))
	}
	f := newBucketFinder(bounds)
	for _, v := range tried {
		if got, want := f.find(v), linearFindBucket(bounds, v); got != want {
			t.Errorf("bounds %v, %v: got bucket %d, want %d", bounds, v, got, want)
		}
	}
}

func TestBucketFinder(t *testing.T) {
	for _, bounds := range [][]float64{
		nil,
		DefBuckets,
		{0},
		{-1},
		{math.Inf(-1)},
		{math.Inf(-1), -3, -.5, 0},
		{-1, 0, 1, 1.5, 1.75, 2, 1000},
		{math.SmallestNonzeroFloat64, 1e-310, 1e-300, 1, 1e300, math.MaxFloat64},
		LinearBuckets(-1, .1, 33),
		LinearBuckets(0, .1, 1000),
		LinearBuckets(1, .01, 32), // with the same exponent; more than 32 get a binary search
		LinearBuckets(1, .01, 33),
		LinearBuckets(1, .01, 34),
		ExponentialBuckets(1e-9, 1.1, 500),
		{0, math.SmallestNonzeroFloat64, 0x1p-1022, 1},
	} {
		checkBucketFinder(t, bounds)
	}
}

// More bounds than a uint16 can count are not indexed.
func TestBucketFinderWithManyBounds(t *testing.T) {
	bounds := LinearBuckets(1, 1, math.MaxUint16+1)
	f := newBucketFinder(bounds)
	for _, v := range []float64{-1, 0, 1, 1.5, 32, 65_535.5, 65_536, 65_537, 1e9, math.NaN()} {
		if got, want := f.find(v), linearFindBucket(bounds, v); got != want {
			t.Errorf("%v: got bucket %d, want %d", v, got, want)
		}
	}
}

// FuzzBucketFinder takes 8 bytes for each bound and number.
func FuzzBucketFinder(f *testing.F) {
	f.Add([]byte{0, 0, 0, 0, 0, 0, 0xf0, 0x3f}, []byte{0, 0, 0, 0, 0, 0, 0, 0x80})
	f.Add(binary.LittleEndian.AppendUint64(make([]byte, 8), math.Float64bits(.005)), make([]byte, 16))
	f.Fuzz(func(t *testing.T, bounds, tried []byte) {
		sorted := slices.DeleteFunc(floatsOf(bounds), math.IsNaN)
		slices.Sort(sorted)
		checkBucketFinder(t, slices.Compact(sorted), floatsOf(tried)...)
	})
}

func floatsOf(b []byte) []float64 {
	var floats []float64
	for ; len(b) >= 8; b = b[8:] {
		floats = append(floats, math.Float64frombits(binary.LittleEndian.Uint64(b)))
	}
	return floats
}
