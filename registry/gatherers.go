package registry

import (
	"context"
	"errors"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/model"
)

// Gatherers make one page of several Gatherers. Families of the same name
// are merged; where two Gatherers contradict each other, the first one wins.
// A Gatherer that is no Registry is treated as a Collector is: its families
// are checked and sorted, and a panic or a late end costs its families. Of a
// series that comes twice the later one is left out alone. Only Checked
// remembers between scrapes which Gatherers are late.
type Gatherers []Gatherer

// Encode implements Source.
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
		r := &registration{gatherer: p.gatherer, order: i, number: i + 1}
		r.source, r.named = gatheringSource(g), g
		switch g.(type) {
		case *Registry, Gatherers:
			r.endsWithContext, r.writesSingles, r.isTrusted = true, true, true
		default:
			r.writesSingles = isSingle(r.source)
		}
		p.custom = append(p.custom, r)
	}
	if err := p.check(ctx, enc); err != nil {
		return err
	}
	p.collect(ctx, page)
	page.mergeRuns()
	dropConflicts(page, p.find)
	if n := expfmt.NamingOf(enc); p.mayHaveTwins(page.records, n) {
		dropTwins(page, n)
	}
	write(enc, page.records)
	return MultiError(page.errs).MaybeUnwrap()
}

// Gather implements Gatherer.
func (gs Gatherers) Gather() ([]*model.MetricFamily, error) { return gather(gs) }

// isEmbeddedIn implements embeddable.
func (gs Gatherers) isEmbeddedIn(v any) bool {
	_, is := v.(Gatherers)
	return !is
}

// gatheringSource returns g as a Source, unchecked.
func gatheringSource(g Gatherer) Source {
	if s := sourceOf(g); s != nil {
		return s
	}
	reader := model.Linked()
	if s, ok := g.(Source); ok && reader == nil {
		return s // the type has no Gather of its own, because it can't name the models
	}
	s := new(modelSource)
	if reader != nil {
		s.gathering = reader.Gathering(g)
	}
	return s
}

// Checked returns g as a Source, if g is a Registry or Gatherers of them, or
// else a Source of the same families that treats g, or each of Gatherers, as a
// Registry treats a Collector: families are checked and sorted, a panic or a
// late end costs the families, and no scrape runs a Gatherer that an earlier
// scrape has left behind. A Gatherer with a method Encode is never asked for
// models. A handler calls Checked once, for all scrapes.
func Checked(g Gatherer) Source {
	switch g := g.(type) {
	case *Registry:
		return g
	case interface{ checked() Source }: // saves 8 kB in programs without Gatherers
		if sourceOf(g) != nil {
			return g.checked()
		}
	}
	return checkedRegistry(g)
}

// checkedRegistry returns a Registry of the families of g.
func checkedRegistry(g Gatherer) *Registry {
	r := NewRegistry()
	s := gatheringSource(g)
	r.add(&registration{identity: identity{source: s, named: s, writesSingles: isSingle(s)}})
	return r
}

// checked is Checked for each of the Gatherers. Gatherers inside are left as
// they are, because gs may be one of them.
func (gs Gatherers) checked() Source {
	all := make(Gatherers, len(gs))
	for i, g := range gs {
		all[i] = g
		switch g.(type) {
		case nil, Gatherers, *Registry:
		default:
			all[i] = checkedRegistry(g)
		}
	}
	return all
}

// A gatherersKey identifies Gatherers in contexts.
type gatherersKey struct {
	first *Gatherer
	count int
}
