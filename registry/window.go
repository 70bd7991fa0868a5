package registry

import (
	"math"
	"slices"
	"time"
)

// A window estimates the quantiles of what was observed lately. It is a
// ring of slots, each for a span of time of its own; when the newest is
// full of time, the oldest is forgotten. So an observation is worked on
// once, in one slot, and counts for as long as a slot of the ring holds it:
// between the age limit and one slot less.
type window struct {
	slots   []slot
	newest  int
	expires time.Time // when the newest slot is full of time
}

// A slot holds its observations as they are until they are too many.
type slot struct {
	raw    []float64
	sketch sketch
}

// exactUpTo is the number of observations, in a slot or in the window,
// up to which they are all kept and quantiles are exact.
const exactUpTo = 500

func newWindow(now time.Time, o *windowOpts) window {
	return window{slots: make([]slot, o.slots), expires: now.Add(o.span)}
}

func (w *window) observe(v float64, now time.Time, o *windowOpts) {
	w.advance(now, o)
	s := &w.slots[w.newest]
	if len(s.raw) == exactUpTo {
		s.settle(o.objectives)
	}
	s.raw = append(s.raw, v)
}

// advance forgets what has grown too old by now.
func (w *window) advance(now time.Time, o *windowOpts) {
	for steps := 0; !now.Before(w.expires) && steps < len(w.slots); steps++ {
		if w.count() > exactUpTo {
			w.slots[w.newest].settle(o.objectives)
		}
		w.newest = (w.newest + 1) % len(w.slots)
		s := &w.slots[w.newest]
		s.raw, s.sketch = s.raw[:0], sketch{}
		w.expires = w.expires.Add(o.span)
	}
	if !now.Before(w.expires) { // nothing has happened for longer than the window is
		missed := now.Sub(w.expires)/o.span + 1
		w.expires = w.expires.Add(missed * o.span)
	}
}

// settle moves the raw observations of a slot into its sketch.
func (s *slot) settle(o objectives) {
	if len(s.raw) > 0 {
		slices.Sort(s.raw)
		s.sketch.insert(s.raw, o)
		s.raw = s.raw[:0]
	}
}

// count returns the number of observations in the window.
func (w *window) count() uint64 {
	n := uint64(0)
	for i := range w.slots {
		n += w.slots[i].sketch.count + uint64(len(w.slots[i].raw))
	}
	return n
}

// sketched reports whether some of the observations in the window are no
// longer there as they were.
func (w *window) sketched() bool {
	return slices.ContainsFunc(w.slots, func(s slot) bool { return s.sketch.count > 0 })
}

// appendQuantiles appends the estimates of the objectives' quantiles, NaN
// for each if nothing was observed lately.
func (w *window) appendQuantiles(dst []float64, now time.Time, o *windowOpts) []float64 {
	w.advance(now, o)
	if w.count() > exactUpTo || w.sketched() {
		sketches := make([]sketch, len(w.slots))
		for i := range w.slots {
			w.slots[i].settle(o.objectives)
			sketches[i] = w.slots[i].sketch
		}
		for _, obj := range o.objectives {
			dst = append(dst, estimate(sketches, obj.quantile))
		}
		return dst
	}
	var all []float64
	for i := range w.slots {
		all = append(all, w.slots[i].raw...)
	}
	slices.Sort(all)
	for _, obj := range o.objectives {
		dst = append(dst, exact(all, obj.quantile))
	}
	return dst
}

// windowOpts are what the windows of a metric have in common.
type windowOpts struct {
	objectives objectives
	slots      int
	span       time.Duration // of one slot
}

// exact returns the quantile of sorted numbers, NaN if there are none.
func exact(sorted []float64, quantile float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	return sorted[max(0, int(math.Ceil(float64(len(sorted))*quantile))-1)]
}
