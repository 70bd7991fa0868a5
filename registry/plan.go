package registry

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"

	"plainmetrics/expfmt"
)

// A plan is the list of sources and custom Collectors for the pages of a
// registry.
type plan struct {
	families []*plannedFamily // of the sources, in the order of their names
	custom   []*registration  // in the order of registration

	// unused is the gathering of an earlier scrape, free for the next
	// scrape.
	unused atomic.Pointer[gathering]
}

// A plannedFamily has one source, or several sources with different values
// of their constant labels.
type plannedFamily struct {
	name    string
	sources []*registration
}

func newPlan(described map[string]*registration, undescribed []*registration) *plan {
	p := new(plan)
	byName := make(map[string][]*registration)
	for _, r := range described {
		if r.source == nil {
			p.custom = append(p.custom, r)
			continue
		}
		name := r.descs[0].name
		byName[name] = append(byName[name], r)
	}
	for name, sources := range byName {
		p.families = append(p.families, &plannedFamily{name, sources})
	}
	slices.SortFunc(p.families, func(a, b *plannedFamily) int { return strings.Compare(a.name, b.name) })
	p.custom = append(p.custom, undescribed...)
	slices.SortFunc(p.custom, func(a, b *registration) int { return a.order - b.order })
	return p
}

// collect runs the custom Collectors, all at once, and adds their records to
// page, in the order of their registration. When the context ends, collect
// leaves the Collectors still running behind, with their buffers. A Registry
// is never left behind: it ends with the context, and has the families of
// its Collectors that were in time.
func (p *plan) collect(ctx context.Context, page *buffer) {
	if len(p.custom) == 0 {
		return
	}
	g := p.unused.Swap(nil)
	if g == nil {
		g = newGathering(p.custom)
	}
	g.begin(ctx)
	inTime := g.wait(ctx)
	for i := range g.tasks {
		g.tasks[i].deliver(ctx, page)
	}
	if inTime {
		g.ctx = nil
		p.unused.Store(g)
	}
}

// find returns the family of the source with the given name, or nil.
func (p *plan) find(name string) *expfmt.Family {
	i, ok := slices.BinarySearchFunc(p.families, name, func(f *plannedFamily, name string) int {
		return strings.Compare(f.name, name)
	})
	if !ok {
		return nil
	}
	return p.families[i].sources[0].descs[0].family
}

// isShared reports whether the family has more than one source, or some of
// the sorted records.
func (f *plannedFamily) isShared(sorted []record) bool {
	return len(f.sources) > 1 || findRecord(sorted, f.name) != nil
}
