package prometheus

import "plainmetrics/registry"

// DefaultRegisterer and DefaultGatherer are the same Registry. As in
// client_golang, the Registry has the collectors of the process and of the Go
// runtime from the start. The Registry stands for the default one of package
// registry, so a page of either has the metrics of both.
var (
	defaultRegistry = newRegistry(registry.DefaultGatherer.(*registry.Registry))

	DefaultRegisterer Registerer = defaultRegistry
	DefaultGatherer   Gatherer   = defaultRegistry
)

func init() { MustRegister(NewProcessCollector(ProcessCollectorOpts{}), NewGoCollector()) }

// Register registers c with the DefaultRegisterer.
func Register(c Collector) error { return DefaultRegisterer.Register(c) }

// MustRegister registers all of cs with the DefaultRegisterer.
func MustRegister(cs ...Collector) { DefaultRegisterer.MustRegister(cs...) }

// Unregister removes c from the DefaultRegisterer.
func Unregister(c Collector) bool { return DefaultRegisterer.Unregister(c) }
