package main

import (
	"fmt"
	"math"
	"strings"

	"github.com/prometheus/client_golang/prometheus"
)

// A metric is one of any type, plain or a vector, curried or not.
type metric struct {
	typ, name string
	constant  []string // names of the constant labels
	allNames  []string // of the variable labels
	names     []string // of those that are not curried
	collector prometheus.Collector
	at        *registerer // where it was registered last, or nil

	update // nil for a vector

	vector   vector // nil for a plain metric
	byValues func(values []string) (update, error)
	byLabels func(prometheus.Labels) (update, error)
	curry    func(prometheus.Labels) (*metric, error)
}

// A vector is what vectors of all types can do.
type vector interface {
	Delete(prometheus.Labels) bool
	DeleteLabelValues(values ...string) bool
	DeletePartialMatch(prometheus.Labels) int
	Reset()
}

// An update draws a change of a series, makes it and says it.
type update func(m *machine) string

func (one *metric) String() string { return fmt.Sprintf("%s %q %q", one.typ, one.name, one.names) }

// newMetric draws a metric. Not two types under one name, nor names that
// samples of two metrics share: the first letter of a name tells the type,
// and no name ends like a sample of another.
func (m *machine) newMetric() *metric {
	one := &metric{typ: pick(m, "counter", "gauge", "histogram", "summary", "func")}
	number := m.IntN(3)
	one.name = fmt.Sprintf("%c%d%s", one.typ[0], number, pick(m, "", "", "_x", ".x", " ü", "\"\\\n", "_total", "_seconds", ":😀"))

	// All that must be the same for one name follows from it.
	plain := len(one.name)%3 == 0 || one.typ == "func"
	opts := prometheus.Opts{Name: one.name, Help: "Help of " + one.name, ConstLabels: prometheus.Labels{}}
	if number > 0 {
		one.constant = []string{"constant", "m.m"}[:number]
	}
	if !m.isMerged && strings.HasSuffix(one.name, "_seconds") {
		opts.Unit = "seconds" // Not where registries are merged: client_golang loses it.
	}
	for _, name := range one.constant {
		opts.ConstLabels[name] = m.labelValue()
	}
	if !plain {
		one.names = [][]string{{"b", "a"}, {"z"}, {"le.", "ü", "k"}, {}}[(len(one.name)+number)%4]
		one.allNames = one.names
	}
	switch one.typ {
	case "counter":
		m.makeCounter(one, opts, plain)
	case "gauge":
		m.makeGauge(one, opts, plain)
	case "histogram":
		m.makeHistogram(one, opts, plain)
	case "summary":
		m.makeSummary(one, opts, plain)
	case "func":
		m.makeFunc(one, opts)
	}
	return one
}

func (m *machine) makeCounter(one *metric, opts prometheus.Opts, plain bool) {
	if plain {
		c := prometheus.NewCounter(prometheus.CounterOpts(opts))
		one.collector, one.update = c, updateCounter(c)
		return
	}
	one.setCounterVec(prometheus.NewCounterVec(prometheus.CounterOpts(opts), one.names))
}

func (m *machine) makeGauge(one *metric, opts prometheus.Opts, plain bool) {
	if plain {
		g := prometheus.NewGauge(prometheus.GaugeOpts(opts))
		one.collector, one.update = g, updateGauge(g)
		return
	}
	one.setGaugeVec(prometheus.NewGaugeVec(prometheus.GaugeOpts(opts), one.names))
}

func (m *machine) makeHistogram(one *metric, o prometheus.Opts, plain bool) {
	opts := prometheus.HistogramOpts{Name: o.Name, Help: o.Help, Unit: o.Unit, ConstLabels: o.ConstLabels, Buckets: pick(m,
		nil, []float64{}, []float64{1}, []float64{0, 1e6, math.Inf(1)}, []float64{-5, 0, 0.1, 10, 1e15},
		prometheus.LinearBuckets(-1, 0.1, 40),
	)}
	if plain {
		h := prometheus.NewHistogram(opts)
		one.collector, one.update = h, updateObserver(h, m.number)
		return
	}
	one.setObserverVec(prometheus.NewHistogramVec(opts, one.names), m.number)
}

func (m *machine) makeSummary(one *metric, o prometheus.Opts, plain bool) {
	opts := prometheus.SummaryOpts{
		Name: o.Name, Help: o.Help, Unit: o.Unit, ConstLabels: o.ConstLabels, AgeBuckets: 1 + m.Uint32N(3),
		Objectives: pick(m, nil, nil, map[float64]float64{0.5: 0.05, 0.9: 0.01, 0.99: 0.001}, map[float64]float64{0: 0, 1: 0}),
	}
	draw := m.number
	if opts.Objectives != nil {
		// Not NaN: client_golang's quantiles depend on where in the stream it
		// came. Not 500 observations or more, from which on both estimate;
		// a program has not that many operations.
		draw = m.orderedNumber
	}
	if plain {
		s := prometheus.NewSummary(opts)
		one.collector, one.update = s, updateObserver(s, draw)
		return
	}
	one.setObserverVec(prometheus.NewSummaryVec(opts, one.names), draw)
}

func (m *machine) makeFunc(one *metric, opts prometheus.Opts) {
	value := m.number()
	get := func() float64 { return value }
	switch len(one.name) % 3 {
	case 0:
		one.collector = prometheus.NewCounterFunc(prometheus.CounterOpts(opts), get)
	case 1:
		one.collector = prometheus.NewGaugeFunc(prometheus.GaugeOpts(opts), get)
	case 2:
		one.collector = prometheus.NewUntypedFunc(prometheus.UntypedOpts(opts), get)
	}
	one.update = func(m *machine) string {
		value = m.number()
		return fmt.Sprint("returns ", value)
	}
}

func (one *metric) setCounterVec(vec *prometheus.CounterVec) {
	one.collector, one.vector = vec, vec
	one.byValues = func(values []string) (update, error) {
		c, err := vec.GetMetricWithLabelValues(values...)
		return updateCounter(c), err
	}
	one.byLabels = func(labels prometheus.Labels) (update, error) {
		c, err := vec.GetMetricWith(labels)
		return updateCounter(c), err
	}
	one.curry = func(labels prometheus.Labels) (*metric, error) {
		curried, err := vec.CurryWith(labels)
		if err != nil {
			return nil, err
		}
		other := one.without(labels)
		other.setCounterVec(curried)
		return other, nil
	}
}

func (one *metric) setGaugeVec(vec *prometheus.GaugeVec) {
	one.collector, one.vector = vec, vec
	one.byValues = func(values []string) (update, error) {
		g, err := vec.GetMetricWithLabelValues(values...)
		return updateGauge(g), err
	}
	one.byLabels = func(labels prometheus.Labels) (update, error) {
		g, err := vec.GetMetricWith(labels)
		return updateGauge(g), err
	}
	one.curry = func(labels prometheus.Labels) (*metric, error) {
		curried, err := vec.CurryWith(labels)
		if err != nil {
			return nil, err
		}
		other := one.without(labels)
		other.setGaugeVec(curried)
		return other, nil
	}
}

func (one *metric) setObserverVec(vec prometheus.ObserverVec, draw func() float64) {
	one.collector, one.vector = vec, vec.(vector)
	one.byValues = func(values []string) (update, error) {
		o, err := vec.GetMetricWithLabelValues(values...)
		return updateObserver(o, draw), err
	}
	one.byLabels = func(labels prometheus.Labels) (update, error) {
		o, err := vec.GetMetricWith(labels)
		return updateObserver(o, draw), err
	}
	one.curry = func(labels prometheus.Labels) (*metric, error) {
		curried, err := vec.CurryWith(labels)
		if err != nil {
			return nil, err
		}
		other := one.without(labels)
		other.setObserverVec(curried, draw)
		return other, nil
	}
}

// without returns the metric as it is when the labels are curried.
func (one *metric) without(labels prometheus.Labels) *metric {
	other := &metric{typ: "curried " + one.typ, name: one.name, constant: one.constant, allNames: one.allNames}
	for _, name := range one.names {
		if _, ok := labels[name]; !ok {
			other.names = append(other.names, name)
		}
	}
	return other
}

func updateCounter(c prometheus.Counter) update {
	if c == nil {
		return nil
	}
	return func(m *machine) string {
		if m.IntN(2) == 0 {
			c.Inc()
			return "inc"
		}
		v, exemplar := m.number(), m.exemplar()
		return fmt.Sprintf("add %v %q %s", v, exemplar, outcome(func() error {
			any(c).(prometheus.ExemplarAdder).AddWithExemplar(v, exemplar)
			return nil
		}))
	}
}

func updateGauge(g prometheus.Gauge) update {
	if g == nil {
		return nil
	}
	return func(m *machine) string {
		v := m.number()
		switch how := pick(m, "set", "inc", "dec", "add", "sub"); how {
		case "inc":
			g.Inc()
			return how
		case "dec":
			g.Dec()
			return how
		case "add":
			g.Add(v)
			return fmt.Sprint(how, " ", v)
		case "sub":
			g.Sub(v)
			return fmt.Sprint(how, " ", v)
		default:
			g.Set(v)
			return fmt.Sprint(how, " ", v)
		}
	}
}

func updateObserver(o prometheus.Observer, draw func() float64) update {
	if o == nil {
		return nil
	}
	return func(m *machine) string {
		v := draw()
		if o, ok := o.(prometheus.ExemplarObserver); ok {
			exemplar := m.exemplar()
			return fmt.Sprintf("observe %v %q %s", v, exemplar, outcome(func() error {
				o.ObserveWithExemplar(v, exemplar)
				return nil
			}))
		}
		o.Observe(v)
		return fmt.Sprint("observe ", v)
	}
}
