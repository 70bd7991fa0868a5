package native

import (
	"math"

	"plainmetrics/expfmt"
)

// Counts are the native buckets of a histogram. A single goroutine may use
// them at a time.
type Counts struct {
	// zeroLimit is the zero threshold, or +Inf if that is the largest finite
	// number: then ±Inf is in the zero bucket too, as in client_golang.
	zeroLimit     float64
	zeroThreshold float64
	zeroCount     uint64

	// A bucket has the index (i + round) >> shift, where i is its index at the
	// highest schema.
	shift uint8
	round int

	populated int // buckets other than the zero bucket
	limit     int // of populated buckets

	positive, negative buckets
}

// Init makes c Counts without observations. The zero threshold is at least 0.
// Add tells when the number of populated buckets is above the limit; c grows
// nevertheless.
func (c *Counts) Init(schema int32, zeroThreshold float64, limit int) {
	theTable()
	c.setSchema(schema)
	c.setZeroThreshold(zeroThreshold)
	c.limit = limit
	c.forget()
}

// InitLike makes c Counts without observations, with the schema, the zero
// threshold and the limit of other.
func (c *Counts) InitLike(other *Counts) {
	c.zeroLimit, c.zeroThreshold = other.zeroLimit, other.zeroThreshold
	c.shift, c.round, c.limit = other.shift, other.round, other.limit
	c.forget()
}

// forget forgets all observations. It keeps the memory of a window, which the
// next observations mostly need.
func (c *Counts) forget() {
	c.zeroCount, c.populated = 0, 0
	c.positive.forget()
	c.negative.forget()
}

func (c *Counts) setSchema(schema int32) {
	c.shift = uint8(expfmt.MaxSchema - schema)
	c.round = 1<<c.shift - 1
}

func (c *Counts) setZeroThreshold(threshold float64) {
	c.zeroThreshold, c.zeroLimit = threshold, threshold
	if threshold == math.MaxFloat64 {
		c.zeroLimit = math.Inf(1)
	}
}

// Schema returns the schema.
func (c *Counts) Schema() int32 { return expfmt.MaxSchema - int32(c.shift) }

// ZeroThreshold returns the zero threshold.
func (c *Counts) ZeroThreshold() float64 { return c.zeroThreshold }

// Populated returns the number of populated buckets, the zero bucket not
// among them.
func (c *Counts) Populated() int { return c.populated }

// Add adds n observations of v, where n is above 0. Add returns true if the
// caller should compare Populated with the limit: if the bucket had no
// observation before, or if the limit is still exceeded after WidenZeroBucket or
// HalveResolution. For NaN, Add returns false and adds nothing.
func (c *Counts) Add(v float64, n uint64) bool {
	side := &c.positive
	if !(v > c.zeroLimit) {
		if !(v < -c.zeroLimit) {
			return c.addZero(v, n)
		}
		side = &c.negative
	}
	before := bitsBefore(v)
	if isRare(before) {
		return c.addRare(side, c.index(rareIndex(v)), n)
	}
	index := c.index(indexBehind(before))
	if i := uint(index - side.base); i < uint(len(side.recent)) && side.recent[i] > 0 {
		side.recent[i] += n
		return false
	}
	return c.addRare(side, index, n)
}

// index returns the index of a bucket at the schema of c.
func (c *Counts) index(finest int) int { return (finest + c.round) >> (c.shift & 63) }

// addZero adds observations to the zero bucket, unless v is NaN.
func (c *Counts) addZero(v float64, n uint64) bool {
	if v != v {
		return false
	}
	c.zeroCount += n
	return c.populated > c.limit
}

// addRare adds observations to a bucket that was not populated, or is not in
// the recent window.
func (c *Counts) addRare(side *buckets, index int, n uint64) bool {
	isNew := side.add(index, n)
	if isNew {
		c.populated++
	}
	return isNew || c.populated > c.limit
}

// Merge adds the observations of other Counts, of the same schema and zero
// threshold, to c.
func (c *Counts) Merge(other *Counts) {
	c.zeroCount += other.zeroCount
	c.addAll(&c.positive, other.positive.windows, 0)
	c.addAll(&c.negative, other.negative.windows, 0)
}

// HalveResolution lowers the schema by 1: pairs of neighbouring buckets become
// one. HalveResolution returns false if c has the lowest schema.
func (c *Counts) HalveResolution() bool {
	schema := c.Schema()
	if schema == expfmt.MinSchema {
		return false
	}
	positive, negative := c.positive.windows, c.negative.windows
	c.positive.windows, c.negative.windows = nil, nil
	zeroCount := c.zeroCount
	c.forget()
	c.setSchema(schema - 1)
	c.zeroCount = zeroCount
	c.addAll(&c.positive, positive, 1)
	c.addAll(&c.negative, negative, 1)
	c.checkNext()
	return true
}

// checkNext makes the next observation compare the number of populated buckets
// with the limit, also in a known bucket.
func (c *Counts) checkNext() { c.positive.recent, c.negative.recent = nil, nil }

// addAll adds the counts of windows whose schema is higher than c's by the
// number of halvings, 0 or 1.
func (c *Counts) addAll(side *buckets, windows []window, halvings int) {
	for i := range windows {
		w := &windows[i]
		for i, n := range w.counts {
			if n > 0 {
				c.addRare(side, (w.base+i+halvings)>>halvings, n)
			}
		}
	}
}

// WidenZeroBucket merges the populated buckets nearest to zero into the zero
// bucket: one bucket, or a positive and a negative one of the same index. Their
// upper bound becomes the zero threshold. WidenZeroBucket returns false, and
// changes nothing, if the threshold would be above the limit, or is there
// already, or if there is no bucket.
func (c *Counts) WidenZeroBucket(limit float64) bool {
	if c.populated == 0 || c.zeroThreshold >= limit {
		return false
	}
	sides := [...]*buckets{&c.positive, &c.negative}
	nearest := math.MaxInt
	for _, side := range sides {
		nearest = min(nearest, side.first())
	}
	threshold := UpperBound(nearest, c.Schema())
	if threshold > limit {
		return false
	}
	c.setZeroThreshold(threshold)
	for _, side := range sides {
		if n := side.remove(nearest); n > 0 {
			c.zeroCount += n
			c.populated--
		}
	}
	c.checkNext()
	return true
}

// AppendTo puts the counts into h, whose memory it uses.
func (c *Counts) AppendTo(h *expfmt.NativeHistogram) {
	h.Schema, h.ZeroThreshold, h.ZeroCount = c.Schema(), c.zeroThreshold, c.zeroCount
	c.positive.appendTo(&h.Positive)
	c.negative.appendTo(&h.Negative)
}
