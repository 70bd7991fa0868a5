package quantile

import "slices"

// An objective is a quantile and the error of its estimate: how far the
// estimate's rank may be off, as a share of the number of observations.
type objective struct{ quantile, err float64 }

// objectives are sorted by quantile.
type objectives []objective

// newObjectives inserts the objectives in order. They are few: sorting them
// with slices.SortFunc adds 15 kB to a binary.
func newObjectives(errors map[float64]float64) objectives {
	var o objectives
	for quantile, err := range errors {
		o = append(o, objective{})
		i := len(o) - 1
		for ; i > 0 && o[i-1].quantile > quantile; i-- {
			o[i] = o[i-1]
		}
		o[i] = objective{quantile, err}
	}
	return o
}

// exact reports whether an objective other than the extremes has the error
// 0, so that a sketch has to hold every number.
func (o objectives) exact() bool {
	return slices.ContainsFunc(o, func(obj objective) bool { return obj.err <= 0 && !obj.extreme() })
}

// roundingShare is the share of an error that is kept for the rounding of
// floats, so that no limit is greater than the exact one. With quantiles up
// to 0.9999, rounding alone adds up to 2e-12 of a limit.
const roundingShare = 1e-9

// invariant returns the invariant for the objectives: at each rank the
// least of the limits of the single objectives.
//
// An objective's limit is err*n at its quantile. Above the quantile the
// limit grows with the rank, below the quantile with the distance from the
// last rank. The paper allows twice as much; the other half of the error is
// for the union of sketches, some of which may err upwards and some
// downwards.
func (o objectives) invariant() invariant {
	var limits []limit
	for _, obj := range o {
		if !obj.extreme() {
			err := obj.err * (1 - roundingShare)
			down := err / (1 - obj.quantile)
			limits = append(limits, limit{
				rising:  segment{slope: err / obj.quantile},
				falling: segment{slope: -down, base: down},
			})
		}
	}
	var inv invariant
	corners := corners(limits)
	for i, start := range corners[:len(corners)-1] {
		middle := (start + corners[i+1]) / 2
		least := unlimited
		for _, l := range limits {
			if s := l.segment(middle); s.value(middle) < least.value(middle) {
				least = s
			}
		}
		if last := len(inv) - 1; last < 0 || inv[last].slope != least.slope || inv[last].base != least.base {
			least.start = start
			inv = append(inv, least)
		}
	}
	return inv
}

// extreme reports whether the quantile is 0 or 1. A sketch always holds the
// least and the greatest number, so both quantiles are exact whatever the
// other objectives are.
func (obj objective) extreme() bool { return obj.quantile <= 0 || obj.quantile >= 1 }
