package prometheus

import "plainmetrics/registry"

// WrapRegistererWith is registry.WrapRegistererWith.
func WrapRegistererWith(labels Labels, reg Registerer) Registerer {
	return wrappingRegisterer{reg, func(c Collector) Collector { return WrapCollectorWith(labels, c) }}
}

// WrapRegistererWithPrefix is registry.WrapRegistererWithPrefix.
func WrapRegistererWithPrefix(prefix string, reg Registerer) Registerer {
	return wrappingRegisterer{reg, func(c Collector) Collector { return WrapCollectorWithPrefix(prefix, c) }}
}

// WrapCollectorWith is registry.WrapCollectorWith.
func WrapCollectorWith(labels Labels, c Collector) Collector {
	return &wrapped{builtIn{registry.WrapCollectorWith(labels, nativeCollector(c))}, c}
}

// WrapCollectorWithPrefix is registry.WrapCollectorWithPrefix.
func WrapCollectorWithPrefix(prefix string, c Collector) Collector {
	return &wrapped{builtIn{registry.WrapCollectorWithPrefix(prefix, nativeCollector(c))}, c}
}

// A wrapped is a Collector with a prefix or labels added.
type wrapped struct {
	builtIn
	original Collector
}

func (w *wrapped) native() (Collector, registry.Collector) { return w, w.Collector }

// unwrapped returns the Collector inside all wrappings of c.
func unwrapped(c Collector) Collector {
	for w, ok := c.(*wrapped); ok; w, ok = c.(*wrapped) {
		c = w.original
	}
	return c
}

// A wrappingRegisterer wraps Collectors on their way to another Registerer,
// which may be nil.
type wrappingRegisterer struct {
	registerer Registerer
	wrap       func(Collector) Collector
}

// Register implements Registerer.
func (r wrappingRegisterer) Register(c Collector) error {
	if r.registerer == nil {
		return nil
	}
	return r.registerer.Register(r.wrap(c))
}

// MustRegister implements Registerer.
func (r wrappingRegisterer) MustRegister(cs ...Collector) {
	for _, c := range cs {
		if err := r.Register(c); err != nil {
			panic(err)
		}
	}
}

// Unregister implements Registerer.
func (r wrappingRegisterer) Unregister(c Collector) bool {
	return r.registerer != nil && r.registerer.Unregister(r.wrap(c))
}
