package runtimecollect

import (
	"runtime/metrics"
	"strings"

	"plainmetrics/expfmt"
)

// A row says who a family is and what it is made of.
type row struct {
	name   string
	typ    expfmt.Type
	help   help
	unit   string                 // of a published metric; OpenMetrics shows it
	labels func() expfmt.LabelSet // nil: none

	of    []string // metrics of the runtime that the value is made of
	value valueFunc
	point pointFunc // in place of value, if not nil
}

// A pointFunc is what a valueFunc is, for families whose series have many
// values. The point is the reading's, until the next one is asked for.
type pointFunc func(r *reading, of []metrics.Sample) *expfmt.Point

// isMemStats reports whether the family has taken the place of a field of
// MemStats. The time of the last collection is not from there.
func (r *row) isMemStats() bool {
	return strings.HasPrefix(r.name, "go_memstats_") && r.name != "go_memstats_last_gc_time_seconds"
}

// help has the HELP text in each Set; it is empty in those which lack the
// family.
type help [Legacy + 1]string
