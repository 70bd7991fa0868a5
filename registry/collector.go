package registry

import (
	"context"

	"plainmetrics/expfmt"
)

// A Collector contributes families to the pages of the registries it is
// registered with. The metrics of this package are Collectors; write your
// own for values that are found out when they are asked for.
type Collector interface {
	// Collect writes whole families to enc. It should read its sources
	// first, and give up when the context ends: a scrape does not wait
	// longer. It may be called from many goroutines at once.
	//
	// The registry sorts what was written. It leaves out families that
	// make no sense, and all of a Collector that panics or is late; an
	// error that Collect returns is reported, and what was written before
	// stays.
	Collect(ctx context.Context, enc expfmt.Encoder) error
}

// A CollectorFunc is a function as a Collector.
type CollectorFunc func(ctx context.Context, enc expfmt.Encoder) error

// Collect calls f.
func (f CollectorFunc) Collect(ctx context.Context, enc expfmt.Encoder) error { return f(ctx, enc) }

// A Describer is a Collector that knows beforehand which families it
// writes. A registry holds them against those of others when it is
// registered; one that does not know is checked at every scrape alone, and
// can't be unregistered.
//
// Two Describers of the same families can be registered together if both
// have a method ConstLabels() expfmt.LabelSet, which returns labels that
// all their series bear, with values that differ.
type Describer interface {
	Collector
	Describe() []*expfmt.Family
}

// A Registerer takes Collectors: a Registry, or one behind a prefix or
// labels.
type Registerer interface {
	Register(Collector) error
	MustRegister(...Collector)
	Unregister(Collector) bool
}

// A Gatherer writes a page: families in the order of their names, each
// with its series in order, and nothing twice. The error says what is
// missing from the page; what is on it is right.
type Gatherer interface {
	Encode(ctx context.Context, enc expfmt.Encoder) error
}
