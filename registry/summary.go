package registry

import (
	"context"
	"fmt"
	"time"

	"plainmetrics/expfmt"
)

// A Summary sums observations up, and estimates quantiles of the latest.
// It is a pointer, as a Counter is.
type Summary = *SummarySeries

// What a SummaryOpts stands for where it has zeros.
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

	// Objectives are the quantiles to estimate, each with its error: with
	// 0.9: 0.01 the value whose rank is between the 0.89 and the 0.91
	// quantile's. None means that the Summary has just a sum and a count.
	// Until there are more than 500 observations in the window the
	// quantiles are exact. An error of 0 keeps all observations of the
	// window, but for the quantiles 0 and 1, which cost nothing.
	Objectives map[float64]float64

	// MaxAge is how long an observation counts for the quantiles, or up to
	// one step less; the sum and the count are of all there ever were. 0
	// means DefMaxAge.
	MaxAge time.Duration

	// AgeBuckets is the number of steps in which observations grow too
	// old: each forgets those of MaxAge/AgeBuckets. 0 means DefAgeBuckets.
	AgeBuckets uint32

	// BufCap is taken for the sake of client_golang and has no effect.
	BufCap uint32
}

// A SummarySeries is what a Summary points to. Get one from NewSummary or
// a SummaryVec; the zero value is not usable. All methods may be called at
// the same time.
type SummarySeries struct {
	striped // with a count and, if there are objectives, a log

	lately  *lately // nil without objectives
	created int64   // in nanoseconds since 1970
	of      *summaries
}

type summaries struct {
	family[SummarySeries]
	quantiles *expfmt.Bounds // nil without objectives
	window    windowOpts
}

// NewSummary returns a Summary without observations. It panics if an
// objective's quantile is not between 0 and 1, if MaxAge is negative, or if
// a constant label is called quantile.
func NewSummary(opts SummaryOpts) Summary { return newSummaries(opts, nil).single() }

func newSummaries(opts SummaryOpts, labels ConstrainableLabels) *summaries {
	s := new(summaries)
	d := newDesc(Opts{opts.Namespace, opts.Subsystem, opts.Name, opts.Help, opts.Unit, opts.ConstLabels},
		expfmt.TypeSummary, labels)
	if opts.MaxAge < 0 {
		panic(fmt.Errorf("registry: summary %v: expected a MaxAge that is not negative, found %v", d, opts.MaxAge))
	}
	if opts.MaxAge == 0 {
		opts.MaxAge = DefMaxAge
	}
	if opts.AgeBuckets == 0 {
		opts.AgeBuckets = DefAgeBuckets
	}
	s.window = newWindowOpts(newObjectives(opts.Objectives), int(opts.AgeBuckets),
		max(1, opts.MaxAge/time.Duration(opts.AgeBuckets)))
	if len(opts.Objectives) > 0 {
		var err error
		if s.quantiles, err = expfmt.Quantiles(s.window.objectives.quantiles()); err != nil {
			panic(fmt.Errorf("registry: summary %v: %w", d, err))
		}
	}
	s.init(d, ops[SummarySeries]{init: s.initSeries, write: (*SummarySeries).write, release: (*SummarySeries).stopTimer})
	return s
}

func (s *summaries) initSeries(one *SummarySeries) {
	now := time.Now()
	one.of, one.created = s, now.UnixNano()
	if s.quantiles == nil {
		one.home = newStripe(1)
		return
	}
	one.home = newStripe(logWords)
	one.lately = &lately{window: newWindow(now, &s.window)}
}

// Observe adds one observation.
func (s *SummarySeries) Observe(v float64) {
	if s.spread.Load() == nil && s.home.tryLock() {
		noted := s.note(s.home, v)
		s.home.unlock()
		if !noted {
			s.observeLate(s.home, v)
		}
		return
	}
	s.observeBeside(v)
}

// observeBeside is Observe where other goroutines are at it, too.
func (s *SummarySeries) observeBeside(v float64) {
	one, seat := s.acquire()
	noted := s.note(one, v)
	s.release(one, seat)
	if !noted {
		s.observeLate(one, v)
	}
}

// note adds an observation to a locked stripe, and to its log. It reports
// false, and has done nothing, if the log is closed or full.
func (s *SummarySeries) note(one stripe, v float64) bool {
	if s.lately != nil && !one.log(v) {
		return false
	}
	one.add(v)
	one[countWord]++
	return true
}

func (s *SummarySeries) write(enc expfmt.Encoder, labels expfmt.LabelSet, p *expfmt.Point) {
	if s.lately != nil {
		p.Values = s.appendQuantiles(p.Values)
	}
	s.addUp(func(one stripe) {
		p.Sum += one.sum()
		p.Count += one[countWord]
	})
	p.Bounds, p.Created = s.of.quantiles, s.created
	enc.Point(labels, p)
}

// Describe implements Describer.
func (s *SummarySeries) Describe() []*expfmt.Family { return s.of.desc.families() }

// ConstLabels returns the labels that all series of the metric have.
func (s *SummarySeries) ConstLabels() expfmt.LabelSet { return s.of.desc.constant }

// Collect implements Collector.
func (s *SummarySeries) Collect(_ context.Context, enc expfmt.Encoder) error {
	return s.of.encodeOnly(s, enc)
}

func (s *SummarySeries) self() Collector { return s }

func (s *SummarySeries) identify() identity { return s.of.identifySeries() }
