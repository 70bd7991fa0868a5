package measure

import (
	"sync/atomic"
	"testing"
	"time"
)

var short = Scale{Turn: 2 * time.Millisecond, Rounds: 1, Divide: 100}

func TestOf(t *testing.T) {
	for n, want := range map[int]int{1: 1, 50: 1, 1000: 10} {
		if got := short.Of(n); got != want {
			t.Errorf("%d: got %d, want %d", n, got, want)
		}
	}
}

// TestAlone times sleep, which takes at least what it says.
func TestAlone(t *testing.T) {
	sleep := func(from, to int) { time.Sleep(time.Duration(to-from) * time.Millisecond) }
	for _, c := range Alone(short, Work{By: Ours, Do: sleep}, Work{By: CG, Do: sleep, Per: 10}) {
		least := map[string]float64{Ours: 1e6, CG: 1e5}[c.By]
		if got := c.Measure().Took; got < least || got > 20*least {
			t.Errorf("%s: got %v ns, want about %v", c.By, got, least)
		}
	}
}

// TestTogether sees that all goroutines work until the end, and that each
// operation has a number and is counted.
func TestTogether(t *testing.T) {
	for _, goroutines := range []int{1, 2, 64} {
		var operations, active, most atomic.Int64
		took, counted := runTogether(5*time.Millisecond, goroutines, func(from, to int) {
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
	for _, c := range Together(short, 2, Work{By: Ours, Do: func(from, to int) {}}) {
		if got := c.Measure().Took; got <= 0 {
			t.Errorf("got %v ns, want more than 0", got)
		}
	}
}

// TestHeapPer has objects of a size class of 8192 bytes, some of which are
// there at once and some only after the scrape.
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
	for i, c := range Allocs(10, Work{By: Ours, Do: allocate}, Work{By: CG, Do: nothing}) {
		if got, want := c.Measure().Took, []float64{3, 0}[i]; got != want {
			t.Errorf("%s: got %v allocations, want %v", c.By, got, want)
		}
	}
}

func TestBeside(t *testing.T) {
	var times atomic.Int64
	stop := Beside(func() { times.Add(1) })
	for times.Load() < 3 {
		time.Sleep(time.Microsecond)
	}
	stop()
	at := times.Load()
	time.Sleep(time.Millisecond)
	if got := times.Load(); got != at {
		t.Errorf("got %d more after stop, want none", got-at)
	}
}
