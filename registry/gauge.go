package registry

import (
	"context"
	"time"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/model"
	"plainmetrics/registry/internal/series"
)

// A Gauge is a number that goes up and down: connections open, degrees
// Celsius. A Gauge is a pointer, as a Counter is.
type Gauge = *GaugeSeries

// A GaugeVec is a Gauge divided by labels.
type GaugeVec = Vec[GaugeSeries]

// GaugeOpts name and describe a Gauge or a GaugeVec.
type GaugeOpts Opts

// A GaugeSeries is the series behind a Gauge. NewGauge and GaugeVec make
// them; a zero GaugeSeries works, but is on no page. All methods may be
// called at the same time.
type GaugeSeries struct{ scalar }

// NewGauge returns a Gauge, which starts at 0.
func NewGauge(opts GaugeOpts) Gauge {
	return newGauges(newDesc(Opts(opts), expfmt.TypeGauge, nil)).single()
}

// NewGaugeVec returns a GaugeVec without series, divided by labels of the
// given names.
func NewGaugeVec(opts GaugeOpts, labelNames []string) *GaugeVec {
	return newVec(newGauges(newDesc(Opts(opts), expfmt.TypeGauge, UnconstrainedLabels(labelNames))))
}

func newGauges(d *Desc) *family[GaugeSeries] {
	f := new(family[GaugeSeries])
	shared := &scalarExtra{family: f}
	f.init(d, ops[GaugeSeries]{
		init: func(g *GaugeSeries) { g.extra.Store(shared) },
		write: func(g *GaugeSeries, enc expfmt.Encoder, f *expfmt.Family, labels expfmt.LabelSet, _ *expfmt.Point) {
			enc.Value(f, labels, g.float.load())
		},
		values: func(run []series.Series[GaugeSeries], ranks []uint32, values []float64, _ []int64) {
			for i, rank := range ranks {
				if rank != series.Nowhere {
					values[rank] = run[i].Cell.float.load()
				}
			}
		},
	})
	return f
}

// Set sets the gauge to v.
func (g *GaugeSeries) Set(v float64) { g.float.store(v) }

// Inc adds 1.
func (g *GaugeSeries) Inc() { g.float.add(1) }

// Dec subtracts 1.
func (g *GaugeSeries) Dec() { g.float.add(-1) }

// Add adds v, which may be negative.
func (g *GaugeSeries) Add(v float64) { g.float.add(v) }

// Sub subtracts v, which may be negative.
func (g *GaugeSeries) Sub(v float64) { g.float.add(-v) }

// SetToCurrentTime sets the gauge to the seconds since 1970.
func (g *GaugeSeries) SetToCurrentTime() {
	g.Set(float64(time.Now().UnixNano()) / 1e9)
}

// Desc implements Metric.
func (g *GaugeSeries) Desc() *Desc { return descOf(g.stored()) }

// Write implements Metric.
func (g *GaugeSeries) Write(out *model.Metric) error { return writeModel(out, g) }

// Describe implements Collector.
func (g *GaugeSeries) Describe(ch chan<- *Desc) { ch <- g.Desc() }

// Collect implements Collector.
func (g *GaugeSeries) Collect(ch chan<- Metric) { ch <- g }

// Families implements Describer.
func (g *GaugeSeries) Families() []*expfmt.Family { return g.Desc().families() }

// ConstLabels returns the labels of all series of the metric.
func (g *GaugeSeries) ConstLabels() expfmt.LabelSet { return g.Desc().constant }

// Encode implements Source.
func (g *GaugeSeries) Encode(_ context.Context, enc expfmt.Encoder) error {
	f, ok := g.stored().(*family[GaugeSeries])
	if !ok {
		return errZeroSeries
	}
	return f.encodeOnly(g, enc)
}

func (g *GaugeSeries) self() Collector { return g }

func (g *GaugeSeries) identify() identity {
	f, ok := g.stored().(*family[GaugeSeries])
	if !ok {
		return identity{err: errZeroSeries}
	}
	return f.identifySeries()
}
