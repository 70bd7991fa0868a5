package prometheus

import (
	"errors"
	"sync"

	dto "github.com/prometheus/client_model/go"

	"plainmetrics/registry"
)

// A Registerer is registry.Registerer for the Collectors of this package.
type Registerer interface {
	Register(Collector) error
	MustRegister(...Collector)
	Unregister(Collector) bool
}

// A Registry is a registry.Registry that gives its users back the Collectors
// that they have registered.
type Registry struct {
	inner *registry.Registry

	mu         sync.Mutex
	collectors map[registry.Collector]Collector // registered, by what they stand for
}

// NewRegistry returns an empty Registry.
func NewRegistry() *Registry { return newRegistry(registry.NewRegistry()) }

// NewPedanticRegistry is registry.NewPedanticRegistry.
func NewPedanticRegistry() *Registry { return newRegistry(registry.NewPedanticRegistry()) }

func newRegistry(inner *registry.Registry) *Registry {
	return &Registry{inner: inner, collectors: make(map[registry.Collector]Collector)}
}

// Register is the method of registry.Registry.
func (r *Registry) Register(c Collector) error {
	forget := r.remember(c)
	err := r.inner.Register(nativeCollector(c))
	if err != nil {
		forget()
	}
	return r.restore(err, c)
}

// MustRegister registers all of cs, and panics with the first error.
func (r *Registry) MustRegister(cs ...Collector) {
	for _, c := range cs {
		if err := r.Register(c); err != nil {
			panic(err)
		}
	}
}

// Unregister is the method of registry.Registry.
func (r *Registry) Unregister(c Collector) bool {
	removed := r.inner.Unregister(nativeCollector(c))
	if removed {
		r.mu.Lock()
		defer r.mu.Unlock()
		delete(r.collectors, nativeCollector(unwrapped(c)))
	}
	return removed
}

// remember notes c, or the Collector that c wraps, unless the Registry knows a
// Collector for the same metrics. The function forget takes the note back.
func (r *Registry) remember(c Collector) (forget func()) {
	c = unwrapped(c)
	if _, isNative := c.(native); !isNative { // fromNative finds the Collector
		return func() {}
	}
	key := nativeCollector(c)
	if registry.ForeignOf(key) != nil { // a type that embeds a native one
		return func() {}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.collectors[key] != nil {
		return func() {}
	}
	r.collectors[key] = c
	return func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		delete(r.collectors, key)
	}
}

// restore returns err with the Collectors of this package.
func (r *Registry) restore(err error, c Collector) error {
	var already registry.AlreadyRegisteredError
	if !errors.As(err, &already) {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	existing := r.collectors[already.ExistingCollector]
	if existing == nil {
		existing = fromNative(already.ExistingCollector)
	}
	return AlreadyRegisteredError{ExistingCollector: existing, NewCollector: c}
}

// Gather implements Gatherer.
func (r *Registry) Gather() ([]*dto.MetricFamily, error) { return gather(r.inner) }

// MustGather is Gather with a panic in place of an error.
func (r *Registry) MustGather() []*dto.MetricFamily {
	families, err := r.Gather()
	if err != nil {
		panic(err)
	}
	return families
}

// Describe implements Collector.
func (r *Registry) Describe(ch chan<- *Desc) { r.inner.Describe(ch) }

// Collect implements Collector.
func (r *Registry) Collect(ch chan<- Metric) { forward(ch, r.inner, fromNativeMetric) }

func (r *Registry) native() (Collector, registry.Collector) { return r, r.inner }

// An AlreadyRegisteredError is registry.AlreadyRegisteredError with the
// Collectors of this package.
type AlreadyRegisteredError struct {
	ExistingCollector, NewCollector Collector
}

// Error implements error.
func (err AlreadyRegisteredError) Error() string {
	return registry.AlreadyRegisteredError{}.Error()
}

// nativeRegisterer returns reg for package httpserve.
func nativeRegisterer(reg Registerer) registry.Registerer {
	switch reg := reg.(type) {
	case nil:
		return nil
	case *Registry:
		return reg.inner
	}
	return customRegisterer{reg}
}

// A customRegisterer is a Registerer, of a user or with a prefix or labels,
// for package httpserve.
type customRegisterer struct{ registerer Registerer }

// Register implements registry.Registerer.
func (r customRegisterer) Register(c registry.Collector) error {
	err := r.registerer.Register(fromNative(c))
	var already AlreadyRegisteredError
	if errors.As(err, &already) {
		return registry.AlreadyRegisteredError{ExistingCollector: nativeCollector(already.ExistingCollector), NewCollector: c}
	}
	return err
}

// MustRegister implements registry.Registerer.
func (r customRegisterer) MustRegister(cs ...registry.Collector) {
	for _, c := range cs {
		r.registerer.MustRegister(fromNative(c))
	}
}

// Unregister implements registry.Registerer.
func (r customRegisterer) Unregister(c registry.Collector) bool {
	return r.registerer.Unregister(fromNative(c))
}
