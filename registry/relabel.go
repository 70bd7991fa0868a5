package registry

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"plainmetrics/expfmt"
)

// WrapRegistererWith returns a Registerer that adds labels to all metrics
// registered through it, before it registers them with reg. Registering
// fails for a metric with a label of the same name. With a nil reg nothing
// is registered, and nothing fails.
func WrapRegistererWith(labels Labels, reg Registerer) Registerer {
	return &wrappingRegisterer{reg, "", labels}
}

// WrapRegistererWithPrefix returns a Registerer that puts prefix in front of
// the names of all metrics registered through it, before it registers them
// with reg. With a nil reg nothing is registered, and nothing fails.
func WrapRegistererWithPrefix(prefix string, reg Registerer) Registerer {
	return &wrappingRegisterer{reg, prefix, nil}
}

// WrapCollectorWith returns a Collector that adds labels to all series of c.
func WrapCollectorWith(labels Labels, c Collector) Collector { return wrap(c, "", labels) }

// WrapCollectorWithPrefix returns a Collector that puts prefix in front of
// the names of all families of c.
func WrapCollectorWithPrefix(prefix string, c Collector) Collector { return wrap(c, prefix, nil) }

type wrappingRegisterer struct {
	reg    Registerer
	prefix string
	labels Labels
}

func (r *wrappingRegisterer) Register(c Collector) error {
	if r.reg == nil {
		return nil
	}
	return r.reg.Register(wrap(c, r.prefix, r.labels))
}

func (r *wrappingRegisterer) MustRegister(cs ...Collector) {
	for _, c := range cs {
		if err := r.Register(c); err != nil {
			panic(err)
		}
	}
}

func (r *wrappingRegisterer) Unregister(c Collector) bool {
	return r.reg != nil && r.reg.Unregister(wrap(c, r.prefix, r.labels))
}

// A wrapped Collector collects the families of another Collector under names
// with a prefix and with labels added.
type wrapped struct {
	inner  Collector
	source Source // of inner; nil if inner is nil
	prefix string
	labels expfmt.LabelSet
	err    error // the labels can't be added

	hasSingles bool // the source writes single metrics

	last      atomic.Pointer[renaming] // the last result of renamed, or nil
	mu        sync.Mutex
	renamings map[string]*renaming // by the names without the prefix
}

func wrap(c Collector, prefix string, labels Labels) *wrapped {
	w := &wrapped{inner: c, prefix: prefix}
	if c != nil {
		w.source = SourceOf(c)
		w.hasSingles = isSingle(w.source)
	}
	if w.labels, w.err = labels.set(); w.err != nil {
		w.err = fmt.Errorf("registry: labels can't be added: %w", w.err)
	}
	if inner, ok := c.(*wrapped); ok {
		w.err, w.hasSingles = cmp.Or(w.err, inner.err), inner.hasSingles
	}
	return w
}

// Describe implements Collector.
func (w *wrapped) Describe(ch chan<- *Desc) { describeTo(ch, w) }

// Collect implements Collector.
func (w *wrapped) Collect(ch chan<- Metric) { sendMetrics(ch, w, w) }

// Encode implements Source.
func (w *wrapped) Encode(ctx context.Context, enc expfmt.Encoder) error {
	e := &relabelingEncoder{wrapped: w, enc: enc}
	err := w.source.Encode(ctx, e)
	e.mu.Lock()
	defer e.mu.Unlock()
	if len(e.errs) == 0 {
		return err
	}
	return MultiError(appendErrors(e.errs, err)).MaybeUnwrap()
}

func (w *wrapped) self() Collector { return w }

// identify returns the descs of the inner Collector, renamed, and its
// stored metric, relabeled.
func (w *wrapped) identify() identity {
	inner := newRegistration(w.inner)
	id := identity{err: w.err, original: inner.unwrapped(), named: inner.named, endsWithContext: inner.endsWithContext, writesSingles: w.hasSingles, isTrusted: inner.isTrusted}
	if id.err == nil {
		id.err = inner.err
	}
	for _, d := range inner.descs {
		id.descs = append(id.descs, w.desc(d))
	}
	switch s := inner.stored.(type) {
	case relabelable:
		id.stored = &relabeledFamily{inner: s, desc: id.descs[0], added: w.labels}
	case *relabeledFamily: // both sets of labels are added at once
		added, _ := s.added.With(w.labels) // fails where w.desc did
		id.stored = &relabeledFamily{inner: s.inner, desc: id.descs[0], added: added}
	}
	return id
}

// desc returns the desc with the prefix and the labels.
func (w *wrapped) desc(inner *Desc) *Desc {
	d := *inner
	d.fqName, d.consts = w.prefix+d.fqName, nil
	if d.err == nil {
		if d.err = w.addTo(&d); d.err != nil {
			d.err = fmt.Errorf("registry: metric %v: labels can't be added: %w", metricName{inner}, d.err)
		} else if d.err = d.renameStates(inner.fqName); d.err != nil {
			d.err = fmt.Errorf("registry: metric %v: %w", metricName{inner}, d.err)
		} else if d.family, d.err = d.family.WithPrefix(w.prefix); d.err != nil {
			d.err = fmt.Errorf("registry: %w", d.err)
		}
	}
	return &d
}

// renameStates renames the label with the states of a stateset, which has the
// name of the family: the old name before fqName.
func (d *Desc) renameStates(old string) error {
	i := slices.Index(d.variable, old)
	switch {
	case d.family.Type() != expfmt.TypeStateSet || i < 0 || d.fqName == old:
		return nil
	case d.hasLabel(d.fqName):
		return fmt.Errorf("expected a stateset without a label %q, the label of the states behind the prefix, found one", d.fqName)
	}
	d.variable = slices.Clone(d.variable)
	d.variable[i] = d.fqName
	return nil
}

// addTo adds the labels to the constant labels of d.
func (w *wrapped) addTo(d *Desc) (err error) {
	for name := range w.labels.All() {
		if err := d.family.Type().CheckLabelNames(name); err != nil {
			return err
		}
		if d.hasLabel(name) {
			return fmt.Errorf("attempted wrapping with already existing label name %q", name)
		}
	}
	d.constant, err = d.constant.With(w.labels)
	return err
}

// renamed returns f with the prefix in front of its name, or an error if
// such a family can't be. A nil or zero Family stays unchanged; the buffer
// rejects it.
func (w *wrapped) renamed(f *expfmt.Family) (renaming, error) {
	if w.prefix == "" || f.Name() == "" {
		return renaming{f, f}, nil
	}
	if last := w.last.Load(); last != nil && last.original == f {
		return *last, nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	r := w.renamings[f.Name()]
	if r == nil || r.original != f && conflict(r.original, f) != nil {
		renamed, err := f.WithPrefix(w.prefix)
		if err != nil {
			return renaming{}, err
		}
		if w.renamings == nil || len(w.renamings) == maxRenamings {
			w.renamings = make(map[string]*renaming)
		}
		r = &renaming{f, renamed}
		w.renamings[f.Name()] = r
	}
	w.last.Store(r)
	return *r, nil
}

// maxRenamings bounds the families that a wrapping remembers: a Collector may
// make up names.
const maxRenamings = 1000

// A renaming is a family and the family behind a prefix.
type renaming struct{ original, renamed *expfmt.Family }

// labels returns the labels of a series behind the prefix. The states of a
// stateset are values of a label with the name of the family.
func (r renaming) labels(labels expfmt.LabelSet) (expfmt.LabelSet, error) {
	if r.original == r.renamed || r.original.Type() != expfmt.TypeStateSet {
		return labels, nil
	}
	var renamed []expfmt.Label
	for name, value := range labels.All() {
		if name == r.original.Name() {
			name = r.renamed.Name()
		}
		renamed = append(renamed, expfmt.Label{Name: name, Value: value})
	}
	return expfmt.Labels(renamed...)
}

// A relabelingEncoder is the Encoder for a wrapped Collector. It rejects a
// family unknown at registration that can't have the prefix or the labels. Of
// single metrics it leaves out those that can't.
type relabelingEncoder struct {
	wrapped *wrapped
	enc     expfmt.Encoder

	mu   sync.Mutex
	errs []error // of single metrics, or if enc is no rejecter
}

var _ descChecker = (*relabelingEncoder)(nil)

// Value implements expfmt.Encoder.
func (e *relabelingEncoder) Value(f *expfmt.Family, labels expfmt.LabelSet, v float64) {
	if renamed, relabeled, ok := e.relabel(f, labels); ok {
		e.enc.Value(renamed, relabeled, v)
	}
}

// Point implements expfmt.Encoder.
func (e *relabelingEncoder) Point(f *expfmt.Family, labels expfmt.LabelSet, p *expfmt.Point) {
	if renamed, relabeled, ok := e.relabel(f, labels); ok {
		e.enc.Point(renamed, relabeled, p)
	}
}

// relabel returns the family with the prefix, and the labels with the labels
// added. If there is no such series, relabel rejects the family.
func (e *relabelingEncoder) relabel(f *expfmt.Family, labels expfmt.LabelSet) (_ *expfmt.Family, _ expfmt.LabelSet, ok bool) {
	r, err := e.wrapped.renamed(f)
	if err != nil {
		e.refuse(f, err)
		return nil, labels, false
	}
	labels, err = r.labels(labels)
	if err == nil {
		labels, err = labels.With(e.wrapped.labels)
	}
	if err != nil {
		e.refuse(r.renamed, fmt.Errorf("labels can't be added: %w", err))
		return nil, labels, false
	}
	return r.renamed, labels, true
}

// reject implements rejecter.
func (e *relabelingEncoder) reject(f *expfmt.Family, err error) {
	if r, renamingErr := e.wrapped.renamed(f); renamingErr == nil {
		f = r.renamed
	}
	if enc, ok := e.enc.(rejecter); ok {
		enc.reject(f, err)
		return
	}
	e.report(f, err)
}

// descCheck implements descChecker.
func (e *relabelingEncoder) descCheck() func(*Desc) bool {
	if enc, ok := e.enc.(descChecker); ok {
		if isRegistered := enc.descCheck(); isRegistered != nil {
			return func(d *Desc) bool { return isRegistered(e.wrapped.desc(d)) }
		}
	}
	return nil
}

// refuse rejects a family that can't have the prefix or the labels. Of a
// single metric only the error is left: others of the name may be fine. An
// Encoder other than the registry's keeps the series that it has.
func (e *relabelingEncoder) refuse(f *expfmt.Family, err error) {
	if enc, ok := e.enc.(rejecter); ok && !e.wrapped.hasSingles {
		enc.reject(f, err)
		return
	}
	e.report(f, err)
}

// report keeps an error for Encode to return.
func (e *relabelingEncoder) report(f *expfmt.Family, err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.errs = append(e.errs, fmt.Errorf("family %q: %w", f.Name(), err))
}

// A relabeledFamily is a stored metric under another name and with labels added.
type relabeledFamily struct {
	inner relabelable
	desc  *Desc
	added expfmt.LabelSet
	cache atomic.Pointer[relabeledLabels]
}

// relabeledLabels are the label sets of a snapshot, without and with the
// labels added.
type relabeledLabels struct{ original, relabeled []expfmt.LabelSet }

func (s *relabeledFamily) describe() *Desc { return s.desc }

func (s *relabeledFamily) encode(enc expfmt.Encoder, target *expfmt.Family) {
	s.inner.encodeAs(enc, target, s)
}

// relabel implements relabeler. The cache of relabeled sets lasts until
// there is a new snapshot, or no series is left.
func (s *relabeledFamily) relabel(labels []expfmt.LabelSet) []expfmt.LabelSet {
	if len(labels) == 0 {
		s.cache.Store(nil)
		return nil
	}
	if s.added == (expfmt.LabelSet{}) {
		return labels
	}
	if c := s.cache.Load(); c != nil && len(c.original) == len(labels) && &c.original[0] == &labels[0] {
		return c.relabeled
	}
	relabeled := make([]expfmt.LabelSet, len(labels))
	for i, l := range labels {
		relabeled[i], _ = l.With(s.added) // no name is in both sets, or the desc has an error
	}
	expfmt.PackLabelSets(relabeled)
	s.cache.Store(&relabeledLabels{labels, relabeled})
	return relabeled
}
