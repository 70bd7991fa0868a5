package prometheus

import (
	"cmp"
	"slices"

	dto "github.com/prometheus/client_model/go"

	"plainmetrics/registry"
	"plainmetrics/registry/model"

	"github.com/prometheus/client_golang/prometheus/internal"
)

// A Gatherer is registry.Gatherer with the messages of client_model.
type Gatherer interface {
	Gather() ([]*dto.MetricFamily, error)
}

// A GathererFunc is a function as a Gatherer.
type GathererFunc func() ([]*dto.MetricFamily, error)

// Gather calls gf.
func (gf GathererFunc) Gather() ([]*dto.MetricFamily, error) { return gf() }

// Gatherers are registry.Gatherers.
type Gatherers []Gatherer

// Gather implements Gatherer.
func (gs Gatherers) Gather() ([]*dto.MetricFamily, error) { return gather(gs.inner()) }

func (gs Gatherers) inner() registry.Gatherers {
	all := make(registry.Gatherers, len(gs))
	for i, g := range gs {
		all[i] = nativeGatherer(g)
	}
	return all
}

// gather returns the messages of the families of g.
func gather(g registry.Gatherer) ([]*dto.MetricFamily, error) {
	families, err := g.Gather()
	return internal.All(families, internal.FamilyMessage), err
}

// nativeGatherer returns g for package registry: the Gatherer that g stands
// for, if g is of this package, or else an adapter.
func nativeGatherer(g Gatherer) registry.Gatherer {
	switch g := g.(type) {
	case nil:
		return nil
	case *Registry:
		return g.inner
	case Gatherers:
		return g.inner()
	}
	return customGatherer{g}
}

// A customGatherer is a user's Gatherer for package registry.
type customGatherer struct{ gatherer Gatherer }

// Gather implements registry.Gatherer.
func (g customGatherer) Gather() ([]*model.MetricFamily, error) {
	families, err := g.gatherer.Gather()
	return internal.All(families, internal.FamilyModel), err
}

// WriteToTextfile is registry.WriteToTextfile.
func WriteToTextfile(filename string, g Gatherer) error {
	return registry.WriteToTextfile(filename, nativeGatherer(g))
}

// A TransactionalGatherer is registry.TransactionalGatherer with the messages
// of client_model.
type TransactionalGatherer interface {
	Gather() (_ []*dto.MetricFamily, done func(), err error)
}

// ToTransactionalGatherer returns g with a done that does nothing.
func ToTransactionalGatherer(g Gatherer) TransactionalGatherer { return transaction{g} }

type transaction struct{ gatherer Gatherer }

// Gather implements TransactionalGatherer.
func (t transaction) Gather() ([]*dto.MetricFamily, func(), error) {
	families, err := t.gatherer.Gather()
	return families, func() {}, err
}

// nativeTransactional returns g for package httpserve.
func nativeTransactional(g TransactionalGatherer) registry.TransactionalGatherer {
	if t, ok := g.(transaction); ok {
		return registry.ToTransactionalGatherer(nativeGatherer(t.gatherer))
	}
	return customTransactional{g}
}

// A customTransactional is a TransactionalGatherer for package registry.
type customTransactional struct{ gatherer TransactionalGatherer }

// Gather implements registry.TransactionalGatherer.
func (t customTransactional) Gather() ([]*model.MetricFamily, func(), error) {
	families, done, err := t.gatherer.Gather()
	return internal.All(families, internal.FamilyModel), done, err
}

// A MultiTRegistry is registry.MultiTRegistry.
type MultiTRegistry struct{ tGatherers []TransactionalGatherer }

// NewMultiTRegistry is registry.NewMultiTRegistry.
func NewMultiTRegistry(tGatherers ...TransactionalGatherer) *MultiTRegistry {
	return &MultiTRegistry{tGatherers}
}

// Gather implements TransactionalGatherer. The families of all gatherers are
// in the order of their names.
func (r *MultiTRegistry) Gather() (mfs []*dto.MetricFamily, done func(), err error) {
	var errs MultiError
	var dones []func()
	for _, g := range r.tGatherers {
		families, done, err := g.Gather()
		errs.Append(err)
		mfs, dones = append(mfs, families...), append(dones, done)
	}
	slices.SortStableFunc(mfs, func(a, b *dto.MetricFamily) int { return cmp.Compare(a.GetName(), b.GetName()) })
	return mfs, func() {
		for _, done := range dones {
			done()
		}
	}, errs.MaybeUnwrap()
}
