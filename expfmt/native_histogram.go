package expfmt

import (
	"errors"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"strconv"
)

// The schemas of native histograms.
const (
	MinSchema = -4
	MaxSchema = 8
)

// A NativeHistogram is the native buckets of a histogram. The schema n says
// how wide they are: the positive bucket with index i has the observations
// above 2^((i-1)·2^-n), up to and including 2^(i·2^-n), and the negative
// bucket with the same index their opposites. Observations from
// -ZeroThreshold to ZeroThreshold are in the zero bucket. NaN is in none.
//
// https://prometheus.io/docs/specs/native_histograms/ describes them.
type NativeHistogram struct {
	Schema        int32 // from MinSchema to MaxSchema
	ZeroThreshold float64
	ZeroCount     uint64

	Negative, Positive NativeBuckets

	// Exemplars are exemplars of the histogram, sorted by value, beside the
	// exemplars of the classic buckets. Formats omit an exemplar without a
	// time.
	Exemplars []*Exemplar
}

// NativeBuckets are the buckets on one side of zero.
type NativeBuckets struct {
	// Spans are runs of buckets, in the order of their indexes.
	Spans []Span

	// Counts has the number of observations in each bucket of the spans: of
	// the bucket alone, while the counts of classic buckets are cumulative.
	Counts []uint64
}

// A Span is a run of native buckets without a gap.
type Span struct {
	// Offset is the index of the first span's first bucket, and the number of
	// buckets missing in front of each later span.
	Offset int32

	Length uint32 // the number of buckets
}

// FloatCounts are the counts of a histogram if some of them are no whole numbers,
// as after arithmetic on histograms. A gauge histogram may have negative counts.
// FloatCounts take the place of all counts in a Point and its NativeHistogram.
type FloatCounts struct {
	Count  float64   // takes the place of Point.Count
	Counts []float64 // takes the place of Point.Counts

	ZeroCount          float64   // takes the place of NativeHistogram.ZeroCount
	Negative, Positive []float64 // take the place of NativeBuckets.Counts
}

// Clone returns a copy that shares no memory with h but the Bounds and the
// labels of exemplars. The clone of nil is nil.
func (h *NativeHistogram) Clone() *NativeHistogram {
	if h == nil {
		return nil
	}
	clone := *h
	clone.Negative, clone.Positive = h.Negative.clone(), h.Positive.clone()
	clone.Exemplars = make([]*Exemplar, len(h.Exemplars))
	for i, e := range h.Exemplars {
		clone.Exemplars[i] = e.clone()
	}
	return &clone
}

//go:noinline
func (b NativeBuckets) clone() NativeBuckets {
	return NativeBuckets{slices.Clone(b.Spans), slices.Clone(b.Counts)}
}

// positiveSpans returns the positive spans, or an empty span if the histogram
// would look like a classic one. To Prometheus a float in the zero bucket makes
// no histogram native.
func (h *NativeHistogram) positiveSpans(zeroEmpty bool) []Span {
	if zeroEmpty && h.ZeroThreshold == 0 && len(h.Positive.Spans)+len(h.Negative.Spans) == 0 {
		return emptySpan
	}
	return h.Positive.Spans
}

var emptySpan = []Span{{}}

// Clone returns a copy of c that shares no memory with c. The clone of nil is
// nil.
//
//go:noinline
func (c *FloatCounts) Clone() *FloatCounts {
	if c == nil {
		return nil
	}
	clone := *c
	clone.Counts, clone.Negative, clone.Positive = slices.Clone(c.Counts), slices.Clone(c.Negative), slices.Clone(c.Positive)
	return &clone
}

// check returns an error if h can't be the native buckets of a histogram of
// type t. The floats may be nil.
func (h *NativeHistogram) check(t Type, floats *FloatCounts) error {
	switch {
	case h.Schema < MinSchema || h.Schema > MaxSchema:
		return countError("", "", 0, "a schema from -4 to 8", float64(h.Schema))
	case !(h.ZeroThreshold >= 0) || math.IsInf(h.ZeroThreshold, 1):
		return countError("", "", 0, "a zero threshold of at least 0", h.ZeroThreshold)
	}
	if floats == nil {
		floats = new(FloatCounts)
	}
	err := checkFloats(t, "", "zero bucket", floats.ZeroCount)
	if err == nil {
		err = h.Negative.check(t, h.Schema, "negative ", floats.Negative)
	}
	if err == nil {
		err = h.Positive.check(t, h.Schema, "positive ", floats.Positive)
	}
	for _, e := range h.Exemplars {
		if err == nil {
			err = e.check()
		}
	}
	return err
}

// check returns an error unless the spans have as many buckets as there are
// counts, none of them beyond the bucket of infinity.
func (b NativeBuckets) check(t Type, schema int32, side string, floats []float64) error {
	index, buckets := int64(0), int64(0) // index is behind the span
	for i, span := range b.Spans {
		if i > 0 && span.Offset < 0 {
			return countError(side, "span", i, "an offset of at least 0", float64(span.Offset))
		}
		index += int64(span.Offset) + int64(span.Length)
		buckets += int64(span.Length)
		if highest := highestBucket(schema); index > math.MaxInt32 || span.Length > 0 && index-1 > highest {
			return countError(side, "span", i, "buckets up to the index "+strconv.FormatInt(highest, 10)+", that of infinity", float64(index-1))
		}
	}
	if n := int64(max(len(b.Counts), len(floats))); n != buckets {
		return fmt.Errorf("expected a count for each of %d %sbuckets, found %d", buckets, side, n)
	}
	return checkFloats(t, side, "bucket", floats...)
}

// checkTotal returns an error unless the zero bucket and the buckets of both
// sides have count observations. NaN is in no bucket, and makes the sum NaN.
func checkTotal(count uint64, sum float64, zeroCount uint64, sides ...[]uint64) error {
	total, overflows := zeroCount, uint64(0)
	for _, counts := range sides {
		for _, n := range counts {
			var carry uint64
			total, carry = bits.Add64(total, n, 0)
			overflows += carry
		}
	}
	switch {
	case overflows > 0:
		return totalError("more than 2^64")
	case total > count || total < count && !math.IsNaN(sum):
		return totalError(strconv.FormatUint(total, 10))
	}
	return nil
}

// checkFloatTotal is checkTotal for floats, whose sum may be off by the
// rounding of each addition: less than a millionth of all counts.
func checkFloatTotal(count, sum, zeroCount float64, sides ...[]float64) error {
	total, rounding := zeroCount, math.Abs(zeroCount)
	for _, counts := range sides {
		for _, n := range counts {
			total += n
			rounding += math.Abs(n)
		}
	}
	if rounding *= 1e-6; math.IsInf(rounding, 1) {
		rounding = 0
	}
	if total > count+rounding || total < count-rounding && !math.IsNaN(sum) {
		return totalError(strconv.FormatFloat(total, 'g', -1, 64))
	}
	return nil
}

func totalError(found string) error {
	return errors.New("expected the observations of the count in the native buckets, found " + found)
}

// checkFloats returns an error if a histogram of type t can't have the
// counts.
func checkFloats(t Type, side, part string, counts ...float64) error {
	for i, n := range counts {
		if t == TypeHistogram && !(n >= 0) || math.IsNaN(n) {
			return countError(side, part, i, "a count", n)
		}
	}
	return nil
}

// check returns an error if c can't be the counts of a histogram of type t
// with so many classic buckets.
func (c *FloatCounts) check(t Type, buckets int) error {
	if len(c.Counts) != buckets {
		return fmt.Errorf("expected a count for each of %d buckets, found %d", buckets, len(c.Counts))
	}
	if t == TypeHistogram && !(c.Count >= 0) || math.IsNaN(c.Count) {
		return countError("", "", 0, "a count", c.Count)
	}
	if err := checkFloats(t, "", "bucket", c.Counts...); err != nil || t == TypeGaugeHistogram {
		return err
	}
	below := 0.0
	for i, n := range append(c.Counts[:buckets:buckets], c.Count) {
		if n < below {
			return countError("", "bucket", i, "a cumulative count of at least "+strconv.FormatFloat(below, 'g', -1, 64), n)
		}
		below = n
	}
	return nil
}

// countError returns the error of a number in a histogram. Unless part is "", the
// number belongs to the part with the index i. One place for these errors makes
// each binary 2 kB smaller.
func countError(side, part string, i int, expected string, found float64) error {
	if part != "" {
		part = side + part + " " + strconv.Itoa(i) + ": "
	}
	return errors.New(part + "expected " + expected + ", found " + strconv.FormatFloat(found, 'f', -1, 64))
}
