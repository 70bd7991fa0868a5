// Package quantiletest has streams of numbers that are easy or hard for
// estimators of quantiles, and checks the estimates. Only tests import it.
package quantiletest

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// A Stream is a rule for a stream of n numbers: At returns number i.
type Stream struct {
	Name string
	At   func(i, n int, random *rand.Rand) float64
}

// Streams are random, sorted, repetitive and adverse streams. The first one
// is uniform between 0 and 1.
var Streams = []Stream{
	{"random", func(_, _ int, random *rand.Rand) float64 { return random.Float64() }},
	{"sorted", func(i, _ int, _ *rand.Rand) float64 { return float64(i) }},
	{"reversed", func(i, _ int, _ *rand.Rand) float64 { return -float64(i) }},
	{"constant", func(int, int, *rand.Rand) float64 { return 7 }},
	{"zipfian", func(_, _ int, random *rand.Rand) float64 { return math.Floor(1 / random.Float64()) }},
	{"exponential", func(_, _ int, random *rand.Rand) float64 { return random.ExpFloat64() }},
	{"bimodal", func(_, _ int, random *rand.Rand) float64 {
		return random.NormFloat64() + float64(1000*random.IntN(2))
	}},
	{"drifting", func(i, n int, random *rand.Rand) float64 {
		return random.NormFloat64() + 50*float64(i)/float64(n)
	}},
	{"outwards", func(i, _ int, _ *rand.Rand) float64 { return float64(i) * float64(1-2*(i%2)) }},
	{"inwards", func(i, n int, _ *rand.Rand) float64 { return float64(n-i) * float64(1-2*(i%2)) }},
	{"sawtooth", func(i, _ int, _ *rand.Rand) float64 { return float64(i % 777) }},
}

// Numbers returns n numbers of Streams[index], always the same.
func Numbers(index, n int) []float64 {
	random := rand.New(rand.NewPCG(uint64(index), uint64(n)))
	numbers := make([]float64, n)
	for i := range numbers {
		numbers[i] = Streams[index].At(i, n, random)
	}
	return numbers
}

// Objectives are sets of objectives that users ask for: the usual set first,
// then the extremes, a single narrow objective, and a wide objective beside
// a narrow one.
var Objectives = []map[float64]float64{
	{.5: .05, .9: .01, .99: .001},
	{0: .01, .25: .01, 1: .01},
	{.999: .0001},
	{.1: .1, .11: .001, .5: .02, .95: .005},
}

// CheckRank checks that the estimate is in sorted, between the ranks that
// the objective allows.
func CheckRank(t *testing.T, sorted []float64, quantile, err, estimate float64) {
	t.Helper()
	n := float64(len(sorted))
	exact := max(1, math.Ceil(quantile*n))
	least := min(exact, max(1, math.Ceil((quantile-err)*n)))
	most := max(exact, min(n, math.Floor((quantile+err)*n)))
	start, found := slices.BinarySearch(sorted, estimate)
	end, _ := slices.BinarySearch(sorted, math.Nextafter(estimate, math.Inf(1)))
	if !found || float64(end) < least || float64(start+1) > most {
		t.Errorf("quantile %v of %v numbers: got %v with the ranks %d to %d, want a rank between %v and %v",
			quantile, n, estimate, start+1, end, least, most)
	}
}
