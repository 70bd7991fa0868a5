package registry

import (
	"cmp"
	"context"
	"slices"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/model"
)

// A TransactionalGatherer is a Gatherer whose families belong to the caller
// until the caller calls done. The caller calls done after an error, too. The
// families of this package's Gatherers belong to the caller for good.
type TransactionalGatherer interface {
	Gather() (families []*model.MetricFamily, done func(), err error)
}

// ToTransactionalGatherer returns g with a done that does nothing.
func ToTransactionalGatherer(g Gatherer) TransactionalGatherer { return transaction{g} }

type transaction struct{ gatherer Gatherer }

// Gather implements TransactionalGatherer.
func (t transaction) Gather() ([]*model.MetricFamily, func(), error) {
	families, err := t.gatherer.Gather()
	return families, func() {}, err
}

// FromTransactionalGatherer returns g as a Gatherer with a method Encode, which
// calls done when it has written the families. Gather copies nothing, and
// calls done before it returns: its result may be overwritten.
func FromTransactionalGatherer(g TransactionalGatherer) Gatherer {
	if t, ok := g.(transaction); ok {
		return t.gatherer
	}
	return transactionalSource{g}
}

type transactionalSource struct{ TransactionalGatherer }

// Gather implements Gatherer.
func (t transactionalSource) Gather() ([]*model.MetricFamily, error) {
	families, done, err := t.TransactionalGatherer.Gather()
	done()
	return families, err
}

// Encode implements Source.
func (t transactionalSource) Encode(ctx context.Context, enc expfmt.Encoder) error {
	families, done, err := t.TransactionalGatherer.Gather()
	defer done()
	return gatheringSource(GathererFunc(func() ([]*model.MetricFamily, error) { return families, err })).Encode(ctx, enc)
}

// writesSingles implements singleSource.
func (t transactionalSource) writesSingles() {}

// A MultiTRegistry gathers from several TransactionalGatherers.
type MultiTRegistry struct{ gatherers []TransactionalGatherer }

// NewMultiTRegistry returns a MultiTRegistry of the gatherers.
func NewMultiTRegistry(gatherers ...TransactionalGatherer) *MultiTRegistry {
	return &MultiTRegistry{gatherers}
}

// Gather implements TransactionalGatherer. It returns the families of all
// gatherers in the order of their names, without merging families of the same
// name.
func (r *MultiTRegistry) Gather() (families []*model.MetricFamily, done func(), err error) {
	var errs MultiError
	var dones []func()
	for _, g := range r.gatherers {
		gathered, done, err := g.Gather()
		errs.Append(err)
		families, dones = append(families, gathered...), append(dones, done)
	}
	slices.SortStableFunc(families, func(a, b *model.MetricFamily) int { return cmp.Compare(a.GetName(), b.GetName()) })
	return families, func() {
		for _, done := range dones {
			done()
		}
	}, errs.MaybeUnwrap()
}
