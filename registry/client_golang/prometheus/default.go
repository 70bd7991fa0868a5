package prometheus

// DefaultRegisterer and DefaultGatherer are the same Registry. As in
// client_golang, and unlike in package registry, the Registry has the
// collectors of the process and of the Go runtime from the start.
var (
	defaultRegistry = NewRegistry()

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
