package registry

import (
	"context"
	"errors"

	"plainmetrics/expfmt"
)

// Gatherers make one page of several Gatherers. Families of the same name
// are merged; where two Gatherers contradict each other, the first one wins.
// A Gatherer that is no Registry is treated as a Collector is: its families
// are checked and sorted, and a panic or a late end costs its families. Only
// Checked remembers between scrapes which Gatherers are late.
type Gatherers []Gatherer

// Encode implements Gatherer.
func (gs Gatherers) Encode(ctx context.Context, enc expfmt.Encoder) error {
	if len(gs) == 0 {
		return nil
	}
	p := newPlan(gatherersKey{&gs[0], len(gs)})
	page := newBuffer()
	defer page.release()
	for i, g := range gs {
		if g == nil {
			page.errs = append(page.errs, errors.New("registry: expected a Gatherer, found nil"))
			continue
		}
		r := &registration{collector: numberedGatherer{g, i + 1}, gatherer: p.gatherer, order: i}
		switch g.(type) {
		case *Registry, Gatherers:
			r.endsWithContext, r.isTrusted = true, true
		}
		p.custom = append(p.custom, r)
	}
	if err := p.check(ctx, enc); err != nil {
		return err
	}
	p.collect(ctx, page)
	page.sort()
	dropConflicts(page, p.find)
	p.dropTwins(page, enc)
	write(enc, page.records)
	return errors.Join(page.errs...)
}

// A numberedGatherer is one of Gatherers as a Collector. Errors name it by
// its number, from 1.
type numberedGatherer struct {
	Gatherer
	number int
}

// Collect implements Collector.
func (g numberedGatherer) Collect(ctx context.Context, enc expfmt.Encoder) error {
	return g.Encode(ctx, enc)
}

// Checked returns g, a Registry or Gatherers of them, or else a Gatherer of
// the same families that treats g, or each of Gatherers, as a Registry treats
// a Collector: families are checked and sorted, a panic or a late end costs
// the families, and no scrape runs a Gatherer that an earlier scrape has left
// behind. A handler calls Checked once, for all scrapes.
func Checked(g Gatherer) Gatherer {
	switch g := g.(type) {
	case *Registry:
		return g
	case interface{ checked() Gatherer }: // saves 8 kB where no program has Gatherers
		return g.checked()
	}
	r := NewRegistry()
	r.MustRegister(CollectorFunc(func(ctx context.Context, enc expfmt.Encoder) error { return g.Encode(ctx, enc) }))
	return r
}

// checked is Checked for each of the Gatherers. Gatherers inside are left as
// they are, because gs may be one of them.
func (gs Gatherers) checked() Gatherer {
	all := make(Gatherers, len(gs))
	for i, g := range gs {
		all[i] = g
		if _, isNested := g.(Gatherers); g != nil && !isNested {
			all[i] = Checked(g)
		}
	}
	return all
}

// A gatherersKey identifies Gatherers in contexts.
type gatherersKey struct {
	first *Gatherer
	count int
}
