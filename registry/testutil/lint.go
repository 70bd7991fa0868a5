package testutil

import (
	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

// CollectAndLint returns the problems with names, types, HELP texts and
// labels of c.
func CollectAndLint(c registry.Collector, metricNames ...string) ([]expfmt.Problem, error) {
	reg, err := register(c)
	if err != nil {
		return nil, err
	}
	return GatherAndLint(reg, metricNames...)
}

// GatherAndLint returns the problems with names, types, HELP texts and labels
// of g that promtool check metrics finds on the page of g. Among them are
// empty HELP texts, which client_golang's function accepts.
func GatherAndLint(g registry.Gatherer, metricNames ...string) ([]expfmt.Problem, error) {
	var l expfmt.Linter
	if err := gather(g, &l, metricNames); err != nil {
		return nil, err
	}
	return l.Problems(), nil
}
