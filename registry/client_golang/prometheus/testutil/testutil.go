// Package testutil has the names of client_golang's package of that name, and
// the functions of plainmetrics/registry/testutil, which has their
// documentation.
package testutil

import (
	"fmt"
	"io"

	"plainmetrics/registry/testutil"

	"github.com/prometheus/common/expfmt"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/internal"
	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
)

// ToFloat64 is the function of that name in package testutil of plainmetrics.
func ToFloat64(c prometheus.Collector) float64 { return testutil.ToFloat64(internal.Collector(c)) }

// CollectAndCount is the same function of package testutil of
// plainmetrics.
func CollectAndCount(c prometheus.Collector, metricNames ...string) int {
	return testutil.CollectAndCount(internal.Collector(c), metricNames...)
}

// GatherAndCount is the same function of package testutil of
// plainmetrics.
func GatherAndCount(g prometheus.Gatherer, metricNames ...string) (int, error) {
	return testutil.GatherAndCount(internal.Gatherer(g), metricNames...)
}

// ScrapeAndCompare is the same function of package testutil of
// plainmetrics.
func ScrapeAndCompare(url string, expected io.Reader, metricNames ...string) error {
	return testutil.ScrapeAndCompare(url, &expectedPage{expected: expected}, metricNames...)
}

// CollectAndCompare is the same function of package testutil of
// plainmetrics.
func CollectAndCompare(c prometheus.Collector, expected io.Reader, metricNames ...string) error {
	return testutil.CollectAndCompare(internal.Collector(c), &expectedPage{expected: expected}, metricNames...)
}

// GatherAndCompare is the same function of package testutil of
// plainmetrics.
func GatherAndCompare(g prometheus.Gatherer, expected io.Reader, metricNames ...string) error {
	return testutil.GatherAndCompare(internal.Gatherer(g), &expectedPage{expected: expected}, metricNames...)
}

// TransactionalGatherAndCompare is the function of that name in package
// testutil of plainmetrics.
func TransactionalGatherAndCompare(g prometheus.TransactionalGatherer, expected io.Reader, metricNames ...string) error {
	return testutil.TransactionalGatherAndCompare(internal.TransactionalGatherer(g), &expectedPage{expected: expected}, metricNames...)
}

// CollectAndLint is the same function of package testutil of
// plainmetrics.
func CollectAndLint(c prometheus.Collector, metricNames ...string) ([]promlint.Problem, error) {
	return testutil.CollectAndLint(internal.Collector(c), metricNames...)
}

// GatherAndLint is the same function of package testutil of
// plainmetrics.
func GatherAndLint(g prometheus.Gatherer, metricNames ...string) ([]promlint.Problem, error) {
	return testutil.GatherAndLint(internal.Gatherer(g), metricNames...)
}

// CollectAndFormat is the same function of package testutil of
// plainmetrics, for all formats of client_golang.
func CollectAndFormat(c prometheus.Collector, format expfmt.FormatType, metricNames ...string) ([]byte, error) {
	reg := prometheus.NewPedanticRegistry()
	if err := reg.Register(c); err != nil {
		return nil, fmt.Errorf("testutil: registering collector failed: %w", err)
	}
	return GatherAndFormat(reg, format, metricNames...)
}

// GatherAndFormat is the same function of package testutil of
// plainmetrics, for all formats of client_golang.
func GatherAndFormat(g prometheus.Gatherer, format expfmt.FormatType, metricNames ...string) ([]byte, error) {
	f := internal.Format(expfmt.NewFormat(format))
	if f == nil {
		return nil, fmt.Errorf("testutil: expected a type of formats, found number %d", format)
	}
	return testutil.GatherAndFormat(internal.Gatherer(g), f, metricNames...)
}
