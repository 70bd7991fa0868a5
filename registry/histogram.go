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

	// NativeHistogramBucketFactor above 1 asks for native buckets, in
	// addition to Buckets or in place of DefBuckets. Native buckets cover all
	// numbers. Each bucket is at most this factor wider than the bucket nearer
	// to zero: 1.1 makes 8 buckets between a number and its double. A histogram
	// rounds the factor down to 2^(2^-n), where n, the schema, is from -4 to 8:
	// to a factor from 65536 to 1.0027, which also stands for smaller factors.
	//
	// Protobuf and OpenMetrics 2.0 have native buckets. The text format and
	// OpenMetrics 1.0 show the classic buckets, the sum and the count alone.
	NativeHistogramBucketFactor float64

	// NativeHistogramZeroThreshold is the largest absolute value that the zero
	// bucket takes. 0 means DefNativeHistogramZeroThreshold, a negative number
	// means a threshold of 0. The largest threshold is the largest finite number,
	// with which the zero bucket takes everything but NaN.
	NativeHistogramZeroThreshold float64

	// NativeHistogramMaxBucketNumber limits the number of native buckets that
	// have an observation, the zero bucket not among them. 0 means no limit:
	// memory grows with the spread of the values, which an attacker may choose.
	// An observation that exceeds the limit takes the first possible step of
	// these three:
	//
	//  1. If NativeHistogramMinResetDuration is not 0, and has passed since the
	//     creation or the last reset, the histogram is reset: it forgets all
	//     observations but the latest, also in its classic buckets, the sum and
	//     the count, and its time of creation is now. Exemplars stay.
	//  2. The zero bucket takes in the bucket nearest to zero, as long as the
	//     zero threshold does not exceed NativeHistogramMaxZeroThreshold.
	//  3. The schema is lowered by 1, to -4 at the least: pairs of buckets
	//     become one.
	//
	// After the second and the third step, the next observation takes another
	// step if the limit is still exceeded. When NativeHistogramMinResetDuration,
	// unless it is 0, has passed since the last reset, a timer resets the
	// histogram, which takes the steps back. The timer ends when the vector
	// removes the series.
	NativeHistogramMaxBucketNumber  uint32
	NativeHistogramMinResetDuration time.Duration
	NativeHistogramMaxZeroThreshold float64

	// NativeHistogramMaxExemplars limits the exemplars beside those of the
	// classic buckets. 0 means 10, a negative number means none. An exemplar
	// beyond the limit replaces the oldest if the oldest is older than
	// NativeHistogramExemplarTTL, and else one of the two whose values are
	// nearest to each other, so that the values stay far apart.
	NativeHistogramMaxExemplars int

	// NativeHistogramExemplarTTL is 5 minutes if it is 0. A negative duration
	// makes every exemplar beyond the limit replace the oldest.
	NativeHistogramExemplarTTL time.Duration
}

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
	config := opts.nativeConfig()
	buckets := opts.Buckets
	if len(buckets) == 0 && config == nil {
		buckets = DefBuckets
	}
	bounds, err := expfmt.Buckets(buckets)
	if err != nil {
		panic(err)
	}
	if bounds.Len() == 0 && config != nil {
		bounds = nil
	}
	f := new(family[HistogramSeries])
	metric := &observerMetric{family: f, bounds: bounds, finder: newBucketFinder(bounds.At()), native: config}
	f.init(d, ops[HistogramSeries]{
		init:    func(h *HistogramSeries) { h.init(metric) },
		write:   (*HistogramSeries).write,
		release: (*HistogramSeries).stopTimer,
	})
	return f
}

func (h *HistogramSeries) init(metric *observerMetric) {
	now, base := time.Now(), newShard(metric.buckets())
	h.metric, h.created = metric, now.UnixNano()
	if metric.native == nil {
		h.base = base
		return
	}
	h.native = newNativeSeries(metric, base, now)
	h.extra.Store(&noShards)
}

// noShards are the extra shards of a native histogram's cell. Observe, which
// loads the extra shards of every histogram, tells native histograms by them. A
// load of another field would take 0.4 ns of 6.4.
var noShards []shard

// stopTimer cancels a scheduled reset of a native histogram.
func (h *HistogramSeries) stopTimer() {
	if h.native != nil {
		h.native.stopTimer()
	}
}

// family returns the family of the histogram.
func (h *HistogramSeries) family() *family[HistogramSeries] {
	return h.metric.family.(*family[HistogramSeries])
}

// Observe adds one observation. NaN goes to the bucket +Inf, and to no native
// bucket.
//
// Without contention it takes 6.3 ns, and 7.7 ns with native buckets alone.
func (h *HistogramSeries) Observe(v float64) {
	if h.extra.Load() == nil {
		bucket := h.metric.finder.find(v)
		if h.base.tryLock() {
			bucketCounts(h.base).add(bucket, v)
			h.base.unlock()
			return
		}
	} else if s := h.native; s != nil && s.isNativeOnly && s.extra.Load() == nil && s.base.tryLock() {
		bucketCounts(s.base).add(0, v)
		mayExceed := s.counts.Add(v, 1)
		s.base.unlock()
		if mayExceed {
			s.limitBuckets(0, v, 1)
		}
		return
	}
	h.observeRare(v, 1)
}

// ObserveN adds n observations of the same value. The sum grows by the product
// of v and n, whose last digits may differ from the sum after n calls of
// Observe. With n = 0, ObserveN does nothing. An Observer from a HistogramVec is
// a Histogram, and has the method.
//
// A histogram has room for 2^63-1 observations: the counts of more wrap, and
// decoders refuse them.
func (h *HistogramSeries) ObserveN(v float64, n uint64) {
	if n > 0 {
		h.observeRare(v, n)
	}
}

// observeRare is Observe for the rare cases: several observations at once, other
// goroutines that observe, and histograms with classic and native buckets.
func (h *HistogramSeries) observeRare(v float64, n uint64) {
	bucket := h.metric.finder.find(v)
	if h.native != nil {
		h.native.observe(bucket, v, n)
		return
	}
	locked, hint := h.base, (*shardHint)(nil)
	if h.extra.Load() != nil || !h.base.tryLock() {
		locked, hint = h.lockShard()
	}
	bucketCounts(locked).addN(bucket, v, n)
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
		empty := make(exemplars, h.metric.buckets())
		h.exemplars.CompareAndSwap(nil, &empty)
	}
	(*h.exemplars.Load())[h.metric.finder.find(v)].Store(e)
	if h.native != nil {
		h.native.addExemplar(e)
	}
}

// write reads the exemplars before the counts, so that every exemplar on a
// page belongs to an observation that the counts include, or included before
// the last reset.
func (h *HistogramSeries) write(enc expfmt.Encoder, f *expfmt.Family, labels expfmt.LabelSet, p *expfmt.Point) {
	p.Exemplars = p.Exemplars[:0]
	if latest := h.exemplars.Load(); latest != nil {
		for i := range *latest {
			p.Exemplars = append(p.Exemplars, (*latest)[i].Load())
		}
	}
	p.Bounds = h.metric.bounds
	p.Sum, p.Counts = 0, resize(p.Counts, h.metric.buckets())
	var scratch *nativePoint
	if h.native != nil {
		scratch = h.native.read(p)
	} else {
		p.Created = h.created
		h.scrape(func(s shard) {
			p.Sum += s.sum()
			bucketCounts(s).addTo(p.Counts)
		})
	}
	cumulate(p)
	enc.Point(f, labels, p)
	if scratch != nil {
		scratch.release(p)
	}
}

// resize returns a slice of so many zeros, with the memory of numbers.
func resize(numbers []uint64, n int) []uint64 {
	numbers = slices.Grow(numbers[:0], n)[:n]
	clear(numbers)
	return numbers
}

// cumulate turns the counts by bucket, the last of +Inf, into the cumulative
// counts of a Point.
func cumulate(p *expfmt.Point) {
	for i := 1; i < len(p.Counts); i++ {
		p.Counts[i] += p.Counts[i-1]
	}
	last := len(p.Counts) - 1
	p.Count = p.Counts[last]
	p.Counts = p.Counts[:last]
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

// addN adds n observations of v to the bucket and to the sum.
func (c bucketCounts) addN(bucket int, v float64, n uint64) {
	shard(c).addSum(float64(v * float64(n))) // rounded on every processor, see .ci/fusing
	c[payloadWord+bucket] += n
}

// addTo adds the counts to the given ones.
func (c bucketCounts) addTo(counts []uint64) {
	for i, count := range c[payloadWord : payloadWord+len(counts)] {
		counts[i] += count
	}
}
