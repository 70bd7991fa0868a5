package registry

import (
	"fmt"

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
			t.report(f.metrics[0], d.family, err)
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
				if writer := w.family[i].writer; writer != nil {
					w.add(writer, err)
				}
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
		if bare := t.claimCreated(f.metrics[0], f.family); bare != f.family {
			t.families[i] = &plannedFamily{f.name, f.metrics, bare}
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

func errTwins(r *record, labels expfmt.LabelSet) error {
	return fmt.Errorf("series {%v} comes twice, as {%v}", r.labels, labels)
}
