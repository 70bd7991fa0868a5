package registry

import (
	"context"

	"plainmetrics/expfmt"
)

// A Collector contributes families to the pages of its registries. The
// metrics of this package are Collectors. Write a Collector for values found
// out at the time of a scrape.
type Collector interface {
	// Collect writes series to enc, in any order. Collect should read its
	// sources first, and return when the context ends: a scrape does not
	// wait longer. Several goroutines may call Collect at the same time.
	//
	// Collect may write from several goroutines at once, and must wait for
	// them: a series that comes after Collect has returned is lost, and the
	// next scrape reports it.
	//
	// The registry sorts the series. It leaves out families that make no
	// sense, and all families of a Collector that panics or is late. It
	// reports the error of Collect, and shows the series written before. A
	// Collector that scrapes its own registry gets an error.
	Collect(ctx context.Context, enc expfmt.Encoder) error
}

// A CollectorFunc is a function as a Collector.
type CollectorFunc func(ctx context.Context, enc expfmt.Encoder) error

// Collect calls f.
func (f CollectorFunc) Collect(ctx context.Context, enc expfmt.Encoder) error { return f(ctx, enc) }

// A Describer is a Collector that knows its families beforehand. A registry
// compares them with the families of others when the Describer is
// registered. A Collector that is no Describer is checked at every scrape
// instead, and can't be unregistered.
//
// Two Describers of the same families can be registered together if both
// have a method ConstLabels() expfmt.LabelSet. ConstLabels returns labels of
// all their series; the values must differ.
type Describer interface {
	Collector
	Describe() []*expfmt.Family
}

// A Registerer takes Collectors: a Registry, or a Registry behind a prefix
// or labels.
type Registerer interface {
	Register(Collector) error
	MustRegister(...Collector)
	Unregister(Collector) bool
}

// A Gatherer writes a page: families in the order of their names, each with
// its series in order, nothing twice. If families are missing, the error
// says which and why.
type Gatherer interface {
	Encode(ctx context.Context, enc expfmt.Encoder) error
}
