package registry

import (
	"context"
	"slices"
	"time"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/model"
)

// A Histogram counts observations in buckets and adds up their sum. It is a
// pointer, as a Counter is.
type Histogram = *HistogramSeries

// HistogramOpts name and describe a Histogram or a HistogramVec.
type HistogramOpts struct {
	Namespace, Subsystem, Name string // see Opts
	Help                       string // see Opts
	Unit                       string // see Opts
	ConstLabels                Labels // see Opts; le is not allowed

	// Buckets are the buckets' upper bounds, inclusive, in strictly
	// increasing order. A last bucket, +Inf, is always there. An empty list
	// means DefBuckets.
	Buckets []float64

	// NativeHistogramBucketFactor above 1 asks for a native histogram, in
	// addition to Buckets or in place of DefBuckets. The text formats have
	// no native histograms, so the only effect is that DefBuckets are
	// missing. The other fields exist for programs written for
	// client_golang and have no effect.
	NativeHistogramBucketFactor     float64
	NativeHistogramZeroThreshold    float64
	NativeHistogramMaxBucketNumber  uint32
	NativeHistogramMinResetDuration time.Duration
	NativeHistogramMaxZeroThreshold float64
	NativeHistogramMaxExemplars     int
	NativeHistogramExemplarTTL      time.Duration
}

// These are values of NativeHistogramZeroThreshold, for programs written for
// client_golang. As the option has no effect, they have none.
const (
	DefNativeHistogramZeroThreshold  = 2.938735877055719e-39 // 2^-128
	NativeHistogramZeroThresholdZero = -1
)

// opts returns the options common to all metric types.
func (o HistogramOpts) opts() Opts {
	return Opts{
		Namespace: o.Namespace, Subsystem: o.Subsystem, Name: o.Name,
		Help: o.Help, Unit: o.Unit, ConstLabels: o.ConstLabels,
	}
}

// A HistogramSeries is the type behind a Histogram. NewHistogram and
// HistogramVec create it; the zero value panics. All methods are safe for
// concurrent use.
type HistogramSeries struct{ observerCell }

// NewHistogram returns a Histogram without observations. It panics if a
// constant label has the name le, or if the buckets are not in strictly
// increasing order.
func NewHistogram(opts HistogramOpts) Histogram { return newHistograms(opts, nil).single() }

func newHistograms(opts HistogramOpts, labels ConstrainableLabels) *family[HistogramSeries] {
	d := newDesc(opts.opts(),
		expfmt.TypeHistogram, labels)
	buckets := opts.Buckets
	if len(buckets) == 0 && opts.NativeHistogramBucketFactor <= 1 {
		buckets = DefBuckets
	}
	bounds, err := expfmt.Buckets(buckets)
	if err != nil {
		panic(err)
	}
	f := new(family[HistogramSeries])
	metric := &observerMetric{family: f, bounds: bounds, finder: newBucketFinder(bounds.At())}
	f.init(d, ops[HistogramSeries]{
		init: func(h *HistogramSeries) {
			h.metric, h.created = metric, time.Now().UnixNano()
			h.base = newShard(h.buckets())
		},
		write: (*HistogramSeries).write,
	})
	return f
}

// buckets returns the number of buckets, including +Inf.
func (h *HistogramSeries) buckets() int { return h.metric.bounds.Len() + 1 }

// family returns the family of the histogram.
func (h *HistogramSeries) family() *family[HistogramSeries] {
	return h.metric.family.(*family[HistogramSeries])
}

// Observe adds one observation. NaN goes to the bucket +Inf.
//
// Without contention it takes about 12 ns.
func (h *HistogramSeries) Observe(v float64) {
	bucket := h.metric.finder.find(v)
	if h.extra.Load() == nil && h.base.tryLock() {
		bucketCounts(h.base).add(bucket, v)
		h.base.unlock()
		return
	}
	h.observeContended(bucket, v)
}

// observeContended is Observe's path while other goroutines observe.
func (h *HistogramSeries) observeContended(bucket int, v float64) {
	locked, hint := h.lockShard()
	bucketCounts(locked).add(bucket, v)
	h.unlockShard(locked, hint)
}

// ObserveWithExemplar is Observe, and replaces the bucket's exemplar by v
// with the given labels; nil leaves the exemplar alone. It panics where
// CounterSeries.AddWithExemplar does.
func (h *HistogramSeries) ObserveWithExemplar(v float64, exemplar Labels) {
	h.Observe(v)
	if exemplar == nil {
		return
	}
	e := newExemplar(v, exemplar)
	if h.exemplars.Load() == nil {
		empty := make(exemplars, h.buckets())
		h.exemplars.CompareAndSwap(nil, &empty)
	}
	(*h.exemplars.Load())[h.metric.finder.find(v)].Store(e)
}

// write reads the exemplars before the counts, so that every exemplar on a
// page belongs to an observation that the counts include.
func (h *HistogramSeries) write(enc expfmt.Encoder, f *expfmt.Family, labels expfmt.LabelSet, p *expfmt.Point) {
	p.Exemplars = p.Exemplars[:0]
	if latest := h.exemplars.Load(); latest != nil {
		for i := range *latest {
			p.Exemplars = append(p.Exemplars, (*latest)[i].Load())
		}
	}
	p.Bounds, p.Created = h.metric.bounds, h.created
	h.addBuckets(p)

	for i := 1; i < len(p.Counts); i++ {
		p.Counts[i] += p.Counts[i-1]
	}
	last := len(p.Counts) - 1
	p.Count = p.Counts[last]
	p.Counts = p.Counts[:last]
	enc.Point(f, labels, p)
}

// addBuckets sets the point's sum, and its counts by bucket, not cumulative.
func (h *HistogramSeries) addBuckets(p *expfmt.Point) {
	n := h.buckets()
	p.Sum, p.Counts = 0, slices.Grow(p.Counts[:0], n)[:n]
	clear(p.Counts)
	h.scrape(func(s shard) {
		p.Sum += s.sum()
		bucketCounts(s).addTo(p.Counts)
	})
}

// Desc implements Metric.
func (h *HistogramSeries) Desc() *Desc { return h.family().desc }

// Write implements Metric.
func (h *HistogramSeries) Write(out *model.Metric) error { return writeModel(out, h) }

// Describe implements Collector.
func (h *HistogramSeries) Describe(ch chan<- *Desc) { ch <- h.Desc() }

// Collect implements Collector.
func (h *HistogramSeries) Collect(ch chan<- Metric) { ch <- h }

// Families implements Describer.
func (h *HistogramSeries) Families() []*expfmt.Family { return h.Desc().families() }

// ConstLabels returns the labels of all series of the metric.
func (h *HistogramSeries) ConstLabels() expfmt.LabelSet { return h.Desc().constant }

// Encode implements Source.
func (h *HistogramSeries) Encode(_ context.Context, enc expfmt.Encoder) error {
	return h.family().encodeOnly(h, enc)
}

func (h *HistogramSeries) self() Collector { return h }

func (h *HistogramSeries) identify() identity { return h.family().identifySeries() }

// A bucketCounts is a view of a histogram's shard: behind the sum lie the
// counts of the buckets, not cumulative, +Inf last. The caller of a method
// holds the shard's lock.
type bucketCounts shard

// add adds an observation to the bucket and to the sum.
func (c bucketCounts) add(bucket int, v float64) {
	shard(c).addSum(v)
	c[payloadWord+bucket]++
}

// addTo adds the counts to the given ones.
func (c bucketCounts) addTo(counts []uint64) {
	for i, count := range c[payloadWord : payloadWord+len(counts)] {
		counts[i] += count
	}
}
