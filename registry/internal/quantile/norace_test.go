//go:build !race

package quantile

// underRace says whether the race detector is on.
const underRace = false
