package registry

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"plainmetrics/expfmt"
)

// A Registry holds Collectors and makes pages of what they collect. Make
// it with NewRegistry. All methods may be called at the same time.
type Registry struct {
	mu        sync.Mutex
	checked   map[string]*registration // by id
	unchecked []*registration
	names     directory
	next      int // order of the next registration

	plan atomic.Pointer[plan] // of the next page; nil after a change
}

// A registration is a Collector, and what is known of it.
type registration struct {
	collector Collector
	descs     []*desc
	source    source // nil if the Collector is foreign
	unfit     error  // why it can't be registered, if descs don't say so
	order     int    // the first comes first
	prompt    bool   // it ends by itself when the context does
	late      atomic.Int32
}

// An insider is a metric of this package. Types that embed one have its
// methods, but they collect in their own way; so self tells it from them.
type insider interface{ self() Collector }

// A source is a metric whose series are stored in this package. They are
// in order and valid, so they go to the page as they are.
type source interface {
	describe() *desc
	encode(expfmt.Encoder)
}

// NewRegistry returns an empty Registry.
func NewRegistry() *Registry {
	return &Registry{checked: make(map[string]*registration), names: make(directory)}
}

// NewPedanticRegistry is NewRegistry: every Registry checks what foreign
// Collectors write, so none is more pedantic than others.
func NewPedanticRegistry() *Registry { return NewRegistry() }

// Register adds c. It fails with an AlreadyRegisteredError if c, or a
// Collector of the same metrics, is registered already; and with another
// error if its names, labels or HELP texts are not valid or contradict
// those of others, or if samples of different metrics would bear one name.
func (r *Registry) Register(c Collector) error {
	if c == nil {
		return errors.New("registry: expected a Collector to register, found nil")
	}
	one := newRegistration(c)
	if err := one.err(); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.next++
	one.order = r.next
	if len(one.descs) == 0 {
		r.unchecked = append(r.unchecked, one)
		r.plan.Store(nil)
		return nil
	}
	for _, d := range one.descs {
		if err := r.names.agrees(d); err != nil {
			return err
		}
	}
	id := one.id()
	if existing, ok := r.checked[id]; ok {
		return AlreadyRegisteredError{ExistingCollector: unwrap(existing.collector), NewCollector: c}
	}
	for i, d := range one.descs {
		if err := r.names.add(d); err != nil {
			r.names.remove(one.descs[:i])
			return err
		}
	}
	r.checked[id] = one
	r.plan.Store(nil)
	return nil
}

// MustRegister registers all of cs, and panics with the error if one
// fails.
func (r *Registry) MustRegister(cs ...Collector) {
	for _, c := range cs {
		if err := r.Register(c); err != nil {
			panic(err)
		}
	}
}

// Unregister removes c, or the Collector of the same metrics that is
// registered, and reports whether there was one.
func (r *Registry) Unregister(c Collector) bool {
	unwanted := newRegistration(c)
	if unwanted.err() != nil {
		return false // it is not registered, and must not pass for another
	}
	id := unwanted.id()
	r.mu.Lock()
	defer r.mu.Unlock()
	one, ok := r.checked[id]
	if ok {
		delete(r.checked, id)
		r.names.remove(one.descs)
		r.plan.Store(nil)
	}
	return ok
}

// Describe implements Describer, so that a Registry can be registered
// with another.
func (r *Registry) Describe() []*expfmt.Family {
	r.mu.Lock()
	defer r.mu.Unlock()
	var families []*expfmt.Family
	for _, one := range r.checked {
		for _, d := range one.descs {
			families = append(families, d.family)
		}
	}
	return families
}

// descs is what a Registry is registered by, in place of Describe: it
// tells metrics apart that share a name.
func (r *Registry) descs() []*desc {
	r.mu.Lock()
	defer r.mu.Unlock()
	var descs []*desc
	for _, one := range r.checked {
		descs = append(descs, one.descs...)
	}
	return descs
}

func (r *Registry) self() Collector { return r }

// Collect implements Collector.
func (r *Registry) Collect(ctx context.Context, enc expfmt.Encoder) error {
	return r.Encode(ctx, enc)
}

// An AlreadyRegisteredError is returned by Register for a Collector whose
// metrics are registered already.
type AlreadyRegisteredError struct {
	ExistingCollector, NewCollector Collector
}

// Error implements error.
func (err AlreadyRegisteredError) Error() string {
	return "registry: duplicate metrics collector registration attempted"
}

func newRegistration(c Collector) *registration {
	one := &registration{collector: c}
	_, one.prompt = unwrap(c).(*Registry)
	if w, ok := c.(*wrapped); ok {
		one.unfit = w.err
	}
	if in, ok := c.(insider); !ok || in.self() != c {
		one.describe()
		return one
	}
	if c, ok := c.(interface{ stored() source }); ok {
		if s := c.stored(); s != nil {
			one.source, one.descs = s, []*desc{s.describe()}
			return one
		}
	}
	if c, ok := c.(interface{ descs() []*desc }); ok {
		one.descs = c.descs()
		return one
	}
	one.describe()
	return one
}

// describe takes over what a foreign Collector says of its families. To
// say it twice is as good as once.
func (one *registration) describe() {
	c, ok := one.collector.(Describer)
	if !ok {
		return
	}
	var constant expfmt.LabelSet
	if c, ok := c.(interface{ ConstLabels() expfmt.LabelSet }); ok {
		constant = c.ConstLabels()
	}
	for _, f := range c.Describe() {
		d := &desc{name: f.Name(), family: f, constant: constant, foreign: true}
		if !slices.ContainsFunc(one.descs, func(other *desc) bool { return d.name == other.name && d.agrees(other) == nil }) {
			one.descs = append(one.descs, d)
		}
	}
}

// err returns what is wrong with the descs, if anything is.
func (one *registration) err() error {
	if one.unfit != nil {
		return one.unfit
	}
	for _, d := range one.descs {
		if d.err != nil {
			return d.err
		}
	}
	return nil
}

// id is what two Collectors of the same metrics have in common.
func (one *registration) id() string {
	ids := make([]string, len(one.descs))
	for i, d := range one.descs {
		ids[i] = d.id()
	}
	slices.Sort(ids)
	return strings.Join(slices.Compact(ids), "\xfe")
}
