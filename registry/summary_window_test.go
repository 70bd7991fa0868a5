package registry

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"testing/synctest"
	"time"
	"weak"

	"plainmetrics/registry/internal/quantile"
)

func newMedian(maxAge time.Duration) Summary {
	return NewSummary(SummaryOpts{Name: "s", Objectives: map[float64]float64{.5: .05}, MaxAge: maxAge})
}

// A windowTwin is the simple twin of a summary's window: it holds all
// observations by the number of their slot since begin.
type windowTwin struct {
	begin time.Time
	span  time.Duration
	slots map[int][]float64
}

func (w *windowTwin) slot() int { return int(time.Since(w.begin) / w.span) }

func (w *windowTwin) observe(v float64) { w.slots[w.slot()] = append(w.slots[w.slot()], v) }

// sorted returns the observations of the latest five slots.
func (w *windowTwin) sorted() []float64 {
	var observed []float64
	for slot := w.slot() - 4; slot <= w.slot(); slot++ {
		observed = append(observed, w.slots[slot]...)
	}
	slices.Sort(observed)
	return observed
}

// openLogs returns the number of shards whose log is open.
func openLogs(s Summary) int {
	n := 0
	s.scrape(func(locked shard) {
		if locked[limitWord] > 0 {
			n++
		}
	})
	return n
}

// Logs are open from the first observation in a slot until shortly before
// the slot's end.
func TestLogsOpenAndClose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const span = 2 * time.Minute
		s := newMedian(5 * span)
		check := func(when string, want int) {
			t.Helper()
			synctest.Wait()
			if got := openLogs(s); got != want {
				t.Errorf("%s: got %d open logs, want %d", when, got, want)
			}
		}
		check("when created", 0)
		s.Observe(1)
		check("after an observation", 1)
		time.Sleep(span - span/closingShare - 1)
		check("before the end is near", 1)
		time.Sleep(time.Nanosecond)
		check("when the end is near", 0)
		s.Observe(2)
		check("after an observation near the end", 0)
		time.Sleep(span / closingShare)
		check("in the next slot", 0)
		s.Observe(3)
		check("after an observation in the next slot", 1)
		time.Sleep(10 * span)
		check("much later", 0)
	})
}

// In short slots no timer runs, and each observation reads the clock.
func TestLogsOfShortSlotsStayClosed(t *testing.T) {
	s := newMedian(5*minTimedSpan - 5)
	s.Observe(1)
	if openLogs(s) != 0 {
		t.Error("got an open log, want none")
	}
}

// A summary's window has the observations of its twin, which reads the
// clock for each observation: with one shard and with several, and with
// pauses of all lengths.
func TestObservationsAreInTheirSlots(t *testing.T) {
	const span = 10 * time.Second
	pauses := []time.Duration{0, 0, 0, 1, time.Millisecond, span / closingShare, span/closingShare - 1, span / 3, span - 1, span, span + 1, 7 * span}
	for seed := range uint64(50) {
		synctest.Test(t, func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, 7))
			s := newMedian(5 * span)
			twin := windowTwin{begin: time.Now(), span: span, slots: make(map[int][]float64)}
			if seed%2 > 0 {
				s.grow()
			}
			for range 200 {
				time.Sleep(pauses[random.IntN(len(pauses))])
				for range random.IntN(100) {
					v := random.Float64()
					s.Observe(v)
					twin.observe(v)
				}
				sorted := twin.sorted()
				if len(sorted) > quantile.ExactUpTo || random.IntN(3) > 0 {
					continue
				}
				median := pointOf(s).Values[0]
				s.window.mu.Lock() // a timer may fire
				n, exact := s.window.window.Len(), s.window.window.Exact()
				s.window.mu.Unlock()
				if n != uint64(len(sorted)) {
					t.Fatalf("seed %d: got %d observations in the window, want %d", seed, n, len(sorted))
				}
				if n == 0 || !exact {
					continue
				}
				if want := sorted[(n+1)/2-1]; median != want {
					t.Fatalf("seed %d: got the median %v of %d numbers, want %v", seed, median, n, want)
				}
			}
		})
	}
}

// A timer that fires after the end of its epoch does nothing.
func TestLateTimer(t *testing.T) {
	s := newMedian(time.Hour)
	s.Observe(1)
	s.window.timeout(s.window.epoch - 1)
	if openLogs(s) != 1 {
		t.Error("got a closed log, want an open log")
	}
	s.window.timeout(s.window.epoch)
	if openLogs(s) != 0 || s.window.open {
		t.Error("got an open log or epoch after the timer, want both closed")
	}
}

// A running timer does not keep a summary in memory.
func TestTimersDoNotLeak(t *testing.T) {
	s := newMedian(time.Hour)
	s.Observe(1)
	weakSummary := weak.Make(s)
	s = nil
	for range 10 {
		if runtime.GC(); weakSummary.Value() == nil {
			return
		}
	}
	t.Error("got a summary that nobody holds, want no summary")
}

// take empties a log, whose observations are then in the window or in the
// copy, so that the shard need not be locked for the work on a batch.
func TestObservationLogTake(t *testing.T) {
	s := newMedian(time.Hour)
	var want []float64
	for i := range maxLogged + 1 {
		s.Observe(float64(i))
		want = append(want, float64(i))
	}
	var logged [maxLogged + 1]float64
	log := observationLog(s.base)
	n := log.take(&logged)
	first := s.window.window.AppendEstimates(nil, time.Now())
	if got := slices.Concat(first, logged[:n]); !slices.Equal(got, want) {
		t.Errorf("\ngot  %v\nwant %v", got, want)
	}
	if n := log.take(&logged); n != 0 {
		t.Errorf("got %d observations from an empty log, want none", n)
	}
}
