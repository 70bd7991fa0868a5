package registry

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"plainmetrics/expfmt"
)

// A channelSource is a Collector without Encode as a Source: Encode calls
// Collect, and writes the metrics that come through the channel. M is Metric,
// or the type of the metrics of a ForeignCollector.
type channelSource[M comparable] struct {
	collector interface{ Collect(chan<- M) }
	metric    func(M) Metric
	endOfRun  M // is sent after the last metric of a run

	expected atomic.Int64                 // metrics of the latest run
	latest   atomic.Pointer[metricRun[M]] // has returned; nil before the first
}

func itself(m Metric) Metric { return m }

// endOfRun is the last metric of a run.
var endOfRun Metric = new(invalidMetric)

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
func (s *channelSource[M]) Encode(_ context.Context, enc expfmt.Encoder) error {
	n := int(s.expected.Load())
	run := &metricRun[M]{source: s, enc: enc, metrics: make(chan M, min(max(n+n/4, smallestChannel), largestChannel))}
	if p := pedantic(enc); p != nil {
		run.enc, run.pedantic = p, p
	}
	defer s.end(run)
	run.collect()
	if late := s.latest.Load().drain(); late > 0 {
		run.errs = append(run.errs, fmt.Errorf("sent %d metrics after an earlier Collect had returned, which are lost", late))
	}
	return MultiError(run.errs).MaybeUnwrap()
}

// writesSingles implements singleSource.
func (s *channelSource[M]) writesSingles() {}

// end keeps what the next run wants to know about the run.
func (s *channelSource[M]) end(run *metricRun[M]) {
	run.enc, run.pedantic = nil, nil
	s.expected.Store(int64(run.received))
	s.latest.Store(run)
}

// A metricRun is one run of a Collector that sends metrics on a channel. No
// channel is used for a second run, and none is closed: a goroutine that sends
// too late neither reaches another page nor panics.
type metricRun[M comparable] struct {
	source   *channelSource[M]
	enc      expfmt.Encoder
	pedantic metricEncoder // enc, or nil
	metrics  chan M
	received int
	errs     []error
}

// collect calls Collect and receives its metrics: after Collect has returned,
// or from the reliefTime on, on another goroutine.
func (r *metricRun[M]) collect() {
	done := make(chan struct{})
	relief := time.AfterFunc(reliefTime, func() { r.relieve(done) })
	defer func() {
		if !relief.Stop() {
			r.metrics <- r.source.endOfRun
			<-done
			return
		}
		for len(r.metrics) > 0 {
			r.receive(<-r.metrics)
		}
	}()
	r.source.collector.Collect(r.metrics)
}

// relieve receives metrics until the run ends, and then closes done. If a
// metric ends the goroutine, as FailNow in a method Write does, another
// goroutine goes on: Collect would wait for room forever.
func (r *metricRun[M]) relieve(done chan struct{}) {
	ended := false
	defer func() {
		if ended {
			close(done)
			return
		}
		r.errs = append(r.errs, errors.New("a metric ended the goroutine that asked for its value"))
		go r.relieve(done)
	}()
	for m := <-r.metrics; m != r.source.endOfRun; m = <-r.metrics {
		r.receive(m)
	}
	ended = true
}

// receive writes a metric to the Encoder.
func (r *metricRun[M]) receive(m M) {
	r.received++
	metric := r.source.metric(m)
	if r.pedantic != nil {
		r.pedantic.begin(metric)
	}
	if err := encodeMetric(r.enc, metric); err != nil {
		r.errs = append(r.errs, err)
	}
}

// drain receives the metrics that came after the run, up to a number, and
// waits for a moment for more: those that send them may wait for room.
func (r *metricRun[M]) drain() (late int) {
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
