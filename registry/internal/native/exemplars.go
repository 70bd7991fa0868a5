package native

import (
	"math"
	"slices"
	"time"

	"plainmetrics/expfmt"
)

// Exemplars are some exemplars of a histogram, sorted by value, and far apart.
type Exemplars []*expfmt.Exemplar

// Add adds an exemplar, whose value is not NaN. If there are limit exemplars
// already, limit being above 0, another one goes: the oldest, if it is older
// than ttl; else the one that is too near to the new one or to a neighbour,
// see crowded.
func (x *Exemplars) Add(e *expfmt.Exemplar, limit int, ttl time.Duration) {
	sorted := *x
	if len(sorted) < limit {
		at := 0
		for at < len(sorted) && !(e.Value < sorted[at].Value) {
			at++
		}
		*x = slices.Insert(sorted, at, e)
		return
	}
	if limit == 1 {
		sorted[0] = e
		return
	}
	at := 0
	for at < len(sorted) && !(e.Value <= sorted[at].Value) {
		at++
	}
	old := sorted.oldest()
	if time.Duration(e.Time-sorted[old].Time) <= ttl {
		old = sorted.crowded(e, at)
	}
	if old < at {
		at-- // the removal moves the place
	}
	*x = slices.Insert(slices.Delete(sorted, old, old+1), at, e)
}

// oldest returns the place of the oldest exemplar, the first of several.
func (x Exemplars) oldest() int {
	oldest := 0
	for i, e := range x {
		if e.Time < x[oldest].Time {
			oldest = i
		}
	}
	return oldest
}

// crowded returns the place of the exemplar to remove for e, which comes to
// the place at. The distance of two exemplars is the difference of their
// logarithms. Of the nearest two, the older goes, the one with the lower value
// if both are as old. If e is nearer to a neighbour than these two to each
// other, the neighbour goes.
//
// client_golang decides the same, also where a logarithm is NaN or infinite:
// no distance is less than NaN, and the first two are the nearest before
// others are looked at.
func (x Exemplars) crowded(e *expfmt.Exemplar, at int) int {
	distance := func(a, b *expfmt.Exemplar) float64 { return math.Abs(math.Log(b.Value) - math.Log(a.Value)) }
	crowded, least := 0, 0.0
	for i := 1; i < len(x); i++ {
		older, newer := x[i-1], x[i]
		if d := distance(older, newer); i == 1 || d < least {
			least, crowded = d, i-1
			if newer.Time < older.Time {
				crowded = i
			}
		}
	}
	if at > 0 {
		if d := distance(x[at-1], e); d < least {
			least, crowded = d, at-1
		}
	}
	if at < len(x) {
		if d := distance(e, x[at]); d < least {
			crowded = at
		}
	}
	return crowded
}
