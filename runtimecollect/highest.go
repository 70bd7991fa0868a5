package runtimecollect

import (
	"math"
	"sync/atomic"
)

// highest is the highest value so far of a counter, at least 0. A scraper
// takes a decreasing counter for a restarted counter. Without highest a
// counter could decrease if a scrape reads before another scrape and writes
// after; and the runtime computes some counters, such as the CPU time of the
// user, as a difference of others.
type highest struct{ bits atomic.Uint64 }

// raise returns the larger of v and the highest value so far.
func (h *highest) raise(v float64) float64 {
	for {
		bits := h.bits.Load()
		if before := math.Float64frombits(bits); !(v > before) {
			return before
		}
		if h.bits.CompareAndSwap(bits, math.Float64bits(v)) {
			return v
		}
	}
}
