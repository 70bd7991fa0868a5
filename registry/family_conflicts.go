package registry

import (
	"fmt"
	"slices"

	"plainmetrics/expfmt"
)

// dropConflicts drops, Collector by Collector, the families that can't stand
// on a page beside the others. Sources always stay.
func dropConflicts(b *buffer, find func(name string) *expfmt.Family) {
	kept := b.records[:0]
	for records := b.records; len(records) > 0; {
		name, n := records[0].family.Name(), 1
		for n < len(records) && records[n].family.Name() == name {
			n++
		}
		family := records[:n]
		records = records[n:]
		c := familyConflicts{family: family}
		c.findFamilies(func(name string) *expfmt.Family {
			if r := findRecord(kept, name); r != nil {
				return r.family
			}
			return find(name)
		})
		c.findSeries()
		for _, writer := range c.writers {
			b.errs = append(b.errs, writer.wrapError(fmt.Errorf("family %q: %w", name, c.errs[writer])))
		}
		for i := range family {
			if c.errs[family[i].writer] == nil {
				kept = append(kept, family[i])
			}
		}
	}
	clear(b.records[len(kept):])
	b.records = kept
}

// familyConflicts are the writers whose records must leave a family, and the
// errors.
type familyConflicts struct {
	family  []record
	errs    map[*registration]error
	writers []*registration // of errs, in the order in which they were found
}

func (c *familyConflicts) add(writer *registration, err error) {
	if c.errs == nil {
		c.errs = make(map[*registration]error)
	}
	if c.errs[writer] == nil {
		c.writers = append(c.writers, writer)
	}
	c.errs[writer] = err
}

// findFamilies finds writers whose family conflicts with the family of the
// writer with the highest priority, or collides with a family of another
// name.
func (c *familyConflicts) findFamilies(find func(name string) *expfmt.Family) {
	first := &c.family[0]
	for i := range c.family {
		if c.family[i].writer.priority() < first.writer.priority() {
			first = &c.family[i]
		}
	}
	for i := range c.family {
		r := &c.family[i]
		if i > 0 && r.family == c.family[i-1].family && r.writer == c.family[i-1].writer {
			continue
		}
		if err := conflict(r.family, first.family); err != nil {
			c.add(r.writer, err)
		} else if r.writer.source == nil {
			if sample, other := collision(r.family, find); other != nil {
				c.add(r.writer, collisionError(sample, other))
			}
		}
	}
}

// findSeries finds writers of a series written by another writer, too, with
// a higher priority. A series may have several points with different
// timestamps.
func (c *familyConflicts) findSeries() {
	series := c.comparable()
	owner := -1 // index of the record that owns the current point
	for i := range series {
		r := &series[i]
		if c.errs[r.writer] != nil {
			continue
		}
		if owner < 0 || r.labels != series[owner].labels || r.isLater(&series[owner]) {
			owner = i
			continue
		}
		second := r.writer
		if second.priority() < series[owner].writer.priority() {
			second, owner = series[owner].writer, i
		}
		c.add(second, fmt.Errorf("series {%v} comes twice: it was collected before with the same name and label values", r.labels))
	}
}

// comparable returns the records of the family with label sets that are
// equal if Prometheus takes them for the same series: {a=""} is {}.
func (c *familyConflicts) comparable() []record {
	hasEmpty := func(r record) bool { return r.labels.WithoutEmpty() != r.labels }
	if !slices.ContainsFunc(c.family, hasEmpty) {
		return c.family
	}
	b := buffer{records: slices.Clone(c.family)}
	for i := range b.records {
		b.records[i].labels = b.records[i].labels.WithoutEmpty()
	}
	b.sort() // package slices would add 20 kB to each binary
	return b.records
}
