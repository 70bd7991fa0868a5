package registry

import (
	"context"
	"slices"
	"sync/atomic"
	"time"

	"plainmetrics/expfmt"
)

// A Histogram counts observations in buckets, and sums them up. It is a
// pointer, as a Counter is.
type Histogram = *HistogramSeries

// HistogramOpts name and describe a Histogram or a HistogramVec.
type HistogramOpts struct {
	Namespace, Subsystem, Name string // see Opts
	Help                       string // see Opts
	Unit                       string // see Opts
	ConstLabels                Labels // see Opts; le is not allowed

	// Buckets are the upper bounds, which belong to their buckets, in
	// strictly increasing order. There is always one more for all that is
	// larger. None given means DefBuckets.
	Buckets []float64

	// NativeHistogramBucketFactor, if it is above 1, asks for a native
	// histogram beside the Buckets, or in place of DefBuckets. The text
	// formats have no place for one, so what there is to see of it is that
	// DefBuckets are missing; the other fields are taken for the sake of
	// client_golang and have no effect.
	NativeHistogramBucketFactor     float64
	NativeHistogramZeroThreshold    float64
	NativeHistogramMaxBucketNumber  uint32
	NativeHistogramMinResetDuration time.Duration
	NativeHistogramMaxZeroThreshold float64
	NativeHistogramMaxExemplars     int
	NativeHistogramExemplarTTL      time.Duration
}

// A HistogramSeries is what a Histogram points to. Get one from
// NewHistogram or a HistogramVec; the zero value is not usable. All methods
// may be called at the same time.
type HistogramSeries struct {
	striped // with counts by bucket, each on its own; the last is +Inf

	exemplars atomic.Pointer[exemplars] // nil until there is one
	created   int64                     // in nanoseconds since 1970
	of        *histograms
}

// exemplars are those of the buckets, nil where there is none.
type exemplars []atomic.Pointer[expfmt.Exemplar]

type histograms struct {
	family[HistogramSeries]
	bounds *expfmt.Bounds
	finder finder
}

// NewHistogram returns a Histogram without observations. It panics if the
// buckets are not in strictly increasing order, or if a constant label is
// called le.
func NewHistogram(opts HistogramOpts) Histogram { return newHistograms(opts, nil).single() }

func newHistograms(opts HistogramOpts, labels ConstrainableLabels) *histograms {
	h := new(histograms)
	d := newDesc(Opts{opts.Namespace, opts.Subsystem, opts.Name, opts.Help, opts.Unit, opts.ConstLabels},
		expfmt.TypeHistogram, labels)
	buckets := opts.Buckets
	if len(buckets) == 0 && opts.NativeHistogramBucketFactor <= 1 {
		buckets = DefBuckets
	}
	var err error
	if h.bounds, err = expfmt.Buckets(buckets); err != nil {
		panic(err)
	}
	h.finder = newFinder(h.bounds.At())
	h.init(d, ops[HistogramSeries]{init: h.initSeries, write: (*HistogramSeries).write})
	return h
}

func (h *histograms) initSeries(one *HistogramSeries) {
	one.of, one.created = h, time.Now().UnixNano()
	one.home = newStripe(h.buckets())
}

// buckets returns the number of buckets, +Inf counted.
func (h *histograms) buckets() int { return h.bounds.Len() + 1 }

// Observe adds one observation. NaN counts as larger than all bounds.
func (h *HistogramSeries) Observe(v float64) {
	bucket := h.of.finder.find(v)
	if h.spread.Load() == nil && h.home.tryLock() {
		h.home.add(v)
		h.home[countWord+bucket]++
		h.home.unlock()
		return
	}
	h.observeBeside(bucket, v)
}

// observeBeside is Observe where other goroutines are at it, too.
func (h *HistogramSeries) observeBeside(bucket int, v float64) {
	one, seat := h.acquire()
	one.add(v)
	one[countWord+bucket]++
	h.release(one, seat)
}

// ObserveWithExemplar is Observe, and makes exemplar, with v, that of the
// bucket; nil leaves the one there was. It panics where
// CounterSeries.AddWithExemplar does.
func (h *HistogramSeries) ObserveWithExemplar(v float64, exemplar Labels) {
	h.Observe(v)
	if exemplar == nil {
		return
	}
	e := newExemplar(v, exemplar)
	if h.exemplars.Load() == nil {
		made := make(exemplars, h.of.buckets())
		h.exemplars.CompareAndSwap(nil, &made)
	}
	(*h.exemplars.Load())[h.of.finder.find(v)].Store(e)
}

// write reads the exemplars before the counts, so that none is shown that
// the counts don't have.
func (h *HistogramSeries) write(enc expfmt.Encoder, labels expfmt.LabelSet, p *expfmt.Point) {
	if all := h.exemplars.Load(); all != nil {
		for i := range *all {
			p.Exemplars = append(p.Exemplars, (*all)[i].Load())
		}
	}
	p.Bounds, p.Created = h.of.bounds, h.created
	h.addUpBuckets(p)

	for i := 1; i < len(p.Counts); i++ {
		p.Counts[i] += p.Counts[i-1]
	}
	last := len(p.Counts) - 1
	p.Count = p.Counts[last]
	p.Counts = p.Counts[:last]
	enc.Point(labels, p)
}

// addUpBuckets sets the sum and the counts, each bucket on its own.
func (h *HistogramSeries) addUpBuckets(p *expfmt.Point) {
	n := h.of.buckets()
	p.Sum, p.Counts = 0, slices.Grow(p.Counts[:0], n)[:n]
	clear(p.Counts)
	h.addUp(func(one stripe) {
		p.Sum += one.sum()
		for i, count := range one[countWord : countWord+n] {
			p.Counts[i] += count
		}
	})
}

// Describe implements Describer.
func (h *HistogramSeries) Describe() []*expfmt.Family { return h.of.desc.families() }

// ConstLabels returns the labels that all series of the metric have.
func (h *HistogramSeries) ConstLabels() expfmt.LabelSet { return h.of.desc.constant }

// Collect implements Collector.
func (h *HistogramSeries) Collect(_ context.Context, enc expfmt.Encoder) error {
	return h.of.encodeOnly(h, enc)
}

func (h *HistogramSeries) self() Collector { return h }

func (h *HistogramSeries) identify() identity { return h.of.identifySeries() }
