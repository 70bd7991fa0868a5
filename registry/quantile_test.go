package registry

import (
	"cmp"
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
	for batch := range slices.Chunk(numbers, exactUpTo) {
		insert(s, batch, o)
	}
}

// insert inserts a batch as a window does.
func insert(s *sketch, batch []float64, o objectives) {
	allowed := o.allowance()
	keys := keysOf(batch)
	slices.Sort(keys)
	s.insert(keys, allowed, new(bench))
	if len(s.kept) > mostKept && !o.exact() {
		s.shrink(allowed)
	}
}

func keysOf(numbers []float64) []key {
	keys := make([]key, len(numbers))
	for i, v := range numbers {
		keys[i] = keyOf(v)
	}
	return keys
}

// estimate returns one quantile.
func estimate(sketches []sketch, quantile float64) float64 {
	return appendEstimates(nil, sketches, objectives{{quantile: quantile}})[0]
}

// insertTwin is the simple twin of insert: it puts the batch in its place
// number by number, and merges after that.
func insertTwin(s sketch, batch []key, o objectives) sketch {
	all := slices.Clone(s.kept)
	for _, k := range batch {
		above, equal := slices.BinarySearchFunc(s.kept, k, func(one kept, k key) int { return cmp.Compare(one.key, k) })
		slack := uint32(0)
		switch {
		case equal:
			slack = s.kept[above].slack
		case above < len(s.kept) && (above > 0 || k > batch[0]):
			slack = s.kept[above].weight + s.kept[above].slack - 1
		}
		at := 0
		for at < len(all) && all[at].key <= k {
			at++
		}
		all = slices.Insert(all, at, kept{k, 1, slack})
	}
	count := s.count + uint64(len(batch))
	if len(all) < 3 {
		return sketch{all, count}
	}
	return sketch{compress(all, count, o.allowance(), 1), count}
}

// A sketch keeps what its twin keeps.
func TestSketchIsItsTwin(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	for which := range streams {
		for _, given := range objectivesTried {
			o := newObjectives(given)
			var s, twin sketch
			for numbers := newStream(which, 3000); len(numbers) > 0; {
				n := min(len(numbers), 1+random.IntN(exactUpTo))
				batch := keysOf(numbers[:n])
				slices.Sort(batch)
				numbers = numbers[n:]
				s.insert(batch, o.allowance(), new(bench))
				twin = insertTwin(twin, batch, o)
				if s.count != twin.count || !slices.Equal(s.kept, twin.kept) {
					t.Fatalf("%s, %v, after %d:\ngot  %v\nwant %v", streams[which].name, given, s.count, s.kept, twin.kept)
				}
			}
		}
	}
}

// estimateTwin is the simple twin of appendEstimates, for one quantile: it
// looks at each number, and at all sketches for its ranks.
func estimateTwin(sketches []sketch, quantile float64) float64 {
	n := uint64(0)
	var keys []key
	for _, s := range sketches {
		n += s.count
		for _, one := range s.kept {
			keys = append(keys, one.key)
		}
	}
	slices.Sort(keys)
	target := math.Max(1, math.Ceil(quantile*float64(n)))
	best, off := math.NaN(), math.Inf(1)
	passed := make([]int, len(sketches))
	for _, k := range keys {
		from := 0
		for passed[from] == len(sketches[from].kept) || sketches[from].kept[passed[from]].key != k {
			from++
		}
		slack := float64(sketches[from].kept[passed[from]].slack)
		passed[from]++
		least, most := 0.0, slack
		for i, s := range sketches {
			for _, one := range s.kept[:passed[i]] {
				least += float64(one.weight)
			}
			if i != from && passed[i] < len(s.kept) {
				most += s.kept[passed[i]].span(0) - 1
			}
		}
		if d := math.Abs(least + most/2 - target); d < off {
			best, off = k.float(), d
		}
	}
	return best
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
			v := k.key.float()
			if i > 0 && s.kept[i-1].key > k.key {
				t.Fatalf("number %d: got %v behind %v, want them in order", i, v, s.kept[i-1].key.float())
			}
			// Equal numbers share their ranks.
			if numbers[least-1] > v || numbers[most-1] < v {
				t.Fatalf("number %d: got %v with ranks %d to %d, where %v to %v stand", i, v, least, most,
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

// The estimates are those of their twin.
func TestEstimatesAreTheirTwins(t *testing.T) {
	for which := range streams {
		o := newObjectives(objectivesTried[which%len(objectivesTried)])
		numbers := newStream(which, 2500)
		sketches := make([]sketch, 4)
		for i, n := range []int{700, 0, 1, 1799} {
			feed(&sketches[i], numbers[:n], o)
			numbers = numbers[n:]
		}
		got := appendEstimates(nil, sketches, o)
		for i, obj := range o {
			if want := estimateTwin(sketches, obj.quantile); got[i] != want {
				t.Errorf("%s, quantile %v: got %v, want %v", streams[which].name, obj.quantile, got[i], want)
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
		insert(&s, batch, o)
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
		insert(&s, batch, o)
	}
	if got := estimate([]sketch{s}, 0.5); math.Abs(got-5000) > 150 {
		t.Errorf("median: got %v, want 5000 within 150", got)
	}
}
