package testutil

import (
	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

// CollectAndCount returns the number of series that c has. It panics if c
// can't be registered or fails, because client_golang's function returns no
// error.
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

// GatherAndCount returns the number of series that g has. All lines of a
// histogram or a summary with the same labels are one series.
func GatherAndCount(g registry.Gatherer, metricNames ...string) (int, error) {
	var n counter
	if err := gather(g, &n, metricNames); err != nil {
		return 0, err
	}
	return int(n), nil
}

// A counter is an Encoder that counts series.
type counter int

// Value implements expfmt.Encoder.
func (n *counter) Value(*expfmt.Family, expfmt.LabelSet, float64) { *n++ }

// Point implements expfmt.Encoder.
func (n *counter) Point(*expfmt.Family, expfmt.LabelSet, *expfmt.Point) { *n++ }
