package registry

import (
	"cmp"
	"math"
	"sync"
	"sync/atomic"
	"time"
	"weak"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/native"
)

// These are values of NativeHistogramZeroThreshold. The default, 2^-128, is
// the upper bound of a bucket at every resolution. Every negative number
// stands for a threshold of 0.
const (
	DefNativeHistogramZeroThreshold  = 2.938735877055719e-39
	NativeHistogramZeroThresholdZero = -1
)

// Defaults for the zero fields of HistogramOpts.
const (
	defNativeExemplars   = 10
	defNativeExemplarTTL = 5 * time.Minute
)

// A nativeConfig is the native part of HistogramOpts, with the defaults in
// place.
type nativeConfig struct {
	schema        int32
	zeroThreshold float64

	limit            int // of populated buckets
	minReset         time.Duration
	maxZeroThreshold float64

	exemplarLimit int // 0 for no exemplars
	exemplarTTL   time.Duration
}

// nativeConfig returns the configuration of native histograms, or nil if the
// options ask for classic histograms alone.
func (o *HistogramOpts) nativeConfig() *nativeConfig {
	if !(o.NativeHistogramBucketFactor > 1) {
		return nil
	}
	c := &nativeConfig{
		schema:           native.SchemaOf(o.NativeHistogramBucketFactor),
		limit:            cmp.Or(int(min(o.NativeHistogramMaxBucketNumber, math.MaxInt32)), math.MaxInt),
		minReset:         o.NativeHistogramMinResetDuration,
		maxZeroThreshold: o.NativeHistogramMaxZeroThreshold,
		exemplarLimit:    max(o.NativeHistogramMaxExemplars, 0),
		exemplarTTL:      o.NativeHistogramExemplarTTL,
	}
	if !(c.maxZeroThreshold <= math.MaxFloat64) {
		c.maxZeroThreshold = math.MaxFloat64 // no page has an infinite threshold
	}
	switch threshold := o.NativeHistogramZeroThreshold; {
	case threshold > 0:
		c.zeroThreshold = min(threshold, math.MaxFloat64)
	case threshold == 0:
		c.zeroThreshold = DefNativeHistogramZeroThreshold
	}
	if o.NativeHistogramMaxExemplars == 0 {
		c.exemplarLimit = defNativeExemplars
	}
	if c.exemplarTTL == 0 {
		c.exemplarTTL = defNativeExemplarTTL
	}
	return c
}

// A nativeSeries is the state of a native histogram. Its shards take the place of
// the shards in the observerCell.
//
// The lock of a shard also guards native counts. All shards have the same schema
// and the same zero threshold. These two and the time of the last reset change
// only while a goroutine holds mu and the locks of all shards. So an observation
// may read them under the lock of its shard, and a scrape, which holds mu, never
// mixes shards before a change with shards after the change.
type nativeSeries struct {
	sharded
	counts       native.Counts // of the base shard
	extraCounts  atomic.Pointer[[]extraCounts]
	config       *nativeConfig
	isNativeOnly bool // there are no classic buckets but +Inf

	mu               sync.Mutex // locked before any shard; guards the fields below
	lastReset        time.Time  // or the creation
	isResetScheduled bool
	timer            *time.Timer
	exemplars        native.Exemplars
}

// extraCounts are the counts of an extra shard. A cache line lies between them
// and the next.
type extraCounts struct {
	native.Counts
	_ [64]byte
}

func newNativeSeries(metric *observerMetric, base shard, now time.Time) *nativeSeries {
	s := &nativeSeries{config: metric.native, isNativeOnly: metric.bounds == nil, lastReset: now}
	s.base = base
	s.counts.Init(s.config.schema, s.config.zeroThreshold, s.config.limit)
	return s
}

// observe adds n observations of v, whose classic bucket is bucket.
func (s *nativeSeries) observe(bucket int, v float64, n uint64) {
	locked, counts, hint := s.base, &s.counts, (*shardHint)(nil)
	if s.extra.Load() != nil || !s.base.tryLock() {
		locked, counts, hint = s.lockCounts()
	}
	bucketCounts(locked).addN(bucket, v, n)
	mayExceed := counts.Add(v, n)
	s.unlockShard(locked, hint)
	if mayExceed {
		s.limitBuckets(bucket, v, n)
	}
}

// lockCounts is lockShard, and returns the native counts of the shard, too.
func (s *nativeSeries) lockCounts() (shard, *native.Counts, *shardHint) {
	locked, hint := s.lockShard()
	if hint == nil {
		return locked, &s.counts, nil
	}
	if s.extraCounts.Load() == nil {
		s.unlockShard(locked, hint)
		s.growCounts()
		locked, hint = s.lockShard()
	}
	extra := *s.extraCounts.Load()
	return locked, &extra[hint.index%uint32(len(extra))].Counts, hint
}

// growCounts makes the native counts of the extra shards, before these take their
// first observations.
func (s *nativeSeries) growCounts() {
	s.mu.Lock()
	if s.extraCounts.Load() == nil {
		extra := make([]extraCounts, len(*s.extra.Load()))
		for i := range extra {
			extra[i].InitLike(&s.counts)
		}
		s.extraCounts.Store(&extra)
	}
	s.mu.Unlock()
}

// shardCount returns the number of shards that take observations. The caller
// holds mu.
func (s *nativeSeries) shardCount() int {
	if extra := s.extraCounts.Load(); extra != nil {
		return 1 + len(*extra)
	}
	return 1
}

// shardAt returns the shard with the index i, below shardCount, and its native
// counts. The base shard has the index 0. Inlining shardAt would add 1 kB to
// every binary with histograms.
//
//go:noinline
func (s *nativeSeries) shardAt(i int) (shard, *native.Counts) {
	if i == 0 {
		return s.base, &s.counts
	}
	return (*s.extra.Load())[i-1], &(*s.extraCounts.Load())[i-1].Counts
}

// lockAll locks mu and all shards that take observations.
func (s *nativeSeries) lockAll() {
	s.mu.Lock()
	for i := range s.shardCount() {
		shard, _ := s.shardAt(i)
		shard.lock()
	}
}

func (s *nativeSeries) unlockAll() {
	for i := range s.shardCount() {
		shard, _ := s.shardAt(i)
		shard.unlock()
	}
	s.mu.Unlock()
}

// limitBuckets lowers the number of populated buckets if it is above the limit,
// after an observation for which native.Counts.Add returned true. Each
// observation takes one step, as in client_golang. An observation in the zero
// bucket of an extra shard takes none.
func (s *nativeSeries) limitBuckets(bucket int, v float64, n uint64) {
	if s.config.limit == math.MaxInt {
		return
	}
	s.lockAll()
	if s.populated() > s.config.limit {
		if now := time.Now(); s.mayReset(now) {
			s.reset(now)
			bucketCounts(s.base).addN(bucket, v, n) // keeps the latest observation
			s.counts.Add(v, n)
		} else {
			s.scheduleReset(now)
			s.lowerBuckets()
		}
	}
	s.unlockAll()
}

// populated returns the number of buckets that are populated in some shard.
func (s *nativeSeries) populated() int {
	n := s.shardCount()
	if n == 1 {
		return s.counts.Populated()
	}
	var merged native.Counts
	merged.InitLike(&s.counts)
	for i := range n {
		_, counts := s.shardAt(i)
		merged.Merge(counts)
	}
	return merged.Populated()
}

// lowerBuckets widens the zero bucket, or else halves the resolution. The
// observations of all shards move to the base shard.
func (s *nativeSeries) lowerBuckets() {
	for i := 1; i < s.shardCount(); i++ {
		_, counts := s.shardAt(i)
		s.counts.Merge(counts)
	}
	if !s.counts.WidenZeroBucket(s.config.maxZeroThreshold) {
		s.counts.HalveResolution()
	}
	for i := 1; i < s.shardCount(); i++ {
		_, counts := s.shardAt(i)
		counts.InitLike(&s.counts)
	}
}

// mayReset reports whether enough time has passed since the last reset, and no
// reset is scheduled.
func (s *nativeSeries) mayReset(now time.Time) bool {
	return s.config.minReset != 0 && !s.isResetScheduled && now.Sub(s.lastReset) >= s.config.minReset
}

// reset forgets all observations. The caller holds all locks.
func (s *nativeSeries) reset(now time.Time) {
	for i := range s.shardCount() {
		shard, counts := s.shardAt(i)
		clear(shard[sumWord:])
		counts.Init(s.config.schema, s.config.zeroThreshold, s.config.limit)
	}
	s.lastReset = now
}

// scheduleReset starts a timer, unless one runs already. Its reset takes back
// the steps of lowerBuckets.
//
// The timer holds the series weakly: otherwise a histogram that nobody holds
// would stay in memory until the reset.
func (s *nativeSeries) scheduleReset(now time.Time) {
	if s.config.minReset <= 0 || s.isResetScheduled {
		return
	}
	s.isResetScheduled = true
	weakSeries := weak.Make(s)
	s.timer = time.AfterFunc(s.config.minReset-now.Sub(s.lastReset), func() {
		if s := weakSeries.Value(); s != nil {
			s.timeout()
		}
	})
}

// timeout does the scheduled reset, unless stopTimer has canceled the reset while
// the timer fired.
func (s *nativeSeries) timeout() {
	s.lockAll()
	if s.isResetScheduled {
		s.reset(time.Now())
		s.isResetScheduled = false
	}
	s.unlockAll()
}

// stopTimer cancels a scheduled reset.
func (s *nativeSeries) stopTimer() {
	s.mu.Lock()
	if s.isResetScheduled {
		s.timer.Stop()
		s.isResetScheduled = false
	}
	s.mu.Unlock()
}

// addExemplar adds an exemplar, unless the options allow no exemplars or the
// value is NaN.
func (s *nativeSeries) addExemplar(e *expfmt.Exemplar) {
	if s.config.exemplarLimit > 0 && e.Value == e.Value {
		s.mu.Lock()
		s.exemplars.Add(e, s.config.exemplarLimit, s.config.exemplarTTL)
		s.mu.Unlock()
	}
}

// A nativePoint is memory for one scrape of a native histogram.
type nativePoint struct {
	native expfmt.NativeHistogram
	merged native.Counts // of several shards
}

var nativePoints = sync.Pool{New: func() any { return new(nativePoint) }}

// read adds the sum and the counts to p, and sets the time of creation. All of
// them are of the same observations. The result is the memory of p.Native;
// release puts it back into the pool.
func (s *nativeSeries) read(p *expfmt.Point) *nativePoint {
	scratch := nativePoints.Get().(*nativePoint)
	p.Native = &scratch.native
	s.mu.Lock()
	p.Native.Exemplars = append(p.Native.Exemplars[:0], s.exemplars...)
	p.Created = s.lastReset.UnixNano()
	n := s.shardCount()
	merged := &scratch.merged
	if n > 1 {
		merged.InitLike(&s.counts)
	}
	for i := range n {
		shard, counts := s.shardAt(i)
		shard.lock()
		p.Sum += shard.sum()
		bucketCounts(shard).addTo(p.Counts)
		if n > 1 {
			merged.Merge(counts)
		} else {
			counts.AppendTo(p.Native)
		}
		if i == 0 {
			s.contentions = 0
		}
		shard.unlock()
	}
	s.mu.Unlock()
	if n > 1 {
		merged.AppendTo(p.Native)
	}
	return scratch
}

// release puts the memory of p.Native back into the pool.
func (scratch *nativePoint) release(p *expfmt.Point) {
	p.Native = nil
	clear(scratch.native.Exemplars)
	nativePoints.Put(scratch)
}
