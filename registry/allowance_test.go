package registry

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// simpleAllowance is the simple twin of an allowance: what of Cormode et
// al. holds for each objective, and the least of all.
func simpleAllowance(o objectives, rank, n float64) float64 {
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

func checkAllowance(t *testing.T, o objectives, random *rand.Rand) {
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
	d := o.allowance().descend(n)
	for _, rank := range ranks {
		if got, want := d.at(rank), simpleAllowance(o, rank, n); math.Abs(got-want) > 1e-9*n {
			t.Errorf("%v, rank %v of %v: got %v, want %v", o, rank, n, got, want)
		}
	}
}

func TestAllowance(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for _, given := range append(objectivesTried, nil, map[float64]float64{0: 0, 1: .1}, map[float64]float64{.5: 0}, map[float64]float64{.9: 3}) {
		for range 20 {
			checkAllowance(t, newObjectives(given), random)
		}
	}
	for range 2000 {
		given := make(map[float64]float64)
		for range random.IntN(8) {
			given[float64(random.IntN(101))/100] = math.Pow(10, -5*random.Float64())
		}
		checkAllowance(t, newObjectives(given), random)
	}
}

// Near the quantiles little is allowed, and more between them.
func TestAllowanceLines(t *testing.T) {
	a := newObjectives(map[float64]float64{.5: .05, .9: .01}).allowance()
	d := a.descend(1000)
	for _, c := range []struct{ rank, want float64 }{
		{1000, 1000 * .01 / .9}, {900, 10}, {800, 20}, {500, 50}, {400, 60}, {0, 100},
	} {
		if got := d.at(c.rank); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("rank %v of 1000: got %v, want %v", c.rank, got, c.want)
		}
	}
}
