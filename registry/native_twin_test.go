package registry

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"sort"
	"time"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/native"
)

// A nativeTwin is the plain twin of a native histogram: a map from index to
// count for each side of zero, and client_golang's answers to too many
// buckets, in its order.
type nativeTwin struct {
	opts   HistogramOpts
	bounds []float64

	schema             int32
	zeroThreshold      float64
	zeroCount          uint64
	positive, negative map[int]uint64
	sum                float64
	classic            []uint64 // by bucket, +Inf last

	lastReset time.Time
	resetAt   time.Time // zero if no reset is scheduled
}

func newNativeTwin(opts HistogramOpts) *nativeTwin {
	t := &nativeTwin{opts: opts, bounds: opts.Buckets}
	t.reset(time.Now())
	return t
}

func (t *nativeTwin) reset(now time.Time) {
	t.schema = native.SchemaOf(t.opts.NativeHistogramBucketFactor)
	t.zeroThreshold = max(0, t.opts.NativeHistogramZeroThreshold)
	if t.opts.NativeHistogramZeroThreshold == 0 {
		t.zeroThreshold = 0x1p-128
	}
	t.zeroCount, t.positive, t.negative = 0, map[int]uint64{}, map[int]uint64{}
	t.sum, t.classic = 0, make([]uint64, len(t.bounds)+1)
	t.lastReset, t.resetAt = now, time.Time{}
}

// pass does what a timer did.
func (t *nativeTwin) pass() {
	if !t.resetAt.IsZero() && !time.Now().Before(t.resetAt) {
		t.reset(t.resetAt)
	}
}

func (t *nativeTwin) observe(v float64, n uint64) {
	if n == 0 {
		return
	}
	t.add(v, n)
	if limit := t.opts.NativeHistogramMaxBucketNumber; limit > 0 && v == v && t.populated() > int(limit) {
		t.limit(v, n)
	}
}

func (t *nativeTwin) populated() int { return len(t.positive) + len(t.negative) }

func (t *nativeTwin) add(v float64, n uint64) {
	t.sum += float64(v * float64(n))
	bucket := sort.Search(len(t.bounds), func(i int) bool { return v <= t.bounds[i] })
	t.classic[bucket] += n
	switch {
	case v > t.zeroThreshold:
		t.positive[t.index(v)] += n
	case v < -t.zeroThreshold:
		t.negative[t.index(-v)] += n
	case v == v:
		t.zeroCount += n
	}
}

// index returns the first index with an upper bound of at least v.
func (t *nativeTwin) index(v float64) int {
	least, most := int(math.Floor(math.Ldexp(-1076, int(t.schema)))), int(math.Ceil(math.Ldexp(1025, int(t.schema))))
	return least + sort.Search(most-least, func(i int) bool { return native.UpperBound(least+i, t.schema) >= v })
}

func (t *nativeTwin) limit(v float64, n uint64) {
	now, minReset := time.Now(), t.opts.NativeHistogramMinResetDuration
	if minReset != 0 && t.resetAt.IsZero() && now.Sub(t.lastReset) >= minReset {
		t.reset(now)
		t.add(v, n)
		return
	}
	if minReset > 0 && t.resetAt.IsZero() {
		t.resetAt = t.lastReset.Add(minReset)
	}
	if !t.widen() {
		t.halve()
	}
}

func (t *nativeTwin) widen() bool {
	most := t.opts.NativeHistogramMaxZeroThreshold
	nearest := math.MaxInt
	for _, buckets := range []map[int]uint64{t.positive, t.negative} {
		for index := range buckets {
			nearest = min(nearest, index)
		}
	}
	if t.zeroThreshold >= most || native.UpperBound(nearest, t.schema) > most {
		return false
	}
	t.zeroThreshold = native.UpperBound(nearest, t.schema)
	t.zeroCount += t.positive[nearest] + t.negative[nearest]
	delete(t.positive, nearest)
	delete(t.negative, nearest)
	return true
}

func (t *nativeTwin) halve() {
	if t.schema == -4 {
		return
	}
	t.schema--
	for _, buckets := range []*map[int]uint64{&t.positive, &t.negative} {
		halved := map[int]uint64{}
		for index, n := range *buckets {
			halved[int(math.Ceil(float64(index)/2))] += n
		}
		*buckets = halved
	}
}

// text returns the state as text, as textOf returns a point's.
func (t *nativeTwin) text() string {
	text := fmt.Sprintf("created %v sum %v classic", t.lastReset.UnixNano(), t.sum)
	below := uint64(0)
	for _, n := range t.classic {
		below += n
		text += fmt.Sprint(" ", below)
	}
	text += fmt.Sprintf(" schema %d zero %v %d", t.schema, t.zeroThreshold, t.zeroCount)
	for _, buckets := range []map[int]uint64{t.negative, t.positive} {
		text += ";"
		for _, index := range slices.Sorted(maps.Keys(buckets)) {
			text += fmt.Sprintf(" %d:%d", index, buckets[index])
		}
	}
	return text
}

// nativeText returns a point as text.
func nativeText(p *expfmt.Point) string {
	text := fmt.Sprintf("created %v sum %v classic", p.Created, p.Sum)
	for _, n := range append(slices.Clone(p.Counts), p.Count) {
		text += fmt.Sprint(" ", n)
	}
	h := p.Native
	text += fmt.Sprintf(" schema %d zero %v %d", h.Schema, h.ZeroThreshold, h.ZeroCount)
	for _, buckets := range []expfmt.NativeBuckets{h.Negative, h.Positive} {
		text += ";"
		index, i := 0, 0
		for _, span := range buckets.Spans {
			index += int(span.Offset)
			for range span.Length {
				if n := buckets.Counts[i]; n > 0 {
					text += fmt.Sprintf(" %d:%d", index, n)
				}
				index, i = index+1, i+1
			}
		}
	}
	return text
}
