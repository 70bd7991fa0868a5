package runtimecollect

import (
	"runtime/metrics"
	"strings"

	"plainmetrics/expfmt"
)

// A row is a family: its name, type and HELP text, and the metrics of the
// runtime that make its value.
type row struct {
	name   string
	typ    expfmt.Type
	help   help
	unit   string                 // of a published metric; OpenMetrics shows it
	labels func() expfmt.LabelSet // nil: none

	metrics []string // metrics of the runtime that the value is made of
	value   valueFunc
	point   pointFunc // in place of value, if not nil
}

// A pointFunc returns the value of a family whose series have many numbers,
// as a valueFunc does for a single number. The next call may overwrite the
// point.
type pointFunc func(r *reading, samples []metrics.Sample) *expfmt.Point

// isMemStats reports whether the family has taken the place of a field of
// MemStats. The time of the last collection comes from GCStats.
func (r *row) isMemStats() bool {
	return strings.HasPrefix(r.name, "go_memstats_") && r.name != "go_memstats_last_gc_time_seconds"
}

// help has the HELP text in each Set. Sets without the family have an empty
// text.
type help [Legacy + 1]string
