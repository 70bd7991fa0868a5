package registry

import (
	"fmt"
	"slices"
	"strings"
)

// A directory has the descs of a registry by their names. It lets only
// such descs in as can be on a page together.
type directory map[string][]*desc

func (dir directory) add(d *desc) error {
	if err := dir.agrees(d); err != nil {
		return err
	}
	for _, other := range dir[d.name] {
		if d.id() == other.id() {
			return fmt.Errorf("registry: metric %v is registered already, by another collector", d)
		}
	}
	for _, name := range d.family.SampleNames() {
		if others := dir[name]; name != d.name && len(others) > 0 {
			return collisionError(name, d, others[0])
		}
	}
	for _, suffix := range []string{"_bucket", "_count", "_sum"} {
		base, ok := strings.CutSuffix(d.name, suffix)
		if others := dir[base]; ok && len(others) > 0 && slices.Contains(others[0].family.SampleNames(), d.name) {
			return collisionError(d.name, d, others[0])
		}
	}
	dir[d.name] = append(dir[d.name], d)
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

// agrees returns an error unless the series of d can be in the family of
// its name.
func (dir directory) agrees(d *desc) error {
	for _, other := range dir[d.name] {
		if err := d.agrees(other); err != nil {
			return err
		}
	}
	return nil
}

// agrees returns an error unless the series of d and other can be in one
// family, if they are not the same.
func (d *desc) agrees(other *desc) error {
	switch {
	case d.family.Type() != other.family.Type():
		return fmt.Errorf("registry: metric %v: expected a %v, as is registered under that name already, found a %v",
			d, other.family.Type(), d.family.Type())
	case d.family.Help() != other.family.Help():
		return fmt.Errorf("registry: metric %v: expected the HELP text %q, as is registered under that name already, found %q",
			d, other.family.Help(), d.family.Help())
	case d.family.Unit() != other.family.Unit():
		return fmt.Errorf("registry: metric %v: expected the unit %q, as is registered under that name already, found %q",
			d, other.family.Unit(), d.family.Unit())
	case !d.foreign && !other.foreign && !slices.Equal(d.labelNames(), other.labelNames()):
		return fmt.Errorf("registry: metric %v: expected the labels %q, as are registered under that name already, found %q ($ marks variable ones)",
			d, other.labelNames(), d.labelNames())
	}
	return nil
}

func collisionError(name string, d, other *desc) error {
	return fmt.Errorf("registry: metric %v can't be registered beside %v: samples of both are called %s", d, other, name)
}
