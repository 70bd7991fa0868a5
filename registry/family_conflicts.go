package registry

import (
	"fmt"
	"slices"

	"plainmetrics/expfmt"
)

// dropConflicts drops, Collector by Collector, the families that can't stand
// on a page beside the others. Of a Collector that writes single metrics it
// drops only the series that come twice. Stored metrics always stay.
func dropConflicts(b *buffer, find func(name string) *expfmt.Family) {
	w := newFamilyWalk(b)
	for w.next() {
		w.findFamilies(func(name string, priority int) *expfmt.Family {
			if r := findRecord(w.kept, name); r != nil {
				return r.family
			}
			if r := findRecord(w.ahead, name); r != nil && r.writer.priority() < priority {
				return r.family
			}
			return find(name)
		})
		if !w.isUniform || !b.isDistinct {
			w.findSeries(expfmt.Naming{})
		}
	}
}

// A familyWalk goes through the families of sorted records, and drops the
// records of the conflicts found in each.
type familyWalk struct {
	familyConflicts // of the current family
	buffer          *buffer
	kept, ahead     []record
}

func newFamilyWalk(b *buffer) familyWalk {
	return familyWalk{buffer: b, kept: b.records[:0], ahead: b.records}
}

// next ends the current family, and reports whether there is another.
func (w *familyWalk) next() bool {
	w.buffer.errs = append(w.buffer.errs, w.singles...)
	for _, writer := range w.writers {
		name := w.family[0].family.Name()
		w.buffer.errs = append(w.buffer.errs, writer.wrapError(fmt.Errorf("family %q: %w", name, w.errs[writer])))
	}
	w.keep()
	if len(w.ahead) == 0 {
		clear(w.buffer.records[len(w.kept):])
		w.buffer.records = w.kept
		return false
	}
	first, n, isUniform := &w.ahead[0], 1, true
	for ; n < len(w.ahead); n++ {
		r := &w.ahead[n]
		if r.family != first.family {
			if r.family.Name() != first.family.Name() {
				break
			}
			isUniform = false
		}
		isUniform = isUniform && r.writer == first.writer
	}
	w.familyConflicts = familyConflicts{family: w.ahead[:n], isUniform: isUniform}
	w.ahead = w.ahead[n:]
	return true
}

// keep keeps the records of the current family that stay. They move if
// earlier ones were dropped.
func (w *familyWalk) keep() {
	begin := len(w.buffer.records) - len(w.ahead) - len(w.family)
	if len(w.kept) == begin && len(w.errs) == 0 && len(w.singles) == 0 {
		w.kept = w.buffer.records[:begin+len(w.family)]
		return
	}
	for i := range w.family {
		if !w.isOut(&w.family[i]) {
			w.kept = append(w.kept, w.family[i])
		}
	}
}

// familyConflicts are the writers whose records must leave a family, and the
// errors.
type familyConflicts struct {
	family  []record
	errs    map[*registration]error
	writers []*registration // of errs, in the order in which they were found
	singles []error         // of records that leave alone, whose writer is nil now

	isUniform bool // all records have the same writer and the same Family
}

// isOut reports whether the record, or all of its writer, must leave. Most
// families have no conflicts, and no map to look into.
func (c *familyConflicts) isOut(r *record) bool {
	return r.writer == nil || len(c.errs) > 0 && c.errs[r.writer] != nil
}

// isEmpty reports whether all records must leave.
func (c *familyConflicts) isEmpty() bool {
	for i := range c.family {
		if !c.isOut(&c.family[i]) {
			return false
		}
	}
	return true
}

// add adds a writer whose records must leave.
func (c *familyConflicts) add(writer *registration, err error) {
	if c.errs == nil {
		c.errs = make(map[*registration]error)
	}
	if c.errs[writer] == nil {
		c.writers = append(c.writers, writer)
	}
	c.errs[writer] = err
}

// addRecord adds a record that must leave: alone if its writer writes single
// metrics, or else with all records of the writer.
func (c *familyConflicts) addRecord(r *record, err error) {
	if !r.writer.writesSingles {
		c.add(r.writer, err)
		return
	}
	c.singles = append(c.singles, r.writer.wrapError(fmt.Errorf("family %q: %w", r.family.Name(), err)))
	r.writer = nil
}

// findFamilies finds writers whose family conflicts with the family of the
// writer with the highest priority, or collides with a family of another
// name. find returns the family of a name if it has a higher priority.
func (c *familyConflicts) findFamilies(find func(name string, priority int) *expfmt.Family) {
	if c.isUniform {
		c.findFamily(&c.family[0], &c.family[0], find)
		return
	}
	c.findContradictions()
	first := c.first()
	for i := range c.family {
		r := &c.family[i]
		if c.isOut(r) || i > 0 && r.family == c.family[i-1].family && r.writer == c.family[i-1].writer {
			continue
		}
		c.findFamily(r, first, find)
	}
}

// findFamily adds the writer of r if its family conflicts with the family of
// first, or collides.
func (c *familyConflicts) findFamily(r, first *record, find func(name string, priority int) *expfmt.Family) {
	if err := conflict(r.family, first.family); err != nil {
		c.add(r.writer, err)
	} else if r.writer.stored == nil {
		priority := r.writer.priority()
		if sample, other := collision(r.family, func(name string) *expfmt.Family { return find(name, priority) }); other != nil {
			c.add(r.writer, collisionError(sample, other))
		}
	}
}

// first returns the first record of the writer with the highest priority.
func (c *familyConflicts) first() (first *record) {
	for i := range c.family {
		r := &c.family[i]
		if !c.isOut(r) && (first == nil || r.writer != first.writer && r.writer.priority() < first.writer.priority()) {
			first = r
		}
	}
	return first
}

// findContradictions finds writers of two families of the name. They have
// no say in conflicts with others.
func (c *familyConflicts) findContradictions() {
	for i := range c.family {
		r := &c.family[i]
		for j := i - 1; j >= 0 && r.family != c.family[j].family; j-- {
			if c.family[j].writer == r.writer {
				if err := conflict(r.family, c.family[j].family); err != nil {
					c.add(r.writer, err)
				}
				break
			}
		}
	}
}

// findSeries finds records of a series written by another writer, too, and
// records whose labels can't be on a page with the naming. A series may have
// several points with different timestamps.
//
// The record of the writer with the highest priority stays. On a page that
// escapes names, a record with legacy names goes before all others.
func (c *familyConflicts) findSeries(n expfmt.Naming) {
	if len(c.family) == 1 && !n.Escapes() {
		return
	}
	series := c.comparable(n)
	c.findRepeated(series)
	owner := -1 // index of the record that owns the current point
	for i := range series {
		r := &series[i]
		if c.isOut(r) {
			continue
		}
		if owner < 0 || r.labels != series[owner].labels || r.isLater(&series[owner]) {
			owner = i
			continue
		}
		second := i
		if c.original(series, i).goesBefore(c.original(series, owner), n.Escapes()) {
			second, owner = owner, i
		}
		c.addTwice(series, second)
	}
}

// findRepeated finds records of a series that their writer has written
// before. A writer that must leave has no say in conflicts with others.
func (c *familyConflicts) findRepeated(series []record) {
	for i := range series {
		r := &series[i]
		for j := i - 1; j >= 0 && !c.isOut(r) && r.labels == series[j].labels && !r.isLater(&series[j]); j-- {
			if series[j].writer == r.writer && !r.writer.writesSingles {
				c.addTwice(series, i)
			}
		}
	}
}

// addTwice adds record i of series, a result of comparable.
func (c *familyConflicts) addTwice(series []record, i int) {
	r, found, shown := c.original(series, i), series[i].labels, ""
	if r.labels.WithoutEmpty() != found {
		found, shown = r.labels, ", as {"+found.String()+"}"
	}
	c.addRecord(r, fmt.Errorf("series {%v} comes twice%s: it was collected before with the same name and label values", found, shown))
	series[i].writer = r.writer
}

// original returns the record of the family that is record i of series, a
// result of comparable.
func (c *familyConflicts) original(series []record, i int) *record {
	if &series[0] == &c.family[0] {
		return &series[i]
	}
	return &c.family[int(series[i].value)]
}

// comparable returns the records of the family with label sets that are
// equal if Prometheus takes them for the same series on a page with the naming:
// {a=""} is {}. If they are no longer the family itself, their values are their
// indexes in it.
func (c *familyConflicts) comparable(n expfmt.Naming) []record {
	isChanged := func(r record) bool { return r.hasEmptyLabel() || n.Escapes() && !r.labels.IsLegacy() }
	if !slices.ContainsFunc(c.family, isChanged) {
		return c.family
	}
	b := buffer{records: slices.Clone(c.family)}
	for i := range b.records {
		labels, err := n.Labels(b.records[i].labels)
		if err != nil {
			c.addRecord(&c.family[i], err)
		}
		b.records[i].labels, b.records[i].value, b.records[i].writer = labels.WithoutEmpty(), float64(i), c.family[i].writer
	}
	b.sortAs(nil)
	return b.records
}
