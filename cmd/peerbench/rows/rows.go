// Package rows has the work of the measurements, for plainmetrics,
// client_golang, VictoriaMetrics/metrics and the machine: a file for each
// kind of work. It uses the public names of all libraries, as programs do.
package rows

import (
	"slices"

	"plainmetrics/cmd/peerbench/measure"
)

// All returns all rows, in the order of the table.
func All() []measure.Row {
	return slices.Concat(
		counters(), vectors(), histograms(), natives(), summaries(),
		memory(), creations(), registrations(),
		scrapes(), formatScrapes(), decodings(), million(), zipped(), collectorRows(), exporterRows(),
		binaries(),
	)
}

// must panics on errors that the checks rule out.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// atMost returns a target as a multiple of another contender's number.
func atMost(multiple float64, peer string) []measure.Target {
	return []measure.Target{{AtMost: multiple, Peer: peer}}
}

// few is the number of turns for long work.
const few = 7
