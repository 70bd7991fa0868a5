package registry

import (
	"fmt"
	"sync/atomic"
)

// maxGatherings is the number of gatherings of a registry at the same time.
// There are so many only if as many clients scrape a slow Collector without
// a deadline, or if a Collector scrapes its own registry by a detour: over
// HTTP, say.
const maxGatherings = 1000

var errCrowded = fmt.Errorf("registry: expected at most %d scrapes at the same time, found more; does a collector scrape its own registry?", maxGatherings)

// A gatheringLimit counts gatherings.
type gatheringLimit struct {
	count   atomic.Int32
	crowded atomic.Bool // there were maxGatherings, and not all have ended since
}

// enter counts a gathering, and reports whether there is room for it. After
// maxGatherings there is no room until all have ended: a Collector that
// scrapes its own registry twice ends after 1,000 gatherings, not after
// 2^1000.
func (l *gatheringLimit) enter() bool {
	if l.count.Add(1) > maxGatherings {
		l.crowded.Store(true)
	}
	if l.crowded.Load() {
		l.leave()
		return false
	}
	return true
}

// leave counts the end of a gathering.
func (l *gatheringLimit) leave() {
	if l.count.Add(-1) == 0 {
		l.crowded.Store(false)
	}
}
