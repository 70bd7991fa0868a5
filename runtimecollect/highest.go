package runtimecollect

import (
	"math"
	"sync/atomic"
)

// highest is the highest value that a counter has had, at least 0. A
// scraper takes a counter that decreases for one that began anew. That
// would happen if a scrape that read before another wrote after it; and
// some counters the runtime computes from the difference of others, such
// as the CPU time of the user.
type highest struct{ bits atomic.Uint64 }

// raise returns v, or the highest value if that is higher.
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
