package registry

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"testing/synctest"
	"time"
	"weak"
)

func newMedian(maxAge time.Duration) Summary {
	return NewSummary(SummaryOpts{Name: "s", Objectives: map[float64]float64{.5: .05}, MaxAge: maxAge})
}

// logsOpen returns how many stripes have an open log.
func logsOpen(s Summary) int {
	n := 0
	s.addUp(func(one stripe) {
		if one[openWord] > 0 {
			n++
		}
	})
	return n
}

// Logs are open from the first observation in a slot until shortly before
// its end, and not where nothing is observed.
func TestLogsOpenAndClose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const span = 2 * time.Minute
		s := newMedian(5 * span)
		check := func(when string, want int) {
			t.Helper()
			synctest.Wait()
			if got := logsOpen(s); got != want {
				t.Errorf("%s: got %d open logs, want %d", when, got, want)
			}
		}
		check("at birth", 0)
		s.Observe(1)
		check("after an observation", 1)
		time.Sleep(span - span/endsNear - 1)
		check("before the end is near", 1)
		time.Sleep(time.Nanosecond)
		check("when the end is near", 0)
		s.Observe(2)
		check("after an observation near the end", 0)
		time.Sleep(span / endsNear)
		check("in the next slot", 0)
		s.Observe(3)
		check("after an observation in the next slot", 1)
		time.Sleep(10 * span)
		check("much later", 0)
	})
}

// Where a slot is shorter than a timer could be late, each observation
// looks at the clock.
func TestLogsOfShortSlotsStayClosed(t *testing.T) {
	s := newMedian(5*leastTimed - 5)
	s.Observe(1)
	if logsOpen(s) != 0 {
		t.Error("got an open log, want none")
	}
}

// A window shows what its twin shows, which looks at the clock for each
// observation: on one stripe and on several, at whatever times.
func TestObservationsAreInTheirSlots(t *testing.T) {
	const span = 10 * time.Second
	pauses := []time.Duration{0, 0, 0, 1, time.Millisecond, span / endsNear, span/endsNear - 1, span / 3, span - 1, span, span + 1, 7 * span}
	for seed := range uint64(50) {
		synctest.Test(t, func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, 7))
			s := newMedian(5 * span)
			o := &s.of.window
			twin := &windowTwin{time.Now(), map[int][]float64{}}
			if seed%2 > 0 {
				s.grow()
			}
			for range 200 {
				time.Sleep(pauses[random.IntN(len(pauses))])
				for range random.IntN(100) {
					v := random.Float64()
					s.Observe(v)
					twin.observe(v, time.Now(), o)
				}
				sorted := twin.sorted(time.Now(), o)
				if len(sorted) > exactUpTo || random.IntN(3) > 0 {
					continue
				}
				median := pointOf(s).Values[0]
				s.lately.mu.Lock() // for a timer may come
				n, sketched := s.lately.window.count(), s.lately.window.sketched()
				s.lately.mu.Unlock()
				if n != uint64(len(sorted)) {
					t.Fatalf("seed %d: got %d observations in the window, want %d", seed, n, len(sorted))
				}
				if want := exact(keysOf(sorted), .5); n > 0 && !sketched && median != want {
					t.Fatalf("seed %d: got the median %v of %d numbers, want %v", seed, median, n, want)
				}
			}
		})
	}
}

// A timer that comes when the slot has ended without it does nothing.
func TestLateTimer(t *testing.T) {
	s := newMedian(time.Hour)
	s.Observe(1)
	s.timeUp(s.lately.turn - 1)
	if logsOpen(s) != 1 {
		t.Error("got a closed log, want it open still")
	}
	s.timeUp(s.lately.turn)
	if logsOpen(s) != 0 || s.lately.timed {
		t.Error("got an open log after the timer of its slot")
	}
}

// A timer that is running does not keep a summary alive.
func TestTimersKeepNothingAlive(t *testing.T) {
	s := newMedian(time.Hour)
	s.Observe(1)
	gone := weak.Make(s)
	s = nil
	for range 10 {
		if runtime.GC(); gone.Value() == nil {
			return
		}
	}
	t.Error("got a summary that nobody holds, want it freed")
}

// Stripes are not locked while a batch is worked on: whoever comes then
// takes no notice.
func TestTakeLogged(t *testing.T) {
	s := newMedian(time.Hour)
	var want []float64
	for i := range logWords - logWord {
		s.Observe(float64(i))
		want = append(want, float64(i))
	}
	var logged [logWords]float64
	n := s.home.takeLogged(&logged)
	if got := slices.Concat(s.lately.window.raw, logged[:n]); !slices.Equal(got, want) {
		t.Errorf("\ngot  %v\nwant %v", got, want)
	}
	if n := s.home.takeLogged(&logged); n != 0 {
		t.Errorf("got %d observations again, want none", n)
	}
}
