package registry

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync/atomic"

	"plainmetrics/expfmt"
)

// A plan is what the pages of a registry are made of.
type plan struct {
	families []*planned // of the stored metrics, in the order of their names
	foreign  []*registration
	idle     atomic.Pointer[round] // of the foreign, if no scrape uses it
}

// A planned family has one source, or several that differ in the values
// of their constant labels.
type planned struct {
	name    string
	sources []*registration
}

// Encode implements Gatherer. It runs the foreign Collectors, all at once,
// and waits for them until the context ends. Then it walks the families in
// the order of their names. A stored metric goes straight to enc, unless
// it shares its name with others: then their series have to be put in
// order first, as what foreign Collectors wrote has to be.
func (r *Registry) Encode(ctx context.Context, enc expfmt.Encoder) error {
	p := r.currentPlan()
	page := newDraft()
	defer page.release()

	p.collect(ctx, page)
	page.sort()
	fromForeign := page.entries
	for _, f := range p.families {
		if f.isShared(fromForeign) {
			for _, one := range f.sources {
				page.from = one
				one.source.encode(page)
			}
		}
	}
	page.sort()
	page.weed(p)

	rest := page.entries
	for _, f := range p.families {
		rest = writeBelow(enc, rest, f.name)
		if !f.isShared(page.entries) {
			f.sources[0].source.encode(enc)
		}
	}
	write(enc, rest)
	return errors.Join(page.errs...)
}

// currentPlan returns the plan, which is made by the first scrape after a
// change.
func (r *Registry) currentPlan() *plan {
	if p := r.plan.Load(); p != nil {
		return p
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	p := new(plan)
	named := make(map[string][]*registration)
	for _, one := range r.checked {
		if one.source == nil {
			p.foreign = append(p.foreign, one)
			continue
		}
		name := one.descs[0].name
		named[name] = append(named[name], one)
	}
	for name, sources := range named {
		p.families = append(p.families, &planned{name, sources})
	}
	slices.SortFunc(p.families, func(a, b *planned) int { return strings.Compare(a.name, b.name) })
	p.foreign = append(p.foreign, r.unchecked...)
	slices.SortFunc(p.foreign, func(a, b *registration) int { return a.order - b.order })
	r.plan.Store(p)
	return p
}

// isShared reports whether the family has more than one source, or some
// of the sorted entries.
func (f *planned) isShared(sorted []entry) bool {
	if len(f.sources) > 1 {
		return true
	}
	i := below(sorted, f.name)
	return i < len(sorted) && sorted[i].family.Name() == f.name
}

// below returns the number of sorted entries with names below name.
func below(sorted []entry, name string) int {
	i, _ := slices.BinarySearchFunc(sorted, name, func(e entry, name string) int {
		return strings.Compare(e.family.Name(), name)
	})
	return i
}

// writeBelow writes the entries with names below name and returns the
// others.
func writeBelow(enc expfmt.Encoder, sorted []entry, name string) []entry {
	i := below(sorted, name)
	write(enc, sorted[:i])
	return sorted[i:]
}

func write(enc expfmt.Encoder, entries []entry) {
	name := ""
	for i := range entries {
		e := &entries[i]
		if e.family.Name() != name {
			name = e.family.Name()
			enc.Family(e.family)
		}
		if e.point != nil {
			enc.Point(e.labels, e.point)
		} else {
			enc.Value(e.labels, e.value)
		}
	}
}
