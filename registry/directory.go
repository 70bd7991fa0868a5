package registry

import (
	"fmt"

	"plainmetrics/expfmt"
)

// A directory has the Collectors of a registry whose metrics are known
// beforehand, by the names of the metrics. All of the metrics can be on a
// page together.
//
// A metric is added and removed in the same time however many others there
// are, of the same name or of other names: about 400 ns.
type directory map[string]*namesakes

// namesakes are the metrics of one name. They agree on the family, and those
// with known labels, from constructors and NewDesc, agree on the label names.
// So a metric that agrees with one of them agrees with all.
type namesakes struct {
	desc     *Desc // of the first metric, which may be removed since
	builtIn  *Desc // of a metric with known labels, likewise; nil if none is left
	metrics  int32
	builtIns int32

	owner *registration // of the metric, while there is only one

	// owners has the owner of each metric, by constant labels. It is nil
	// while there is only one: the map of a single metric takes 80 bytes.
	owners map[expfmt.LabelSet]*registration
}

// registrations returns the registrations, each once, in no order.
//
// Inlined three times, registrations would be 2 kB in every program.
//
//go:noinline
func (dir directory) registrations() (all []*registration) {
	for name, n := range dir {
		if n.owners == nil && n.desc == n.owner.descs[0] {
			all = append(all, n.owner)
		}
		for constant, r := range n.owners {
			if first := r.descs[0]; first.fqName == name && first.constant == constant {
				all = append(all, r)
			}
		}
	}
	return all
}

// find returns the family of a name, or nil.
func (dir directory) find(name string) *expfmt.Family {
	if n := dir[name]; n != nil {
		return n.desc.family
	}
	return nil
}

// owner returns the registration with the desc, or nil.
func (dir directory) owner(d *Desc) *registration {
	n := dir[d.fqName]
	switch {
	case n == nil || n.owners == nil && n.desc.constant != d.constant:
		return nil
	case n.owners == nil:
		return n.owner
	}
	return n.owners[d.constant]
}

// registered returns the registration with exactly these descs, in any
// order, or nil and a desc that another registration has, if there is one.
func (dir directory) registered(descs []*Desc) (r *registration, taken *Desc) {
	owned := 0 // by r
	for _, d := range descs {
		owner := dir.owner(d)
		if owner != nil && r == nil {
			r, taken = owner, d
		}
		if owner != nil && owner == r {
			owned++
		}
	}
	if r != nil && owned == len(descs) && owned == len(r.descs) {
		return r, nil
	}
	return nil, taken
}

// isNew reports whether there is no metric with the name of any of the descs.
func (dir directory) isNew(descs []*Desc) bool {
	for _, d := range descs {
		if dir[d.fqName] != nil {
			return false
		}
	}
	return true
}

// checkFamilies returns an error if a desc conflicts with the metrics of its
// name. different has the words for other labels and HELP texts.
func (dir directory) checkFamilies(descs []*Desc, different string) error {
	for _, d := range descs {
		n := dir[d.fqName]
		if n == nil {
			continue
		}
		if err := d.conflict(n.desc, different); err != nil {
			return err
		}
		if n.builtIn != nil {
			if err := d.labelConflict(n.builtIn, different); err != nil {
				return err
			}
		}
	}
	return nil
}

// add adds all descs of r, or none of them if samples of one would have the
// same name as others. No other registration has one of the descs, and all
// have passed checkFamilies.
func (dir directory) add(r *registration) error {
	for i, d := range r.descs {
		if sample, other := collision(d.family, dir.find); other != nil {
			dir.remove(r.descs[:i])
			return fmt.Errorf("registry: metric %v: %w", metricName{d}, collisionError(sample, other))
		}
		dir.addDesc(d, r)
	}
	return nil
}

// addDesc adds a desc. Inlined twice, it would be 400 bytes more in every
// program.
//
//go:noinline
func (dir directory) addDesc(d *Desc, owner *registration) {
	n := dir[d.fqName]
	if n == nil {
		n = &namesakes{desc: d, owner: owner}
		dir[d.fqName] = n
	} else {
		if n.owners == nil {
			n.owners = map[expfmt.LabelSet]*registration{n.desc.constant: n.owner}
			n.owner = nil
		}
		n.owners[d.constant] = owner
	}
	n.metrics++
	if !d.isCustom {
		n.builtIns++
		n.builtIn = d
	}
}

func (dir directory) remove(descs []*Desc) {
	for _, d := range descs {
		n := dir[d.fqName]
		delete(n.owners, d.constant)
		if n.metrics--; n.metrics == 0 {
			delete(dir, d.fqName)
		}
		if !d.isCustom {
			if n.builtIns--; n.builtIns == 0 {
				n.builtIn = nil
			}
		}
	}
}
