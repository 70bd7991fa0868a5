package registry

import (
	"slices"
	"sync/atomic"

	"plainmetrics/expfmt"
)

// newExtendedFamily returns a family whose series have more labels on a page
// than in the storage: the labels of an Info that inform, or the label with
// the state of a StateSet. family.descs[0], the Desc that Describe sends, has the
// names of all labels, labelNames and added.
func newExtendedFamily[C any](o Opts, typ expfmt.Type, labelNames, added []string, functions ops[C]) *family[C] {
	f := new(family[C])
	f.init(newDesc(o, typ, UnconstrainedLabels(labelNames)), functions)
	extended := newDesc(o, typ, UnconstrainedLabels(slices.Concat(labelNames, added)))
	f.descs[0], f.desc.family, f.desc.err = extended, extended.family, extended.err
	return f
}

// setError gives both Descs of a family from newExtendedFamily an error,
// unless they have one.
func setError[C any](f *family[C], err error) {
	if f.desc.err == nil {
		f.desc.err, f.descs[0].err = err, err
	}
}

// extendedLabels remember the label sets that a series had on the last page,
// so that most scrapes render none. The zero value is empty.
type extendedLabels struct {
	last atomic.Pointer[renderedLabels]
}

type renderedLabels struct {
	labelsKey
	sets []expfmt.LabelSet
}

// A series with equal labelsKeys has equal label sets.
type labelsKey struct {
	stored expfmt.LabelSet
	family *expfmt.Family   // of the page: a wrapping Registerer may have renamed it
	info   *expfmt.LabelSet // the added labels of an Info, else nil
}

// get returns the label sets of a series: each has the stored labels and one
// of the sets that added returns.
func (l *extendedLabels) get(key labelsKey, added func() []expfmt.LabelSet) []expfmt.LabelSet {
	if last := l.last.Load(); last != nil && last.labelsKey == key {
		return last.sets
	}
	sets := added()
	for i, set := range sets {
		sets[i], _ = key.stored.With(set) // no name is in both sets, or the Desc has an error
	}
	l.last.Store(&renderedLabels{key, sets})
	return sets
}
