package collectors

import (
	"plainmetrics/registry"
	"plainmetrics/runtimecollect/expvarcollect"
)

// NewExpvarCollector returns a Collector of variables of package expvar. The
// keys of exports name the variables. The Desc of a variable describes its
// untyped metrics: a number or a bool has a Desc without variable labels, and
// a map, or nested maps, have a variable label for each level, whose values
// are the keys. Everything else in a variable is ignored.
//
// Package expvarcollect also has Collectors of counters and gauges.
func NewExpvarCollector(exports map[string]*registry.Desc) registry.Collector {
	return expvarcollect.FromDescs(exports)
}
