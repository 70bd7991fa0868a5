package registry

import (
	"context"

	"plainmetrics/expfmt"
)

// A ForeignCollector is a Collector whose metrics are of type M in place of
// Metric. Module registry/client_golang, whose Metric is another interface,
// has such Collectors.
type ForeignCollector[M any] interface {
	Describe(chan<- *Desc)
	Collect(chan<- M)
}

// FromForeign returns c as a Collector. A registry receives the metrics of c
// on the channel of c, and converts each by metric, without a second channel.
// The function needs a value of M that c never sends: end.
func FromForeign[M comparable](c ForeignCollector[M], metric func(M) Metric, end M) Collector {
	return &foreign[M]{c, channelSource[M]{collector: c, metric: metric, endOfRun: end}}
}

// ForeignOf returns the ForeignCollector of which FromForeign made c, or nil.
func ForeignOf(c Collector) any {
	if f, ok := c.(interface{ foreign() any }); ok {
		return f.foreign()
	}
	return nil
}

// A foreign is a ForeignCollector as a Collector.
type foreign[M comparable] struct {
	collector ForeignCollector[M]
	source    channelSource[M]
}

// Describe implements Collector.
func (f *foreign[M]) Describe(ch chan<- *Desc) { f.collector.Describe(ch) }

// Collect implements Collector.
func (f *foreign[M]) Collect(ch chan<- Metric) { sendMetrics(ch, f, f) }

// Encode implements Source.
func (f *foreign[M]) Encode(ctx context.Context, enc expfmt.Encoder) error {
	return f.source.Encode(ctx, enc)
}

// writesSingles implements singleSource.
func (f *foreign[M]) writesSingles() {}

func (f *foreign[M]) self() Collector { return f }

func (f *foreign[M]) foreign() any { return f.collector }

func (f *foreign[M]) identify() identity {
	var id identity
	id.descs, id.err = descsOf(f)
	return id
}
