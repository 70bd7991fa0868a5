package runtimecollect

import (
	"runtime/metrics"
	"strings"

	"plainmetrics/expfmt"
)

// A row describes a family: the name, the type, the HELP text, and the
// metrics of the runtime behind the value.
type row struct {
	name   string
	typ    expfmt.Type
	help   help
	unit   string                 // of a published metric; OpenMetrics shows it
	labels func() expfmt.LabelSet // nil: none

	metrics []string // metrics of the runtime behind the value
	value   valueFunc
	point   pointFunc // in place of value, if not nil
}

// A pointFunc returns the value of a family with many numbers per series, as
// a valueFunc does for a single number. The next call may overwrite the
// point.
type pointFunc func(r *reading, samples []metrics.Sample) *expfmt.Point

// isMemStats reports whether the family replaces a field of MemStats. The
// time of the last collection comes from GCStats.
func (r *row) isMemStats() bool {
	return strings.HasPrefix(r.name, "go_memstats_") && r.name != "go_memstats_last_gc_time_seconds"
}

// help has the HELP text for each Set, empty for a Set without the family.
type help [Legacy + 1]string
