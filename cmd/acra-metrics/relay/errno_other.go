//go:build !unix && !windows

package relay

// On other systems a dial that is not answered in time is TimedOut, and any
// other failed dial is Failed.
var refusals, unreachables []error
