package registry

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"plainmetrics/expfmt"
)

// Series are in the order of their values, compared byte by byte as they
// are and not as they are escaped, in the order of the label names.
func TestStoreOrder(t *testing.T) {
	// The neighbours of the bytes that are escaped, and of their escapes.
	parts := []string{"", "!", `"`, "#", "[", `\`, "]", "\n", "\t", "\v", "n", "m", "o", "ä"}
	var values []string
	for _, a := range parts {
		for _, b := range parts {
			values = append(values, a+b)
		}
	}
	slices.Sort(values)
	values = slices.Compact(values)

	random := rand.New(rand.NewPCG(1, 2))
	vec := NewGaugeVec(GaugeOpts{Name: "g", ConstLabels: Labels{"m": `"`}}, []string{"z", "a"})
	var want [][2]string // the values of a and z
	for _, first := range values {
		for range 3 {
			want = append(want, [2]string{first, values[random.IntN(len(values))]})
		}
	}
	random.Shuffle(len(want), func(i, j int) { want[i], want[j] = want[j], want[i] })
	for i, v := range want {
		vec.WithLabelValues(v[1], v[0])
		if i%100 == 0 {
			vec.store.current() // put those there are in order, the others come later
		}
	}
	slices.SortFunc(want, func(v, w [2]string) int { return cmp.Or(cmp.Compare(v[0], w[0]), cmp.Compare(v[1], w[1])) })
	checkOrder(t, vec, slices.Compact(want))
}

func checkOrder(t *testing.T, vec *GaugeVec, want [][2]string) {
	t.Helper()
	all := vec.store.current().labels
	if len(all) != len(want) {
		t.Errorf("got %d series, want %d", len(all), len(want))
	}
	for i := range min(len(all), len(want)) {
		set := vec.store.labelSet(all[i])
		if got := [2]string{set.Get("a"), set.Get("z")}; got != want[i] {
			t.Fatalf("series %d: got %q, want %q", i, got, want[i])
		}
		if i > 0 && vec.store.labelSet(all[i-1]).Compare(set) >= 0 {
			t.Fatalf("series %d: got {%v} behind {%v}, which expfmt orders the other way", i, set, vec.store.labelSet(all[i-1]))
		}
	}
}

// A vector goes through random births, deaths and scrapes as a map does.
func TestStoreAgainstMap(t *testing.T) {
	for _, mask := range []uint32{0, ^uint32(0)} {
		t.Run(fmt.Sprintf("%x", mask), func(t *testing.T) {
			collide(t, mask)
			random := rand.New(rand.NewPCG(1, uint64(mask)))
			vec := NewCounterVec(CounterOpts{Name: "c"}, []string{"a"})
			twin := make(map[string]float64)
			for range 3000 {
				value := fmt.Sprint(random.IntN(100))
				switch at := random.IntN(100); {
				case at < 60:
					vec.WithLabelValues(value).Inc()
					twin[value]++
				case at < 90:
					_, want := twin[value]
					if got := vec.DeleteLabelValues(value); got != want {
						t.Fatalf("%s: got %v from DeleteLabelValues, want %v", value, got, want)
					}
					delete(twin, value)
				case at < 91:
					vec.Reset()
					clear(twin)
				default:
					checkStore(t, vec, twin)
				}
			}
			checkStore(t, vec, twin)
		})
	}
}

func checkStore(t *testing.T, vec *CounterVec, twin map[string]float64) {
	t.Helper()
	var lines []string
	for value, v := range twin {
		lines = append(lines, fmt.Sprintf("c{a=\"%s\"} %v\n", value, v))
	}
	slices.Sort(lines)
	checkText(t, samplesOf(t, vec), strings.Join(lines, ""))
	if vec.store.size != len(twin) {
		t.Errorf("got a size of %d, want %d", vec.store.size, len(twin))
	}
}

// A sheet that was handed out stays as it is, so that it can be
// walked without a lock.
func TestStoreNeverChangesWhatItHandedOut(t *testing.T) {
	vec := fill(newStatusVec())
	before := vec.store.current()
	labels, ranks, cells := slices.Clone(before.labels), slices.Clone(before.ranks), slices.Clone(before.byRank())
	vec.WithLabelValues("/", "000", "")
	vec.DeleteLabelValues("/", "200", "a")
	vec.store.current()
	vec.Reset()
	vec.WithLabelValues("/", "", "")
	vec.store.current()
	if !slices.Equal(before.labels, labels) || !slices.Equal(before.ranks, ranks) || !slices.Equal(before.byRank(), cells) {
		t.Errorf("got a sheet that was changed, want another one")
	}
}

// The labels of series lie behind each other in text that is shared; those
// of one never run into those of the next, however long they are.
func TestStoreKeepsLabelsApart(t *testing.T) {
	vec := NewGaugeVec(GaugeOpts{Name: "g"}, []string{"a"})
	for i := range 300 {
		vec.WithLabelValues(strings.Repeat("v", i*i%5003)).Set(float64(i))
	}
	for i := range 300 {
		want := fmt.Sprintf(`a="%s"`, strings.Repeat("v", i*i%5003))
		values := []string{strings.Repeat("v", i*i%5003)}
		if got := *vec.store.index.find(hashValues(values), vec.store.desc.layout.append(nil, values)).labels.Load(); got != want {
			t.Fatalf("series %d: got %q, want %q", i, got, want)
		}
	}
}

// Vectors are used by programs that nobody scrapes, too: what was deleted
// must not wait for a scrape to be forgotten.
func TestStoreForgetsWithoutScrapes(t *testing.T) {
	vec := NewCounterVec(CounterOpts{Name: "c"}, []string{"a"})
	for i := range 10_000 {
		vec.WithLabelValues(fmt.Sprint(i))
		vec.DeleteLabelValues(fmt.Sprint(i))
	}
	got := 0
	for _, run := range vec.store.runs {
		got += cap(run)
	}
	if got > 1000 {
		t.Errorf("got %d series kept, want a number that does not grow", got)
	}
}

// Storage is made for many series at once, so a birth costs about one
// allocation beside that of the value it is born with here. The limit is a
// tenth above what was measured.
func TestStoreMemory(t *testing.T) {
	const n = 10_000
	got := testing.AllocsPerRun(1, func() {
		vec := NewCounterVec(CounterOpts{Name: "c"}, []string{"a"})
		for i := range n {
			vec.WithLabelValues(digits[i%10] + digits[i/10%10] + digits[i/100%10] + digits[i/1000])
		}
	})
	if perSeries := got / n; perSeries > 2.1 {
		t.Errorf("got %v allocations for each series born, want at most 2.1", perSeries)
	}
}

var digits = []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}

// One of a family's series is written as it is on the page of all.
func TestStoreEncodeOne(t *testing.T) {
	vec := fill(newStatusVec())
	one := vec.WithLabelValues("/x", "500", "b")
	one.Inc()
	p := expfmt.NewPage(expfmt.Text{}, nil)
	checkError(t, one.Collect(t.Context(), p))
	checkText(t, string(p.End()), `
# HELP hits Hits.
# TYPE hits counter
hits{code="500",host="b",path="/x"} 1
`)
}
