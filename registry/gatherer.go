package registry

import (
	"context"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/messages"
	"plainmetrics/registry/internal/model"
)

// A Gatherer returns the families of a page: in the order of their names,
// each with its metrics in order, nothing twice. If families are missing, the
// error says which and why, and the other families are there.
type Gatherer interface {
	Gather() ([]*model.MetricFamily, error)
}

// A GathererFunc is a function as a Gatherer.
type GathererFunc func() ([]*model.MetricFamily, error)

// Gather calls f.
func (f GathererFunc) Gather() ([]*model.MetricFamily, error) { return f() }

// Encode implements Source.
func (f GathererFunc) Encode(ctx context.Context, enc expfmt.Encoder) error {
	s := &modelSource{messages.Reader{}.Gathering(f)}
	return s.Encode(ctx, enc)
}

// writesSingles implements singleSource.
func (f GathererFunc) writesSingles() {}

// isEmbeddedIn implements embeddable.
func (f GathererFunc) isEmbeddedIn(v any) bool {
	_, is := v.(GathererFunc)
	return !is
}
