//go:build !race

package main

// raceEnabled reports whether the race detector, which takes memory of its
// own, watches.
const raceEnabled = false
