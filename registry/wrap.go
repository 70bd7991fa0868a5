package registry

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	"plainmetrics/expfmt"
)

// WrapRegistererWith returns a Registerer that adds labels to all metrics
// registered through it, before it registers them with reg. Registering
// fails for a metric that has one of the labels already. With a nil reg
// nothing is registered, and nothing fails.
func WrapRegistererWith(labels Labels, reg Registerer) Registerer {
	return &wrappingRegisterer{reg, "", labels}
}

// WrapRegistererWithPrefix returns a Registerer that puts prefix in front
// of the names of all metrics registered through it, before it registers
// them with reg. With a nil reg nothing is registered, and nothing fails.
func WrapRegistererWithPrefix(prefix string, reg Registerer) Registerer {
	return &wrappingRegisterer{reg, prefix, nil}
}

// WrapCollectorWith returns a Collector that adds labels to all that c
// collects.
func WrapCollectorWith(labels Labels, c Collector) Collector { return wrap(c, "", labels) }

// WrapCollectorWithPrefix returns a Collector that puts prefix in front of
// the names of all that c collects.
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

// A wrapped Collector collects what another does, under names with a
// prefix and with labels added.
type wrapped struct {
	inner  Collector
	prefix string
	labels expfmt.LabelSet
	err    error // the labels can't be added

	mu       sync.Mutex
	families map[string]*expfmt.Family // renamed, by the names they had
}

func wrap(c Collector, prefix string, labels Labels) *wrapped {
	w := &wrapped{inner: c, prefix: prefix}
	if w.labels, w.err = labels.set(); w.err != nil {
		w.err = fmt.Errorf("registry: labels can't be added: %w", w.err)
	} else if inner, ok := c.(*wrapped); ok {
		w.err = inner.err
	}
	return w
}

// unwrap returns the Collector that was registered through wrapping
// Registerers.
func unwrap(c Collector) Collector {
	for {
		w, ok := c.(*wrapped)
		if !ok {
			return c
		}
		c = w.inner
	}
}

// Collect implements Collector.
func (w *wrapped) Collect(ctx context.Context, enc expfmt.Encoder) error {
	return w.inner.Collect(ctx, &renamer{w, enc})
}

// family returns f with the prefix in front of its name.
func (w *wrapped) family(f *expfmt.Family) *expfmt.Family {
	if w.prefix == "" {
		return f
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	known, ok := w.families[f.Name()]
	if ok && known.Help() == f.Help() && known.Type() == f.Type() && known.Unit() == f.Unit() {
		return known
	}
	renamed, err := newFamily(w.prefix+f.Name(), f.Help(), f.Type(), f.Unit())
	if err != nil {
		panic(err) // see join
	}
	if w.families == nil {
		w.families = make(map[string]*expfmt.Family)
	}
	w.families[f.Name()] = renamed
	return renamed
}

// descs returns what the inner Collector is described by, renamed.
func (w *wrapped) descs() []*desc {
	descs := newRegistration(w.inner).descs
	for i, d := range descs {
		descs[i] = w.desc(d)
	}
	return descs
}

func (w *wrapped) desc(inner *desc) *desc {
	d := *inner
	d.name = w.prefix + d.name
	if d.err != nil {
		return &d
	}
	for name := range w.labels.All() {
		if err := d.family.Type().CheckLabelNames(name); err != nil {
			d.err = fmt.Errorf("registry: metric %v: labels can't be added: %w", inner, err)
			return &d
		}
		for _, variable := range d.variable {
			if name == variable {
				d.err = fmt.Errorf("registry: metric %v: label %q can't be added, it is there already", inner, name)
				return &d
			}
		}
	}
	if d.constant, d.err = d.constant.With(w.labels); d.err != nil {
		d.err = fmt.Errorf("registry: metric %v: labels can't be added: %w", inner, d.err)
		return &d
	}
	if d.family, d.err = newFamily(d.name, d.family.Help(), d.family.Type(), d.family.Unit()); d.err != nil {
		d.err = fmt.Errorf("registry: %w", d.err)
	}
	return &d
}

func (w *wrapped) self() Collector { return w }

// stored returns the inner source behind the wrapping, nil if the inner
// Collector is foreign.
func (w *wrapped) stored() source {
	switch inner := newRegistration(w.inner).source.(type) {
	case *wrappedSource:
		added, _ := inner.added.With(w.labels) // or desc is in error
		return &wrappedSource{storage: inner.storage, desc: w.desc(inner.desc), added: added}
	case storage:
		return &wrappedSource{storage: inner, desc: w.desc(inner.describe()), added: w.labels}
	}
	return nil
}

// A wrappedSource is a source under another name and with labels added.
type wrappedSource struct {
	storage storage
	desc    *desc
	added   expfmt.LabelSet
	dressed atomic.Pointer[dressedLabels]
}

// A storage is a store of any type.
type storage interface {
	source
	encodeAs(expfmt.Encoder, *wrappedSource)
}

// dressedLabels are those of a sheet with others added.
type dressedLabels struct {
	bare, labels []string
	quoted       bool
}

func (s *wrappedSource) describe() *desc { return s.desc }

func (s *wrappedSource) encode(enc expfmt.Encoder) { s.storage.encodeAs(enc, s) }

// dress returns the labels of a sheet with those of the wrapping. They are
// kept until there is a new sheet.
func (s *wrappedSource) dress(bare []string, quoted bool) ([]string, bool) {
	if s.added.String() == "" {
		return bare, quoted
	}
	d := s.dressed.Load()
	if d == nil || len(d.bare) != len(bare) || &d.bare[0] != &bare[0] {
		d = &dressedLabels{bare: bare, labels: make([]string, len(bare))}
		for i, labels := range bare {
			set, _ := expfmt.Rendered(labels, quoted).With(s.added)
			d.labels[i], d.quoted = set.String(), set.Quoted()
		}
		layOut(d.labels)
		s.dressed.Store(d)
	}
	return d.labels, d.quoted
}

// A renamer is the Encoder that a wrapped Collector writes into.
type renamer struct {
	wrapped *wrapped
	enc     expfmt.Encoder
}

// Family implements expfmt.Encoder.
func (r *renamer) Family(f *expfmt.Family) { r.enc.Family(r.wrapped.family(f)) }

// Value implements expfmt.Encoder.
func (r *renamer) Value(labels expfmt.LabelSet, v float64) { r.enc.Value(r.join(labels), v) }

// Point implements expfmt.Encoder.
func (r *renamer) Point(labels expfmt.LabelSet, p *expfmt.Point) { r.enc.Point(r.join(labels), p) }

// join adds the labels. An Encoder returns no errors; a Collector whose
// labels were not known when it was registered, and have one of these among
// them, is stopped by a panic, which costs its families.
func (r *renamer) join(labels expfmt.LabelSet) expfmt.LabelSet {
	joined, err := labels.With(r.wrapped.labels)
	if err != nil {
		panic(err)
	}
	return joined
}
