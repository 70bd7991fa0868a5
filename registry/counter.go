package registry

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"plainmetrics/expfmt"
)

// A Counter is a number that only grows: requests served, bytes sent. Like
// the interface of that name in client_golang it can be nil, compared and
// kept in a field; it is a pointer, so that Inc is one atomic addition and
// no call.
type Counter = *CounterSeries

// A CounterVec is a Counter divided by labels.
type CounterVec = Vec[CounterSeries]

// CounterOpts name and describe a Counter or a CounterVec.
type CounterOpts Opts

// A CounterSeries is what a Counter points to. Get one from NewCounter or
// a CounterVec; a zero CounterSeries counts, but is on no page. All methods
// may be called at the same time.
type CounterSeries struct{ counterCell }

// A counterCell has a name because a binary has it in those of all generic
// functions for a CounterSeries, where the fields would stand otherwise.
type counterCell struct {
	// The value is the sum of both. Most counters count whole things, for
	// which an atomic integer is faster than a float and exact for longer.
	whole atomic.Uint64
	part  float

	created int64 // in nanoseconds since 1970
	rest    atomic.Pointer[counterRest]
}

// A counterRest is what few counters have of their own, so that the others
// can share one.
type counterRest struct {
	of       *store[CounterSeries]
	exemplar *expfmt.Exemplar
}

// NewCounter returns a Counter, which starts at 0.
func NewCounter(opts CounterOpts) Counter {
	return newCounters(opts, nil).single()
}

// NewCounterVec returns a CounterVec without series, divided by labels of
// the given names.
func NewCounterVec(opts CounterOpts, labelNames []string) *CounterVec {
	return &CounterVec{store: newCounters(opts, labelNames)}
}

func newCounters(opts CounterOpts, labelNames []string) *store[CounterSeries] {
	s := &store[CounterSeries]{desc: newDesc(Opts(opts), expfmt.TypeCounter, labelNames)}
	shared := &counterRest{of: s}
	s.kind = kind[CounterSeries]{
		bear: func(c *CounterSeries) {
			c.created = time.Now().UnixNano()
			c.rest.Store(shared)
		},
		write: (*CounterSeries).write,
		values: func(run []series[CounterSeries], ranks []uint32, values []float64) {
			for i, rank := range ranks {
				if rank != nowhere {
					values[rank] = run[i].cell.value()
				}
			}
		},
	}
	return s
}

// Inc adds 1.
func (c *CounterSeries) Inc() { c.whole.Add(1) }

// Add adds v, which must not be negative: Add panics if it is.
func (c *CounterSeries) Add(v float64) {
	if v < 0 {
		panic(errors.New("registry: counter: expected a number to add that is not negative"))
	}
	if whole := uint64(v); float64(whole) == v {
		c.whole.Add(whole)
	} else {
		c.part.add(v)
	}
}

// AddWithExemplar is Add, and makes exemplar, with v, the counter's
// exemplar; nil leaves the one there was. It panics where Add does, and if
// exemplar has names that are not label names, values that are not valid
// UTF-8, or more than ExemplarMaxRunes characters.
func (c *CounterSeries) AddWithExemplar(v float64, exemplar Labels) {
	c.Add(v)
	if exemplar != nil {
		of := c.store()
		c.rest.Store(&counterRest{of, newExemplar(v, exemplar)})
		if of != nil {
			of.exemplars.Store(true)
		}
	}
}

// store returns what the counter is stored in, nil if it is a zero one.
func (c *CounterSeries) store() *store[CounterSeries] {
	if rest := c.rest.Load(); rest != nil {
		return rest.of
	}
	return nil
}

func (c *CounterSeries) value() float64 {
	return c.part.load() + float64(c.whole.Load())
}

// write reads the exemplar before the value, so that none is shown that
// the value does not count.
func (c *CounterSeries) write(enc expfmt.Encoder, labels expfmt.LabelSet, p *expfmt.Point) {
	p.Bounds, p.Created = nil, c.created
	p.Exemplar, p.Exemplars = c.rest.Load().exemplar, p.Exemplars[:0]
	p.Value = c.value()
	enc.Point(labels, p)
}

// Describe implements Describer.
func (c *CounterSeries) Describe() []*expfmt.Family { return c.store().desc.families() }

// ConstLabels is that of Vec.
func (c *CounterSeries) ConstLabels() expfmt.LabelSet { return c.store().desc.constant }

// Collect implements Collector.
func (c *CounterSeries) Collect(_ context.Context, enc expfmt.Encoder) error {
	return c.store().encodeOne(c, enc)
}

func (c *CounterSeries) stored() source { return c.store().whole() }

func (c *CounterSeries) self() Collector { return c }
