package registry

import (
	"errors"
	"fmt"
	"sync/atomic"

	"plainmetrics/expfmt"
)

// A registration is a Collector with everything the registry knows about it.
type registration struct {
	identity
	collector Collector
	gatherer  any          // the Registry or Gatherers with the Collector
	order     int          // of registration; the first one comes first
	overdue   atomic.Int32 // runs that scrapes have left behind
	late      atomic.Int32 // series written after a run, to be reported
}

// A builtIn is a Collector of this package. Types that embed a metric
// inherit the methods of builtIn, but collect in their own way: of those,
// self is not the registered Collector.
type builtIn interface {
	Collector
	self() Collector
	identify() identity
}

// An identity is a Collector's answer to a registry.
type identity struct {
	descs    []*desc
	source   source    // nil if the Collector writes into a buffer, as custom ones do
	original Collector // the Collector inside all wrappings, nil if not wrapped
	err      error     // why the Collector can't be registered, if descs don't say

	endsWithContext bool // the Collector is a Registry, which never returns late
	isTrusted       bool // nobody but Collect writes, so no collection is needed
}

// A source is a metric with its series stored in this package. The series
// are valid and in order, and go to the page unchecked, in the given family.
type source interface {
	describe() *desc
	encode(enc expfmt.Encoder, target *expfmt.Family)
}

// A relabelable is a source that can be written as another family, with
// other labels.
type relabelable interface {
	source
	encodeAs(enc expfmt.Encoder, f *expfmt.Family, r relabeler)
}

// A relabeler changes the label sets of a source on their way to a page. A
// source without series passes no label sets.
type relabeler interface {
	relabel(labels []expfmt.LabelSet) []expfmt.LabelSet
}

// newRegistration returns the registration of any Collector. If a method of
// the Collector panics, or the Collector is nil, the identity has the error.
func newRegistration(c Collector) (r *registration) {
	r = &registration{collector: c}
	if c == nil { // a wrapping Registerer passes nil on
		r.err = errors.New("registry: expected a Collector to register, found nil")
		return r
	}
	defer func() {
		if cause := recover(); cause != nil {
			r.identity = identity{err: fmt.Errorf("registry: collector %T: panic: %v", c, cause)}
		}
	}()
	if b, ok := c.(builtIn); ok && b.self() == c {
		r.identity = b.identify()
	} else if d, ok := c.(Describer); ok {
		r.descs, r.err = describe(d)
	}
	return r
}

// describe returns the descs of a custom Collector, each once.
func describe(c Describer) (descs []*desc, err error) {
	var constant expfmt.LabelSet
	if c, ok := c.(interface{ ConstLabels() expfmt.LabelSet }); ok {
		constant = c.ConstLabels()
	}
	byName := make(map[string]*desc)
	for i, f := range c.Describe() {
		err := checkFamily(f)
		if err == nil && byName[f.Name()] != nil {
			if err = conflict(f, byName[f.Name()].family); err == nil {
				continue
			}
		}
		if err != nil {
			return nil, fmt.Errorf("registry: collector %T: Describe, index %d: %w", c, i, err)
		}
		d := &desc{name: f.Name(), family: f, constant: constant, isCustom: true}
		byName[d.name] = d
		descs = append(descs, d)
	}
	return descs, nil
}

// check returns the error that keeps the Collector from being registered, or
// nil.
func (r *registration) check() error {
	if r.err != nil {
		return r.err
	}
	for _, d := range r.descs {
		if d.err != nil {
			return d.err
		}
	}
	return nil
}

// priority decides which of two conflicting Collectors stays, the one with
// the lower number: sources first, then in the order of registration.
func (r *registration) priority() int {
	if r.source != nil {
		return -1
	}
	return r.order
}

// unwrapped returns the Collector inside all wrappings.
func (r *registration) unwrapped() Collector {
	if r.original != nil {
		return r.original
	}
	return r.collector
}

// appendRegistry appends the Collector if it is a Registry, wrapped or not.
func (r *registration) appendRegistry(dst []*Registry) []*Registry {
	if registry, ok := r.unwrapped().(*Registry); ok {
		dst = append(dst, registry)
	}
	return dst
}

// wrapError names the Collector, or the Gatherer, in front of an error.
func (r *registration) wrapError(err error) error {
	if g, ok := r.collector.(numberedGatherer); ok {
		return fmt.Errorf("registry: [from Gatherer #%d] %T: %w", g.number, g.Gatherer, err)
	}
	name := fmt.Sprintf("collector %T", r.unwrapped())
	if len(r.descs) == 1 && !r.descs[0].isCustom { // a function, of which there may be many
		name += " of metric " + r.descs[0].String()
	}
	return fmt.Errorf("registry: %s: %w", name, err)
}

// An AlreadyRegisteredError is returned by Register for a Collector of
// metrics already registered.
type AlreadyRegisteredError struct {
	ExistingCollector, NewCollector Collector
}

// Error implements error.
func (err AlreadyRegisteredError) Error() string {
	return "registry: duplicate metrics collector registration attempted"
}

// errZeroSeries is the error of a zero CounterSeries or GaugeSeries.
var errZeroSeries = errors.New("registry: expected a metric from its constructor or its vector, found a zero value, which has no name")
