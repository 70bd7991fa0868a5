package registry

import (
	"cmp"
	"math"
	"slices"
)

// A sketch estimates quantiles of a stream of numbers in little memory,
// with errors that are known beforehand: of each objective's quantile the
// rank is off by no more than half the objective's error.
//
// It is the algorithm of Cormode, Korn, Muthukrishnan and Srivastava,
// "Effective Computation of Biased Quantiles over Data Streams" (2005),
// section 4 (targeted quantiles), fed in batches. A sketch keeps some of
// the numbers, in order, and of each how far its rank may be off. That may
// be the more the farther it is from every objective's quantile, so the
// numbers between are merged into their neighbours.
type sketch struct {
	kept  []kept
	count uint64
}

// A kept number of a sketch. Its rank is at least the sum of the weights
// up to and with its own, and at most that plus its slack.
type kept struct {
	value  float64
	weight uint32 // numbers that it stands for: itself, and those merged into it
	slack  uint32
}

// An objective is a quantile, and how far the rank of its estimate may be
// off, as a share of the number of observations.
type objective struct{ quantile, err float64 }

type objectives []objective

// allowance returns how many ranks the uncertainty of a number at rank may
// span, out of n. Half of what the objectives allow is left for the union
// of sketches, of which some may err upwards and some downwards. The least
// and the greatest number are always kept, so their quantiles, 0 and 1,
// allow anything in between.
func (o objectives) allowance(rank, n float64) float64 {
	least := n
	for _, obj := range o {
		switch {
		case rank >= obj.quantile*n && obj.quantile > 0:
			least = min(least, obj.err*rank/obj.quantile)
		case rank < obj.quantile*n && obj.quantile < 1:
			least = min(least, obj.err*(n-rank)/(1-obj.quantile))
		}
	}
	return least
}

// insert adds a batch of numbers that slices.Sort has sorted: NaN is the
// least of them, here and in estimate.
func (s *sketch) insert(batch []float64, o objectives) {
	merged := make([]kept, 0, len(s.kept)+len(batch))
	old := s.kept
	for _, v := range batch {
		for len(old) > 0 && cmp.Compare(old[0].value, v) <= 0 {
			merged = append(merged, old[0])
			old = old[1:]
		}
		// A number takes its place right behind one that is equal. Between
		// two neighbours it may be as far off as the upper one; the least and
		// the greatest are known exactly.
		slack := uint32(0)
		if last := len(merged) - 1; last >= 0 && merged[last].value == v {
			slack = merged[last].slack
		} else if last >= 0 && len(old) > 0 {
			slack = old[0].weight + old[0].slack - 1
		}
		merged = append(merged, kept{v, 1, slack})
	}
	merged = append(merged, old...)
	s.count += uint64(len(batch))
	s.kept = compress(merged, s.count, o, 1)
	for factor := 2.0; len(s.kept) > mostKept && !o.exact() && factor < float64(s.count); factor *= 2 {
		s.kept = compress(s.kept, s.count, o, factor)
	}
}

// mostKept is the number of kept numbers, of 16 bytes each, above which
// the objectives are given up for the sake of memory. A stream has to close
// in on one place from both sides to come that far.
const mostKept = 4000

// exact reports whether some quantile but the extremes may not be off at
// all, which takes all the numbers there are.
func (o objectives) exact() bool {
	return slices.ContainsFunc(o, func(obj objective) bool {
		return obj.err <= 0 && obj.quantile > 0 && obj.quantile < 1
	})
}

// compress merges numbers into their upper neighbours, in place, as far
// as factor times what the objectives allow. The least and the greatest
// stay.
func compress(all []kept, count uint64, o objectives, factor float64) []kept {
	if len(all) < 3 {
		return all
	}
	n := float64(count)
	to := len(all) - 1
	rank := n - float64(all[to].weight) // of the number at i
	for i := to - 1; i > 0; i-- {
		upper := &all[to]
		below := rank - float64(all[i].weight)
		span := float64(all[i].weight) + float64(upper.weight) + float64(upper.slack)
		allowed := min(o.allowance(below, n), o.allowance(rank+float64(upper.weight), n))
		if span <= factor*max(1, allowed) {
			upper.weight += all[i].weight
		} else {
			to--
			all[to] = all[i]
		}
		rank = below
	}
	to--
	all[to] = all[0]
	return slices.Clone(all[to:])
}

// estimate returns the value whose rank in the union of the sketches is
// nearest to the quantile's.
func estimate(sketches []sketch, quantile float64) float64 {
	type cursor struct {
		kept  []kept
		below float64 // weight of those passed
	}
	var cursors []cursor
	n := 0.0
	for _, s := range sketches {
		if s.count > 0 {
			cursors = append(cursors, cursor{kept: s.kept})
			n += float64(s.count)
		}
	}
	target := math.Max(1, math.Ceil(quantile*n))
	best, off := math.NaN(), math.Inf(1)
	for {
		next := -1
		for i, c := range cursors {
			if len(c.kept) > 0 && (next < 0 || cmp.Less(c.kept[0].value, cursors[next].kept[0].value)) {
				next = i
			}
		}
		if next < 0 {
			return best
		}
		c := &cursors[next]
		value, slack := c.kept[0].value, c.kept[0].slack
		c.below += float64(c.kept[0].weight)
		c.kept = c.kept[1:]

		// Between the ranks that value has for sure and at most.
		least, most := 0.0, float64(slack)
		for i, c := range cursors {
			least += c.below
			if i != next && len(c.kept) > 0 {
				most += float64(c.kept[0].weight+c.kept[0].slack) - 1
			}
		}
		if d := math.Abs(least + most/2 - target); d < off {
			best, off = value, d
		}
	}
}

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
