package registry

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"
)

// A windowTwin is the simple twin of a window: it keeps everything, by the
// number of the slot in whose time it was observed.
type windowTwin struct {
	begin time.Time
	slots map[int][]float64
}

func (w *windowTwin) observe(v float64, now time.Time, o *windowOpts) {
	w.slots[w.slot(now, o)] = append(w.slots[w.slot(now, o)], v)
}

func (w *windowTwin) slot(now time.Time, o *windowOpts) int { return int(now.Sub(w.begin) / o.span) }

// sorted returns what is in the window.
func (w *windowTwin) sorted(now time.Time, o *windowOpts) []float64 {
	var all []float64
	for slot := w.slot(now, o) - o.slots + 1; slot <= w.slot(now, o); slot++ {
		all = append(all, w.slots[slot]...)
	}
	slices.Sort(all)
	return all
}

// sketched reports whether some of the observations in the window are no
// longer there as they were.
func (w *window) sketched() bool { return w.count() > uint64(len(w.raw)) }

// fiveSeconds returns those of a window of 5 slots, of a second each.
func fiveSeconds(given map[float64]float64) *windowOpts {
	o := newWindowOpts(newObjectives(given), 5, time.Second)
	return &o
}

// observeAt does what a summary does with an observation.
func observeAt(w *window, v float64, now time.Time, o *windowOpts) {
	w.advance(now, o)
	w.add([]float64{v}, o)
}

var windowBegin = time.Unix(1e9, 0)

// checkWindow checks the estimates of w against what is in its twin.
func checkWindow(t *testing.T, w *window, twin *windowTwin, now time.Time, o *windowOpts) {
	t.Helper()
	sorted := twin.sorted(now, o)
	got := w.appendQuantiles(nil, now, o)
	for i, obj := range o.objectives {
		switch {
		case len(sorted) > 0:
			checkRank(t, sorted, obj, got[i])
		case !math.IsNaN(got[i]):
			t.Errorf("quantile %v of nothing: got %v, want NaN", obj.quantile, got[i])
		}
	}
	if n := w.count(); n != uint64(len(sorted)) {
		t.Errorf("got %d observations in the window, want %d", n, len(sorted))
	}
}

// Up to 500 observations in the window, quantiles are exact: the number
// whose rank is the quantile's, rounded up.
func TestWindowIsExactAtFirst(t *testing.T) {
	o := fiveSeconds(map[float64]float64{0: .1, .5: .1, .9: .1, 1: .1})
	for which, stream := range streams {
		for _, n := range []int{1, 2, 3, 10, 499, 500} {
			w := newWindow(windowBegin, o)
			numbers := newStream(which, n)
			for i, v := range numbers {
				observeAt(&w, v, windowBegin.Add(time.Duration(i)*4*time.Second/500), o) // in several slots
			}
			slices.Sort(numbers)
			want := []float64{numbers[0], numbers[(n+1)/2-1], numbers[(9*n+9)/10-1], numbers[n-1]}
			if got := w.appendQuantiles(nil, windowBegin.Add(4*time.Second), o); !slices.Equal(got, want) {
				t.Errorf("%s, %d numbers: got %v, want %v", stream.name, n, got, want)
			}
		}
	}
}

func TestExact(t *testing.T) {
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
		if got := exact(keysOf(c.sorted), c.quantile); got != c.want && !(math.IsNaN(got) && math.IsNaN(c.want)) {
			t.Errorf("quantile %v of %v: got %v, want %v", c.quantile, c.sorted, got, c.want)
		}
	}
}

// A window never errs by more than the objectives allow, while time goes
// by and slots fill and expire. The rates are in observations per slot.
func TestWindowErrors(t *testing.T) {
	for _, rate := range []int{50, 300, 1500, 4000} {
		for which, stream := range streams {
			t.Run(fmt.Sprintf("%s/%d", stream.name, rate), func(t *testing.T) {
				o := fiveSeconds(objectivesTried[which%len(objectivesTried)])
				numbers := newStream(which, 8*rate)
				if underRace {
					numbers = numbers[:min(len(numbers), 3000)]
				}
				w, twin, now := newWindow(windowBegin, o), &windowTwin{windowBegin, map[int][]float64{}}, windowBegin
				for i, v := range numbers {
					now = windowBegin.Add(time.Duration(i) * o.span / time.Duration(rate))
					observeAt(&w, v, now, o)
					twin.observe(v, now, o)
					if i%(len(numbers)/9) == 0 {
						checkWindow(t, &w, twin, now, o)
					}
				}
				checkWindow(t, &w, twin, now, o)
			})
		}
	}
}

// Observations are forgotten slot by slot, also when a sketch has been
// made of them.
func TestWindowForgets(t *testing.T) {
	for _, n := range []int{1, 90, 1000} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			o := fiveSeconds(map[float64]float64{.5: .05})
			w, twin := newWindow(windowBegin, o), &windowTwin{windowBegin, map[int][]float64{}}
			for slot := range 5 {
				for range n {
					v := float64(slot)
					observeAt(&w, v, windowBegin.Add(time.Duration(slot)*o.span), o)
					twin.observe(v, windowBegin.Add(time.Duration(slot)*o.span), o)
				}
			}
			for step := range 6 {
				checkWindow(t, &w, twin, windowBegin.Add(time.Duration(4+step)*o.span), o)
			}
		})
	}
}

// As above, but the window becomes small again after it was large.
func TestWindowShrinks(t *testing.T) {
	o := fiveSeconds(map[float64]float64{.5: .05})
	w, twin := newWindow(windowBegin, o), &windowTwin{windowBegin, map[int][]float64{}}
	for slot, n := range []int{600, 100, 10} {
		now := windowBegin.Add(time.Duration(slot) * o.span)
		for i := range n {
			observeAt(&w, float64(i), now, o)
			twin.observe(float64(i), now, o)
		}
		checkWindow(t, &w, twin, now, o)
	}
	for step := range 6 {
		checkWindow(t, &w, twin, windowBegin.Add(time.Duration(2+step)*o.span), o)
	}
}

// After a gap of any length a window is empty, and its slots are in step
// with the time as they were before.
func TestWindowAfterGap(t *testing.T) {
	for _, gap := range []time.Duration{
		5 * time.Second, 5*time.Second + 1, 6 * time.Second, time.Hour, 100*365*24*time.Hour + time.Second/2,
	} {
		o := fiveSeconds(map[float64]float64{.5: .05})
		w, twin := newWindow(windowBegin, o), &windowTwin{windowBegin, map[int][]float64{}}
		for i := range 1000 {
			observeAt(&w, float64(i), windowBegin, o)
		}
		now := windowBegin.Add(gap)
		checkWindow(t, &w, twin, now, o)
		if full := w.expires.Sub(now); full <= 0 || full > o.span || w.expires.Sub(windowBegin)%o.span != 0 {
			t.Errorf("after %v: got a slot that is full of time in %v, want a whole number of slots since the beginning", gap, full)
		}
		observeAt(&w, 7, now, o)
		twin.observe(7, now, o)
		checkWindow(t, &w, twin, now, o)
	}
}

// A clock that goes back changes nothing.
func TestWindowAgainstTheClock(t *testing.T) {
	o := fiveSeconds(map[float64]float64{.5: .05})
	w := newWindow(windowBegin, o)
	observeAt(&w, 1, windowBegin.Add(2*time.Second), o)
	observeAt(&w, 2, windowBegin, o)
	observeAt(&w, 3, windowBegin.Add(-time.Hour), o)
	if got := w.appendQuantiles(nil, windowBegin, o); got[0] != 2 {
		t.Errorf("got the median %v of 1, 2 and 3, want 2", got[0])
	}
}
