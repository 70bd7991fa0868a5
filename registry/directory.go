package registry

import (
	"fmt"
	"slices"

	"plainmetrics/expfmt"
)

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
