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

	// raw are observations as they are, those of the oldest slot first,
	// until they are too many.
	raw []float64
}

type slot struct {
	raw    int // number of observations in raw
	sketch sketch
}

// exactUpTo is the number of observations in the window up to which they
// are all kept and quantiles are exact.
const exactUpTo = 500

// windowOpts are what the windows of a metric have in common.
type windowOpts struct {
	objectives objectives
	allowance  allowance // of the objectives
	slots      int
	span       time.Duration // of one slot
}

func newWindowOpts(o objectives, slots int, span time.Duration) windowOpts {
	return windowOpts{o, o.allowance(), slots, span}
}

func newWindow(now time.Time, o *windowOpts) window {
	return window{slots: make([]slot, o.slots), expires: now.Add(o.span)}
}

// add adds observations that were made before the newest slot expires.
func (w *window) add(observed []float64, o *windowOpts) {
	for len(observed) > 0 {
		if len(w.raw) == exactUpTo {
			w.settle(o)
		}
		n := min(len(observed), exactUpTo-len(w.raw))
		w.raw = append(w.raw, observed[:n]...)
		w.slots[w.newest].raw += n
		observed = observed[n:]
	}
}

// expired reports whether advance has something to do.
func (w *window) expired(now time.Time) bool { return !now.Before(w.expires) }

// advance forgets what has grown too old by now.
func (w *window) advance(now time.Time, o *windowOpts) {
	for steps := 0; w.expired(now) && steps < len(w.slots); steps++ {
		w.newest = (w.newest + 1) % len(w.slots)
		s := &w.slots[w.newest]
		w.raw = slices.Delete(w.raw, 0, s.raw)
		s.raw, s.sketch.kept, s.sketch.count = 0, s.sketch.kept[:0], 0
		w.expires = w.expires.Add(o.span)
	}
	if w.expired(now) { // nothing has happened for longer than the window is
		missed := now.Sub(w.expires)/o.span + 1
		w.expires = w.expires.Add(missed * o.span)
	}
}

// settle moves the raw observations into the sketches of their slots.
func (w *window) settle(o *windowOpts) {
	b := benches.Get().(*bench)
	defer benches.Put(b)
	for i := range w.slots {
		s := &w.slots[(w.newest+1+i)%len(w.slots)]
		if s.raw > 0 {
			s.sketch.insert(b.sorted(w.raw[:s.raw]), o.allowance, b)
			if len(s.sketch.kept) > mostKept && !o.objectives.exact() {
				s.sketch.shrink(o.allowance)
			}
			w.raw, s.raw = slices.Delete(w.raw, 0, s.raw), 0
		}
	}
}

// sorted returns the keys of numbers, in order, up to the next use of b.
func (b *bench) sorted(numbers []float64) []key {
	keys := b.batch[:len(numbers)]
	for i, v := range numbers {
		keys[i] = keyOf(v)
	}
	sortKeys(keys, b.spare[:])
	return keys
}

// count returns the number of observations in the window.
func (w *window) count() uint64 {
	n := uint64(len(w.raw))
	for i := range w.slots {
		n += w.slots[i].sketch.count
	}
	return n
}

// appendQuantiles appends the estimates of the objectives' quantiles, NaN
// for each if nothing was observed lately. What is raw stays so, however
// often there is a scrape.
func (w *window) appendQuantiles(dst []float64, now time.Time, o *windowOpts) []float64 {
	w.advance(now, o)
	b := benches.Get().(*bench)
	defer benches.Put(b)
	keys := b.sorted(w.raw)
	if w.count() == uint64(len(keys)) {
		for _, obj := range o.objectives {
			dst = append(dst, exact(keys, obj.quantile))
		}
		return dst
	}
	b.kept = b.kept[:0]
	for _, k := range keys {
		b.kept = append(b.kept, kept{k, 1, 0})
	}
	var room [8]sketch // for the default number of slots, and raw
	sketches := append(room[:0], sketch{b.kept, uint64(len(keys))})
	for i := range w.slots {
		sketches = append(sketches, w.slots[i].sketch)
	}
	return appendEstimates(dst, sketches, o.objectives)
}

// exact returns the quantile of sorted numbers, NaN if there are none.
func exact(sorted []key, quantile float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	return sorted[max(0, int(math.Ceil(float64(len(sorted))*quantile))-1)].float()
}
