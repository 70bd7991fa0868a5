package runtimecollect

import "plainmetrics/expfmt"

// mustLabels is expfmt.Labels, but panics in place of an error.
func mustLabels(labels ...expfmt.Label) expfmt.LabelSet {
	set, err := expfmt.Labels(labels...)
	if err != nil {
		panic(err)
	}
	return set
}
