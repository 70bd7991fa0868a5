//go:build race

package quantile

// underRace says whether the race detector is on, which makes long tests
// ten times slower.
const underRace = true
