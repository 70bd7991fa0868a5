package quantile

import (
	"math"
	"slices"
)

// A union yields the tuples of several sketches, the least value first.
type union struct {
	sketches []sketch // without the yielded tuples
	g        float64  // sum over the yielded tuples
	before   float64  // numbers merged into the next tuples, which may be less than the least of these
}

// next removes the least value, and returns it with the middle of its
// possible ranks.
func (u *union) next() (value, rank float64) {
	least := 0
	for i := range u.sketches {
		if u.sketches[i].tuples[0].value < u.sketches[least].tuples[0].value {
			least = i
		}
	}
	s := &u.sketches[least]
	t := s.tuples[0]
	u.g += float64(t.g)
	u.before -= t.span(0) - 1
	rank = u.g + float64((float64(t.delta)+u.before)/2)
	if s.tuples = s.tuples[1:]; len(s.tuples) > 0 {
		u.before += s.tuples[0].span(0) - 1
	} else {
		u.sketches = slices.Delete(u.sketches, least, least+1)
	}
	return t.value.value(), rank
}

// appendEstimates appends for each quantile the value of the sketches'
// union whose rank is nearest, NaN without numbers.
func appendEstimates(dst []float64, sketches []sketch, o objectives) []float64 {
	var sketchArray [8]sketch // on the stack for the default number of slots
	u := union{sketches: sketchArray[:0]}
	n := 0.0
	for _, s := range sketches {
		if s.count > 0 {
			u.sketches = append(u.sketches, s)
			u.before += s.tuples[0].span(0) - 1
			n += float64(s.count)
		}
	}
	first := len(dst)
	for range o {
		dst = append(dst, math.NaN())
	}
	var distanceArray [8]float64
	distances := append(distanceArray[:0], dst[first:]...)
	for len(u.sketches) > 0 {
		value, rank := u.next()
		for i, obj := range o {
			target := math.Max(1, math.Ceil(obj.quantile*n))
			if d := math.Abs(rank - target); !(d >= distances[i]) { // true at first, of NaN
				dst[first+i], distances[i] = value, d
			}
		}
	}
	return dst
}
