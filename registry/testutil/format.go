package testutil

import (
	"errors"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

// CollectAndFormat returns the page of c in the format.
func CollectAndFormat(c registry.Collector, format expfmt.Format, metricNames ...string) ([]byte, error) {
	reg, err := register(c)
	if err != nil {
		return nil, err
	}
	return GatherAndFormat(reg, format, metricNames...)
}

// GatherAndFormat returns the page of g in the format, and the errors of the
// families that the format can't show.
func GatherAndFormat(g registry.Gatherer, format expfmt.Format, metricNames ...string) ([]byte, error) {
	page := expfmt.NewPage(format, nil)
	if err := gather(g, page, metricNames); err != nil {
		return nil, err
	}
	text := page.End()
	return text, errors.Join(page.Refused()...)
}
