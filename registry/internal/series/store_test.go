package series

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"plainmetrics/expfmt"
)

// A number is a cell of 32 bytes, as a counter's is.
type number struct {
	value float64
	_     [24]byte
}

type metricName string

func (n metricName) String() string { return string(n) }

func numberOptions(template *expfmt.LabelTemplate) Options[number] {
	return Options[number]{Metric: metricName(`"m"`), Template: template, Init: func(*number) {}, IsStream: true}
}

func newStore(template *expfmt.LabelTemplate) *Store[number] {
	return NewStore(numberOptions(template))
}

func readNumbers(run []Series[number], ranks []uint32, values []float64, _ []int64) {
	for i, rank := range ranks {
		if rank != Nowhere {
			values[rank] = run[i].Cell.value
		}
	}
}

func inParallel(n int, f func(goroutine int)) {
	var group sync.WaitGroup
	for i := range n {
		group.Go(func() { f(i) })
	}
	group.Wait()
}

// makeValuesCollide gives all values of one byte the same hash, until the
// test ends.
func makeValuesCollide(t *testing.T) {
	oldSeed, oldSecrets := seed, secrets
	t.Cleanup(func() { seed, secrets = oldSeed, oldSecrets })
	seed, secrets = 0, [33]uint64{}
}

// Series are in the order of their values, compared byte by byte as they
// are and not as they are escaped, in the order of the label names.
func TestStoreOrder(t *testing.T) {
	// The neighbours of the bytes that are escaped, and of their escapes.
	pieces := []string{"", "!", `"`, "#", "[", `\`, "]", "\n", "\t", "\v", "n", "m", "o", "ä"}
	var values []string
	for _, a := range pieces {
		for _, b := range pieces {
			values = append(values, a+b)
		}
	}
	slices.Sort(values)
	values = slices.Compact(values)

	random := rand.New(rand.NewPCG(1, 2))
	s := newStore(newTemplate([]string{"m", `"`}, "z", "a"))
	var want [][2]string // the values of a and z
	for _, first := range values {
		for range 3 {
			want = append(want, [2]string{first, values[random.IntN(len(values))]})
		}
	}
	random.Shuffle(len(want), func(i, j int) { want[i], want[j] = want[j], want[i] })
	for i, v := range want {
		s.Get(nil, []string{v[1], v[0]})
		if i%100 == 0 {
			s.Snapshot() // the others are merged into it
		}
	}
	slices.SortFunc(want, func(v, w [2]string) int { return cmp.Or(cmp.Compare(v[0], w[0]), cmp.Compare(v[1], w[1])) })
	checkOrder(t, s.Snapshot().Labels(), slices.Compact(want))
}

func checkOrder(t *testing.T, sets []expfmt.LabelSet, want [][2]string) {
	t.Helper()
	if len(sets) != len(want) {
		t.Errorf("got %d series, want %d", len(sets), len(want))
	}
	for i := range min(len(sets), len(want)) {
		if got := [2]string{sets[i].Get("a"), sets[i].Get("z")}; got != want[i] {
			t.Fatalf("series %d: got %q, want %q", i, got, want[i])
		}
		if i > 0 && sets[i-1].Compare(sets[i]) >= 0 {
			t.Fatalf("series %d: got {%v} behind {%v}, which expfmt orders the other way", i, sets[i], sets[i-1])
		}
	}
}

// A store goes through random changes and scrapes as a map does, also where
// all hashes are equal.
func TestStoreAgainstMap(t *testing.T) {
	for _, collide := range []bool{false, true} {
		t.Run(fmt.Sprintf("collide %v", collide), func(t *testing.T) {
			if collide {
				makeValuesCollide(t)
			}
			random := rand.New(rand.NewPCG(1, 2))
			s := newStore(valueTemplate)
			twin := make(map[string]float64)
			for range 3000 {
				value := string(rune(' ' + random.IntN(95)))
				switch n := random.IntN(100); {
				case n < 60:
					s.Get(nil, []string{value}).value++
					twin[value]++
				case n < 90:
					_, want := twin[value]
					if got := s.Delete([]string{value}); got != want {
						t.Fatalf("%s: got %v from Delete, want %v", value, got, want)
					}
					delete(twin, value)
				case n < 91:
					if got := s.DeleteFunc(func(expfmt.LabelSet) bool { return true }); got != len(twin) {
						t.Fatalf("got %d series removed, want %d", got, len(twin))
					}
					clear(twin)
				default:
					checkStore(t, s, twin)
				}
			}
			checkStore(t, s, twin)
		})
	}
}

func checkStore(t *testing.T, s *Store[number], twin map[string]float64) {
	t.Helper()
	snapshot := s.Snapshot()
	values := make([]float64, len(snapshot.Labels()))
	snapshot.ReadValues(values, nil, readNumbers)
	got := make(map[string]float64)
	for i, labels := range snapshot.Labels() {
		got[labels.Get("a")] = values[i]
	}
	if len(got) != len(values) || len(got) != len(twin) || s.size != len(twin) {
		t.Errorf("got %d series of %d values, and a size of %d, want %d", len(values), len(got), s.size, len(twin))
	}
	for value, want := range twin {
		if got[value] != want {
			t.Errorf("%q: got %v, want %v", value, got[value], want)
		}
	}
}

func TestStoreDeleteOfWrongValues(t *testing.T) {
	s := newStore(newTemplate(nil, "a", "b"))
	s.Get(nil, []string{"1", "2"})
	for _, values := range [][]string{nil, {"1"}, {"1", "2", "3"}, {"2", "1"}} {
		if s.Delete(values) {
			t.Errorf("%q: got a series removed, want none", values)
		}
	}
}

// The text of label sets is shared. The labels of a series never run into
// the next, however long they are.
func TestStoreSeparatesLabels(t *testing.T) {
	s := newStore(valueTemplate)
	for i := range 300 {
		s.Get(nil, []string{strings.Repeat("v", i*i%5003)})
	}
	for i := range 300 {
		values := []string{strings.Repeat("v", i*i%5003)}
		want := fmt.Sprintf(`a="%s"`, values[0])
		if got := s.index.find(hashValues(values), []byte(want)); got == nil || got.labels.Load().String() != want {
			t.Fatalf("series %d: got %v, want the labels {%s}", i, got, want)
		}
	}
}

// Programs that nobody scrapes use vectors, too: removed series must not
// wait for a scrape to be freed.
func TestStoreFreesWithoutScrapes(t *testing.T) {
	s := newStore(valueTemplate)
	for i := range 10_000 {
		s.Get(nil, []string{fmt.Sprint(i)})
		s.Delete([]string{fmt.Sprint(i)})
	}
	got := 0
	for _, run := range s.runs {
		got += cap(run)
	}
	if got > 1000 {
		t.Errorf("got room for %d series, want a number that does not grow", got)
	}
}

// Release is called once for each series that is removed.
func TestStoreReleases(t *testing.T) {
	options := numberOptions(valueTemplate)
	released := make(map[float64]int)
	options.Release = func(n *number) { released[n.value]++ }
	s := NewStore(options)
	for i := range 10 {
		s.Get(nil, []string{fmt.Sprint(i)}).value = float64(i)
	}
	s.Delete([]string{"3"})
	s.Delete([]string{"3"})
	s.DeleteFunc(func(l expfmt.LabelSet) bool { return l.Get("a") < "5" })
	for i := range 10 {
		want := 0
		if i < 5 {
			want = 1
		}
		if got := released[float64(i)]; got != want {
			t.Errorf("series %d: got %d calls of Release, want %d", i, got, want)
		}
	}
}

// Storage allocates for many series at once, so creating a series takes
// about one allocation beside those of its value here. The limit is a tenth
// above the measured number.
func TestStoreMemory(t *testing.T) {
	const n = 10_000
	values := make([][]string, n)
	for i := range values {
		values[i] = []string{fmt.Sprint(i)}
	}
	allocs := testing.AllocsPerRun(1, func() {
		s := newStore(valueTemplate)
		for _, v := range values {
			s.Get(nil, v)
		}
	})
	t.Logf("%v allocations for each series", allocs/n)
	if perSeries := allocs / n; perSeries > 0.03 {
		t.Errorf("got %v allocations for each series, want at most 0.03", perSeries)
	}
}

// A series that is removed and asked for again is another series, while the
// holder of the old one can still use it.
func TestStoreCreatesRemovedSeriesAgain(t *testing.T) {
	s := newStore(valueTemplate)
	old := s.Get(nil, []string{"1"})
	old.value = 7
	s.Delete([]string{"1"})
	created := s.Get(nil, []string{"1"})
	if created == old || created.value != 0 {
		t.Errorf("got the removed series, or its value %v", created.value)
	}
	old.value++
	checkStore(t, s, map[string]float64{"1": 0})
}

// One series is made, and all goroutines get it, however many ask at once.
func TestStoreCreatesOnce(t *testing.T) {
	s := newStore(valueTemplate)
	var cells [4][100]*number
	inParallel(len(cells), func(goroutine int) {
		for i := range cells[goroutine] {
			cells[goroutine][i] = s.Get(nil, []string{fmt.Sprint(i)})
		}
	})
	for _, other := range cells[1:] {
		if other != cells[0] {
			t.Fatal("got different cells for the same values")
		}
	}
	if got := len(s.Snapshot().Labels()); got != len(cells[0]) {
		t.Errorf("got %d series, want %d", got, len(cells[0]))
	}
}
