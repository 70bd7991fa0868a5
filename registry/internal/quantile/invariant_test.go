package quantile

import (
	"math"
	"math/big"
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

// exactLimit is invariantTwin without rounding.
func exactLimit(o objectives, rank, n float64) *big.Rat {
	exact := func(v float64) *big.Rat { return new(big.Rat).SetFloat64(v) }
	least, below := exact(n), exact(rank)
	above := new(big.Rat).Sub(least, below)
	for _, obj := range o {
		if obj.extreme() {
			continue
		}
		share, count := exact(obj.quantile), below
		if new(big.Rat).Mul(share, exact(n)).Cmp(below) > 0 {
			share, count = share.Sub(exact(1), share), above
		}
		limit := new(big.Rat).Mul(exact(obj.err), count)
		if limit.Quo(limit, share).Cmp(least) < 0 {
			least = limit
		}
	}
	return least
}

// Rounding makes no limit greater than the exact one: a number more in a
// tuple would be a rank more of error. Next to a quantile the limit is
// least, and often a whole number.
func TestInvariantIsNotRoundedUp(t *testing.T) {
	quantiles := []float64{.0001, .01, .1, .25, .5, .9, .95, .99, .999, .9999}
	errors := []float64{.1, .05, .02, .01, .005, .001, .0001, .00001}
	random := rand.New(rand.NewPCG(7, 8))
	for range 3000 {
		choice := make(map[float64]float64)
		for range 1 + random.IntN(5) {
			choice[quantiles[random.IntN(len(quantiles))]] = errors[random.IntN(len(errors))]
		}
		o := newObjectives(choice)
		n := ExactUpTo * math.Ceil(math.Pow(10, 4*random.Float64()))
		cursor := o.invariant().cursor(n)
		for i := range o {
			rank := math.Floor(o[len(o)-1-i].quantile * n)
			if got := cursor.limit(rank); exactLimit(o, rank, n).Cmp(new(big.Rat).SetFloat64(got)) < 0 {
				t.Fatalf("%v, rank %v of %v: got %v, want at most %v", o, rank, n, got, exactLimit(o, rank, n).FloatString(20))
			}
		}
	}
}

// The limits are small near the quantiles, and larger between them.
func TestInvariantSegments(t *testing.T) {
	inv := newObjectives(map[float64]float64{.5: .05, .9: .01}).invariant()
	cursor := inv.cursor(1000)
	for _, c := range []struct{ rank, want float64 }{
		{1000, 1000 * .01 / .9}, {900, 10}, {800, 20}, {500, 50}, {400, 60}, {0, 100},
	} {
		if got := cursor.limit(c.rank); math.Abs(got-c.want) > 1e-6 {
			t.Errorf("rank %v of 1000: got %v, want %v", c.rank, got, c.want)
		}
	}
}
