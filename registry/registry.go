package registry

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/model"
)

// A Registry holds Collectors and makes pages of their families. NewRegistry
// makes a Registry. All methods may be called at the same time.
type Registry struct {
	mu          sync.Mutex
	described   directory
	undescribed []*registration
	registered  int                                // registrations so far
	pedantic    func(expfmt.Encoder) metricEncoder // nil unless the registry is pedantic

	plan atomic.Pointer[plan] // of the next page; nil after a change
}

// NewRegistry returns an empty Registry.
func NewRegistry() *Registry {
	return &Registry{described: make(directory)}
}

// NewPedanticRegistry returns a Registry for tests: it rejects the families
// that a Collector has not described, if the Collector has described any.
// Everything else is checked by every Registry.
func NewPedanticRegistry() *Registry {
	r := NewRegistry()
	r.pedantic = newPedanticEncoder
	return r
}

// Register adds c. Register fails with an AlreadyRegisteredError if c, or a
// Collector of the same metrics, is registered already. Register fails with
// another error if a name, label or HELP text of c is invalid or contradicts
// another metric, or if samples of two metrics would have the same name.
func (r *Registry) Register(c Collector) error {
	added := newRegistration(c)
	if err := added.check(); err != nil {
		return err
	}
	if inner, ok := added.unwrapped().(*Registry); ok {
		nesting.Lock()
		defer nesting.Unlock()
		if inner.includes(r) {
			return errors.New("registry: expected a Registry without this registry, found this registry, whose pages would never end")
		}
	}
	return r.add(added)
}

// add adds a registration that passes check.
func (r *Registry) add(added *registration) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.registered++
	added.gatherer, added.order, added.isPedantic = r, r.registered, r.pedantic != nil
	if len(added.descs) == 0 {
		r.undescribed = append(r.undescribed, added)
		r.plan.Store(nil)
		return nil
	}
	if r.described.isNew(added.descs) {
		return r.addDescribed(added)
	}
	if err := r.described.checkFamilies(added.descs, differentRegistered); err != nil {
		return err
	}
	switch existing, taken := r.described.registered(added.descs); {
	case existing != nil:
		return AlreadyRegisteredError{ExistingCollector: existing.unwrapped(), NewCollector: added.collector}
	case taken != nil:
		return fmt.Errorf("registry: metric %v already exists with the same fully-qualified name and const label values, in another collector", metricName{taken})
	}
	return r.addDescribed(added)
}

// addDescribed adds a registration whose Descs nobody else has.
func (r *Registry) addDescribed(added *registration) error {
	if err := r.described.add(added); err != nil {
		return err
	}
	r.plan.Store(nil)
	return nil
}

// nesting is locked while a registry is registered with another, so that two
// goroutines can't register two registries with each other.
var nesting sync.Mutex

// includes reports whether r is other, or other is registered with r or with
// a registry that r includes.
func (r *Registry) includes(other *Registry) bool {
	r.mu.Lock()
	all := r.registrations()
	r.mu.Unlock()
	return r == other || slices.ContainsFunc(all, func(existing *registration) bool {
		inner, ok := existing.unwrapped().(*Registry)
		return ok && inner.includes(other)
	})
}

// registrations returns all registrations, in no order. The caller holds the
// lock.
func (r *Registry) registrations() []*registration {
	return append(r.described.registrations(), r.undescribed...)
}

// hasDesc reports whether d is the Desc of a registered metric.
func (r *Registry) hasDesc(d *Desc) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.described.owner(d) != nil
}

// MustRegister registers all of cs, and panics with the first error.
func (r *Registry) MustRegister(cs ...Collector) {
	for _, c := range cs {
		if err := r.Register(c); err != nil {
			panic(err)
		}
	}
}

// Unregister removes c, or the registered Collector of the same metrics, and
// reports whether there was such a Collector.
func (r *Registry) Unregister(c Collector) bool {
	unwanted := newRegistration(c)
	if unwanted.check() != nil {
		return false // it is not registered, and must not pass for another
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	existing, _ := r.described.registered(unwanted.descs)
	if existing == nil {
		return false
	}
	r.described.remove(existing.descs)
	r.plan.Store(nil)
	return true
}

// Describe implements Collector, so a Registry can be registered with another.
func (r *Registry) Describe(ch chan<- *Desc) { describeTo(ch, r) }

// Collect implements Collector.
func (r *Registry) Collect(ch chan<- Metric) { sendMetrics(ch, r, r) }

// Families implements Describer.
func (r *Registry) Families() []*expfmt.Family {
	var families []*expfmt.Family
	for _, d := range r.identify().descs {
		families = append(families, d.family)
	}
	return families
}

// identify distinguishes metrics of the same name; Families does not.
func (r *Registry) identify() identity {
	r.mu.Lock()
	defer r.mu.Unlock()
	var descs []*Desc
	for _, existing := range r.described.registrations() {
		descs = append(descs, existing.descs...)
	}
	return identity{descs: descs, endsWithContext: true, isTrusted: true}
}

func (r *Registry) self() Collector { return r }

// Gather implements Gatherer. Without Collectors the families are nil. Encode
// makes no models, and is faster.
func (r *Registry) Gather() ([]*model.MetricFamily, error) {
	if r.currentPlan().isEmpty() {
		return nil, nil
	}
	return gather(r)
}

// MustGather is Gather with a panic in place of an error.
func (r *Registry) MustGather() []*model.MetricFamily {
	families, err := r.Gather()
	if err != nil {
		panic(err)
	}
	return families
}

// Encode implements Source. Encode runs the custom Collectors, all at
// once, and waits for them until the context ends. Then it walks the
// families in the order of their names. A stored metric goes straight to enc,
// unless it shares its name with others: then its series go through the
// buffer, and are sorted with the series of the others. Families with the
// same names of samples on this page, though not on others, are left out.
func (r *Registry) Encode(ctx context.Context, enc expfmt.Encoder) error {
	p := r.currentPlan()
	if err := p.check(ctx, enc); err != nil {
		return err
	}
	page := newBuffer()
	defer page.release()

	p.collect(ctx, page)
	page.mergeRuns()
	collected := page.records
	for _, f := range p.families {
		if f.isShared(collected) {
			for _, metric := range f.metrics {
				page.writer = metric
				page.beginRun()
				page.isDistinct = false // it may be, but nobody has looked
				metric.stored.encode(page, f.family)
			}
		}
	}
	page.mergeRuns()
	dropConflicts(page, p.find)
	families := p.families
	if n := expfmt.NamingOf(enc); p.mayHaveTwins(page.records, n) {
		p.addMetrics(page)
		dropTwins(page, n)
		families = nil
	}

	records := page.records
	for _, f := range families {
		n := countBelow(records, f.name)
		write(enc, records[:n])
		records = records[n:]
		if !f.isShared(page.records) {
			f.metrics[0].stored.encode(enc, f.family)
		}
	}
	write(enc, records)
	return MultiError(page.errs).MaybeUnwrap()
}

// currentPlan returns the plan. The first scrape after a change makes a new
// one.
func (r *Registry) currentPlan() *plan {
	if p := r.plan.Load(); p != nil {
		return p
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	p := newPlan(r)
	p.add(r.registrations())
	r.plan.Store(p)
	return p
}
