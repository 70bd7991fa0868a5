package expvarcollect

import (
	"expvar"
	"fmt"
	"maps"
	"slices"

	"plainmetrics/registry"
)

// FromDescs returns a Collector of the variables named by the keys of
// exports, each with its Desc, as client_golang has such a Collector: all
// metrics are untyped. The values of the variable labels of a Desc are the
// keys of nested maps, the outermost map first. A variable with malformed text
// costs only its own metrics.
//
// New has counters and gauges, and takes less time for a scrape.
func FromDescs(exports map[string]*registry.Desc) registry.Collector {
	c := descCollector(maps.Clone(exports))
	return &c // a map can't be compared, as users compare Collectors
}

// A descCollector has the Descs of variables by their names.
type descCollector map[string]*registry.Desc

// Describe implements registry.Collector.
func (c descCollector) Describe(ch chan<- *registry.Desc) {
	for _, key := range slices.Sorted(maps.Keys(c)) {
		ch <- c[key]
	}
}

// Collect implements registry.Collector.
func (c descCollector) Collect(ch chan<- registry.Metric) {
	for _, key := range slices.Sorted(maps.Keys(c)) {
		metrics, err := readMetrics(key, c[key])
		if err != nil {
			ch <- registry.NewInvalidMetric(c[key], fmt.Errorf("expvarcollect: variable %q: %w", key, err))
		}
		for _, m := range metrics {
			ch <- m
		}
	}
}

// readMetrics returns the metrics of a variable, none if the variable is not
// published.
func readMetrics(key string, desc *registry.Desc) (metrics []registry.Metric, err error) {
	v := expvar.Get(key)
	if v == nil || desc.Err() != nil {
		return nil, desc.Err()
	}
	err = readText(v.String(), func(keys []string, value float64) error {
		// Without an error of the Desc, NewConstMetric fails if there are not
		// as many keys as variable labels: the value has another depth.
		if m, err := registry.NewConstMetric(desc, registry.UntypedValue, value, keys...); err == nil {
			metrics = append(metrics, m)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return metrics, nil
}
