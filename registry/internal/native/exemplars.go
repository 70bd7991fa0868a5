package native

import (
	"math"
	"slices"
	"time"

	"plainmetrics/expfmt"
)

// Exemplars are some exemplars of a histogram, sorted by value, and far apart.
type Exemplars []*expfmt.Exemplar

// Add adds an exemplar, whose value is not NaN. The limit is above 0. If x has
// limit exemplars already, e replaces another exemplar: the oldest, if the
// oldest is older than ttl, and else the exemplar that crowded chooses.
func (x *Exemplars) Add(e *expfmt.Exemplar, limit int, ttl time.Duration) {
	sorted := *x
	if len(sorted) < limit {
		place := 0
		for place < len(sorted) && !(e.Value < sorted[place].Value) {
			place++
		}
		*x = slices.Insert(sorted, place, e)
		return
	}
	if limit == 1 {
		sorted[0] = e
		return
	}
	place := 0
	for place < len(sorted) && !(e.Value <= sorted[place].Value) {
		place++
	}
	old := sorted.oldest()
	if time.Duration(e.Time-sorted[old].Time) <= ttl {
		old = sorted.crowded(e, place)
	}
	if old < place {
		place-- // the removal moves the place
	}
	*x = slices.Insert(slices.Delete(sorted, old, old+1), place, e)
}

// oldest returns the place of the oldest exemplar: the first, if several are as
// old.
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
// logarithms. Of the two nearest exemplars, crowded returns the older, or the
// lower if both are as old. If e is nearer to a neighbour than these two are to
// each other, crowded returns the neighbour.
//
// client_golang decides in the same way, also where a logarithm is NaN or
// infinite: the search begins with the first two exemplars, and no distance is
// less than NaN.
func (x Exemplars) crowded(e *expfmt.Exemplar, place int) int {
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
	if place > 0 {
		if d := distance(x[place-1], e); d < least {
			least, crowded = d, place-1
		}
	}
	if place < len(x) {
		if d := distance(e, x[place]); d < least {
			crowded = place
		}
	}
	return crowded
}
