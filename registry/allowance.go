package registry

import (
	"cmp"
	"math"
	"slices"
)

// An objective is a quantile, and how far the rank of its estimate may be
// off, as a share of the number of observations.
type objective struct{ quantile, err float64 }

type objectives []objective

func newObjectives(given map[float64]float64) objectives {
	var o objectives
	for quantile, err := range given {
		o = append(o, objective{quantile, err})
	}
	slices.SortFunc(o, func(a, b objective) int { return cmp.Compare(a.quantile, b.quantile) })
	return o
}

func (o objectives) quantiles() []float64 {
	q := make([]float64, len(o))
	for i := range o {
		q[i] = o[i].quantile
	}
	return q
}

// exact reports whether some quantile but the extremes may not be off at
// all, which takes all the numbers there are.
func (o objectives) exact() bool {
	return slices.ContainsFunc(o, func(obj objective) bool { return obj.err <= 0 && !obj.extreme() })
}

// extreme reports whether the quantile is 0 or 1. Those are known without
// error, whatever the others are, since the least and the greatest number
// are always kept.
func (obj objective) extreme() bool { return obj.quantile <= 0 || obj.quantile >= 1 }

// An allowance says how many ranks the uncertainty of a number may span,
// as a function of its own rank: little near an objective's quantile, and
// the more the farther away. It is made of lines, and because all that
// counts are shares of the number of observations, the lines of a metric
// are the same for any number. They are in order.
type allowance []line

// A line holds from a share of the ranks on, up to where the next begins.
type line struct{ from, slope, base float64 }

func (l line) at(share float64) float64 { return l.slope*share + l.base }

// allowance returns the least of what the objectives allow. An objective's
// own is err at its quantile, from which it rises with the rank above, and
// with the distance from the last rank below. Half of what the objectives
// allow is left for the union of sketches, of which some may err upwards
// and some downwards.
func (o objectives) allowance() allowance {
	all := line{base: 1}
	rising, falling := []line{all}, []line{all} // of each objective, of which the larger counts
	corners := []float64{0, 1}
	for _, obj := range o {
		if !obj.extreme() {
			down := obj.err / (1 - obj.quantile)
			rising = append(rising, line{slope: obj.err / obj.quantile})
			falling = append(falling, line{slope: -down, base: down})
		}
	}
	lines := append(rising, falling...)
	for i, a := range lines {
		for _, b := range lines[:i] {
			if x := (b.base - a.base) / (a.slope - b.slope); x > 0 && x < 1 {
				corners = append(corners, x)
			}
		}
	}
	slices.Sort(corners)
	var made allowance
	for i, from := range corners[:len(corners)-1] {
		middle := (from + corners[i+1]) / 2
		least := all
		for j := range rising {
			if most := highest(rising[j], falling[j], middle); most.at(middle) < least.at(middle) {
				least = most
			}
		}
		if last := len(made) - 1; last < 0 || made[last].slope != least.slope || made[last].base != least.base {
			least.from = from
			made = append(made, least)
		}
	}
	return made
}

func highest(a, b line, share float64) line {
	if a.at(share) > b.at(share) {
		return a
	}
	return b
}

// A descent evaluates an allowance at ranks that never rise, out of n.
type descent struct {
	lines allowance // those not yet passed
	n     float64
	from  float64 // in ranks, as what follows
	slope float64
	base  float64
}

func (a allowance) descend(n float64) descent {
	d := descent{lines: a, n: n, from: math.Inf(1)}
	d.pass(n)
	return d
}

// at returns the allowance at rank.
func (d *descent) at(rank float64) float64 {
	if rank < d.from {
		d.pass(rank)
	}
	return d.slope*rank + d.base
}

// pass goes on to the line that holds at rank.
func (d *descent) pass(rank float64) {
	for rank < d.from && len(d.lines) > 0 {
		last := len(d.lines) - 1
		l := d.lines[last]
		d.lines = d.lines[:last]
		d.from, d.slope, d.base = l.from*d.n, l.slope, l.base*d.n
	}
}
