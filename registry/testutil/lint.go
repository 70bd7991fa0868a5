package testutil

import (
	"plainmetrics/expfmt"
	"plainmetrics/registry"
	"plainmetrics/registry/testutil/promlint"
)

// CollectAndLint returns the problems with names, types, HELP texts and
// labels of c.
func CollectAndLint(c registry.Collector, metricNames ...string) ([]promlint.Problem, error) {
	reg, err := register(c)
	if err != nil {
		return nil, err
	}
	return GatherAndLint(reg, metricNames...)
}

// GatherAndLint returns the problems with names, types, HELP texts and labels
// of g that promtool check metrics finds on the page of g. Among them are
// empty HELP texts, which client_golang's function accepts.
func GatherAndLint(g registry.Gatherer, metricNames ...string) ([]promlint.Problem, error) {
	var l expfmt.Linter
	if err := gather(g, &l, metricNames); err != nil {
		return nil, err
	}
	var problems []promlint.Problem
	for _, p := range l.Problems() {
		problems = append(problems, promlint.Problem{Metric: p.Metric, Text: p.Text})
	}
	return problems, nil
}
