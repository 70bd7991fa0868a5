package registry

import (
	"fmt"
	"slices"
	"strings"

	"plainmetrics/expfmt"
)

// Twins are names that differ, and are the same on some pages: an escaping
// scheme makes a.b and a_b the same, and the counter a_total has the times of
// creation a_created on some OpenMetrics pages.
//
// Such names are legitimate for other pages. So Register takes them, and a
// page on which they collide leaves out one of them, with an error. Legacy
// names stay before escaped ones, and then sources before custom Collectors.
// Of families that share names of times of creation, only the times are left
// out.

// mayHaveTwins reports whether names of the planned families differ between
// pages. Most registries have none, and their scrapes look for no twins.
func (p *plan) mayHaveTwins() bool {
	for _, f := range p.families {
		d := f.desc()
		if !d.family.IsLegacy() || !d.hasLegacyLabels() || strings.HasSuffix(d.name, "_created") {
			return true
		}
		if base, ok := strings.CutSuffix(d.name, "_total"); ok && p.find(base) != nil {
			return true // both may be created
		}
	}
	return false
}

// mayHaveTwins reports whether the names of some records, or times of
// creation, differ between pages.
func mayHaveTwins(records []record, n expfmt.Naming) bool {
	if n.HasCreated() {
		return len(records) > 0
	}
	var family *expfmt.Family
	for i := range records {
		if f := records[i].family; f != family {
			family = f
			if !n.IsPlain(f) {
				return true
			}
		}
		if n.Escapes() && !records[i].labels.IsLegacy() {
			return true
		}
	}
	return false
}

// dropTwins drops the records that collide on the page of enc, and returns
// the planned families that go to the page without records. dropTwins costs
// a page of legacy names 1 ns a record.
func (p *plan) dropTwins(b *buffer, enc expfmt.Encoder) []*plannedFamily {
	if !p.hasTwins && len(b.records) == 0 {
		return p.families
	}
	n := expfmt.NamingOf(enc)
	if n == (expfmt.Naming{}) || !p.hasTwins && !mayHaveTwins(b.records, n) {
		return p.families
	}
	t := twins{buffer: b, naming: n, owners: make(map[string]*expfmt.Family)}
	for _, f := range p.families {
		if !f.isShared(b.records) {
			t.families = append(t.families, f)
		}
	}
	t.drop(true)
	t.drop(false)
	t.dropCreated()
	kept := t.families[:0]
	for _, f := range t.families {
		if f != nil {
			kept = append(kept, f)
		}
	}
	return kept
}

// twins are the families on their way to a page.
type twins struct {
	buffer   *buffer
	naming   expfmt.Naming
	families []*plannedFamily          // without records; nil in place of a dropped one
	owners   map[string]*expfmt.Family // of the names of samples
}

// drop drops families with legacy names, or with others.
func (t *twins) drop(legacy bool) {
	for i, f := range t.families {
		if f == nil {
			continue
		}
		d := f.desc()
		if d.family.IsLegacy() != legacy {
			continue
		}
		_, err := t.naming.Labels(d.labels())
		if err == nil {
			err = t.claim(d.family)
		}
		if err != nil {
			t.families[i] = nil
			t.report(f.sources[0], d.family, err)
		}
	}
	w := newFamilyWalk(t.buffer)
	for w.next() {
		f := w.family[0].family
		if f.IsLegacy() != legacy {
			continue
		}
		w.findTwins(t.naming)
		if w.isEmpty() {
			continue
		}
		if err := t.claim(f); err != nil {
			for i := range w.family {
				w.add(w.family[i].writer, err)
			}
		}
	}
}

// dropCreated leaves out times of creation.
func (t *twins) dropCreated() {
	if !t.naming.HasCreated() {
		return
	}
	for i, f := range t.families {
		if f == nil {
			continue
		}
		if bare := t.claimCreated(f.sources[0], f.family); bare != f.family {
			t.families[i] = &plannedFamily{f.name, f.sources, bare}
		}
	}
	w := newFamilyWalk(t.buffer)
	for w.next() {
		f := w.family[0].family
		bare := t.claimCreated(w.family[0].writer, f)
		for i := range w.family {
			if bare != f {
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

// claimCreated makes f the owner of the name of its times of creation. If
// the name has another owner, claimCreated returns f without them.
func (t *twins) claimCreated(writer *registration, f *expfmt.Family) *expfmt.Family {
	created := t.naming.CreatedName(f)
	if other := t.owners[created]; other != nil {
		t.report(writer, f, fmt.Errorf("times of creation are left out: samples named %s belong to family %q", created, other.Name()))
		return f.WithoutCreated()
	}
	if created != "" {
		t.owners[created] = f
	}
	return f
}

func (t *twins) report(writer *registration, f *expfmt.Family, err error) {
	t.buffer.errs = append(t.buffer.errs, writer.wrapError(fmt.Errorf("family %q: %w", f.Name(), err)))
}

// A point is a series at a time, as a page shows it.
type point struct {
	labels    expfmt.LabelSet
	timestamp int64
	isStamped bool
}

// findTwins finds writers of series whose labels, or two of them, are the
// same on a page with the Naming.
func (c *familyConflicts) findTwins(n expfmt.Naming) {
	if !n.Escapes() || !slices.ContainsFunc(c.family, func(r record) bool { return !r.labels.IsLegacy() }) {
		return
	}
	points := make([]point, len(c.family))
	type ownPoint struct {
		writer *registration
		point
	}
	own := make(map[ownPoint]bool)
	for i := range c.family {
		r := &c.family[i]
		labels, err := n.Labels(r.labels)
		points[i] = point{labels: labels.WithoutEmpty(), isStamped: r.isStamped()}
		if r.isStamped() {
			points[i].timestamp = r.point.Timestamp
		}
		if p := (ownPoint{r.writer, points[i]}); err == nil && own[p] {
			err = errTwins(r, labels)
		} else {
			own[p] = true
		}
		if err != nil {
			c.add(r.writer, err)
		}
	}
	owners := make(map[point]*record)
	for i := range c.family {
		r := &c.family[i]
		if c.isOut(r.writer) {
			continue
		}
		if owner := owners[points[i]]; owner == nil {
			owners[points[i]] = r
		} else if r.goesBefore(owner) {
			owners[points[i]] = r
			c.add(owner.writer, errTwins(owner, points[i].labels))
		} else {
			c.add(r.writer, errTwins(r, points[i].labels))
		}
	}
}

// goesBefore reports whether r stays of two records that are twins.
func (r *record) goesBefore(other *record) bool {
	if isLegacy := r.labels.IsLegacy(); isLegacy != other.labels.IsLegacy() {
		return isLegacy
	}
	return r.writer.priority() < other.writer.priority()
}

func errTwins(r *record, labels expfmt.LabelSet) error {
	return fmt.Errorf("series {%v} comes twice, as {%v}", r.labels, labels)
}
