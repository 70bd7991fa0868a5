package registry

import (
	"fmt"
	"slices"

	"plainmetrics/expfmt"
)

// Twins are names that differ, and are the same on some pages: an escaping
// scheme makes a.b and a_b the same, and the counter a_total has the times of
// creation a_created on some OpenMetrics pages.
//
// Such names are legitimate for other pages. So Register takes them, and a
// page on which they collide leaves out one of them, with an error. Legacy
// names stay before escaped ones, and then stored metrics before custom Collectors.
// Of families that share names of times of creation, only the times are left
// out.

// twins are the names on a page.
type twins struct {
	buffer *buffer
	naming expfmt.Naming
	owners map[string]*expfmt.Family // of the names of samples
}

// dropTwins drops the records that collide on a page with the naming.
func dropTwins(b *buffer, n expfmt.Naming) {
	t := twins{buffer: b, naming: n, owners: make(map[string]*expfmt.Family)}
	t.drop(true)
	t.drop(false)
	t.dropCreated()
}

// mayHaveTwins reports whether the names of some records differ between
// pages.
func mayHaveTwins(records []record, n expfmt.Naming) bool {
	if n == (expfmt.Naming{}) {
		return false
	}
	return slices.ContainsFunc(records, func(r record) bool {
		return !n.IsPlain(r.family) || n.Escapes() && !r.labels.IsLegacy()
	})
}

// drop drops families with legacy names, or with others.
func (t *twins) drop(legacy bool) {
	w := newFamilyWalk(t.buffer)
	for w.next() {
		f := w.family[0].family
		if f.IsLegacy() != legacy {
			continue
		}
		w.findSeries(t.naming)
		if w.isEmpty() {
			continue
		}
		if err := t.claim(f); err != nil {
			for i := range w.family {
				if writer := w.family[i].writer; writer != nil {
					w.add(writer, err)
				}
			}
		}
	}
}

// dropCreated leaves out times of creation.
func (t *twins) dropCreated() {
	w := newFamilyWalk(t.buffer)
	for t.naming.HasCreated() && w.next() {
		bare := t.claimCreated(&w.family[0])
		for i := range w.family {
			if bare != nil {
				w.family[i].family = bare
			}
		}
	}
}

// claim makes f the owner of its name and the names of its samples, or
// returns an error if one of them has another owner.
func (t *twins) claim(f *expfmt.Family) error {
	names := append([]string{t.naming.FamilyName(f)}, t.naming.SampleNames(f)...)
	for _, name := range names {
		if other := t.owners[name]; other != nil {
			return collisionError(name, other)
		}
	}
	for _, name := range names {
		t.owners[name] = f
	}
	return nil
}

// claimCreated makes the family of r the owner of the name of its times of
// creation. If the name has another owner, claimCreated returns the family
// without them, and else nil.
func (t *twins) claimCreated(r *record) (bare *expfmt.Family) {
	created := t.naming.CreatedName(r.family)
	if other := t.owners[created]; other != nil {
		err := fmt.Errorf("family %q: times of creation are left out: samples named %s belong to family %q", r.family.Name(), created, other.Name())
		t.buffer.errs = append(t.buffer.errs, r.writer.wrapError(err))
		return r.family.WithoutCreated()
	}
	if created != "" {
		t.owners[created] = r.family
	}
	return nil
}
