package registry

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"testing"
)

// An indexTwin is the simple twin of an index: a map by the values.
type indexTwin map[string]*series[int]

// Random series are added, removed and looked for, with hashes of a few
// bits or of all.
func TestIndexAgainstMap(t *testing.T) {
	for _, mask := range []uint32{0, 3, 0xf, 0xff, ^uint32(0)} {
		t.Run(fmt.Sprintf("%x", mask), func(t *testing.T) {
			collide(t, mask)
			l := newLayout(nil, []string{"a"})
			random := rand.New(rand.NewPCG(1, uint64(mask)))
			var x index[int]
			twin := make(indexTwin)
			for range 2000 {
				value := hardValues[random.IntN(len(hardValues))] + fmt.Sprint(random.IntN(4))
				switch at := random.IntN(100); {
				case at == 0:
					for _, s := range twin {
						x.remove(s)
					}
					clear(twin)
					x.shrink(0)
				case at < 50 && twin[value] == nil:
					twin[value] = newSeries(&l, value)
					x.add(twin[value])
				case at < 80 && twin[value] != nil:
					x.remove(twin[value])
					delete(twin, value)
				}
				if got := x.find(hashValues([]string{value}), l.append(nil, []string{value})); got != twin[value] {
					t.Fatalf("%q: got %v, want %v", value, got, twin[value])
				}
			}
			checkIndex(t, &x, twin)
		})
	}
}

func newSeries(l *layout, values ...string) *series[int] {
	s := &series[int]{hash: hashValues(values)}
	labels := string(l.append(nil, values))
	s.labels.Store(&labels)
	return s
}

func checkIndex(t *testing.T, x *index[int], twin indexTwin) {
	t.Helper()
	n := 0
	for s := range x.all() {
		n++
		if !slices.Contains(slices.Collect(maps.Values(twin)), s) {
			t.Errorf("got the series {%s}, want it gone", *s.labels.Load())
		}
	}
	if n != len(twin) {
		t.Errorf("got %d series, want %d", n, len(twin))
	}
}

// The slots of removed series are used again, so a table does not grow by
// coming and going.
func TestIndexDoesNotGrowByChange(t *testing.T) {
	var x index[int]
	l := newLayout(nil, []string{"a"})
	for i := range 10_000 {
		s := newSeries(&l, fmt.Sprint(i))
		x.add(s)
		x.remove(s)
	}
	if got := len(x.table.Load().slots); got != smallestTable {
		t.Errorf("got %d slots, want %d", got, smallestTable)
	}
}

// The order of the values counts.
func TestHashValues(t *testing.T) {
	seen := make(map[uint32][]string)
	for _, values := range [][]string{{}, {"a"}, {"b"}, {"a", "b"}, {"b", "a"}, {"a", "a"}, {"ab"}, {"", "a"}, {"a", ""}} {
		hash := hashValues(values)
		if other, ok := seen[hash]; ok {
			t.Errorf("%q and %q: got the same hash", values, other)
		}
		seen[hash] = values
	}
}

// Series that are there all the time are found at any moment, while others
// come and go and the table is rebuilt.
func TestIndexLookupsDuringChange(t *testing.T) {
	for _, mask := range []uint32{0xf, ^uint32(0)} {
		t.Run(fmt.Sprintf("%x", mask), func(t *testing.T) {
			collide(t, mask)
			vec := NewCounterVec(CounterOpts{Name: "c"}, []string{"a"})
			steady := make([]Counter, 20)
			for i := range steady {
				steady[i] = vec.WithLabelValues(fmt.Sprint(i))
			}
			var done atomic.Bool
			inParallel(3, func(i int) {
				for at := 0; i > 0 && !done.Load(); at++ {
					if vec.WithLabelValues(fmt.Sprint(at%len(steady))) != steady[at%len(steady)] {
						t.Errorf("series %d: got another one", at%len(steady))
						return
					}
				}
				for at := 0; i == 0 && at < 1000; at++ {
					vec.WithLabelValues(fmt.Sprint("x", at))
					vec.DeleteLabelValues(fmt.Sprint("x", at-30))
				}
				done.Store(true)
			})
		})
	}
}
