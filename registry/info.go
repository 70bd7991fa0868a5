package registry

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/model"
)

// An Info is a series whose labels inform, such as the version of a program,
// and whose value is always 1. OpenMetrics has a type for infos; the text format
// and the protobuf format show a gauge. An Info is a pointer, as a Counter is.
type Info = *InfoSeries

// An InfoVec is an Info divided by labels: a series for each database, say,
// with the version of the database.
type InfoVec = Vec[InfoSeries]

// InfoOpts name and describe an Info or an InfoVec. Each field means the same as
// in Opts; an Info has no unit. The name must end in _info: registering an Info
// with any other name fails.
type InfoOpts struct {
	Namespace, Subsystem, Name string
	Help                       string
	ConstLabels                Labels
}

// An InfoSeries is the series behind an Info. NewInfo and InfoVec make them.
// A zero InfoSeries is on no page, and its Set panics. All methods may be
// called at the same time.
type InfoSeries struct {
	metric  *infoMetric                     // nil for a zero InfoSeries
	current atomic.Pointer[expfmt.LabelSet] // the labels that inform, nil before Set
	labels  extendedLabels
}

// An infoMetric is common to all series of an Info.
type infoMetric struct {
	family *family[InfoSeries]
	names  []string // of the labels that inform
}

// NewInfo returns an Info with the labels, which may be nil. Set can replace
// their values later. NewInfo panics if a value is not valid UTF-8.
func NewInfo(opts InfoOpts, labels Labels) Info {
	names := make([]string, 0, len(labels))
	for name := range labels {
		names = append(names, strings.Clone(name))
	}
	slices.Sort(names)
	info := newInfos(opts, nil, names).single()
	info.Set(labels)
	return info
}

// NewInfoVec returns an InfoVec without series. The labels labelNames tell the
// Infos of the InfoVec apart, and Set sets the labels infoNames of an Info. A
// page shows an Info after its first Set.
func NewInfoVec(opts InfoOpts, labelNames, infoNames []string) *InfoVec {
	return newVec(newInfos(opts, labelNames, infoNames))
}

func newInfos(opts InfoOpts, labelNames, infoNames []string) *family[InfoSeries] {
	m := &infoMetric{names: slices.Clone(infoNames)}
	m.family = newExtendedFamily(
		Opts{Namespace: opts.Namespace, Subsystem: opts.Subsystem, Name: opts.Name, Help: opts.Help, ConstLabels: opts.ConstLabels},
		expfmt.TypeInfo, labelNames, m.names,
		ops[InfoSeries]{init: func(i *InfoSeries) { i.metric = m }, write: (*InfoSeries).write})
	if name := m.family.desc.fqName; !strings.HasSuffix(name, "_info") {
		setError(m.family, fmt.Errorf("registry: info %q: expected a name that ends in _info", name))
	}
	return m.family
}

// Set replaces the labels that inform, all at once: no page has old values
// beside new ones. Set panics unless the names are the names given to the
// constructor, and all values are valid UTF-8.
func (i *InfoSeries) Set(labels Labels) {
	m := i.metric
	isMissing := func(name string) bool {
		_, ok := labels[name]
		return !ok
	}
	if len(labels) != len(m.names) || slices.ContainsFunc(m.names, isMissing) {
		panic(vecLabels{desc: &Desc{fqName: m.family.desc.fqName, variable: m.names}}.mismatch(labels))
	}
	set, err := labels.set()
	if err != nil && m.family.desc.err == nil { // an invalid name fails when it is registered
		panic(fmt.Errorf("registry: info %v: %w", metricName{m.family.desc}, err))
	}
	i.current.Store(&set)
}

func (i *InfoSeries) write(enc expfmt.Encoder, f *expfmt.Family, labels expfmt.LabelSet, _ *expfmt.Point) {
	if current := i.current.Load(); current != nil {
		added := func() []expfmt.LabelSet { return []expfmt.LabelSet{*current} }
		enc.Value(f, i.labels.get(labelsKey{labels, f, current}, added)[0], 1)
	}
}

// Desc implements Metric.
func (i *InfoSeries) Desc() *Desc {
	if i.metric == nil {
		return descOf(nil)
	}
	return i.metric.family.descs[0]
}

// Write implements Metric.
func (i *InfoSeries) Write(out *model.Metric) error { return writeModel(out, i) }

// Describe implements Collector.
func (i *InfoSeries) Describe(ch chan<- *Desc) { ch <- i.Desc() }

// Collect implements Collector.
func (i *InfoSeries) Collect(ch chan<- Metric) {
	if i.current.Load() != nil {
		ch <- i
	}
}

// Families implements Describer.
func (i *InfoSeries) Families() []*expfmt.Family { return i.Desc().families() }

// ConstLabels returns the labels of all series of the metric.
func (i *InfoSeries) ConstLabels() expfmt.LabelSet { return i.Desc().constant }

// Encode implements Source.
func (i *InfoSeries) Encode(_ context.Context, enc expfmt.Encoder) error {
	if i.metric == nil {
		return errZeroSeries
	}
	return i.metric.family.encodeOnly(i, enc)
}

func (i *InfoSeries) self() Collector { return i }

func (i *InfoSeries) identify() identity {
	if i.metric == nil {
		return identity{err: errZeroSeries}
	}
	return i.metric.family.identifySeries()
}
