package quantile

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"plainmetrics/registry/internal/quantile/quantiletest"
)

// feed inserts numbers in batches, as a window does, and reports whether the
// sketch had to shrink.
func feed(s *sketch, numbers []float64, o objectives) (shrunk bool) {
	for batch := range slices.Chunk(numbers, ExactUpTo) {
		shrunk = insert(s, batch, o) || shrunk
	}
	return shrunk
}

// insert inserts a batch as a window does, and reports whether the sketch
// had to shrink.
func insert(s *sketch, batch []float64, o objectives) (shrunk bool) {
	inv := o.invariant()
	keys := newKeys(batch)
	slices.Sort(keys)
	s.insert(keys, inv, new(scratch))
	if shrunk = len(s.tuples) > maxTuples && !o.exact(); shrunk {
		s.shrink(inv)
	}
	return shrunk
}

func newKeys(numbers []float64) []key {
	keys := make([]key, len(numbers))
	for i, v := range numbers {
		keys[i] = newKey(v)
	}
	return keys
}

// insertTwin is the simple twin of insert: it inserts the batch number by
// number, and compresses the result.
func insertTwin(s sketch, batch []key, o objectives) sketch {
	tuples := slices.Clone(s.tuples)
	for _, k := range batch {
		above, equal := slices.BinarySearchFunc(s.tuples, k, func(t tuple, k key) int { return cmp.Compare(t.value, k) })
		delta := uint32(0)
		switch {
		case equal:
			delta = s.tuples[above].delta
		case above < len(s.tuples) && (above > 0 || k > batch[0]):
			delta = s.tuples[above].g + s.tuples[above].delta - 1
		}
		pos := 0
		for pos < len(tuples) && tuples[pos].value <= k {
			pos++
		}
		tuples = slices.Insert(tuples, pos, tuple{k, 1, delta})
	}
	count := s.count + uint64(len(batch))
	if len(tuples) < 3 {
		return sketch{tuples, count}
	}
	return sketch{compress(tuples, count, o.invariant(), 0), count}
}

// A sketch has the tuples of its twin.
func TestSketchEqualsTwin(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for index := range quantiletest.Streams {
		for _, errors := range quantiletest.Objectives {
			o := newObjectives(errors)
			var s, twin sketch
			for numbers := quantiletest.Numbers(index, 3000); len(numbers) > 0; {
				n := min(len(numbers), 1+random.IntN(ExactUpTo))
				batch := newKeys(numbers[:n])
				slices.Sort(batch)
				numbers = numbers[n:]
				s.insert(batch, o.invariant(), new(scratch))
				twin = insertTwin(twin, batch, o)
				if s.count != twin.count || !slices.Equal(s.tuples, twin.tuples) {
					t.Fatalf("%s, %v, after %d:\ngot  %v\nwant %v", quantiletest.Streams[index].Name, errors, s.count, s.tuples, twin.tuples)
				}
			}
		}
	}
}

// forEachStream calls f with every stream in several sizes and with
// several objectives. The large sizes are left out under the race detector,
// which needs a minute for them: no two goroutines touch a number.
func forEachStream(t *testing.T, f func(t *testing.T, numbers []float64, o objectives)) {
	for index, stream := range quantiletest.Streams {
		for size, n := range []int{1, 2, 499, 500, 501, 1999, 20_000, 200_000} {
			if n > 2000 && underRace {
				continue
			}
			for i, errors := range quantiletest.Objectives {
				if n > 2000 && i != (index+size)%len(quantiletest.Objectives) {
					continue // a large size meets one set of objectives
				}
				t.Run(fmt.Sprintf("%s/%d/%d", stream.Name, n, i), func(t *testing.T) {
					f(t, quantiletest.Numbers(index, n), newObjectives(errors))
				})
			}
		}
	}
}

// A single sketch errs by at most half of the objective's error, and a
// sketch that had to shrink for 200,000 numbers by half of 1/1024 more.
func TestSketchErrors(t *testing.T) {
	forEachStream(t, func(t *testing.T, numbers []float64, o objectives) { checkErrors(t, numbers, o, 1./1024) })
}

// checkErrors allows a sketch that had to shrink half of a share more.
func checkErrors(t *testing.T, numbers []float64, o objectives, share float64) {
	t.Helper()
	var s sketch
	if !feed(&s, numbers, o) {
		share = 0
	}
	slices.Sort(numbers)
	for _, obj := range o {
		quantiletest.CheckRank(t, numbers, obj.quantile, (obj.err+share)/2, estimate([]sketch{s}, obj.quantile))
	}
}

// The error of a sketch that had to shrink does not grow from shrink to
// shrink: there are hundreds for a million numbers.
func TestShrunkSketchErrors(t *testing.T) {
	if underRace || testing.Short() {
		t.Skip("takes a second, and ten under emulation")
	}
	index := slices.IndexFunc(quantiletest.Streams, func(s quantiletest.Stream) bool { return s.Name == "inwards" })
	for i, errors := range quantiletest.Objectives {
		for _, n := range []int{100_000, 190_000, 1_000_000} {
			t.Run(fmt.Sprintf("%d/%d", n, i), func(t *testing.T) {
				checkErrors(t, quantiletest.Numbers(index, n), newObjectives(errors), 1./512)
			})
		}
	}
}

// Limits and tuples are the same on every processor: the digest is from
// amd64. Streams whose numbers come from package math are left out, for it
// has functions of its own for some processors.
func TestSketchIsTheSameEverywhere(t *testing.T) {
	if underRace {
		t.Skip("takes the race detector too long")
	}
	digest := fnv.New64a()
	for _, errors := range quantiletest.Objectives {
		const n = 1_000_003
		cursor := newObjectives(errors).invariant().cursor(n)
		for rank := n; rank > 0; rank -= 997 {
			fmt.Fprintln(digest, cursor.limit(float64(rank)))
		}
	}
	for index, stream := range quantiletest.Streams {
		switch stream.Name {
		case "exponential", "bimodal", "drifting":
			continue
		}
		for _, errors := range quantiletest.Objectives {
			var s sketch
			feed(&s, quantiletest.Numbers(index, 30_000), newObjectives(errors))
			fmt.Fprintln(digest, s.count, s.tuples)
		}
	}
	if got, want := digest.Sum64(), uint64(0x4dc87efa471a15d3); got != want {
		t.Errorf("got the digest %#x, want %#x", got, want)
	}
}

// The rank of a tuple's value lies between the sum of g and this sum plus
// delta.
func TestSketchRanks(t *testing.T) {
	forEachStream(t, func(t *testing.T, numbers []float64, o objectives) {
		var s sketch
		feed(&s, numbers, o)
		slices.Sort(numbers)
		least := 0
		for i, tuple := range s.tuples {
			least += int(tuple.g)
			most := least + int(tuple.delta)
			v := tuple.value.value()
			if i > 0 && s.tuples[i-1].value > tuple.value {
				t.Fatalf("number %d: got %v behind %v, want increasing values", i, v, s.tuples[i-1].value.value())
			}
			// Equal numbers share their ranks.
			if numbers[least-1] > v || numbers[most-1] < v {
				t.Fatalf("number %d: got %v with ranks %d to %d, where %v to %v stand", i, v, least, most,
					numbers[least-1], numbers[most-1])
			}
		}
		if least != len(numbers) || s.count != uint64(least) {
			t.Errorf("got a sum of g of %d and a count of %d, want %d", least, s.count, len(numbers))
		}
	})
}

// The least and the greatest number are exact whatever the objectives.
func TestSketchExtremesAreExact(t *testing.T) {
	o := newObjectives(map[float64]float64{.5: .2})
	for index, stream := range quantiletest.Streams {
		numbers := quantiletest.Numbers(index, 5000)
		var s sketch
		feed(&s, numbers, o)
		least, greatest := slices.Min(numbers), slices.Max(numbers)
		if got := estimate([]sketch{s}, 0); got != least {
			t.Errorf("%s: got the least %v, want %v", stream.Name, got, least)
		}
		if got := estimate([]sketch{s}, 1); got != greatest {
			t.Errorf("%s: got the greatest %v, want %v", stream.Name, got, greatest)
		}
	}
}

// A sketch of a long stream is small. The limits are about twice the
// measured numbers of tuples. Narrow objectives and a drifting stream need
// more tuples.
func TestSketchIsSmall(t *testing.T) {
	if underRace {
		t.Skip("takes the race detector too long")
	}
	const drift = 10
	for i, most := range []int{300, 300, 300, 1200} {
		for index, stream := range quantiletest.Streams {
			switch stream.Name {
			case "inwards", "zipfian":
				continue // the tests below have these streams
			case "drifting":
				most = min(most*drift, 5000)
			}
			if got := tupleCount(index, 50_000, quantiletest.Objectives[i]); got > most {
				t.Errorf("%s, %v: got %d tuples for 50000 numbers, want at most %d", stream.Name, quantiletest.Objectives[i], got, most)
			}
		}
	}
}

// tupleCount returns the number of tuples, allocated ones included, for n
// numbers of the stream at index.
func tupleCount(index, n int, errors map[float64]float64) int {
	var s sketch
	feed(&s, quantiletest.Numbers(index, n), newObjectives(errors))
	return cap(s.tuples)
}

// Sizes, counts and statuses are whole numbers with many ties.
func TestSketchIsSmallWithTies(t *testing.T) {
	index := slices.IndexFunc(quantiletest.Streams, func(s quantiletest.Stream) bool { return s.Name == "zipfian" })
	for _, errors := range quantiletest.Objectives {
		if got := tupleCount(index, 50_000, errors); got > 1200 {
			t.Errorf("%v: got %d tuples for 50000 numbers, want at most 1200", errors, got)
		}
	}
}

// A stream that closes in on one place from both sides is hard for the
// algorithm: tuples with a large delta stay, while their ranks move to
// places with a smaller limit.
func TestSketchIsSmallWithAnyStream(t *testing.T) {
	for index, stream := range quantiletest.Streams {
		if got := tupleCount(index, 200_000, quantiletest.Objectives[0]); got > 5000 {
			t.Errorf("%s: got %d tuples for 200000 numbers, want at most 5000", stream.Name, got)
		}
	}
}

// The extremes are always exact, so an error of 0 costs nothing.
func TestSketchIsSmallWithExactExtremes(t *testing.T) {
	if got := tupleCount(0, 50_000, map[float64]float64{0: 0, .5: .05, 1: 0}); got > 300 {
		t.Errorf("got %d tuples for 50000 numbers, want at most 300", got)
	}
}

// Exact extremes of a rising stream need no tuples for the numbers between.
func TestSketchOfRisingStreamIsSmall(t *testing.T) {
	o := newObjectives(map[float64]float64{0: 0, 0.5: 0.05, 1: 0})
	var s sketch
	for i := 0; i < 100_000; i += 500 {
		batch := make([]float64, 500)
		for j := range batch {
			batch[j] = float64(i + j)
		}
		insert(&s, batch, o)
	}
	if n := len(s.tuples); n > 1000 {
		t.Errorf("tuples: got %d, want at most 1000", n)
	}
	if got := estimate([]sketch{s}, 1); got != 99_999 {
		t.Errorf("maximum: got %v, want 99999", got)
	}
	if got := estimate([]sketch{s}, 0); got != 0 {
		t.Errorf("minimum: got %v, want 0", got)
	}
}

// NaN counts as the least number.
func TestSketchWithNaN(t *testing.T) {
	o := newObjectives(map[float64]float64{0.5: 0.01})
	var s sketch
	for i := 0; i < 10_000; i += 500 {
		batch := []float64{math.NaN()}
		for j := 1; j < 500; j++ {
			batch = append(batch, float64(i+j))
		}
		insert(&s, batch, o)
	}
	if got := estimate([]sketch{s}, 0.5); math.Abs(got-5000) > 150 {
		t.Errorf("median: got %v, want 5000 within 150", got)
	}
}
