package series

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"testing"

	"plainmetrics/expfmt"
)

// Random series are added, removed and looked for, with hashes of a few
// bits or of all. The simple twin of an index is a map by the values.
func TestIndexAgainstMap(t *testing.T) {
	for _, mask := range []uint32{0, 3, 0xf, 0xff, ^uint32(0)} {
		t.Run(fmt.Sprintf("%x", mask), func(t *testing.T) {
			random := rand.New(rand.NewPCG(1, uint64(mask)))
			var x index[number]
			twin := make(map[string]*Series[number])
			for range 2000 {
				value := hardValues[random.IntN(len(hardValues))] + fmt.Sprint(random.IntN(4))
				switch n := random.IntN(100); {
				case n == 0:
					for _, s := range twin {
						x.remove(s)
					}
					clear(twin)
					x.shrink(0)
				case n < 50 && twin[value] == nil:
					twin[value] = newSeries(value, mask)
					x.add(twin[value])
				case n < 80 && twin[value] != nil:
					x.remove(twin[value])
					delete(twin, value)
				}
				hash := hashValues([]string{value}) & mask
				if got := x.find(hash, valueTemplate.Append(nil, []string{value})); got != twin[value] {
					t.Fatalf("%q: got %v, want %v", value, got, twin[value])
				}
			}
			checkIndex(t, &x, twin)
		})
	}
}

var valueTemplate = newTemplate(nil, "a")

func newSeries(value string, mask uint32) *Series[number] {
	s := &Series[number]{stored[number]{hash: hashValues([]string{value}) & mask}}
	var text expfmt.LabelText
	labels, err := text.Make(valueTemplate, []string{value})
	if err != nil {
		panic(err)
	}
	s.labels.Store(&labels)
	return s
}

func checkIndex(t *testing.T, x *index[number], twin map[string]*Series[number]) {
	t.Helper()
	n := 0
	for s := range x.all() {
		n++
		if !slices.Contains(slices.Collect(maps.Values(twin)), s) {
			t.Errorf("got the series {%v}, want it gone", s.labels.Load())
		}
	}
	if n != len(twin) {
		t.Errorf("got %d series, want %d", n, len(twin))
	}
}

// The slots of removed series are used again, so a table does not grow with
// the number of changes.
func TestIndexDoesNotGrowByChange(t *testing.T) {
	var x index[number]
	for i := range 10_000 {
		s := newSeries(fmt.Sprint(i), ^uint32(0))
		x.add(s)
		x.remove(s)
	}
	if got := len(x.table.Load().slots); got != smallestTable {
		t.Errorf("got %d slots, want %d", got, smallestTable)
	}
}

// Series that are there all the time are found at any moment, while others
// come and go and the table is rebuilt.
func TestIndexLookupsDuringChange(t *testing.T) {
	for _, mask := range []uint32{0xf, ^uint32(0)} {
		t.Run(fmt.Sprintf("%x", mask), func(t *testing.T) {
			var x index[number]
			steady := make([]*Series[number], 20)
			for i := range steady {
				steady[i] = newSeries(fmt.Sprint(i), mask)
				x.add(steady[i])
			}
			var done atomic.Bool
			inParallel(3, func(goroutine int) {
				if goroutine == 0 {
					var others []*Series[number]
					for i := range 1000 {
						others = append(others, newSeries(fmt.Sprint("x", i), mask))
						x.add(others[i])
						if i >= 30 {
							x.remove(others[i-30])
						}
					}
					done.Store(true)
				}
				for i := 0; !done.Load(); i = (i + 1) % len(steady) {
					labels := []byte(steady[i].labels.Load().String())
					if x.find(steady[i].hash, labels) != steady[i] {
						t.Errorf("series %d: got another one, or none", i)
						return
					}
				}
			})
		})
	}
}

// A table that is much too large for its series is made smaller, and finds
// all of them.
func TestIndexShrinks(t *testing.T) {
	var x index[number]
	var series []*Series[number]
	for i := range 1000 {
		series = append(series, newSeries(fmt.Sprint(i), ^uint32(0)))
		x.add(series[i])
	}
	for _, s := range series[10:] {
		x.remove(s)
	}
	x.shrink(10)
	if got := len(x.table.Load().slots); got > 8*(10+smallestTable) {
		t.Errorf("got %d slots for 10 series, want at most %d", got, 8*(10+smallestTable))
	}
	for _, s := range series[:10] {
		if got := x.find(s.hash, []byte(s.labels.Load().String())); got != s {
			t.Errorf("{%v}: got %v, want the series", s.labels.Load(), got)
		}
	}
	if got := x.find(series[10].hash, []byte(series[10].labels.Load().String())); got != nil {
		t.Errorf("got a removed series, want none")
	}
}
