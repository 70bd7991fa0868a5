package registry

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// A stream is what estimators are given: at says the i-th of n numbers.
type stream struct {
	name string
	at   func(i, n int, random *rand.Rand) float64
}

var streams = []stream{
	{"random", func(_, _ int, random *rand.Rand) float64 { return random.Float64() }},
	{"sorted", func(i, _ int, _ *rand.Rand) float64 { return float64(i) }},
	{"reversed", func(i, _ int, _ *rand.Rand) float64 { return -float64(i) }},
	{"constant", func(int, int, *rand.Rand) float64 { return 7 }},
	{"zipfian", func(_, _ int, random *rand.Rand) float64 { return math.Floor(1 / random.Float64()) }},
	{"exponential", func(_, _ int, random *rand.Rand) float64 { return random.ExpFloat64() }},
	{"bimodal", func(_, _ int, random *rand.Rand) float64 {
		return random.NormFloat64() + 1000*float64(random.IntN(2))
	}},
	{"drifting", func(i, n int, random *rand.Rand) float64 {
		return random.NormFloat64() + 50*float64(i)/float64(n)
	}},
	{"outwards", func(i, _ int, _ *rand.Rand) float64 { return float64(i) * float64(1-2*(i%2)) }},
	{"inwards", func(i, n int, _ *rand.Rand) float64 { return float64(n-i) * float64(1-2*(i%2)) }},
	{"sawtooth", func(i, _ int, _ *rand.Rand) float64 { return float64(i % 777) }},
}

// newStream returns n numbers of the stream at index which.
func newStream(which, n int) []float64 {
	random := rand.New(rand.NewPCG(uint64(which), uint64(n)))
	numbers := make([]float64, n)
	for i := range numbers {
		numbers[i] = streams[which].at(i, n, random)
	}
	return numbers
}

// What users ask for: the objectives of many a program, the extremes, one
// alone, and a wide and a narrow one side by side.
var objectivesTried = []map[float64]float64{
	{.5: .05, .9: .01, .99: .001},
	{0: .01, .25: .01, 1: .01},
	{.999: .0001},
	{.1: .1, .11: .001, .5: .02, .95: .005},
}

// checkRank checks that got is a number that stands in sorted between the
// ranks that the objective allows.
func checkRank(t *testing.T, sorted []float64, obj objective, got float64) {
	t.Helper()
	n := float64(len(sorted))
	exact := max(1, math.Ceil(obj.quantile*n))
	least := min(exact, max(1, math.Ceil((obj.quantile-obj.err)*n)))
	most := max(exact, min(n, math.Floor((obj.quantile+obj.err)*n)))
	from, found := slices.BinarySearch(sorted, got)
	to, _ := slices.BinarySearch(sorted, math.Nextafter(got, math.Inf(1)))
	if !found || float64(to) < least || float64(from+1) > most {
		t.Errorf("quantile %v of %v numbers: got %v, which has the ranks %d to %d, want one of %v to %v",
			obj.quantile, n, got, from+1, to, least, most)
	}
}

// feed inserts numbers as a window does, in batches.
func feed(s *sketch, numbers []float64, o objectives) {
	for batch := range slices.Chunk(slices.Clone(numbers), exactUpTo) {
		slices.Sort(batch)
		s.insert(batch, o)
	}
}

// forAllStreams calls f with every stream in several sizes and with
// several objectives. The large ones would take the race detector a
// minute, and have nothing for it: no number is touched by two goroutines.
func forAllStreams(t *testing.T, f func(t *testing.T, numbers []float64, o objectives)) {
	for which, stream := range streams {
		for at, n := range []int{1, 2, 499, 500, 501, 1999, 20_000, 200_000} {
			if n > 2000 && underRace {
				continue
			}
			for i, given := range objectivesTried {
				if n > 2000 && i != (which+at)%len(objectivesTried) {
					continue // of the large ones, each is tried with one
				}
				t.Run(fmt.Sprintf("%s/%d/%d", stream.name, n, i), func(t *testing.T) {
					f(t, newStream(which, n), newObjectives(given))
				})
			}
		}
	}
}

// One sketch keeps to half of the error that is allowed.
func TestSketchErrors(t *testing.T) {
	forAllStreams(t, func(t *testing.T, numbers []float64, o objectives) {
		var s sketch
		feed(&s, numbers, o)
		slices.Sort(numbers)
		for _, obj := range o {
			got := estimate([]sketch{s}, obj.quantile)
			checkRank(t, numbers, objective{obj.quantile, obj.err / 2}, got)
		}
	})
}

// Several sketches, of different sizes and of different numbers, together
// keep to the error.
func TestUnionOfSketchesErrors(t *testing.T) {
	forAllStreams(t, func(t *testing.T, numbers []float64, o objectives) {
		sketches := make([]sketch, 5) // one of which stays empty
		cuts := []int{0, len(numbers) / 50, len(numbers) / 20, len(numbers) / 2, len(numbers)}
		for i, from := range cuts[:4] {
			feed(&sketches[i], numbers[from:cuts[i+1]], o)
		}
		slices.Sort(numbers)
		for _, obj := range o {
			checkRank(t, numbers, obj, estimate(sketches, obj.quantile))
		}
	})
}

// What a sketch says of the numbers that it keeps is true: their ranks are
// between the sum of the weights, and that plus the slack.
func TestSketchRanks(t *testing.T) {
	forAllStreams(t, func(t *testing.T, numbers []float64, o objectives) {
		var s sketch
		feed(&s, numbers, o)
		slices.Sort(numbers)
		least := 0
		for i, k := range s.kept {
			least += int(k.weight)
			most := least + int(k.slack)
			if i > 0 && s.kept[i-1].value > k.value {
				t.Fatalf("number %d: got %v behind %v, want them in order", i, k.value, s.kept[i-1].value)
			}
			// Equal numbers share their ranks.
			if numbers[least-1] > k.value || numbers[most-1] < k.value {
				t.Fatalf("number %d: got %v with ranks %d to %d, where %v to %v stand", i, k.value, least, most,
					numbers[least-1], numbers[most-1])
			}
		}
		if least != len(numbers) || s.count != uint64(least) {
			t.Errorf("got weights of %d and a count of %d, want %d", least, s.count, len(numbers))
		}
	})
}

// The least and the greatest are known exactly, whatever the objectives.
func TestSketchKeepsExtremes(t *testing.T) {
	o := newObjectives(map[float64]float64{.5: .2})
	for which, stream := range streams {
		numbers := newStream(which, 5000)
		var s sketch
		feed(&s, numbers, o)
		least, greatest := slices.Min(numbers), slices.Max(numbers)
		if got := estimate([]sketch{s}, 0); got != least {
			t.Errorf("%s: got the least %v, want %v", stream.name, got, least)
		}
		if got := estimate([]sketch{s}, 1); got != greatest {
			t.Errorf("%s: got the greatest %v, want %v", stream.name, got, greatest)
		}
	}
}

// A sketch stays small, however much it has seen. The limits are about
// twice what is kept, which depends on how narrow the objectives are; a
// drift makes it more.
func TestSketchIsSmall(t *testing.T) {
	if underRace {
		t.Skip("takes the race detector too long")
	}
	const drift = 10
	for i, most := range []int{300, 300, 300, 1200} {
		for which, stream := range streams {
			switch stream.name {
			case "inwards", "zipfian":
				continue // see the tests below
			case "drifting":
				most = min(most*drift, 5000)
			}
			if got := keptOf(which, 50_000, objectivesTried[i]); got > most {
				t.Errorf("%s, %v: got %d of 50000 numbers kept, want at most %d", stream.name, objectivesTried[i], got, most)
			}
		}
	}
}

// keptOf returns how many of the n first numbers of a stream are kept.
func keptOf(which, n int, given map[float64]float64) int {
	var s sketch
	feed(&s, newStream(which, n), newObjectives(given))
	return cap(s.kept)
}

// Sizes, counts and statuses are whole numbers, most of which are equal.
func TestSketchIsSmallWithTies(t *testing.T) {
	which := slices.IndexFunc(streams, func(s stream) bool { return s.name == "zipfian" })
	for _, given := range objectivesTried {
		if got := keptOf(which, 50_000, given); got > 1200 {
			t.Errorf("%v: got %d of 50000 numbers kept, want at most 1200", given, got)
		}
	}
}

// Numbers that close in on one place from both sides are hard on the
// algorithm: what may be off by much stays so, while its rank moves on to
// where less is allowed.
func TestSketchIsSmallWhateverComes(t *testing.T) {
	for which, stream := range streams {
		if got := keptOf(which, 200_000, objectivesTried[0]); got > 5000 {
			t.Errorf("%s: got %d of 200000 numbers kept, want at most 5000", stream.name, got)
		}
	}
}

// The extremes are known without error, so it costs nothing to ask for
// them without one.
func TestSketchIsSmallWithExactExtremes(t *testing.T) {
	if got := keptOf(0, 50_000, map[float64]float64{0: 0, .5: .05, 1: 0}); got > 300 {
		t.Errorf("got %d of 50000 numbers kept, want at most 300", got)
	}
}

func TestEstimateOfNothing(t *testing.T) {
	for _, sketches := range [][]sketch{nil, make([]sketch, 3)} {
		if got := estimate(sketches, .5); !math.IsNaN(got) {
			t.Errorf("%d empty sketches: got %v, want NaN", len(sketches), got)
		}
	}
}

func TestObjectivesAreInOrder(t *testing.T) {
	got := newObjectives(map[float64]float64{.99: .001, 0: 0, .5: .05, 1: 0}).quantiles()
	if want := []float64{0, .5, .99, 1}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// The greatest number costs nothing to know, and must not keep the rest.
func TestSketchOfMaximumIsSmall(t *testing.T) {
	o := newObjectives(map[float64]float64{0: 0, 0.5: 0.05, 1: 0})
	var s sketch
	for i := 0; i < 100_000; i += 500 {
		batch := make([]float64, 500)
		for j := range batch {
			batch[j] = float64(i + j)
		}
		s.insert(batch, o)
	}
	if n := len(s.kept); n > 1000 {
		t.Errorf("numbers kept: got %d, want at most 1000", n)
	}
	if got := estimate([]sketch{s}, 1); got != 99_999 {
		t.Errorf("maximum: got %v, want 99999", got)
	}
	if got := estimate([]sketch{s}, 0); got != 0 {
		t.Errorf("minimum: got %v, want 0", got)
	}
}

// A NaN among the observations counts as the least of them.
func TestSketchWithNaN(t *testing.T) {
	o := newObjectives(map[float64]float64{0.5: 0.01})
	var s sketch
	for i := 0; i < 10_000; i += 500 {
		batch := []float64{math.NaN()}
		for j := 1; j < 500; j++ {
			batch = append(batch, float64(i+j))
		}
		s.insert(batch, o)
	}
	if got := estimate([]sketch{s}, 0.5); math.Abs(got-5000) > 150 {
		t.Errorf("median: got %v, want 5000 within 150", got)
	}
}
