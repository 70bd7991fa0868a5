package expfmt

import (
	"slices"
	"strings"
)

// A lintedFamily is a family as far as it has been written: the input of
// the rules.
type lintedFamily struct {
	family   *Family
	position position
	labels   map[string]lintedLabel // by name
	series   map[string]struct{}    // by rendered labels
	repeated bool                   // a series came twice with the same timestamp
	stamped  bool                   // a series had a timestamp
}

// A lintedLabel is a label name of a family.
type lintedLabel struct {
	series   int // that have it
	position position
}

// add adds a series.
func (f *lintedFamily) add(labels LabelSet, stamped bool) {
	f.stamped = f.stamped || stamped
	if f.series == nil {
		f.series = make(map[string]struct{})
	}
	if _, known := f.series[labels.text]; known {
		f.repeated = f.repeated || !stamped // a series may have several timestamps
		return
	}
	f.series[labels.text] = struct{}{}
	for name := range labels.All() {
		l := f.labels[name]
		l.series++
		f.set(name, l)
	}
}

// locate sets the position of a label, if it is the first on the page.
func (f *lintedFamily) locate(name string, p position) {
	if l := f.labels[name]; l.position == (position{}) {
		l.position = p
		f.set(name, l)
	}
}

func (f *lintedFamily) set(name string, l lintedLabel) {
	if f.labels == nil {
		f.labels = make(map[string]lintedLabel)
	}
	if _, known := f.labels[name]; !known {
		name = strings.Clone(name) // which may be a part of a page
	}
	f.labels[name] = l
}

// misuses reports whether the family's name ends in a suffix that only
// families of the given types should have. A family without a type may be
// of any.
func (f *lintedFamily) misuses(suffix string, types ...Type) bool {
	return strings.HasSuffix(f.family.name, suffix) && f.family.typ != TypeUntyped && !slices.Contains(types, f.family.typ)
}
