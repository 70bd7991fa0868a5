package registry

import (
	"context"
	"time"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/model"
	"plainmetrics/registry/internal/series"
)

// A Counter is a number that only grows: requests served, bytes sent. Like
// the interface of the same name in client_golang, a Counter can be nil,
// compared, and stored in a field. A Counter is a pointer, so Inc compiles
// to one atomic addition without a call.
type Counter = *CounterSeries

// A CounterVec is a Counter divided by labels.
type CounterVec = Vec[CounterSeries]

// CounterOpts name and describe a Counter or a CounterVec.
type CounterOpts Opts

// A CounterSeries is the series behind a Counter. NewCounter and CounterVec
// make them; a zero CounterSeries counts, but is on no page. All methods may
// be called at the same time.
type CounterSeries struct{ scalar }

// NewCounter returns a Counter, which starts at 0.
func NewCounter(opts CounterOpts) Counter {
	return newCounters(newDesc(Opts(opts), expfmt.TypeCounter, nil)).single()
}

// NewCounterVec returns a CounterVec without series, divided by labels of
// the given names.
func NewCounterVec(opts CounterOpts, labelNames []string) *CounterVec {
	return newVec(newCounters(newDesc(Opts(opts), expfmt.TypeCounter, UnconstrainedLabels(labelNames))))
}

func newCounters(d *Desc) *family[CounterSeries] {
	f := new(family[CounterSeries])
	shared := &scalarExtra{family: f}
	f.init(d, ops[CounterSeries]{
		init: func(c *CounterSeries) {
			c.created = time.Now().UnixNano()
			c.extra.Store(shared)
		},
		write: (*CounterSeries).write,
		values: func(run []series.Series[CounterSeries], ranks []uint32, values []float64, created []int64) {
			for i, rank := range ranks {
				if rank != series.Nowhere {
					values[rank] = run[i].Cell.value()
					if created != nil {
						created[rank] = run[i].Cell.created
					}
				}
			}
		},
	})
	return f
}

// Inc adds 1.
func (c *CounterSeries) Inc() { c.whole.Add(1) }

// Add adds v. Add panics if v is negative. A counter never wraps: the value
// grows up to +Inf, and is rounded to a float64 on the page.
func (c *CounterSeries) Add(v float64) { c.increase(v) }

// AddWithExemplar is Add, and makes exemplar, with the value v, the exemplar
// of the counter; a nil exemplar changes nothing. AddWithExemplar panics
// where Add does, and if exemplar has names other than label names, values
// in invalid UTF-8, or more than ExemplarMaxRunes characters.
func (c *CounterSeries) AddWithExemplar(v float64, exemplar Labels) {
	c.Add(v)
	if exemplar == nil {
		return
	}
	f := c.stored()
	c.extra.Store(&scalarExtra{f, newExemplar(v, exemplar)})
	if f, ok := f.(*family[CounterSeries]); ok {
		f.hasExemplars.Store(true)
	}
}

// write reads the exemplar before the value, so every exemplar on a page is
// counted by its value.
func (c *CounterSeries) write(enc expfmt.Encoder, f *expfmt.Family, labels expfmt.LabelSet, p *expfmt.Point) {
	p.Created, p.Exemplar = c.created, c.extra.Load().exemplar
	p.Value = c.value()
	enc.Point(f, labels, p)
}

// Desc implements Metric.
func (c *CounterSeries) Desc() *Desc { return descOf(c.stored()) }

// Write implements Metric.
func (c *CounterSeries) Write(out *model.Metric) error { return writeModel(out, c) }

// Describe implements Collector.
func (c *CounterSeries) Describe(ch chan<- *Desc) { ch <- c.Desc() }

// Collect implements Collector.
func (c *CounterSeries) Collect(ch chan<- Metric) { ch <- c }

// Families implements Describer.
func (c *CounterSeries) Families() []*expfmt.Family { return c.Desc().families() }

// ConstLabels returns the labels of all series of the metric.
func (c *CounterSeries) ConstLabels() expfmt.LabelSet { return c.Desc().constant }

// Encode implements Source.
func (c *CounterSeries) Encode(_ context.Context, enc expfmt.Encoder) error {
	f, ok := c.stored().(*family[CounterSeries])
	if !ok {
		return errZeroSeries
	}
	return f.encodeOnly(c, enc)
}

func (c *CounterSeries) self() Collector { return c }

func (c *CounterSeries) identify() identity {
	f, ok := c.stored().(*family[CounterSeries])
	if !ok {
		return identity{err: errZeroSeries}
	}
	return f.identifySeries()
}
