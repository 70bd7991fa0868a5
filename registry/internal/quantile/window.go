package quantile

import (
	"math"
	"slices"
	"time"
)

// ExactUpTo is the number of observations in a Window up to which estimates
// are exact. It is also the size of a batch: with 500 numbers of 8 bytes a
// window that is seldom used takes 4 KB, and the longest call of Add for
// one batch takes about 10 µs.
const ExactUpTo = 500

// A Window estimates the quantiles of the latest observations. It is a ring
// of slots, each for its span of time; when the newest slot's time is over,
// the oldest slot is cleared for new observations. So a number is sorted
// and inserted once, into one slot, and counts for between the window's age
// limit and one span less.
//
// A Window is not safe for concurrent use.
type Window struct {
	config  *Config
	slots   []slot
	newest  int
	expires time.Time // the end of the newest slot

	// exact are the latest observations, up to ExactUpTo, those in older
	// slots first. A full list goes to the sketches of the slots.
	exact []float64
}

// A slot holds the observations of one span of time.
type slot struct {
	exact  int // observations in Window.exact
	sketch sketch
}

// A Config is common to the windows of a metric.
type Config struct {
	objectives objectives
	invariant  invariant
	slots      int
	span       time.Duration
}

// NewConfig returns the Config for windows of so many slots, each of the
// given span, both of which must be positive. The objectives are errors by
// quantile, see the package comment.
func NewConfig(objectives map[float64]float64, slots int, span time.Duration) Config {
	o := newObjectives(objectives)
	return Config{o, o.invariant(), slots, span}
}

// Quantiles returns the objectives' quantiles in increasing order.
func (c *Config) Quantiles() []float64 {
	q := make([]float64, len(c.objectives))
	for i := range c.objectives {
		q[i] = c.objectives[i].quantile
	}
	return q
}

// Span returns the time of one slot.
func (c *Config) Span() time.Duration { return c.span }

// NewWindow returns an empty Window whose newest slot begins now. The
// Window keeps the Config.
func NewWindow(now time.Time, c *Config) Window {
	return Window{config: c, slots: make([]slot, c.slots), expires: now.Add(c.span)}
}

// Add adds observations to the newest slot. A caller whose observations are
// later than the end of the slot calls Advance first.
func (w *Window) Add(observations []float64) {
	for len(observations) > 0 {
		if len(w.exact) == ExactUpTo {
			w.flush()
		}
		n := min(len(observations), ExactUpTo-len(w.exact))
		w.exact = append(w.exact, observations[:n]...)
		w.slots[w.newest].exact += n
		observations = observations[n:]
	}
}

// Expires returns the end of the newest slot.
func (w *Window) Expires() time.Time { return w.expires }

// Expired reports whether the newest slot has ended, so that Advance has
// work to do.
func (w *Window) Expired(now time.Time) bool { return !now.Before(w.expires) }

// Advance moves the ring to the slot of now, and clears the slots that are
// too old. A clock that goes back changes nothing.
func (w *Window) Advance(now time.Time) {
	for steps := 0; w.Expired(now) && steps < len(w.slots); steps++ {
		w.newest = (w.newest + 1) % len(w.slots)
		s := &w.slots[w.newest]
		w.exact = slices.Delete(w.exact, 0, s.exact)
		s.exact = 0
		s.sketch.reset()
		w.expires = w.expires.Add(w.config.span)
	}
	if w.Expired(now) { // a gap longer than the window; all slots are clear
		missed := now.Sub(w.expires)/w.config.span + 1
		w.expires = w.expires.Add(missed * w.config.span)
	}
}

// flush moves the exact observations to the sketches of their slots.
func (w *Window) flush() {
	m := scratches.Get().(*scratch)
	defer scratches.Put(m)
	for i := range w.slots {
		s := &w.slots[(w.newest+1+i)%len(w.slots)]
		if s.exact > 0 {
			s.sketch.insert(m.sort(w.exact[:s.exact]), w.config.invariant, m)
			if len(s.sketch.tuples) > maxTuples && !w.config.objectives.exact() {
				s.sketch.shrink(w.config.invariant)
			}
			w.exact, s.exact = slices.Delete(w.exact, 0, s.exact), 0
		}
	}
}

// Len returns the number of observations in the window.
func (w *Window) Len() uint64 {
	n := uint64(len(w.exact))
	for i := range w.slots {
		n += w.slots[i].sketch.count
	}
	return n
}

// Exact reports whether no observation in the window has gone to a sketch,
// so that estimates are exact.
func (w *Window) Exact() bool { return w.Len() == uint64(len(w.exact)) }

// AppendEstimates advances the window to now, and appends the estimates of
// the objectives' quantiles in increasing order of the quantiles, each NaN
// if the window is empty. The exact observations stay exact, so the number
// of calls has no influence on the errors.
func (w *Window) AppendEstimates(dst []float64, now time.Time) []float64 {
	w.Advance(now)
	m := scratches.Get().(*scratch)
	defer scratches.Put(m)
	keys := m.sort(w.exact)
	if w.Exact() {
		for _, obj := range w.config.objectives {
			dst = append(dst, exactQuantile(keys, obj.quantile))
		}
		return dst
	}
	m.tuples = m.tuples[:0]
	for _, k := range keys {
		m.tuples = append(m.tuples, tuple{k, 1, 0})
	}
	var sketchArray [8]sketch // on the stack for the default number of slots
	sketches := append(sketchArray[:0], sketch{m.tuples, uint64(len(keys))})
	for i := range w.slots {
		sketches = append(sketches, w.slots[i].sketch)
	}
	return appendEstimates(dst, sketches, w.config.objectives)
}

// exactQuantile returns the quantile of sorted numbers, NaN without
// numbers. Its rank is the quantile's share of the numbers, rounded up.
func exactQuantile(sorted []key, quantile float64) float64 {
	if len(sorted) == 0 {
		return math.NaN()
	}
	return sorted[max(0, int(math.Ceil(float64(len(sorted))*quantile))-1)].value()
}
