//go:build !race

package registry

// underRace says that the race detector is on.
const underRace = false
