package internal

import "plainmetrics/registry"

// Package prometheus sets these functions. Each returns the value for package
// registry that stands for a value of package prometheus, of the type in the
// function's name.
var (
	Collector             func(prometheusCollector any) registry.Collector
	Gatherer              func(prometheusGatherer any) registry.Gatherer
	TransactionalGatherer func(prometheusTransactionalGatherer any) registry.TransactionalGatherer
	Registerer            func(prometheusRegisterer any) registry.Registerer
	ObserverVec           func(prometheusObserverVec any) registry.ObserverVec
)

// FromCollector is the reverse of Collector: its result is a
// prometheus.Collector.
var FromCollector func(c registry.Collector) any
