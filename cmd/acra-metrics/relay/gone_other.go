//go:build !linux

package relay

// waitUntilGone does not wait: on other systems than Linux it is noticed
// only when something is sent that a peer which ended its direction is
// gone.
func waitUntilGone(stream) (gone bool, err error) { return false, nil }
