package quantile

import (
	"math"
)

// An invariant is the paper's f(r, n), the limit of g+Δ of a tuple at rank
// r: small near an objective's quantile, larger with the distance. f is
// piecewise linear, and depends on r/n and in proportion on n. So the
// segments are computed once for a metric and serve every n. They are
// sorted by start.
type invariant []segment

// A segment is a straight line from start to the next segment's start. Both
// axes are shares of n.
type segment struct{ start, slope, base float64 }

// unlimited allows to merge everything.
var unlimited = segment{base: 1}

// value converts the product, as every product here that is added to a
// number: the conversion stops the compiler from fusing both operations,
// which rounds once and gives other estimates on processors that can.
func (s segment) value(share float64) float64 { return float64(s.slope*share) + s.base }

// A limit is the invariant of one objective: the greater of two lines that
// meet at the objective's quantile.
type limit struct{ rising, falling segment }

func (l limit) segment(share float64) segment {
	if l.rising.value(share) > l.falling.value(share) {
		return l.rising
	}
	return l.falling
}

// corners returns the shares between which no two lines of the limits
// cross, sorted, with 0 first and 1 last.
func corners(limits []limit) []float64 {
	lines := []segment{unlimited}
	for _, l := range limits {
		lines = append(lines, l.rising, l.falling)
	}
	shares := []float64{0, 1}
	for i, a := range lines {
		for _, b := range lines[:i] {
			if x := (b.base - a.base) / (a.slope - b.slope); x > 0 && x < 1 {
				shares = insertShare(shares, x)
			}
		}
	}
	return shares
}

// insertShare inserts a share in order. The shares of ten objectives are about
// 200: sorting them with slices.Sort adds 9 kB to a binary.
func insertShare(sorted []float64, share float64) []float64 {
	sorted = append(sorted, share)
	i := len(sorted) - 1
	for ; i > 0 && sorted[i-1] > share; i-- {
		sorted[i] = sorted[i-1]
	}
	sorted[i] = share
	return sorted
}

// A cursor evaluates an invariant at ranks that never rise, so that it
// looks at each segment once.
type cursor struct {
	lower invariant // the segments below the current one
	n     float64

	// The current segment, in ranks.
	start, slope, base float64
}

func (inv invariant) cursor(n float64) cursor {
	c := cursor{lower: inv, n: n, start: math.Inf(1)}
	c.descend(n)
	return c
}

// limit returns f(rank, n).
func (c *cursor) limit(rank float64) float64 {
	if rank < c.start {
		c.descend(rank)
	}
	return float64(c.slope*rank) + c.base
}

// descend moves to the segment of rank.
func (c *cursor) descend(rank float64) {
	for rank < c.start && len(c.lower) > 0 {
		last := len(c.lower) - 1
		s := c.lower[last]
		c.lower = c.lower[:last]
		c.start, c.slope, c.base = s.start*c.n, s.slope, float64(s.base*c.n)
	}
}
