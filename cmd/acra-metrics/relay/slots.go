package relay

import "context"

// Slots bound the open connections: each holds one. Their memory does not
// depend on their number.
type slots chan struct{}

// take waits for a slot. It reports false if ctx has ended.
func (s slots) take(ctx context.Context) bool {
	select {
	case s <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}

func (s slots) free() { <-s }
