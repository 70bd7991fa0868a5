package registry

import (
	"context"
	"sync/atomic"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/model"
)

// A Source writes the series of a page to an encoder: what a [Collector]
// does, without a channel, and with a context. Make a Collector of a Source
// by FromSource:
//
//	reg.MustRegister(registry.FromSource(source))
//
// Metrics, registries, and the collectors of the Go runtime and of the
// process are Sources.
type Source interface {
	// Encode writes series to enc, in any order. Encode should find out all
	// values first, and return when the context ends: a scrape does not
	// wait longer. Several goroutines may call Encode at the same time.
	//
	// Encode may write from several goroutines at once, and must wait for
	// them: a series that comes after Encode has returned is lost, and the
	// next scrape reports it.
	//
	// The registry sorts the series. It leaves out families that make no
	// sense, and all families of a Source that panics or is late. It reports
	// the error of Encode, and shows the series written before. A Source that
	// scrapes its own registry gets an error.
	Encode(ctx context.Context, enc expfmt.Encoder) error
}

// A Describer is a Source that knows its families beforehand. A registry
// compares them with the families of others when the Describer is
// registered. A Source that is no Describer is checked at every scrape
// instead, and can't be unregistered.
//
// Two Describers of the same families can be registered together if both
// have a method ConstLabels() expfmt.LabelSet. ConstLabels returns labels of
// all their series; the values must differ.
type Describer interface {
	Source
	Families() []*expfmt.Family
}

// A SourceFunc is a function as a Source, as a Collector and as a Gatherer.
type SourceFunc func(ctx context.Context, enc expfmt.Encoder) error

// Encode calls f.
func (f SourceFunc) Encode(ctx context.Context, enc expfmt.Encoder) error { return f(ctx, enc) }

// Describe sends nothing.
func (f SourceFunc) Describe(chan<- *Desc) {}

// Collect sends the series that f writes.
func (f SourceFunc) Collect(ch chan<- Metric) { FromSource(f).Collect(ch) }

// Gather returns the families that f writes, unchecked.
func (f SourceFunc) Gather() ([]*model.MetricFamily, error) { return gather(f) }

// FromSource returns s as a Collector. A registry calls the Encode of s; other
// callers may use Describe and Collect.
func FromSource(s Source) Collector {
	if c, ok := s.(builtIn); ok && c.self() == c {
		return c
	}
	return &sourceCollector{s}
}

// A sourceCollector is a Source as a Collector.
type sourceCollector struct{ source Source }

// Describe implements Collector.
func (c *sourceCollector) Describe(ch chan<- *Desc) { describeTo(ch, c) }

// Collect implements Collector.
func (c *sourceCollector) Collect(ch chan<- Metric) { sendMetrics(ch, c, c.source) }

// Encode implements Source.
func (c *sourceCollector) Encode(ctx context.Context, enc expfmt.Encoder) error {
	return c.source.Encode(ctx, enc)
}

func (c *sourceCollector) self() Collector { return c }

func (c *sourceCollector) identify() identity {
	id := identity{source: c.source, named: c.source}
	if d, ok := c.source.(Describer); ok {
		id.descs, id.err = describe(d)
	}
	return id
}

// describeTo sends the Descs of c, or an invalid Desc if c has an error.
func describeTo(ch chan<- *Desc, c builtIn) {
	id := c.identify()
	if id.err != nil {
		ch <- NewInvalidDesc(id.err)
		return
	}
	for _, d := range id.descs {
		ch <- d
	}
}

// sendMetrics sends the series of s on ch, with the Descs of c, and each error
// of s as an invalid metric.
func sendMetrics(ch chan<- Metric, c builtIn, s Source) {
	m := &metricSender{metrics: ch, descs: c.identify().descs}
	for _, err := range appendErrors(nil, s.Encode(context.Background(), m)) {
		ch <- NewInvalidMetric(NewInvalidDesc(err), err)
	}
}

// A metricSender is an Encoder that sends each series as a Metric.
type metricSender struct {
	metrics chan<- Metric
	descs   []*Desc
	last    atomic.Int32 // index of the last result of desc: the next series has the same
}

// Value implements expfmt.Encoder.
func (s *metricSender) Value(f *expfmt.Family, labels expfmt.LabelSet, v float64) {
	s.metrics <- &constMetric{s.desc(f, labels), f, labels, v, nil}
}

// Point implements expfmt.Encoder.
func (s *metricSender) Point(f *expfmt.Family, labels expfmt.LabelSet, p *expfmt.Point) {
	copied := new(buffer)
	copied.addPoint(record{family: f, labels: labels}, p)
	s.metrics <- &constMetric{s.desc(f, labels), f, labels, 0, copied.records[0].point}
}

// desc returns the Desc of a series: one of the Descs if it can be, or else a
// Desc whose constant labels are the labels.
func (s *metricSender) desc(f *expfmt.Family, labels expfmt.LabelSet) *Desc {
	last := int(s.last.Load())
	for i := range s.descs {
		i = (last + i) % len(s.descs)
		if d := s.descs[i]; d.fqName == f.Name() && d.hasLabelsOf(labels) {
			s.last.Store(int32(i))
			return d
		}
	}
	return &Desc{fqName: f.Name(), family: f, constant: labels, isCustom: true}
}

// SourceOf returns c as a Source: c itself if c is one, or else a Source that
// writes the metrics that c sends. FromSource goes the other way.
func SourceOf(c Collector) Source {
	if s := sourceOf(c); s != nil {
		return s
	}
	return &channelSource[Metric]{collector: c, metric: itself, endOfRun: endOfRun}
}

// sourceOf returns v, a Collector, a Metric or a Gatherer, as a Source, or nil
// if v is none. Types that embed a metric or a registry inherit Encode, and
// do more in other methods: they are no Sources.
func sourceOf(v any) Source {
	switch b := v.(type) {
	case builtIn:
		if any(b.self()) != v {
			return nil
		}
	case embeddable:
		if b.isEmbeddedIn(v) {
			return nil
		}
	}
	s, _ := v.(Source)
	return s
}

// An embeddable is a GathererFunc or Gatherers. Their values can't be compared,
// so the types have isEmbeddedIn in place of the method self of a builtIn.
type embeddable interface {
	Source

	// isEmbeddedIn reports whether v has another type than the Gatherer.
	isEmbeddedIn(v any) bool
}

// A singleSource is a Source of single metrics: each makes sense alone, or is
// left out alone, as client_golang has it. Of other Sources, a series that
// makes no sense costs its family.
type singleSource interface {
	Source
	writesSingles()
}

func isSingle(s Source) bool {
	_, ok := s.(singleSource)
	return ok
}
