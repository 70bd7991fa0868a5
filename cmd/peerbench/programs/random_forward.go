package main

import (
	"fmt"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
)

// A forwarding collector has vectors and metrics inside. By hand, it takes
// their metrics from a channel of its own and sends them on.
type forwarding struct {
	inner    []prometheus.Collector
	isByHand bool
}

func (f *forwarding) Describe(ch chan<- *prometheus.Desc) {
	for _, inner := range f.inner {
		inner.Describe(ch)
	}
}

func (f *forwarding) Collect(ch chan<- prometheus.Metric) {
	for _, inner := range f.inner {
		if !f.isByHand {
			inner.Collect(ch)
			continue
		}
		metrics := make(chan prometheus.Metric)
		go func() {
			inner.Collect(metrics)
			close(metrics)
		}()
		for metric := range metrics {
			ch <- metric
		}
	}
}

func (m *machine) makeForwarding(c *collector) {
	inner, change := m.vectorsOf(c)
	c.registered, c.change = &forwarding{inner, m.IntN(2) == 0}, change
	c.twin = func() prometheus.Collector { return &ownCollector{descs: c.descs()} }
}

// makeInner registers vectors with a registry that is a collector itself,
// beside some metrics that it does not describe.
func (m *machine) makeInner(c *collector) {
	inner, change := m.vectorsOf(c)
	reg := prometheus.NewRegistry()
	reg.MustRegister(inner...)
	if m.mayDraw(kindUnchecked) && m.IntN(3) == 0 {
		unknown := prometheus.NewDesc(c.name+"undescribed", "", nil, nil)
		reg.MustRegister(&ownCollector{metrics: []prometheus.Metric{prometheus.MustNewConstMetric(unknown, prometheus.GaugeValue, m.number())}})
	}
	c.registered, c.change = reg, change
	switch m.IntN(3) {
	case 0:
		c.registered = prometheus.WrapCollectorWith(prometheus.Labels{"inner": "i"}, reg)
	case 1:
		c.registered = prometheus.WrapCollectorWithPrefix("inner_", reg)
	}
}

// vectorsOf makes a vector for each family of the collector.
func (m *machine) vectorsOf(c *collector) (inner []prometheus.Collector, change func(*machine) string) {
	for _, f := range c.families {
		f.help = "A vector."
		opts := prometheus.Opts{Name: f.name, Help: f.help, Unit: f.unit, ConstLabels: f.constant}
		switch f.typ {
		case "counter":
			inner = append(inner, prometheus.NewCounterVec(prometheus.CounterOpts(opts), f.names))
		case "histogram":
			histogram := prometheus.HistogramOpts{Name: f.name, Help: f.help, Unit: f.unit, ConstLabels: f.constant, Buckets: []float64{1, 10}}
			if m.chance(kindNative, 4) {
				m.drawNative(&histogram)
			}
			inner = append(inner, prometheus.NewHistogramVec(histogram, f.names))
		case "summary":
			inner = append(inner, prometheus.NewSummaryVec(prometheus.SummaryOpts{
				Name: f.name, Help: f.help, Unit: f.unit, ConstLabels: f.constant, Objectives: map[float64]float64{0.5: 0.05},
			}, f.names))
		default:
			inner = append(inner, prometheus.NewGaugeVec(prometheus.GaugeOpts(opts), f.names))
		}
	}
	return inner, func(m *machine) string {
		i := m.IntN(len(inner))
		values, v := m.familyValues(c.families[i]), m.orderedNumber()
		return fmt.Sprintf("vector %d %q %v %s", i, values, v, outcome(func() error { return changeSeries(inner[i], values, v) }))
	}
}

// changeSeries changes a series of a vector.
func changeSeries(vector prometheus.Collector, values []string, v float64) error {
	switch vector := vector.(type) {
	case *prometheus.CounterVec:
		c, err := vector.GetMetricWithLabelValues(values...)
		if err == nil {
			c.Inc()
		}
		return err
	case *prometheus.GaugeVec:
		g, err := vector.GetMetricWithLabelValues(values...)
		if err == nil {
			g.Set(v)
		}
		return err
	case prometheus.ObserverVec:
		o, err := vector.GetMetricWithLabelValues(values...)
		if err == nil {
			o.Observe(v + 0) // Not -0, which client_golang sorts by chance.
		}
		return err
	}
	return nil
}

// A counted metric is a counter with a descriptor of its own kind: what
// embeds a metric is a metric, too.
type counted struct {
	prometheus.Counter
	more []prometheus.Metric
}

func (c *counted) Collect(ch chan<- prometheus.Metric) {
	ch <- c.Counter
	for _, metric := range c.more {
		ch <- metric
	}
}

// A labelled vector sets a series whenever it is collected, as exporters do.
type labelled struct {
	*prometheus.GaugeVec
	values []string
	value  float64
}

func (l *labelled) Collect(ch chan<- prometheus.Metric) {
	l.WithLabelValues(l.values...).Set(l.value)
	l.GaugeVec.Collect(ch)
}

// An untouched vector overrides nothing.
type untouched struct{ *prometheus.HistogramVec }

func (m *machine) makeEmbedded(c *collector) {
	f := c.families[0]
	c.families = c.families[:1]
	f.typ = "gauge"
	opts := prometheus.Opts{Name: f.name, Help: f.help, Unit: f.unit, ConstLabels: f.constant}
	switch m.IntN(3) {
	case 0:
		f.names, f.typ = nil, "counter"
		own := &counted{Counter: prometheus.NewCounter(prometheus.CounterOpts(opts))}
		undescribed := prometheus.NewDesc(c.name+"undescribed", "", nil, nil)
		c.registered, c.change = own, func(m *machine) string {
			own.Inc()
			own.more = nil
			if m.chance(kindUndeclared, 3) {
				own.more = append(own.more, prometheus.MustNewConstMetric(undescribed, prometheus.UntypedValue, m.number()))
			}
			return fmt.Sprint(len(own.more), " more metrics")
		}
	case 1:
		own := &labelled{GaugeVec: prometheus.NewGaugeVec(prometheus.GaugeOpts(opts), f.names), values: make([]string, len(f.names))}
		c.registered, c.change = own, func(m *machine) string {
			own.value = m.number()
			for i := range own.values {
				own.values[i] = pick(m, "", "a", "b")
			}
			return fmt.Sprintf("%q %v", own.values, own.value)
		}
	case 2:
		f.typ = "histogram"
		vec := prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: f.name, Help: f.help, Unit: f.unit, ConstLabels: f.constant, Buckets: []float64{1},
		}, f.names)
		c.registered, c.change = untouched{vec}, func(m *machine) string {
			return outcome(func() error { return changeSeries(vec, m.familyValues(f), m.number()) })
		}
	}
	c.twin = func() prometheus.Collector { return &ownCollector{descs: c.descs()} }
}

// A squareVec is a vector of the program's own metrics.
type squareVec struct{ *prometheus.MetricVec }

// A square is a gauge that writes the square of its value.
type square struct {
	desc   *prometheus.Desc
	labels []*dto.LabelPair
	value  float64
}

func (s *square) Desc() *prometheus.Desc { return s.desc }

func (s *square) Write(model *dto.Metric) error {
	model.Label, model.Gauge = s.labels, &dto.Gauge{Value: ptr(s.value * s.value)}
	return nil
}

func newSquareVec(desc *prometheus.Desc) *squareVec {
	return &squareVec{prometheus.NewMetricVec(desc, func(values ...string) prometheus.Metric {
		return &square{desc: desc, labels: prometheus.MakeLabelPairs(desc, values)}
	})}
}

func (m *machine) makeMetricVec(c *collector) {
	f := c.families[0]
	c.families = c.families[:1]
	f.typ = "gauge"
	vec := newSquareVec(f.desc())
	c.registered = vec
	c.twin = func() prometheus.Collector { return newSquareVec(f.desc()) }
	c.change = func(m *machine) string {
		values, v := m.familyValues(f), m.number()
		switch m.IntN(6) {
		case 0:
			return fmt.Sprintf("delete %q: %v", values, vec.DeleteLabelValues(values...))
		case 1:
			vec.Reset()
			return "reset"
		}
		how := outcome(func() error {
			metric, err := vec.GetMetricWithLabelValues(values...)
			if err == nil {
				metric.(*square).value = v
			}
			return err
		})
		return fmt.Sprintf("%q %v %s", values, v, how)
	}
}
