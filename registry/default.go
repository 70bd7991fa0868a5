package registry

// DefaultRegisterer and DefaultGatherer are the same Registry, for programs
// without need of another. The Registry is empty until the program registers
// something.
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
