package runtimecollect

import "plainmetrics/expfmt"

// mustLabels is expfmt.Labels but panics where that fails.
func mustLabels(labels ...expfmt.Label) expfmt.LabelSet {
	set, err := expfmt.Labels(labels...)
	if err != nil {
		panic(err)
	}
	return set
}
