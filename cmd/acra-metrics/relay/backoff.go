package relay

import (
	"context"
	"time"
)

const (
	shortestPause = 5 * time.Millisecond
	longestPause  = time.Second
)

// A backoff is the pause before the next attempt, twice as long as the one
// before. Zero is that of one who has not paused since all went well.
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
