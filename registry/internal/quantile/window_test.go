package quantile

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"testing"
	"time"

	"plainmetrics/registry/internal/quantile/quantiletest"
)

// A windowTwin is the simple twin of a Window: it holds all observations by
// the number of their slot since begin.
type windowTwin struct {
	begin time.Time
	slots map[int][]float64
}

func (w *windowTwin) observe(v float64, now time.Time, c *Config) {
	w.slots[w.slot(now, c)] = append(w.slots[w.slot(now, c)], v)
}

func (w *windowTwin) slot(now time.Time, c *Config) int { return int(now.Sub(w.begin) / c.span) }

// sorted returns the observations in the window.
func (w *windowTwin) sorted(now time.Time, c *Config) []float64 {
	var observed []float64
	for slot := w.slot(now, c) - c.slots + 1; slot <= w.slot(now, c); slot++ {
		observed = append(observed, w.slots[slot]...)
	}
	slices.Sort(observed)
	return observed
}

// fiveSeconds returns the Config of a window of 5 slots of a second each.
func fiveSeconds(errors map[float64]float64) *Config {
	c := NewConfig(errors, 5, time.Second)
	return &c
}

// observe adds an observation as a summary does.
func observe(w *Window, v float64, now time.Time) {
	w.Advance(now)
	w.Add([]float64{v})
}

var windowBegin = time.Unix(1e9, 0)

// checkWindow checks the window's estimates against the observations in the
// twin.
func checkWindow(t *testing.T, w *Window, twin *windowTwin, now time.Time) {
	t.Helper()
	sorted := twin.sorted(now, w.config)
	got := w.AppendEstimates(nil, now)
	for i, obj := range w.config.objectives {
		switch {
		case len(sorted) > 0:
			quantiletest.CheckRank(t, sorted, obj.quantile, obj.err, got[i])
		case !math.IsNaN(got[i]):
			t.Errorf("quantile %v of nothing: got %v, want NaN", obj.quantile, got[i])
		}
	}
	if n := w.Len(); n != uint64(len(sorted)) {
		t.Errorf("got %d observations in the window, want %d", n, len(sorted))
	}
}

// Up to 500 observations in the window, estimates are exact: the rank is
// the quantile's share, rounded up.
func TestWindowIsExact(t *testing.T) {
	c := fiveSeconds(map[float64]float64{0: .1, .5: .1, .9: .1, 1: .1})
	for index, stream := range quantiletest.Streams {
		for _, n := range []int{1, 2, 3, 10, 499, 500} {
			w := NewWindow(windowBegin, c)
			numbers := quantiletest.Numbers(index, n)
			for i, v := range numbers {
				observe(&w, v, windowBegin.Add(time.Duration(i)*4*time.Second/500)) // in five slots
			}
			slices.Sort(numbers)
			want := []float64{numbers[0], numbers[(n+1)/2-1], numbers[(9*n+9)/10-1], numbers[n-1]}
			if got := w.AppendEstimates(nil, windowBegin.Add(4*time.Second)); !slices.Equal(got, want) {
				t.Errorf("%s, %d numbers: got %v, want %v", stream.Name, n, got, want)
			}
		}
	}
}

func TestExactQuantile(t *testing.T) {
	for _, c := range []struct {
		sorted   []float64
		quantile float64
		want     float64
	}{
		{nil, .5, math.NaN()},
		{[]float64{7}, 0, 7},
		{[]float64{7}, 1, 7},
		{[]float64{1, 2}, .5, 1},
		{[]float64{1, 2}, .51, 2},
		{[]float64{1, 2, 3, 4}, .25, 1},
		{[]float64{1, 2, 3, 4}, .26, 2},
		{[]float64{1, 2, 3, 4}, .99, 4},
	} {
		if got := exactQuantile(newKeys(c.sorted), c.quantile); got != c.want && !(math.IsNaN(got) && math.IsNaN(c.want)) {
			t.Errorf("quantile %v of %v: got %v, want %v", c.quantile, c.sorted, got, c.want)
		}
	}
}

// A window's estimates err by at most the objectives' errors while slots
// fill and expire. The rates are in observations per slot.
func TestWindowErrors(t *testing.T) {
	for _, rate := range []int{50, 300, 1500, 4000} {
		for index, stream := range quantiletest.Streams {
			t.Run(fmt.Sprintf("%s/%d", stream.Name, rate), func(t *testing.T) {
				c := fiveSeconds(quantiletest.Objectives[index%len(quantiletest.Objectives)])
				numbers := quantiletest.Numbers(index, 8*rate)
				if underRace {
					numbers = numbers[:min(len(numbers), 3000)]
				}
				w, twin, now := NewWindow(windowBegin, c), &windowTwin{windowBegin, map[int][]float64{}}, windowBegin
				for i, v := range numbers {
					now = windowBegin.Add(time.Duration(i) * c.span / time.Duration(rate))
					observe(&w, v, now)
					twin.observe(v, now, c)
					if i%(len(numbers)/9) == 0 {
						checkWindow(t, &w, twin, now)
					}
				}
				checkWindow(t, &w, twin, now)
			})
		}
	}
}

// Observations stop to count slot by slot, whether they are in sketches or
// not.
func TestWindowExpires(t *testing.T) {
	for _, n := range []int{1, 90, 1000} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			c := fiveSeconds(map[float64]float64{.5: .05})
			w, twin := NewWindow(windowBegin, c), &windowTwin{windowBegin, map[int][]float64{}}
			for slot := range 5 {
				for range n {
					v := float64(slot)
					observe(&w, v, windowBegin.Add(time.Duration(slot)*c.span))
					twin.observe(v, windowBegin.Add(time.Duration(slot)*c.span), c)
				}
			}
			for step := range 6 {
				checkWindow(t, &w, twin, windowBegin.Add(time.Duration(4+step)*c.span))
			}
		})
	}
}

// A window that was large becomes small again.
func TestWindowShrinks(t *testing.T) {
	c := fiveSeconds(map[float64]float64{.5: .05})
	w, twin := NewWindow(windowBegin, c), &windowTwin{windowBegin, map[int][]float64{}}
	for slot, n := range []int{600, 100, 10} {
		now := windowBegin.Add(time.Duration(slot) * c.span)
		for i := range n {
			observe(&w, float64(i), now)
			twin.observe(float64(i), now, c)
		}
		checkWindow(t, &w, twin, now)
	}
	for step := range 6 {
		checkWindow(t, &w, twin, windowBegin.Add(time.Duration(2+step)*c.span))
	}
}

// After a gap of any length a window is empty, and its slots begin a whole
// number of spans after the first.
func TestWindowAfterGap(t *testing.T) {
	for _, gap := range []time.Duration{
		5 * time.Second, 5*time.Second + 1, 6 * time.Second, time.Hour, 100*365*24*time.Hour + time.Second/2,
	} {
		c := fiveSeconds(map[float64]float64{.5: .05})
		w, twin := NewWindow(windowBegin, c), &windowTwin{windowBegin, map[int][]float64{}}
		for i := range 1000 {
			observe(&w, float64(i), windowBegin)
		}
		now := windowBegin.Add(gap)
		checkWindow(t, &w, twin, now)
		if full := w.Expires().Sub(now); full <= 0 || full > c.span || w.Expires().Sub(windowBegin)%c.span != 0 {
			t.Errorf("after %v: got a slot that is full of time in %v, want a whole number of slots since the beginning", gap, full)
		}
		observe(&w, 7, now)
		twin.observe(7, now, c)
		checkWindow(t, &w, twin, now)
	}
}

// A clock that goes back changes nothing.
func TestWindowAgainstTheClock(t *testing.T) {
	c := fiveSeconds(map[float64]float64{.5: .05})
	w := NewWindow(windowBegin, c)
	observe(&w, 1, windowBegin.Add(2*time.Second))
	observe(&w, 2, windowBegin)
	observe(&w, 3, windowBegin.Add(-time.Hour))
	if got := w.AppendEstimates(nil, windowBegin); got[0] != 2 {
		t.Errorf("got the median %v of 1, 2 and 3, want 2", got[0])
	}
}

// size returns the bytes that a window holds.
func (w *Window) size() uintptr {
	size := reflect.TypeFor[Window]().Size() + uintptr(8*cap(w.exact)) + uintptr(cap(w.slots))*reflect.TypeFor[slot]().Size()
	for i := range w.slots {
		size += uintptr(cap(w.slots[i].sketch.tuples)) * reflect.TypeFor[tuple]().Size()
	}
	return size
}

// A window's memory has a limit, with one slot in use and with all slots.
func TestWindowIsSmall(t *testing.T) {
	if underRace {
		t.Skip("takes the race detector too long")
	}
	const most = 15 << 10
	numbers := quantiletest.Numbers(0, 100_000)
	c := fiveSeconds(quantiletest.Objectives[0])
	w := NewWindow(windowBegin, c)
	for range 100 {
		w.Add(numbers)
	}
	if got := w.size(); got > most {
		t.Errorf("got %d bytes after %d observations, want at most %d", got, w.Len(), most)
	}
	for slot := range c.slots {
		w.Advance(windowBegin.Add(time.Duration(slot) * c.span))
		w.Add(numbers)
	}
	if got := w.size(); got > most {
		t.Errorf("got %d bytes with all slots in use, want at most %d", got, most)
	}
}

// A batch is the work of the longest observations.
func BenchmarkBatch(b *testing.B) {
	for index, stream := range quantiletest.Streams {
		b.Run(stream.Name, func(b *testing.B) {
			w := NewWindow(windowBegin, fiveSeconds(quantiletest.Objectives[0]))
			numbers := quantiletest.Numbers(index, 100*ExactUpTo)
			for i := 0; b.Loop(); i = (i + ExactUpTo) % len(numbers) {
				w.Add(numbers[i : i+ExactUpTo])
			}
		})
	}
}
