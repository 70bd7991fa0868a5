package registry

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"plainmetrics/expfmt"
)

// weed takes from a sorted draft, Collector by Collector, the families
// that can't be on a page beside the rest. Stored metrics always stay.
func (d *draft) weed(p *plan) {
	kept := d.entries[:0]
	for rest := d.entries; len(rest) > 0; {
		name, end := rest[0].family.Name(), 1
		for end < len(rest) && rest[end].family.Name() == name {
			end++
		}
		family := rest[:end]
		rest = rest[end:]
		weeds := findWeeds(family, kept, p)
		for from, err := range weeds {
			d.errs = append(d.errs, from.wrap(fmt.Errorf("family %q: %w", name, err)))
		}
		for i := range family {
			if weeds[family[i].from] == nil {
				kept = append(kept, family[i])
			}
		}
	}
	clear(d.entries[len(kept):])
	d.entries = kept
}

// findWeeds returns whose entries must go from one family, and why. Before
// are the families whose names come before.
func findWeeds(family, before []entry, p *plan) map[*registration]error {
	var weeds map[*registration]error
	weed := func(from *registration, err error) {
		if weeds == nil {
			weeds = make(map[*registration]error)
		}
		weeds[from] = err
	}
	first := &family[0]
	for i := range family {
		if family[i].from.rank() < first.from.rank() {
			first = &family[i]
		}
	}
	for i := range family {
		e := &family[i]
		known := i > 0 && e.family == family[i-1].family && e.from == family[i-1].from
		switch {
		case known:
		case e.family.Type() != first.family.Type():
			weed(e.from, fmt.Errorf("expected a %v, as another collector has it, found a %v", first.family.Type(), e.family.Type()))
		case e.family.Help() != first.family.Help():
			weed(e.from, fmt.Errorf("expected the HELP text %q, as another collector has it, found %q", first.family.Help(), e.family.Help()))
		case e.family.Unit() != first.family.Unit():
			weed(e.from, fmt.Errorf("expected the unit %q, as another collector has it, found %q", first.family.Unit(), e.family.Unit()))
		case e.from.source == nil && p.collides(e.family, before):
			weed(e.from, errors.New("its samples bear the names of another metric's"))
		}
	}
	owner := -1 // of the series that is looked at
	for i := range family {
		e := &family[i]
		switch {
		case weeds[e.from] != nil:
		case owner < 0 || e.labels.Compare(family[owner].labels) != 0:
			owner = i
		default:
			twin := e.from
			if twin.rank() < family[owner].from.rank() {
				twin, owner = family[owner].from, i
			}
			weed(twin, fmt.Errorf("series {%v} comes twice", e.labels))
		}
	}
	return weeds
}

// rank says who stays where two contradict each other: stored metrics, and
// else the one that was registered first.
func (one *registration) rank() int {
	if one.source != nil {
		return -1
	}
	return one.order
}

// collides reports whether the samples of f bear names of the samples of a
// stored metric with another name, or the other way round; or names of
// those of another family on the page.
func (p *plan) collides(f *expfmt.Family, before []entry) bool {
	for _, name := range f.SampleNames() {
		if name != f.Name() && p.find(name) != nil {
			return true
		}
	}
	for _, suffix := range []string{"_bucket", "_count", "_sum"} {
		if base, ok := strings.CutSuffix(f.Name(), suffix); ok {
			other := p.find(base)
			if i := below(before, base); other == nil && i < len(before) && before[i].family.Name() == base {
				other = before[i].family
			}
			if other != nil && slices.Contains(other.SampleNames(), f.Name()) {
				return true
			}
		}
	}
	return false
}

// find returns the family of the stored metric with that name, or nil.
func (p *plan) find(name string) *expfmt.Family {
	i, ok := slices.BinarySearchFunc(p.families, name, func(f *planned, name string) int {
		return strings.Compare(f.name, name)
	})
	if !ok {
		return nil
	}
	return p.families[i].sources[0].descs[0].family
}
