package quantile

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"plainmetrics/registry/internal/quantile/quantiletest"
)

// invariantTwin is the simple twin of an invariant: the least of the
// paper's limits for the single objectives, halved.
func invariantTwin(o objectives, rank, n float64) float64 {
	least := n
	for _, obj := range o {
		switch {
		case obj.extreme():
		case rank >= obj.quantile*n:
			least = min(least, obj.err*rank/obj.quantile)
		default:
			least = min(least, obj.err*(n-rank)/(1-obj.quantile))
		}
	}
	return least
}

func checkInvariant(t *testing.T, o objectives, random *rand.Rand) {
	t.Helper()
	n := math.Ceil(random.ExpFloat64() * 10_000)
	ranks := []float64{n, 0}
	for _, obj := range o {
		ranks = append(ranks, math.Floor(obj.quantile*n), math.Ceil(obj.quantile*n))
	}
	for range random.IntN(300) {
		ranks = append(ranks, math.Floor(random.Float64()*n))
	}
	slices.Sort(ranks)
	slices.Reverse(ranks)
	cursor := o.invariant().cursor(n)
	for _, rank := range ranks {
		if got, want := cursor.limit(rank), invariantTwin(o, rank, n); math.Abs(got-want) > 1e-9*n {
			t.Errorf("%v, rank %v of %v: got %v, want %v", o, rank, n, got, want)
		}
	}
}

func TestInvariant(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for _, errors := range append(quantiletest.Objectives, nil, map[float64]float64{0: 0, 1: .1}, map[float64]float64{.5: 0}, map[float64]float64{.9: 3}) {
		for range 20 {
			checkInvariant(t, newObjectives(errors), random)
		}
	}
	for range 2000 {
		errors := make(map[float64]float64)
		for range random.IntN(8) {
			errors[float64(random.IntN(101))/100] = math.Pow(10, -5*random.Float64())
		}
		checkInvariant(t, newObjectives(errors), random)
	}
}

// The limits are small near the quantiles, and larger between them.
func TestInvariantSegments(t *testing.T) {
	inv := newObjectives(map[float64]float64{.5: .05, .9: .01}).invariant()
	cursor := inv.cursor(1000)
	for _, c := range []struct{ rank, want float64 }{
		{1000, 1000 * .01 / .9}, {900, 10}, {800, 20}, {500, 50}, {400, 60}, {0, 100},
	} {
		if got := cursor.limit(c.rank); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("rank %v of 1000: got %v, want %v", c.rank, got, c.want)
		}
	}
}
