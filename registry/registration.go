package registry

import (
	"errors"
	"fmt"
	"slices"
	"sync/atomic"

	"plainmetrics/expfmt"
)

// A registration is a Collector with everything the registry knows about it.
type registration struct {
	identity
	collector Collector
	gatherer  any          // the Registry or Gatherers with the Collector
	order     int          // of registration; the first one comes first
	number    int          // of the Gatherer among Gatherers, from 1; else 0
	overdue   atomic.Int32 // runs that scrapes have left behind
	late      atomic.Int32 // series written after a run, to be reported

	recordOrder atomic.Pointer[recordOrder] // of the last run; nil before the first

	isPedantic bool // families without a Desc are rejected
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
	descs    []*Desc
	stored   storedMetric // nil if the Collector writes into a buffer, as custom ones do
	source   Source       // runs the Collector
	original Collector    // the Collector inside all wrappings, nil if not wrapped
	named    any          // has the type in errors, if that is not the Collector inside all wrappings
	err      error        // why the Collector can't be registered, if descs don't say

	endsWithContext bool // the Collector is a Registry, which never returns late
	writesSingles   bool // a metric that makes no sense is left out alone, not with its family
	isTrusted       bool // nobody but Encode writes, so no collection is needed
}

// A storedMetric is a metric with its series stored in this package. The series
// are valid and in order, and go to the page unchecked, in the given family.
type storedMetric interface {
	describe() *Desc
	encode(enc expfmt.Encoder, target *expfmt.Family)
}

// descOf returns the Desc of a metric: an invalid one without a metric, for a
// zero CounterSeries or GaugeSeries.
func descOf(m storedMetric) *Desc {
	if m == nil {
		return NewInvalidDesc(errZeroSeries)
	}
	return m.describe()
}

// A relabelable is a storedMetric that can be written as another family, with
// other labels.
type relabelable interface {
	storedMetric
	encodeAs(enc expfmt.Encoder, f *expfmt.Family, r relabeler)
}

// A relabeler changes the label sets of a metric on their way to a page. A
// metric without series passes no label sets.
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
			r.identity = identity{err: fmt.Errorf("registry: collector %T: panic: %v", namedBy(c), cause)}
		}
	}()
	if b, ok := c.(builtIn); ok && b.self() == c {
		r.identity = b.identify()
	} else if d, ok := sourceOf(c).(Describer); ok {
		r.descs, r.err = describe(d)
	} else if sourceOf(c) == nil {
		r.descs, r.err = descsOf(c)
	}
	if r.stored != nil {
		return r // it is never run
	}
	if r.source == nil {
		r.source = SourceOf(c)
	}
	r.writesSingles = r.writesSingles || isSingle(r.source)
	if r.named == nil {
		r.named = namedBy(c)
	}
	return r
}

// hasSingles reports whether the Collector writes single metrics.
func (r *registration) hasSingles() bool { return r != nil && r.writesSingles }

// describe returns the Descs of a Describer, each once.
func describe(s Describer) ([]*Desc, error) {
	var constant expfmt.LabelSet
	if c, ok := s.(interface{ ConstLabels() expfmt.LabelSet }); ok {
		constant = c.ConstLabels()
	}
	families := s.Families()
	descs := make([]*Desc, len(families))
	for i, f := range families {
		if err := checkFamily(f); err != nil {
			return nil, fmt.Errorf("registry: collector %T: Families, index %d: %w", s, i, err)
		}
		descs[i] = &Desc{fqName: f.Name(), family: f, constant: constant, isCustom: true}
	}
	return distinct(descs)
}

// descsOf returns the Descs that the Collector sends, each once.
func descsOf(c Collector) ([]*Desc, error) {
	descs := sentDescs(c)
	for _, d := range descs {
		if d == nil || d.err == nil && d.family == nil {
			return nil, fmt.Errorf("registry: collector %T: Describe: expected a Desc from NewDesc, found %v", namedBy(c), d)
		}
		if d.err != nil {
			return nil, fmt.Errorf("registry: collector %T: %w", namedBy(c), d.invalid())
		}
	}
	return distinct(descs)
}

// distinct returns each of the Descs of a Collector once. Two Descs with the
// same name and constant labels are the same.
func distinct(descs []*Desc) (once []*Desc, err error) {
	known := make(directory)
	for i, d := range descs {
		if err := known.checkFamilies(descs[i:i+1], differentReported); err != nil {
			return nil, err
		}
		if known.owner(d) == nil {
			known.addDesc(d, new(registration))
			once = append(once, d)
		}
	}
	return once, nil
}

// sentDescs returns the Descs that the Collector sends.
func sentDescs(c Collector) (descs []*Desc) {
	sent := make(chan *Desc)
	var cause any
	go func() {
		defer close(sent)
		defer func() { cause = recover() }()
		c.Describe(sent)
	}()
	for d := range sent {
		descs = append(descs, d)
	}
	if cause != nil {
		panic(cause)
	}
	return descs
}

// check returns the error that keeps the Collector from being registered, or
// nil.
func (r *registration) check() error {
	if r.err != nil {
		return r.err
	}
	for _, d := range r.descs {
		if d.err != nil {
			return d.invalid()
		}
	}
	return nil
}

// mayWrite returns an error if the Source should have described f. For
// metrics of a channel, see pedanticEncoder.
func (r *registration) mayWrite(f *expfmt.Family) error {
	if r == nil || !r.isPedantic || len(r.descs) == 0 || slices.ContainsFunc(r.descs, func(d *Desc) bool { return d.fqName == f.Name() }) {
		return nil
	}
	return errUnregistered
}

// priority decides which of two conflicting Collectors stays, the one with
// the lower number: stored metrics first, then in the order of registration.
func (r *registration) priority() int {
	if r.stored != nil {
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

// wrapError names the Collector, or the Gatherer, in front of an error.
func (r *registration) wrapError(err error) error {
	if r.number > 0 {
		return fmt.Errorf("registry: [from Gatherer #%d] %T: %w", r.number, r.named, err)
	}
	metric := ""
	if r.isTrusted && !r.endsWithContext && len(r.descs) == 1 { // a FuncMetric, of which there may be many
		metric = " of metric " + metricName{r.descs[0]}.String()
	}
	named := r.named
	if named == nil {
		named = r.unwrapped()
	}
	return fmt.Errorf("registry: collector %T%s: %w", named, metric, err)
}

// namedBy returns the value whose type names a Collector in errors.
func namedBy(c Collector) any {
	if f := ForeignOf(c); f != nil {
		return f
	}
	return c
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
