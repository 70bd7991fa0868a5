package relay

import "context"

// Slots bound the open connections: each connection owns a slot. A channel
// of empty structs takes the same memory for any capacity.
type slots chan struct{}

// take waits for a free slot. It reports false if ctx has ended.
func (s slots) take(ctx context.Context) bool {
	select {
	case s <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}

// free gives a slot back.
func (s slots) free() { <-s }
