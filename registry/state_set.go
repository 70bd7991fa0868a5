package registry

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"unicode/utf8"

	"plainmetrics/expfmt"
)

// A StateSet is a set of states, each of which is on or off: a series for
// each state, 1 or 0, with the state in a label that has the name of the
// metric. Set makes an enumeration of a StateSet, in which one state is on;
// SetState switches the states one by one.
//
// OpenMetrics has a type for StateSets; the text format and the protobuf
// format show gauges. A StateSet is a pointer, as a Counter is.
type StateSet = *StateSetSeries

// A StateSetVec is a StateSet divided by labels.
type StateSetVec = Vec[StateSetSeries]

// StateSetOpts name and describe a StateSet or a StateSetVec. All fields but
// States and Initial mean the same as in Opts; a StateSet has no unit.
type StateSetOpts struct {
	Namespace, Subsystem, Name string
	Help                       string
	ConstLabels                Labels

	// States are the names of all states, each once.
	States []string

	// Initial are the states that are on at first. An enumeration has one
	// initial state, because OpenMetrics demands exactly one state that is on.
	Initial []string
}

// A StateSetSeries is the set of states behind a StateSet. NewStateSet and
// StateSetVec make them. A zero StateSetSeries is on no page, and its methods
// Set and SetState panic. All methods may be called at the same time.
type StateSetSeries struct {
	metric *stateSetMetric        // nil for a zero StateSetSeries
	on     atomic.Pointer[[]bool] // for each state of the metric; never changed in place
	labels extendedLabels
}

// A stateSetMetric is common to all series of a StateSet.
type stateSetMetric struct {
	family  *family[StateSetSeries]
	states  []string // sorted, the order of the page
	initial []bool
}

// NewStateSet returns a StateSet. NewStateSet panics if States is empty, has a
// state twice or a state in invalid UTF-8, or lacks a state of Initial.
func NewStateSet(opts StateSetOpts) StateSet { return newStateSets(opts, nil).single() }

// NewStateSetVec returns a StateSetVec without series, divided by labels of
// the given names. NewStateSetVec panics where NewStateSet does.
func NewStateSetVec(opts StateSetOpts, labelNames []string) *StateSetVec {
	return newVec(newStateSets(opts, labelNames))
}

func newStateSets(opts StateSetOpts, labelNames []string) *family[StateSetSeries] {
	o := Opts{Namespace: opts.Namespace, Subsystem: opts.Subsystem, Name: opts.Name, Help: opts.Help, ConstLabels: opts.ConstLabels}
	m := &stateSetMetric{states: slices.Sorted(slices.Values(opts.States)), initial: make([]bool, len(opts.States))}
	m.family = newExtendedFamily(o, expfmt.TypeStateSet, labelNames, []string{o.fqName()},
		ops[StateSetSeries]{init: m.init, write: (*StateSetSeries).write})
	if len(m.states) == 0 {
		panic(fmt.Errorf("registry: state set %v: expected states, found none", metricName{m.family.desc}))
	}
	for i, state := range m.states {
		if !utf8.ValidString(state) || i > 0 && state == m.states[i-1] {
			panic(fmt.Errorf("registry: state set %v: expected states in valid UTF-8, each once, found %q", metricName{m.family.desc}, m.states))
		}
	}
	for _, state := range opts.Initial {
		m.initial[m.index(state)] = true
	}
	return m.family
}

func (m *stateSetMetric) init(s *StateSetSeries) {
	s.metric = m
	s.on.Store(&m.initial)
}

// index returns the index of a state. It panics if there is no such state.
func (m *stateSetMetric) index(state string) int {
	i, ok := slices.BinarySearch(m.states, state)
	if !ok {
		panic(fmt.Errorf("registry: state set %v: expected one of the states %q, found %q", metricName{m.family.desc}, m.states, strings.Clone(state)))
	}
	return i
}

// Set switches a state on and all others off, all at once: no page has two
// states on, or none. Set panics if the StateSet has no such state.
func (s *StateSetSeries) Set(state string) {
	on := make([]bool, len(s.metric.states))
	on[s.metric.index(state)] = true
	s.on.Store(&on)
}

// SetState switches a state on or off, and leaves all others as they are.
// SetState panics if the StateSet has no such state.
func (s *StateSetSeries) SetState(state string, isOn bool) {
	i := s.metric.index(state)
	for {
		last := s.on.Load()
		next := slices.Clone(*last)
		next[i] = isOn
		if s.on.CompareAndSwap(last, &next) {
			return
		}
	}
}

func (s *StateSetSeries) write(enc expfmt.Encoder, f *expfmt.Family, labels expfmt.LabelSet, _ *expfmt.Point) {
	sets := s.labels.get(labelsKey{labels, f, nil}, func() []expfmt.LabelSet { return s.metric.stateLabels(f.Name()) })
	for i, isOn := range *s.on.Load() {
		v := 0.0
		if isOn {
			v = 1
		}
		enc.Value(f, sets[i], v)
	}
}

// stateLabels returns a label with the given name for each state.
func (m *stateSetMetric) stateLabels(name string) []expfmt.LabelSet {
	sets := make([]expfmt.LabelSet, len(m.states))
	for i, state := range m.states {
		sets[i], _ = expfmt.Labels(expfmt.Label{Name: name, Value: state}) // valid, or the Desc has an error
	}
	return sets
}

// Desc returns the Desc of all states.
func (s *StateSetSeries) Desc() *Desc {
	if s.metric == nil {
		return descOf(nil)
	}
	return s.metric.family.descs[0]
}

// Describe implements Collector.
func (s *StateSetSeries) Describe(ch chan<- *Desc) { ch <- s.Desc() }

// Collect implements Collector: it sends a gauge for each state.
func (s *StateSetSeries) Collect(ch chan<- Metric) { sendMetrics(ch, s, s) }

// Families implements Describer.
func (s *StateSetSeries) Families() []*expfmt.Family { return s.Desc().families() }

// ConstLabels returns the labels of all series of the metric.
func (s *StateSetSeries) ConstLabels() expfmt.LabelSet { return s.Desc().constant }

// Encode implements Source.
func (s *StateSetSeries) Encode(_ context.Context, enc expfmt.Encoder) error {
	if s.metric == nil {
		return errZeroSeries
	}
	return s.metric.family.encodeOnly(s, enc)
}

func (s *StateSetSeries) self() Collector { return s }

func (s *StateSetSeries) identify() identity {
	if s.metric == nil {
		return identity{err: errZeroSeries}
	}
	return s.metric.family.identifySeries()
}
