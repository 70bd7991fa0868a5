package measure

import (
	"sync/atomic"
	"testing"
	"time"
)

var short = Scale{Turn: 2 * time.Millisecond, Rounds: 1, Divide: 100}

func TestScaleCount(t *testing.T) {
	for n, want := range map[int]int{1: 1, 50: 1, 1000: 10} {
		if got := short.Count(n); got != want {
			t.Errorf("%d: got %d, want %d", n, got, want)
		}
	}
}

// TestSerial times sleep, whose duration has a lower limit.
func TestSerial(t *testing.T) {
	sleep := func(from, to int) { time.Sleep(time.Duration(to-from) * time.Millisecond) }
	for _, c := range Serial(short, Work{Name: Ours, Do: sleep}, Work{Name: CG, Do: sleep, Per: 10}) {
		least := map[string]float64{Ours: 1e6, CG: 1e5}[c.Name]
		if got := c.Measure().Took; got < least || got > 20*least {
			t.Errorf("%s: got %v ns, want about %v", c.Name, got, least)
		}
	}
}

// TestParallel checks that all goroutines work until the end of the turn,
// and that every operation counts.
func TestParallel(t *testing.T) {
	for _, goroutines := range []int{1, 2, 64} {
		var operations, active, most atomic.Int64
		took, counted := runParallel(5*time.Millisecond, goroutines, func(from, to int) {
			if now := active.Add(1); now > most.Load() {
				most.Store(now)
			}
			operations.Add(int64(to - from))
			time.Sleep(time.Microsecond)
			active.Add(-1)
		})
		if counted != operations.Load() || counted < int64(goroutines)*batch {
			t.Errorf("%d goroutines: counted %d operations, want %d", goroutines, counted, operations.Load())
		}
		if took < 5*time.Millisecond {
			t.Errorf("%d goroutines: took %v, want at least 5 ms", goroutines, took)
		}
		if most.Load() < min(2, int64(goroutines)) {
			t.Errorf("%d goroutines: at most %d worked at a time", goroutines, most.Load())
		}
	}
	for _, c := range Parallel(short, 2, Work{Name: Ours, Do: func(from, to int) {}}) {
		if got := c.Measure().Took; got <= 0 {
			t.Errorf("got %v ns, want more than 0", got)
		}
	}
}

// TestHeapPer allocates objects of the 8192-byte size class, some at once
// and some during the scrape.
func TestHeapPer(t *testing.T) {
	const n, size = 100, 8192
	for _, later := range []int{0, 1} {
		got := HeapPer(n, func() func() {
			kept := make([][]byte, 0, 2*n)
			for range n {
				kept = append(kept, make([]byte, size))
			}
			return func() {
				for i := range later * n {
					kept = append(kept[:n+i], make([]byte, size))
				}
			}
		})
		if want := float64((1 + later) * size); got < want || got > want+size/2 {
			t.Errorf("%d later: got %v bytes, want about %v", later, got, want)
		}
	}
}

var kept []*int64 // so that what is allocated escapes

func TestAllocs(t *testing.T) {
	allocate := func(from, to int) {
		kept = kept[:0]
		for range 3 * (to - from) {
			kept = append(kept, new(int64))
		}
	}
	nothing := func(int, int) {}
	for i, c := range Allocs(10, Work{Name: Ours, Do: allocate}, Work{Name: CG, Do: nothing}) {
		if got, want := c.Measure().Took, []float64{3, 0}[i]; got != want {
			t.Errorf("%s: got %v allocations, want %v", c.Name, got, want)
		}
	}
}

func TestBackground(t *testing.T) {
	var times atomic.Int64
	stop := Background(func() { times.Add(1) })
	for times.Load() < 3 {
		time.Sleep(time.Microsecond)
	}
	stop()
	before := times.Load()
	time.Sleep(time.Millisecond)
	if got := times.Load(); got != before {
		t.Errorf("got %d more after stop, want none", got-before)
	}
}
