package testutil

import (
	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

// CollectAndCount returns how many series c has. It panics if c can't be
// registered or fails; that it returns no error is client_golang's history.
func CollectAndCount(c registry.Collector, metricNames ...string) int {
	reg, err := register(c)
	if err != nil {
		panic(err)
	}
	n, err := GatherAndCount(reg, metricNames...)
	if err != nil {
		panic(err)
	}
	return n
}

// GatherAndCount returns how many series g has. A histogram or a summary
// with the same labels is one, however many lines it has.
func GatherAndCount(g registry.Gatherer, metricNames ...string) (int, error) {
	var n counter
	if err := gather(g, &n, metricNames); err != nil {
		return 0, err
	}
	return int(n), nil
}

// A counter is an Encoder that counts series.
type counter int

// Family implements expfmt.Encoder.
func (n *counter) Family(*expfmt.Family) {}

// Value implements expfmt.Encoder.
func (n *counter) Value(expfmt.LabelSet, float64) { *n++ }

// Point implements expfmt.Encoder.
func (n *counter) Point(expfmt.LabelSet, *expfmt.Point) { *n++ }
