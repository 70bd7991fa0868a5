package main

import (
	"fmt"
	"math"
	"strings"

	"github.com/prometheus/client_golang/prometheus"
)

// A metric is a metric of any type, plain or a vector, curried or not.
type metric struct {
	typ, name  string
	constant   []string // names of the constant labels
	allNames   []string // of the variable labels
	names      []string // of those that are not curried
	collector  prometheus.Collector
	registerer *registerer // where it was registered last, or nil

	update // nil for a vector

	vector   vector // nil for a plain metric
	byValues func(values []string) (update, error)
	byLabels func(prometheus.Labels) (update, error)
	curry    func(prometheus.Labels) (*metric, error)
}

// A vector has the methods common to vectors of all types.
type vector interface {
	Delete(prometheus.Labels) bool
	DeleteLabelValues(values ...string) bool
	DeletePartialMatch(prometheus.Labels) int
	Reset()
}

// An update draws a change of a series, makes the change and describes it.
type update func(m *machine) string

func (target *metric) String() string {
	return fmt.Sprintf("%s %q %q", target.typ, target.name, target.names)
}

// newMetric draws a metric. Not two types under one name, nor names shared
// by samples of two metrics: the first letter of a name decides the type,
// and no name ends in a suffix of samples.
func (m *machine) newMetric() *metric {
	target := &metric{typ: pick(m, "counter", "gauge", "histogram", "summary", "func")}
	number := m.IntN(3)
	target.name = fmt.Sprintf("%c%d%s", target.typ[0], number, pick(m, "", "", "_x", ".y", " ü", "\"\\\n", "t_total", "_seconds", ":😀"))

	// All that must be the same for one name follows from it.
	plain := len(target.name)%3 == 0 || target.typ == "func"
	opts := prometheus.Opts{Name: target.name, Help: "Help of " + target.name, ConstLabels: prometheus.Labels{}}
	if number > 0 {
		target.constant = []string{"constant", "m.m"}[:number]
	}
	if !m.isMerged && strings.HasSuffix(target.name, "_seconds") {
		opts.Unit = "seconds" // Not where registries are merged: client_golang loses it.
	}
	for _, name := range target.constant {
		opts.ConstLabels[name] = m.labelValue()
	}
	if !plain {
		target.names = [][]string{{"b", "a"}, {"z"}, {"le.", "ü", "k"}, {}}[(len(target.name)+number)%4]
		target.allNames = target.names
	}
	switch target.typ {
	case "counter":
		m.makeCounter(target, opts, plain)
	case "gauge":
		m.makeGauge(target, opts, plain)
	case "histogram":
		m.makeHistogram(target, opts, plain)
	case "summary":
		m.makeSummary(target, opts, plain)
	case "func":
		m.makeFunc(target, opts)
	}
	return target
}

func (m *machine) makeCounter(target *metric, opts prometheus.Opts, plain bool) {
	if plain {
		c := prometheus.NewCounter(prometheus.CounterOpts(opts))
		target.collector, target.update = c, updateCounter(c)
		return
	}
	target.setCounterVec(prometheus.NewCounterVec(prometheus.CounterOpts(opts), target.names))
}

func (m *machine) makeGauge(target *metric, opts prometheus.Opts, plain bool) {
	if plain {
		g := prometheus.NewGauge(prometheus.GaugeOpts(opts))
		target.collector, target.update = g, updateGauge(g)
		return
	}
	target.setGaugeVec(prometheus.NewGaugeVec(prometheus.GaugeOpts(opts), target.names))
}

func (m *machine) makeHistogram(target *metric, o prometheus.Opts, plain bool) {
	opts := prometheus.HistogramOpts{Name: o.Name, Help: o.Help, Unit: o.Unit, ConstLabels: o.ConstLabels, Buckets: pick(m,
		nil, []float64{}, []float64{1}, []float64{0, 1e6, math.Inf(1)}, []float64{-5, 0, 0.1, 10, 1e15},
		prometheus.LinearBuckets(-1, 0.1, 40),
	)}
	updates := observing((*machine).number)
	if m.chance(kindNative, 2) {
		m.drawNative(&opts)
		updates = updateNative
	}
	if plain {
		h := prometheus.NewHistogram(opts)
		target.collector, target.update = h, updates(h)
		return
	}
	target.setObserverVec(prometheus.NewHistogramVec(opts, target.names), updates)
}

func (m *machine) makeSummary(target *metric, o prometheus.Opts, plain bool) {
	opts := prometheus.SummaryOpts{
		Name: o.Name, Help: o.Help, Unit: o.Unit, ConstLabels: o.ConstLabels, AgeBuckets: 1 + m.Uint32N(3),
		Objectives: pick(m, nil, nil, map[float64]float64{0.5: 0.05, 0.9: 0.01, 0.99: 0.001}, map[float64]float64{0: 0, 1: 0}),
	}
	updates := observing((*machine).number)
	if opts.Objectives != nil {
		// Not NaN: client_golang's quantiles depend on where in the stream it
		// came, as does whether the lowest of 0 and -0 is 0. Not 500 observations or more, from which on both estimate;
		// a program has not that many operations.
		updates = observing(func(m *machine) float64 { return m.orderedNumber() + 0 })
	}
	if plain {
		s := prometheus.NewSummary(opts)
		target.collector, target.update = s, updates(s)
		return
	}
	target.setObserverVec(prometheus.NewSummaryVec(opts, target.names), updates)
}

func (m *machine) makeFunc(target *metric, opts prometheus.Opts) {
	value := m.number()
	get := func() float64 { return value }
	switch len(target.name) % 3 {
	case 0:
		target.collector = prometheus.NewCounterFunc(prometheus.CounterOpts(opts), get)
	case 1:
		target.collector = prometheus.NewGaugeFunc(prometheus.GaugeOpts(opts), get)
	case 2:
		target.collector = prometheus.NewUntypedFunc(prometheus.UntypedOpts(opts), get)
	}
	target.update = func(m *machine) string {
		value = m.number()
		return fmt.Sprint("returns ", value)
	}
}

func (target *metric) setCounterVec(vec *prometheus.CounterVec) {
	target.collector, target.vector = vec, vec
	target.byValues = func(values []string) (update, error) {
		c, err := vec.GetMetricWithLabelValues(values...)
		return updateCounter(c), err
	}
	target.byLabels = func(labels prometheus.Labels) (update, error) {
		c, err := vec.GetMetricWith(labels)
		return updateCounter(c), err
	}
	target.curry = func(labels prometheus.Labels) (*metric, error) {
		curried, err := vec.CurryWith(labels)
		if err != nil {
			return nil, err
		}
		other := target.without(labels)
		other.setCounterVec(curried)
		return other, nil
	}
}

func (target *metric) setGaugeVec(vec *prometheus.GaugeVec) {
	target.collector, target.vector = vec, vec
	target.byValues = func(values []string) (update, error) {
		g, err := vec.GetMetricWithLabelValues(values...)
		return updateGauge(g), err
	}
	target.byLabels = func(labels prometheus.Labels) (update, error) {
		g, err := vec.GetMetricWith(labels)
		return updateGauge(g), err
	}
	target.curry = func(labels prometheus.Labels) (*metric, error) {
		curried, err := vec.CurryWith(labels)
		if err != nil {
			return nil, err
		}
		other := target.without(labels)
		other.setGaugeVec(curried)
		return other, nil
	}
}

func (target *metric) setObserverVec(vec prometheus.ObserverVec, updates func(prometheus.Observer) update) {
	target.collector, target.vector = vec, vec.(vector)
	target.byValues = func(values []string) (update, error) {
		o, err := vec.GetMetricWithLabelValues(values...)
		return updates(o), err
	}
	target.byLabels = func(labels prometheus.Labels) (update, error) {
		o, err := vec.GetMetricWith(labels)
		return updates(o), err
	}
	target.curry = func(labels prometheus.Labels) (*metric, error) {
		curried, err := vec.CurryWith(labels)
		if err != nil {
			return nil, err
		}
		other := target.without(labels)
		other.setObserverVec(curried, updates)
		return other, nil
	}
}

// without returns the metric with the labels curried.
func (target *metric) without(labels prometheus.Labels) *metric {
	other := &metric{typ: "curried " + target.typ, name: target.name, constant: target.constant, allNames: target.allNames}
	for _, name := range target.names {
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
		if v >= 1<<56 && v < 1<<64 {
			v /= 1 << 10 // a sum of 2^64 wraps in client_golang
		}
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

// observing returns a function that makes the updates of observers, which
// observe what is drawn.
func observing(draw func(*machine) float64) func(prometheus.Observer) update {
	return func(o prometheus.Observer) update {
		if o == nil {
			return nil
		}
		return updateObserver(o, draw)
	}
}

func updateObserver(o prometheus.Observer, draw func(*machine) float64) update {
	return func(m *machine) string {
		v := draw(m)
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
