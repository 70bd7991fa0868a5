package registry

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"

	"plainmetrics/expfmt"
)

// A registration is a Collector, and what the registry knows about it.
type registration struct {
	identity
	collector Collector
	order     int // of registration; the first one comes first

	endsWithContext bool         // the Collector is a Registry, which never returns late
	overdue         atomic.Int32 // runs that scrapes have left behind
}

// A builtIn is a Collector of this package. Types that embed one inherit
// its methods, but collect in their own way: of those, self is not the
// Collector that was registered.
type builtIn interface {
	Collector
	self() Collector
	identify() identity
}

// An identity is what a registry asks of a Collector.
type identity struct {
	descs  []*desc
	source source // nil if the Collector writes into a buffer, as custom ones do
	err    error  // why the Collector can't be registered, if descs don't say
}

// A source is a metric whose series are stored in this package. They are
// in order and valid, and go to the page as they are.
type source interface {
	describe() *desc
	encode(enc expfmt.Encoder)
}

// A relabelable is a source that can be written as another family, with
// other labels.
type relabelable interface {
	source
	encodeAs(enc expfmt.Encoder, f *expfmt.Family, r relabeler)
}

// A relabeler changes the label sets of a source on their way to a page. It
// is asked for none when the source has no series.
type relabeler interface {
	relabel(labels []expfmt.LabelSet) []expfmt.LabelSet
}

func newRegistration(c Collector) *registration {
	r := &registration{collector: c}
	_, r.endsWithContext = unwrap(c).(*Registry)
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
	for i, f := range c.Describe() {
		if f == nil || f.Name() == "" {
			return nil, fmt.Errorf("registry: collector %T: expected a family from NewFamily, Describe returned none at index %d", c, i)
		}
		d := &desc{name: f.Name(), family: f, constant: constant, isCustom: true}
		if !slices.ContainsFunc(descs, func(other *desc) bool { return d.name == other.name && d.conflict(other) == nil }) {
			descs = append(descs, d)
		}
	}
	return descs, nil
}

// check returns why the Collector can't be registered, or nil.
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

// id is what two Collectors of the same metrics have in common.
func (r *registration) id() string {
	ids := make([]string, len(r.descs))
	for i, d := range r.descs {
		ids[i] = d.id()
	}
	slices.Sort(ids)
	return strings.Join(slices.Compact(ids), "\xfe")
}

// priority says who stays where two Collectors conflict, the lowest first:
// sources, and then the Collector that was registered first.
func (r *registration) priority() int {
	if r.source != nil {
		return -1
	}
	return r.order
}

// wrapError names the Collector in front of an error.
func (r *registration) wrapError(err error) error {
	name := fmt.Sprintf("collector %T", unwrap(r.collector))
	if len(r.descs) == 1 && !r.descs[0].isCustom { // a function, of which there may be many
		name += " of metric " + r.descs[0].String()
	}
	return fmt.Errorf("registry: %s: %w", name, err)
}

// An AlreadyRegisteredError is returned by Register for a Collector whose
// metrics are registered already.
type AlreadyRegisteredError struct {
	ExistingCollector, NewCollector Collector
}

// Error implements error.
func (err AlreadyRegisteredError) Error() string {
	return "registry: duplicate metrics collector registration attempted"
}

// errZeroSeries is why a zero CounterSeries or GaugeSeries can't be
// registered.
var errZeroSeries = errors.New("registry: expected a metric from its constructor or its vector, found a zero value, which has no name")
