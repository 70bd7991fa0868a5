package registry

import (
	"context"
	"fmt"
	"math"
	"time"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/model"
	"plainmetrics/registry/internal/quantile"
)

// A Summary adds up the sum and the count of observations, and estimates
// quantiles of the latest ones. It is a pointer, as a Counter is.
type Summary = *SummarySeries

// Defaults for the zero fields of SummaryOpts.
const (
	DefMaxAge     = 10 * time.Minute
	DefAgeBuckets = 5
	DefBufCap     = 500
)

// SummaryOpts name and describe a Summary or a SummaryVec.
type SummaryOpts struct {
	Namespace, Subsystem, Name string // see Opts
	Help                       string // see Opts
	Unit                       string // see Opts
	ConstLabels                Labels // see Opts; quantile is not allowed

	// Objectives are the quantiles to estimate, each with its error: 0.9:
	// 0.01 asks for a value whose rank lies between the ranks of the 0.89
	// and the 0.91 quantile. Without objectives a Summary has only a sum and
	// a count.
	//
	// Quantiles are exact up to 500 observations in the window of MaxAge. An
	// error of 0 holds all observations of the window in memory, except for
	// the quantiles 0 and 1, which are exact at no cost. Memory has a limit
	// otherwise: 100,000 observations or more within MaxAge/AgeBuckets that
	// close in on one place from both sides may add 0.002 to each error.
	Objectives map[float64]float64

	// MaxAge is how long an observation counts for the quantiles; it may
	// count for up to MaxAge/AgeBuckets less. The sum and the count include
	// all observations since the Summary was created. 0 means DefMaxAge.
	MaxAge time.Duration

	// AgeBuckets is the number of slots that divide the window: at the end
	// of each MaxAge/AgeBuckets the oldest slot's observations stop to
	// count. 0 means DefAgeBuckets.
	AgeBuckets uint32

	// BufCap exists for programs written for client_golang and has no
	// effect.
	BufCap uint32
}

// opts returns the options common to all metric types.
func (o SummaryOpts) opts() Opts {
	return Opts{
		Namespace: o.Namespace, Subsystem: o.Subsystem, Name: o.Name,
		Help: o.Help, Unit: o.Unit, ConstLabels: o.ConstLabels,
	}
}

// A SummarySeries is the type behind a Summary. NewSummary and SummaryVec
// create it; the zero value panics. All methods are safe for concurrent
// use.
type SummarySeries struct{ observerCell }

// NewSummary returns a Summary without observations. It panics if a constant
// label has the name quantile, if an objective's quantile is not between 0
// and 1, or if MaxAge is negative.
func NewSummary(opts SummaryOpts) Summary { return newSummaries(opts, nil).single() }

func newSummaries(opts SummaryOpts, labels ConstrainableLabels) *family[SummarySeries] {
	d := newDesc(opts.opts(),
		expfmt.TypeSummary, labels)
	if opts.MaxAge < 0 {
		panic(fmt.Errorf("registry: summary %v: illegal max age MaxAge=%v: expected 0 or a positive age", metricName{d}, opts.MaxAge))
	}
	if opts.MaxAge == 0 {
		opts.MaxAge = DefMaxAge
	}
	if opts.AgeBuckets == 0 {
		opts.AgeBuckets = DefAgeBuckets
	}
	f := new(family[SummarySeries])
	metric := &observerMetric{family: f, window: quantile.NewConfig(opts.Objectives, int(opts.AgeBuckets),
		max(1, opts.MaxAge/time.Duration(opts.AgeBuckets)))}
	if len(opts.Objectives) > 0 {
		var err error
		if metric.bounds, err = expfmt.Quantiles(metric.window.Quantiles()); err != nil {
			panic(fmt.Errorf("registry: summary %v: %w", metricName{d}, err))
		}
	}
	f.init(d, ops[SummarySeries]{
		init:    func(s *SummarySeries) { s.init(metric) },
		write:   (*SummarySeries).write,
		release: (*SummarySeries).stopTimer,
	})
	return f
}

func (s *SummarySeries) init(metric *observerMetric) {
	now := time.Now()
	s.metric, s.created = metric, now.UnixNano()
	if metric.bounds == nil {
		s.base = newShard(1)
		return
	}
	s.base = newShard(logPayload)
	s.window = newSummaryWindow(now, &metric.window, &s.sharded)
}

// family returns the family of the summary.
func (s *SummarySeries) family() *family[SummarySeries] {
	return s.metric.family.(*family[SummarySeries])
}

// Observe adds one observation. NaN counts as less than all numbers.
//
// Without contention it takes about 26 ns with three objectives.
func (s *SummarySeries) Observe(v float64) {
	if s.extra.Load() == nil && s.base.tryLock() {
		added := s.tryAdd(s.base, v)
		s.base.unlock()
		if !added {
			s.window.observe(s.base, v)
		}
		return
	}
	s.observeContended(v)
}

// observeContended is Observe's path while other goroutines observe.
func (s *SummarySeries) observeContended(v float64) {
	locked, hint := s.lockShard()
	added := s.tryAdd(locked, v)
	s.unlockShard(locked, hint)
	if !added {
		s.window.observe(locked, v)
	}
}

// tryAdd adds an observation to a locked shard and its log. It returns
// false, and adds nothing, if the log is closed or full.
func (s *SummarySeries) tryAdd(locked shard, v float64) bool {
	if s.window != nil && !observationLog(locked).add(v) {
		return false
	}
	summaryTotals(locked).add(v)
	return true
}

// stopTimer stops the window's timer.
func (s *SummarySeries) stopTimer() {
	if s.window != nil {
		s.window.stopTimer()
	}
}

func (s *SummarySeries) write(enc expfmt.Encoder, f *expfmt.Family, labels expfmt.LabelSet, p *expfmt.Point) {
	p.Sum, p.Count, p.Values = 0, 0, p.Values[:0]
	if s.window != nil {
		p.Values = s.window.appendEstimates(p.Values)
	}
	s.scrape(func(locked shard) {
		p.Sum += locked.sum()
		p.Count += summaryTotals(locked).count()
	})
	p.Bounds, p.Created = s.metric.bounds, s.created
	enc.Point(f, labels, p)
}

// Desc implements Metric.
func (s *SummarySeries) Desc() *Desc { return s.family().desc }

// Write implements Metric.
func (s *SummarySeries) Write(out *model.Metric) error { return writeModel(out, s) }

// Describe implements Collector.
func (s *SummarySeries) Describe(ch chan<- *Desc) { ch <- s.Desc() }

// Collect implements Collector.
func (s *SummarySeries) Collect(ch chan<- Metric) { ch <- s }

// Families implements Describer.
func (s *SummarySeries) Families() []*expfmt.Family { return s.Desc().families() }

// ConstLabels returns the labels of all series of the metric.
func (s *SummarySeries) ConstLabels() expfmt.LabelSet { return s.Desc().constant }

// Encode implements Source.
func (s *SummarySeries) Encode(_ context.Context, enc expfmt.Encoder) error {
	return s.family().encodeOnly(s, enc)
}

func (s *SummarySeries) self() Collector { return s }

func (s *SummarySeries) identify() identity { return s.family().identifySeries() }

// A summaryTotals is a view of a summary's shard: the sum and the count. The
// caller of a method holds the shard's lock.
type summaryTotals shard

// add adds an observation to the sum and to the count.
func (t summaryTotals) add(v float64) {
	t[sumWord] = math.Float64bits(math.Float64frombits(t[sumWord]) + v) // addSum, within tryAdd's budget for inlining
	t[payloadWord]++
}

func (t summaryTotals) count() uint64 { return t[payloadWord] }
