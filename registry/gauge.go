package registry

import (
	"context"
	"time"

	"plainmetrics/expfmt"
)

// A Gauge is a number that goes up and down: connections open, degrees
// Celsius. It is a pointer, as a Counter is.
type Gauge = *GaugeSeries

// A GaugeVec is a Gauge divided by labels.
type GaugeVec = Vec[GaugeSeries]

// GaugeOpts name and describe a Gauge or a GaugeVec.
type GaugeOpts Opts

// A GaugeSeries is what a Gauge points to. Get one from NewGauge or a
// GaugeVec; a zero GaugeSeries works, but is on no page. All methods may be
// called at the same time.
type GaugeSeries struct{ gaugeCell }

// A gaugeCell has a name for the reason that a counterCell has.
type gaugeCell struct {
	level float
	of    *store[GaugeSeries]
}

// NewGauge returns a Gauge, which starts at 0.
func NewGauge(opts GaugeOpts) Gauge {
	return newGauges(opts, nil).single()
}

// NewGaugeVec returns a GaugeVec without series, divided by labels of the
// given names.
func NewGaugeVec(opts GaugeOpts, labelNames []string) *GaugeVec {
	return &GaugeVec{store: newGauges(opts, labelNames)}
}

func newGauges(opts GaugeOpts, labelNames []string) *store[GaugeSeries] {
	s := &store[GaugeSeries]{desc: newDesc(Opts(opts), expfmt.TypeGauge, labelNames)}
	s.kind = kind[GaugeSeries]{
		bear: func(g *GaugeSeries) { g.of = s },
		write: func(g *GaugeSeries, enc expfmt.Encoder, labels expfmt.LabelSet, _ *expfmt.Point) {
			enc.Value(labels, g.level.load())
		},
		values: func(run []series[GaugeSeries], ranks []uint32, values []float64) {
			for i, rank := range ranks {
				if rank != nowhere {
					values[rank] = run[i].cell.level.load()
				}
			}
		},
	}
	return s
}

// Set sets the gauge to v.
func (g *GaugeSeries) Set(v float64) { g.level.store(v) }

// Inc adds 1.
func (g *GaugeSeries) Inc() { g.level.add(1) }

// Dec subtracts 1.
func (g *GaugeSeries) Dec() { g.level.add(-1) }

// Add adds v, which may be negative.
func (g *GaugeSeries) Add(v float64) { g.level.add(v) }

// Sub subtracts v, which may be negative.
func (g *GaugeSeries) Sub(v float64) { g.level.add(-v) }

// SetToCurrentTime sets the gauge to the seconds since 1970.
func (g *GaugeSeries) SetToCurrentTime() {
	g.Set(float64(time.Now().UnixNano()) / 1e9)
}

// Describe implements Describer.
func (g *GaugeSeries) Describe() []*expfmt.Family { return g.of.desc.families() }

// ConstLabels is that of Vec.
func (g *GaugeSeries) ConstLabels() expfmt.LabelSet { return g.of.desc.constant }

// Collect implements Collector.
func (g *GaugeSeries) Collect(_ context.Context, enc expfmt.Encoder) error {
	return g.of.encodeOne(g, enc)
}

func (g *GaugeSeries) stored() source { return g.of.whole() }

func (g *GaugeSeries) self() Collector { return g }
