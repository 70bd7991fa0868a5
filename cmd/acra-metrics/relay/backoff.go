package relay

import (
	"context"
	"time"
)

const (
	shortestPause = 5 * time.Millisecond
	longestPause  = time.Second
)

// A backoff is the previous pause between attempts, zero before the first
// failure. Each pause is twice as long as the previous pause.
type backoff time.Duration

// wait pauses, but not beyond the end of ctx.
func (b *backoff) wait(ctx context.Context) {
	*b = backoff(min(max(2*time.Duration(*b), shortestPause), longestPause))
	timer := time.NewTimer(time.Duration(*b))
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
