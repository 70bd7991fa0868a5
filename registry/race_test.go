//go:build race

package registry

// underRace says that the race detector is on: then a sync.Pool drops some
// of what it is given, so that allocations can't be counted.
const underRace = true
