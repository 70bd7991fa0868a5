package registry

import (
	"fmt"
	"slices"
	"strings"

	"plainmetrics/expfmt"
)

// Which families may stand on one page is decided twice by one rule: when a
// Collector is registered, by its descs, and at each scrape, by what custom
// Collectors have written.

// conflict returns why the series of f can't be in the family of other,
// which has the same name. Without a conflict, the result is nil.
//
// One rule says which families may stand on a page together: conflict, for
// families of the same name, and collision, for families of different names.
// The rule is applied to descs when a Collector is registered, and to
// records at each scrape.
func conflict(f, other *expfmt.Family) error {
	switch {
	case f.Type() != other.Type():
		return fmt.Errorf("expected a %v, as others of that name are, found a %v", other.Type(), f.Type())
	case f.Help() != other.Help():
		return fmt.Errorf("expected the HELP text %q, as others of that name have, found %q", other.Help(), f.Help())
	case f.Unit() != other.Unit():
		return fmt.Errorf("expected the unit %q, as others of that name have, found %q", other.Unit(), f.Unit())
	}
	return nil
}

// sampleSuffixes are the suffixes of sample names behind the name of a
// family.
var sampleSuffixes = [...]string{"_bucket", "_count", "_sum"}

// collision returns a sample name shared by f and a family of another name,
// and the other family, or nil. find returns the family of a name, or nil.
func collision(f *expfmt.Family, find func(name string) *expfmt.Family) (sample string, other *expfmt.Family) {
	for _, sample := range f.SampleNames() {
		if sample != f.Name() {
			if other := find(sample); other != nil {
				return sample, other
			}
		}
	}
	for _, suffix := range sampleSuffixes {
		if base, ok := strings.CutSuffix(f.Name(), suffix); ok {
			if other := find(base); other != nil && slices.Contains(other.SampleNames(), f.Name()) {
				return f.Name(), other
			}
		}
	}
	return "", nil
}

func collisionError(sample string, other *expfmt.Family) error {
	return fmt.Errorf("can't stand beside the metric %q: samples of both are called %s", other.Name(), sample)
}

// A directory has the descs of a registry by their names. All of them can be
// on a page together.
type directory map[string][]*desc

// checkFamilies returns an error if a desc conflicts with the family of its
// name.
func (dir directory) checkFamilies(descs []*desc) error {
	for _, d := range descs {
		for _, other := range dir[d.name] {
			if err := d.conflict(other); err != nil {
				return err
			}
		}
	}
	return nil
}

// add adds all of descs, or none of them if one can't stand beside the
// others.
func (dir directory) add(descs []*desc) error {
	for i, d := range descs {
		if err := dir.check(d); err != nil {
			dir.remove(descs[:i])
			return err
		}
		dir[d.name] = append(dir[d.name], d)
	}
	return nil
}

// check returns an error unless d can be added.
func (dir directory) check(d *desc) error {
	if err := dir.checkFamilies([]*desc{d}); err != nil {
		return err
	}
	for _, other := range dir[d.name] {
		if d.id() == other.id() {
			return fmt.Errorf("registry: metric %v is registered already, by another collector", d)
		}
	}
	if sample, other := collision(d.family, dir.find); other != nil {
		return fmt.Errorf("registry: metric %v: %w", d, collisionError(sample, other))
	}
	return nil
}

func (dir directory) find(name string) *expfmt.Family {
	if descs := dir[name]; len(descs) > 0 {
		return descs[0].family
	}
	return nil
}

func (dir directory) remove(descs []*desc) {
	for _, d := range descs {
		dir[d.name] = slices.DeleteFunc(dir[d.name], func(other *desc) bool { return other == d })
		if len(dir[d.name]) == 0 {
			delete(dir, d.name)
		}
	}
}

// dropConflicts drops, Collector by Collector, the families that can't stand
// on a page beside the others. Sources always stay.
func (b *buffer) dropConflicts(p *plan) {
	kept := b.records[:0]
	for records := b.records; len(records) > 0; {
		name, n := records[0].family.Name(), 1
		for n < len(records) && records[n].family.Name() == name {
			n++
		}
		family := records[:n]
		records = records[n:]
		c := conflicts{family: family}
		c.findFamilies(func(name string) *expfmt.Family {
			if r := findRecord(kept, name); r != nil {
				return r.family
			}
			return p.find(name)
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

// conflicts are the writers whose records must leave a family, and the
// errors.
type conflicts struct {
	family  []record
	errs    map[*registration]error
	writers []*registration // of errs, in the order in which they were found
}

func (c *conflicts) add(writer *registration, err error) {
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
func (c *conflicts) findFamilies(find func(name string) *expfmt.Family) {
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
// a higher priority.
func (c *conflicts) findSeries() {
	owner := -1 // index of the record that owns the current series
	for i := range c.family {
		r := &c.family[i]
		switch {
		case c.errs[r.writer] != nil:
		case owner < 0 || r.labels.Compare(c.family[owner].labels) != 0:
			owner = i
		default:
			second := r.writer
			if second.priority() < c.family[owner].writer.priority() {
				second, owner = c.family[owner].writer, i
			}
			c.add(second, fmt.Errorf("series {%v} comes twice", r.labels))
		}
	}
}
