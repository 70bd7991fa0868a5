package prometheus

import (
	"plainmetrics/registry"
)

// A Collector is registry.Collector with the Metric of this package.
type Collector interface {
	Describe(chan<- *Desc)
	Collect(chan<- Metric)
}

// A CollectorFunc is a function as a Collector, described by the metrics it sends.
type CollectorFunc func(chan<- Metric)

// Collect calls f.
func (f CollectorFunc) Collect(ch chan<- Metric) { f(ch) }

// Describe sends the Descs of the metrics that f sends.
func (f CollectorFunc) Describe(ch chan<- *Desc) { DescribeByCollect(f, ch) }

// DescribeByCollect is registry.DescribeByCollect.
func DescribeByCollect(c Collector, descs chan<- *Desc) {
	metrics := make(chan Metric)
	go func() {
		defer close(metrics)
		c.Collect(metrics)
	}()
	sent := make(map[*Desc]bool)
	for m := range metrics {
		if d := m.Desc(); !sent[d] {
			sent[d] = true
			descs <- d
		}
	}
}

// A native is a Collector of this package. Types that embed a metric inherit
// the method, but collect in their own way: of those, self is not the
// Collector that was asked.
type native interface {
	native() (self Collector, c registry.Collector)
}

// nativeCollector returns c for a registry of package registry: the Collector
// that c stands for, if c is of this package, or else a foreign one.
func nativeCollector(c Collector) registry.Collector {
	switch c := c.(type) {
	case nil:
		return nil
	case builtIn: // which may have values that can't be compared
		return c.Collector
	}
	if n, ok := c.(native); ok {
		if self, inner := n.native(); self == c {
			return inner
		}
	}
	return registry.FromForeign(c, nativeMetric, endOfRun)
}

// endOfRun is a metric that no Collector sends.
var endOfRun Metric = new(noMetric)

type noMetric struct{ constant }

// A builtIn is a Collector of plainmetrics for users of this package.
type builtIn struct{ registry.Collector }

// fromNative returns the Collector of this package for c.
func fromNative(c registry.Collector) Collector {
	if foreign, ok := registry.ForeignOf(c).(Collector); ok {
		return foreign
	}
	switch c := c.(type) {
	case nil:
		return nil
	case registry.Counter:
		return counter{c}
	case registry.Gauge:
		return gauge{c}
	case *registry.CounterVec:
		return &CounterVec{newMetricVec(c, c, newCounter)}
	case *registry.GaugeVec:
		return &GaugeVec{newMetricVec(c, c, newGauge)}
	}
	return builtIn{c}
}

// Collect implements Collector.
func (c builtIn) Collect(ch chan<- Metric) { forward(ch, c.Collector, fromNativeMetric) }

// forward sends the metrics of c on ch.
func forward(ch chan<- Metric, c registry.Collector, convert func(registry.Metric) Metric) {
	metrics := make(chan registry.Metric, 64)
	go func() {
		defer close(metrics)
		c.Collect(metrics)
	}()
	for m := range metrics {
		ch <- convert(m)
	}
}
