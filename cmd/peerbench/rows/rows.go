// Package rows has the work that plainmetrics is measured by, beside
// client_golang, VictoriaMetrics/metrics and what the machine needs for the
// same: a file for each kind of work. It uses the public names of all
// libraries, as programs do.
package rows

import (
	"slices"

	"plainmetrics/cmd/peerbench/measure"
)

// All returns all rows, in the order of the table.
func All() []measure.Row {
	return slices.Concat(
		counters(), vectors(), histograms(), summaries(),
		memory(), creations(),
		scrapes(), million(), zipped(), collectorRows(),
		binaries(),
	)
}

// must is for what no program gets wrong that the checks let through.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// atMost returns one target, as multiple of what another takes.
func atMost(multiple float64, peer string) []measure.Target {
	return []measure.Target{{AtMost: multiple, Peer: peer}}
}

// few is the number of turns where one takes long.
const few = 7
