package registry

import (
	"fmt"
	"slices"

	"plainmetrics/expfmt"
)

// dropConflicts drops, Collector by Collector, the families that can't stand
// on a page beside the others. Sources always stay.
func dropConflicts(b *buffer, find func(name string) *expfmt.Family) {
	w := newFamilyWalk(b)
	for w.next() {
		w.findFamilies(func(name string) *expfmt.Family {
			if r := findRecord(w.kept, name); r != nil {
				return r.family
			}
			return find(name)
		})
		w.findSeries()
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
	for _, writer := range w.writers {
		name := w.family[0].family.Name()
		w.buffer.errs = append(w.buffer.errs, writer.wrapError(fmt.Errorf("family %q: %w", name, w.errs[writer])))
	}
	for i := range w.family {
		if w.errs[w.family[i].writer] == nil {
			w.kept = append(w.kept, w.family[i])
		}
	}
	if len(w.ahead) == 0 {
		clear(w.buffer.records[len(w.kept):])
		w.buffer.records = w.kept
		return false
	}
	name, n := w.ahead[0].family.Name(), 1
	for n < len(w.ahead) && w.ahead[n].family.Name() == name {
		n++
	}
	w.familyConflicts = familyConflicts{family: w.ahead[:n]}
	w.ahead = w.ahead[n:]
	return true
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
