package rows

import (
	"math/rand/v2"
	"slices"
)

// buckets are the buckets of every histogram here.
var buckets = []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}

// objectives are the objectives of every summary here.
var objectives = map[float64]float64{0.5: 0.05, 0.9: 0.01, 0.99: 0.001}

// A stream has the numbers to observe, over and over. Its length is a power
// of 2.
type stream [4096]float64

// value returns the i-th number.
func (s *stream) value(i int) float64 { return s[i%len(s)] }

// random has values from 0 up to 3, sorted has the same in order, and equal
// has a single value.
var random, sorted, equal = streams()

func streams() (random, sorted, equal *stream) {
	random, sorted, equal = new(stream), new(stream), new(stream)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range random {
		random[i] = 3 * r.Float64()
	}
	*sorted = *random
	slices.Sort(sorted[:])
	for i := range equal {
		equal[i] = random[0]
	}
	return random, sorted, equal
}
