package native

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
)

// check fails unless the windows are in order, and have the number of populated
// buckets that they say.
func (b *buckets) check(t *testing.T) {
	t.Helper()
	end := math.MinInt
	for _, w := range b.windows {
		populated := 0
		for _, n := range w.counts {
			if n > 0 {
				populated++
			}
		}
		if w.base < end || populated != w.populated {
			t.Fatalf("got a window from %d with %d populated buckets, want one behind %d with %d", w.base, w.populated, end, populated)
		}
		end = w.end()
	}
	for _, w := range b.windows[len(b.windows):cap(b.windows)] {
		if w.counts != nil {
			t.Fatal("got counts behind the last window, want none, which would stay in memory")
		}
	}
}

// checkDensity fails if a window is too large for its populated buckets.
func (b *buckets) checkDensity(t *testing.T) {
	t.Helper()
	for _, w := range b.windows {
		if limit := max(smallWindow, maxSparse*w.populated) * 5 / 4; len(w.counts) > limit {
			t.Fatalf("got a window of %d buckets, %d of them populated, want at most %d", len(w.counts), w.populated, limit)
		}
	}
}

// all iterates over the populated buckets, in the order of their indexes.
func (b *buckets) all(yield func(index int, n uint64) bool) {
	for _, w := range b.windows {
		for i, n := range w.counts {
			if n > 0 && !yield(w.base+i, n) {
				return
			}
		}
	}
}

// orders are sequences of n indexes.
var orders = map[string]func(r *rand.Rand, n int) []int{
	"upwards": func(_ *rand.Rand, n int) []int {
		indexes := make([]int, n)
		for i := range indexes {
			indexes[i] = i - n/2
		}
		return indexes
	},
	"downwards": func(r *rand.Rand, n int) []int {
		indexes := make([]int, n)
		for i := range indexes {
			indexes[i] = -i
		}
		return indexes
	},
	"shuffled":  func(r *rand.Rand, n int) []int { return r.Perm(n) },
	"far apart": func(r *rand.Rand, n int) []int { return scaled(r.Perm(n), 100) },
	"two places": func(r *rand.Rand, n int) []int {
		indexes := r.Perm(n)
		for i := range indexes {
			indexes[i] += 500_000 * (i % 2)
		}
		return indexes
	},
	"powers of 2": func(_ *rand.Rand, n int) []int {
		indexes := make([]int, n)
		for i := range indexes {
			indexes[i] = 1 << (i % 40)
		}
		return indexes
	},
}

func scaled(indexes []int, factor int) []int {
	for i := range indexes {
		indexes[i] *= factor
	}
	return indexes
}

func TestBuckets(t *testing.T) {
	for name, order := range orders {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, 2))
			var b buckets
			want := map[int]uint64{}
			for i, index := range order(r, 2000) {
				n := 1 + r.Uint64N(3)
				if isNew := b.add(index, n); isNew != (want[index] == 0) {
					t.Fatalf("bucket %d: got new %v, want %v", index, isNew, !isNew)
				}
				want[index] += n
				if i%100 == 0 {
					b.check(t)
				}
			}
			b.check(t)
			b.checkDensity(t)
			b.compare(t, want)
			for index := range want {
				if got := b.remove(index); got != want[index] {
					t.Fatalf("bucket %d: got %d removed, want %d", index, got, want[index])
				}
				delete(want, index)
				if len(want)%500 == 0 {
					b.compare(t, want)
				}
			}
			if got := b.remove(7); got != 0 || b.first() != math.MaxInt {
				t.Errorf("without a bucket: got %d removed and the first %d", got, b.first())
			}
		})
	}
}

// compare compares b with a map of counts by index.
func (b *buckets) compare(t *testing.T, want map[int]uint64) {
	t.Helper()
	got, last := 0, math.MinInt
	for index, n := range b.all {
		if n != want[index] || index <= last {
			t.Fatalf("bucket %d behind %d: got %d, want %d", index, last, n, want[index])
		}
		got, last = got+1, index
	}
	if got != len(want) {
		t.Fatalf("got %d buckets, want %d", got, len(want))
	}
	if len(want) > 0 {
		var indexes []int
		for index := range want {
			indexes = append(indexes, index)
		}
		if got, want := b.first(), slices.Min(indexes); got != want {
			t.Fatalf("got the first bucket %d, want %d", got, want)
		}
	}
}

// Windows that grow bit by bit are allocated anew a few times. Those that grow
// together from many are copied more often.
func TestGrowthIsCheap(t *testing.T) {
	for name, order := range orders {
		indexes := order(rand.New(rand.NewPCG(1, 2)), 5000)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		var b buckets
		for _, index := range indexes {
			b.add(index, 1)
		}
		runtime.ReadMemStats(&after)
		words := (after.TotalAlloc - before.TotalAlloc) / 8
		t.Logf("%s: %d words for each bucket", name, words/uint64(len(indexes)))
		if limit := 60 * uint64(len(indexes)); words > limit {
			t.Errorf("%s: got %d words allocated for %d buckets, want at most %d", name, words, len(indexes), limit)
		}
	}
}
