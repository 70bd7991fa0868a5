package registry

// DefaultRegisterer and DefaultGatherer are the same Registry, that of
// programs which need no other. It is empty until something is registered.
var (
	defaultRegistry = NewRegistry()

	DefaultRegisterer Registerer = defaultRegistry
	DefaultGatherer   Gatherer   = defaultRegistry
)

// Register registers c with the DefaultRegisterer.
func Register(c Collector) error { return DefaultRegisterer.Register(c) }

// MustRegister registers all of cs with the DefaultRegisterer.
func MustRegister(cs ...Collector) { DefaultRegisterer.MustRegister(cs...) }

// Unregister removes c from the DefaultRegisterer.
func Unregister(c Collector) bool { return DefaultRegisterer.Unregister(c) }
