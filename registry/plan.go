package registry

import (
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
