package quantile

import (
	"math"
	"slices"
	"testing"

	"plainmetrics/registry/internal/quantile/quantiletest"
)

// estimate returns the estimate of a single quantile.
func estimate(sketches []sketch, quantile float64) float64 {
	return appendEstimates(nil, sketches, objectives{{quantile: quantile}})[0]
}

// estimateTwin is the simple twin of appendEstimates for a single quantile:
// it computes the possible ranks of each value from all sketches.
func estimateTwin(sketches []sketch, quantile float64) float64 {
	n := uint64(0)
	var keys []key
	for _, s := range sketches {
		n += s.count
		for _, t := range s.tuples {
			keys = append(keys, t.value)
		}
	}
	slices.Sort(keys)
	target := math.Max(1, math.Ceil(quantile*float64(n)))
	best, distance := math.NaN(), math.Inf(1)
	yielded := make([]int, len(sketches))
	for _, k := range keys {
		owner := 0
		for yielded[owner] == len(sketches[owner].tuples) || sketches[owner].tuples[yielded[owner]].value != k {
			owner++
		}
		delta := float64(sketches[owner].tuples[yielded[owner]].delta)
		yielded[owner]++
		least, most := 0.0, delta
		for i, s := range sketches {
			for _, t := range s.tuples[:yielded[i]] {
				least += float64(t.g)
			}
			if i != owner && yielded[i] < len(s.tuples) {
				most += s.tuples[yielded[i]].span(0) - 1
			}
		}
		if d := math.Abs(least + most/2 - target); d < distance {
			best, distance = k.value(), d
		}
	}
	return best
}

// The estimates from several sketches, of different sizes and numbers, err
// by at most the objective's error.
func TestUnionOfSketchesErrors(t *testing.T) {
	forEachStream(t, func(t *testing.T, numbers []float64, o objectives) {
		sketches := make([]sketch, 5) // the last stays empty
		cuts := []int{0, len(numbers) / 50, len(numbers) / 20, len(numbers) / 2, len(numbers)}
		for i, start := range cuts[:4] {
			feed(&sketches[i], numbers[start:cuts[i+1]], o)
		}
		slices.Sort(numbers)
		for _, obj := range o {
			quantiletest.CheckRank(t, numbers, obj.quantile, obj.err, estimate(sketches, obj.quantile))
		}
	})
}

// The estimates equal those of the simple twin.
func TestEstimatesEqualTwin(t *testing.T) {
	for index := range quantiletest.Streams {
		o := newObjectives(quantiletest.Objectives[index%len(quantiletest.Objectives)])
		numbers := quantiletest.Numbers(index, 2500)
		sketches := make([]sketch, 4)
		for i, n := range []int{700, 0, 1, 1799} {
			feed(&sketches[i], numbers[:n], o)
			numbers = numbers[n:]
		}
		got := appendEstimates(nil, sketches, o)
		for i, obj := range o {
			if want := estimateTwin(sketches, obj.quantile); got[i] != want {
				t.Errorf("%s, quantile %v: got %v, want %v", quantiletest.Streams[index].Name, obj.quantile, got[i], want)
			}
		}
	}
}

func TestEstimateOfNothing(t *testing.T) {
	for _, sketches := range [][]sketch{nil, make([]sketch, 3)} {
		if got := estimate(sketches, .5); !math.IsNaN(got) {
			t.Errorf("%d empty sketches: got %v, want NaN", len(sketches), got)
		}
	}
}
