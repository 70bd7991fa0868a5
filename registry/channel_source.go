package registry

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"plainmetrics/expfmt"
)

// A channelSource is a Collector without Encode as a Source: Encode calls
// Collect, and writes the metrics that come through the channel.
type channelSource struct {
	collector Collector
	expected  atomic.Int64              // metrics of the latest run
	latest    atomic.Pointer[metricRun] // has returned; nil before the first
}

// SourceOf returns c as a Source: c itself if c is one, or else a Source that
// writes the metrics that c sends. SourceOf is the reverse of FromSource.
func SourceOf(c Collector) Source {
	if s := sourceOf(c); s != nil {
		return s
	}
	return &channelSource{collector: c}
}

// A channel has room for all metrics of the latest run and some more, within
// these limits.
const (
	smallestChannel = 64
	largestChannel  = 1 << 14
)

// reliefTime is the time after which a run receives metrics while Collect
// sends them. Before, the metrics wait in the channel: to receive a metric as
// soon as it comes wakes a goroutine for each.
const reliefTime = time.Millisecond

// Encode implements Source. Metrics that fail are left out, with an error.
func (s *channelSource) Encode(_ context.Context, enc expfmt.Encoder) error {
	n := int(s.expected.Load())
	run := &metricRun{enc: enc, metrics: make(chan Metric, min(max(n+n/4, smallestChannel), largestChannel))}
	if p := pedantic(enc); p != nil {
		run.enc, run.pedantic = p, p
	}
	defer s.end(run)
	run.collect(s.collector)
	if late := s.latest.Load().drain(); late > 0 {
		run.errs = append(run.errs, fmt.Errorf("sent %d metrics after an earlier Collect had returned, which are lost", late))
	}
	return MultiError(run.errs).MaybeUnwrap()
}

// writesSingles implements singleSource.
func (s *channelSource) writesSingles() {}

// end keeps what the next run wants to know about the run.
func (s *channelSource) end(run *metricRun) {
	run.enc, run.pedantic = nil, nil
	s.expected.Store(int64(run.received))
	s.latest.Store(run)
}

// A metricRun is one run of a Collector that sends metrics on a channel. No
// channel is used for a second run, and none is closed: a goroutine that sends
// too late neither reaches another page nor panics.
type metricRun struct {
	enc      expfmt.Encoder
	pedantic *pedanticEncoder // enc, or nil
	metrics  chan Metric
	received int
	errs     []error
}

// collect calls Collect and receives its metrics: after Collect has returned,
// or from the reliefTime on, on another goroutine.
func (r *metricRun) collect(c Collector) {
	done := make(chan struct{})
	relief := time.AfterFunc(reliefTime, func() {
		defer close(done)
		for m := <-r.metrics; m != endOfRun; m = <-r.metrics {
			r.receive(m)
		}
	})
	defer func() {
		if !relief.Stop() {
			r.metrics <- endOfRun
			<-done
			return
		}
		for len(r.metrics) > 0 {
			r.receive(<-r.metrics)
		}
	}()
	c.Collect(r.metrics)
}

// endOfRun is the last metric of a run.
var endOfRun Metric = new(invalidMetric)

// receive writes a metric to the Encoder.
func (r *metricRun) receive(m Metric) {
	r.received++
	if r.pedantic != nil {
		r.pedantic.metric = m
	}
	if err := encodeMetric(r.enc, m); err != nil {
		r.errs = append(r.errs, err)
	}
}

// drain receives the metrics that came after the run, up to a number, and
// waits for a moment for more: those that send them may wait for room.
func (r *metricRun) drain() (late int) {
	if r == nil || len(r.metrics) == 0 {
		return 0
	}
	for late < largestChannel {
		select {
		case <-r.metrics:
			late++
		case <-time.After(reliefTime):
			return late
		}
	}
	return late
}
