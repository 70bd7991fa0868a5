package expfmt

import (
	"math"
	"strconv"
	"strings"
)

// A compositeValue is the value of a histogram or a summary on a line of
// OpenMetrics 2.0: fields between braces, in a fixed order. The next line reuses
// its memory.
type compositeValue struct {
	kind Type // TypeHistogram, TypeGaugeHistogram or TypeSummary

	// err is the error of the first number that makes no sense, such as a count
	// below 0. The scanner goes on behind that number.
	err error

	sum   float64
	count compositeCount

	isClassic bool      // there are classic buckets
	bounds    []float64 // of classic buckets with +Inf, or the quantiles
	counts    compositeCounts
	values    []float64 // of the quantiles

	isNative           bool // there are native buckets
	native             NativeHistogram
	zeroCount          compositeCount
	negative, positive compositeCounts

	isFloat bool // uint64 can't hold the counts
	floats  FloatCounts
}

// reset empties c and keeps its memory.
func (c *compositeValue) reset() {
	c.err, c.isClassic, c.isNative, c.isFloat = nil, false, false, false
	c.bounds, c.values = c.bounds[:0], c.values[:0]
	c.native = NativeHistogram{
		Negative: NativeBuckets{Spans: c.native.Negative.Spans[:0]},
		Positive: NativeBuckets{Spans: c.native.Positive.Spans[:0]},
	}
	c.counts.reset()
	c.negative.reset()
	c.positive.reset()
}

// fail keeps the first error of a number that makes no sense.
func (c *compositeValue) fail(err error) {
	if c.err == nil {
		c.err = err
	}
}

// scan reads a value, whose opening brace comes next.
func (c *compositeValue) scan(s *lineScanner) (err error) {
	c.reset()
	s.offset++
	start := s.offset
	sum := ",sum:"
	switch {
	case s.takeText("count:"):
		c.kind = TypeHistogram
	case s.takeText("gcount:"):
		c.kind, sum = TypeGaugeHistogram, ",gsum:"
	default:
		return s.expectedField("count: or gcount:")
	}
	if c.count, err = c.scanCount(s); err != nil {
		return err
	}
	if !s.takeText(sum) {
		return s.expectedField(sum)
	}
	sumStart := s.offset
	if c.sum, err = s.takeFieldNumber(); err != nil {
		return err
	}
	if c.kind == TypeHistogram && s.takeText(",quantile:[") {
		c.kind = TypeSummary
		c.checkSummary(s, start, sumStart)
		err = c.scanQuantiles(s)
	} else {
		err = c.scanBuckets(s)
	}
	if err != nil {
		return err
	}
	if !s.take('}') {
		return s.expectedField(c.fieldsBehind())
	}
	if c.isNative {
		c.checkTotal(s, start)
	}
	return nil
}

// scanBuckets reads the buckets of a histogram behind its sum.
func (c *compositeValue) scanBuckets(s *lineScanner) error {
	switch {
	case s.takeText(",schema:"):
		return c.scanNative(s)
	case s.takeText(",bucket:["):
		return c.scanClassic(s)
	case c.kind == TypeHistogram:
		return s.expectedField(",schema:, ,bucket:[ or ,quantile:[")
	}
	return s.expectedField(",schema: or ,bucket:[")
}

// fieldsBehind lists the fields that may follow the last field read, for errors.
func (c *compositeValue) fieldsBehind() string {
	switch {
	case c.isClassic || c.kind == TypeSummary:
		return "}"
	case len(c.positive.whole) > 0 || len(c.native.Positive.Spans) > 0:
		return ",bucket:[ or }"
	case len(c.negative.whole) > 0 || len(c.native.Negative.Spans) > 0:
		return ",positive_spans:[, ,bucket:[ or }"
	}
	return ",negative_spans:[, ,positive_spans:[, ,bucket:[ or }"
}

// scanCount reads a count. It takes any number, and keeps the error of a number
// that can't be a count.
func (c *compositeValue) scanCount(s *lineScanner) (compositeCount, error) {
	start := s.offset
	n, i := uint64(0), start
	for ; i < len(s.line) && i < start+len("9999999999999999999") && isDigit(s.line[i]); i++ {
		n = n*10 + uint64(s.line[i]-'0')
	}
	if i > start && i < len(s.line) && isFieldEnd(s.line[i]) {
		s.offset = i
		return compositeCount{n, float64(n)}, nil
	}
	v, err := s.takeFieldNumber()
	if err != nil {
		return compositeCount{}, err
	}
	word := s.line[start:s.offset]
	if n, err := strconv.ParseUint(strings.TrimPrefix(word, "+"), 10, 64); err == nil {
		return compositeCount{n, v}, nil
	}
	switch {
	case math.IsNaN(v) || v < 0 && c.kind == TypeHistogram:
		c.fail(s.errorAt(start, "expected a count, found %v", v))
	case v >= 0 && v < 1<<64 && v == math.Trunc(v) && !strings.ContainsAny(word, "eE"):
		return compositeCount{uint64(v), v}, nil
	}
	c.isFloat = true
	return compositeCount{float: v}, nil
}

// scanClassic reads classic buckets behind their opening bracket.
func (c *compositeValue) scanClassic(s *lineScanner) error {
	c.isClassic = true
	for {
		start := s.offset
		bound, err := c.scanBound(s)
		if err != nil {
			return err
		}
		if n := len(c.bounds); n > 0 && bound <= c.bounds[n-1] {
			c.fail(s.errorAt(start, "expected a bound above %v, that of the bucket before, found %v", c.bounds[n-1], bound))
		}
		if err := s.takeColon(); err != nil {
			return err
		}
		start = s.offset
		n, err := c.scanCount(s)
		if err != nil {
			return err
		}
		if len(c.bounds) > 0 && n.isBelow(c.counts.last(), c.isFloat) {
			if c.isFloat = true; c.kind == TypeHistogram {
				c.fail(s.errorAt(start, "expected a cumulative count of at least %v, found %v", c.counts.last().float, n.float))
			}
		}
		c.bounds = append(c.bounds, bound)
		c.counts.add(n)
		if math.IsInf(bound, 1) {
			c.checkInfinite(s, start)
			break
		}
		if !s.take(',') {
			return s.expectedField("a comma and the bucket +Inf")
		}
	}
	if !s.take(']') {
		return s.unexpected("a bracket behind the bucket +Inf")
	}
	return nil
}

// scanBound reads the bound of a classic bucket. The infinite bounds are the words
// +Inf and -Inf, and -Inf comes first.
func (c *compositeValue) scanBound(s *lineScanner) (float64, error) {
	switch {
	case strings.HasPrefix(s.line[s.offset:], "+Inf:"):
		s.offset += len("+Inf")
		return math.Inf(1), nil
	case len(c.bounds) == 0 && strings.HasPrefix(s.line[s.offset:], "-Inf:"):
		s.refuse(s.offset, "no bucket -Inf", "-Inf")
		s.offset += len("-Inf")
		return math.Inf(-1), nil
	}
	return s.takeReal("a bound, a decimal number or +Inf")
}

// checkInfinite checks that the bucket +Inf, read last, has all observations. Its
// count stands at the offset start.
func (c *compositeValue) checkInfinite(s *lineScanner, start int) {
	infinite := c.counts.last()
	if c.isFloat && infinite.float != c.count.float || !c.isFloat && infinite.whole != c.count.whole {
		c.fail(s.errorAt(start, "expected the count %v in the bucket +Inf, found %v", c.count.float, infinite.float))
	}
}

// scanQuantiles reads the quantiles of a summary behind their opening bracket.
func (c *compositeValue) scanQuantiles(s *lineScanner) error {
	for first := true; !s.take(']'); first = false {
		if !first && !s.take(',') {
			return s.unexpected("a comma or a bracket")
		}
		start := s.offset
		quantile, err := s.takeReal("a quantile, a decimal number")
		if err != nil {
			return err
		}
		n := len(c.bounds)
		switch {
		case !(quantile >= 0 && quantile <= 1):
			c.fail(s.errorAt(start, "expected a quantile from 0 to 1, found %v", quantile))
		case n > 0 && quantile <= c.bounds[n-1]:
			c.fail(s.errorAt(start, "expected a quantile above %v, the one before, found %v", c.bounds[n-1], quantile))
		}
		if err := s.takeColon(); err != nil {
			return err
		}
		start = s.offset
		v, err := s.takeFieldNumber()
		if err != nil {
			return err
		}
		if v < 0 {
			c.fail(s.errorAt(start, "expected a number of at least 0, or NaN, found %v", v))
		}
		c.bounds, c.values = append(c.bounds, quantile), append(c.values, v)
	}
	return nil
}

// checkSummary checks the count and the sum of a summary. Its first field stands
// at the offset count, its sum at the offset sum.
func (c *compositeValue) checkSummary(s *lineScanner, count, sum int) {
	if n := c.count.float; c.isFloat && n >= 0 && n < 1<<64 && n == math.Trunc(n) {
		c.count.whole, c.isFloat = uint64(n), false // with an exponent
	}
	switch {
	case c.isFloat:
		c.fail(s.errorAt(count+len("count:"), "expected a whole number below 2^64, found %v", c.count.float))
	case !(c.sum >= 0):
		c.fail(s.errorAt(sum, "expected a number of at least 0, found %v", c.sum))
	}
}

// point sets the fields of an empty p, in the memory of c. It returns the
// bounds of p: last if the bounds are equal.
func (c *compositeValue) point(p *Point, last *Bounds) *Bounds {
	p.Sum = c.sum
	buckets := 0
	switch {
	case c.kind == TypeSummary:
		last, p.Values = last.orNew(c.kind, c.bounds), c.values
		p.Bounds = last
	case c.isClassic:
		buckets = len(c.bounds) - 1
		last = last.orNew(c.kind, c.bounds[:buckets])
		p.Bounds = last
	}
	if c.isNative {
		p.Native = &c.native
	}
	if !c.isFloat {
		p.Count, p.Counts = c.count.whole, c.counts.whole[:buckets]
		c.native.ZeroCount, c.native.Negative.Counts, c.native.Positive.Counts = c.zeroCount.whole, c.negative.whole, c.positive.whole
		return last
	}
	p.Floats = &c.floats
	c.floats = FloatCounts{Count: c.count.float, Counts: c.counts.floats[:buckets]}
	if c.isNative {
		c.floats.ZeroCount, c.floats.Negative, c.floats.Positive = c.zeroCount.float, c.negative.floats, c.positive.floats
	}
	return last
}

// scanNative reads native buckets behind the word schema, and the classic
// buckets behind them.
func (c *compositeValue) scanNative(s *lineScanner) error {
	c.isNative = true
	start := s.offset
	schema, err := s.takeInteger("a schema, a whole number")
	if err != nil {
		return err
	}
	if schema < MinSchema || schema > MaxSchema {
		c.fail(s.errorAt(start, "expected a schema from %d to %d, found %d", MinSchema, MaxSchema, schema))
		schema = 0
	}
	c.native.Schema = int32(schema)
	if !s.takeText(",zero_threshold:") {
		return s.expectedField(",zero_threshold:")
	}
	start = s.offset
	if c.native.ZeroThreshold, err = s.takeReal("a zero threshold, a decimal number"); err != nil {
		return err
	}
	if c.native.ZeroThreshold < 0 {
		c.fail(s.errorAt(start, "expected a zero threshold of at least 0, found %v", c.native.ZeroThreshold))
	}
	if !s.takeText(",zero_count:") {
		return s.expectedField(",zero_count:")
	}
	if c.zeroCount, err = c.scanNativeCount(s); err != nil {
		return err
	}
	if c.count.float < 0 {
		s.remark(start, "refuses or misreads", "native buckets of no count below 0", s.line[start:])
	}
	if s.takeText(",negative_spans:[") {
		if err := c.scanSide(s, "],negative_buckets:[", &c.native.Negative, &c.negative); err != nil {
			return err
		}
	}
	if s.takeText(",positive_spans:[") {
		if err := c.scanSide(s, "],positive_buckets:[", &c.native.Positive, &c.positive); err != nil {
			return err
		}
	}
	if s.takeText(",bucket:[") {
		return c.scanClassic(s)
	}
	return nil
}

// scanSide reads the spans and the counts on one side of zero, behind the
// opening bracket of the spans. The text stands between the two lists.
func (c *compositeValue) scanSide(s *lineScanner, between string, b *NativeBuckets, counts *compositeCounts) error {
	start := s.offset
	buckets, err := c.scanSpans(s, b)
	if err != nil {
		return err
	}
	if !s.takeText(between) {
		return s.expectedField(between)
	}
	for first := true; !s.take(']'); first = false {
		if !first && !s.take(',') {
			return s.unexpected("a comma or a bracket")
		}
		n, err := c.scanNativeCount(s)
		if err != nil {
			return err
		}
		counts.add(n)
	}
	if n := uint64(len(counts.whole)); n != buckets {
		c.fail(s.errorAt(start, "expected spans of %d buckets, the number of counts, found %d", n, buckets))
	}
	return nil
}

// scanSpans reads spans up to their closing bracket, and returns the number of
// their buckets.
func (c *compositeValue) scanSpans(s *lineScanner, b *NativeBuckets) (buckets uint64, err error) {
	index := int64(-1) // of the last bucket
	for s.peek() != ']' {
		if len(b.Spans) > 0 && !s.take(',') {
			return 0, s.unexpected("a comma or a bracket")
		}
		start := s.offset
		span, err := c.scanSpan(s, len(b.Spans) == 0)
		if err != nil {
			return 0, err
		}
		b.Spans = append(b.Spans, span)
		index += int64(span.Offset) + int64(span.Length)
		buckets += uint64(span.Length)
		if highest := highestBucket(c.native.Schema); span.Length > 0 && index > highest {
			c.fail(s.errorAt(start, "expected buckets up to the index %d, that of infinity, found %d", highest, index))
		}
	}
	return buckets, nil
}

// scanNativeCount reads the count of a native bucket. Prometheus allows no count
// below 0, not even of a gaugehistogram, and reads whole numbers as an int64.
func (c *compositeValue) scanNativeCount(s *lineScanner) (compositeCount, error) {
	start := s.offset
	n, err := c.scanCount(s)
	if n.float < 0 || n.float >= 1<<63 {
		s.remark(start, "refuses or misreads", "a count of a native bucket from 0 to 2^63", s.line[start:s.offset])
	}
	return n, err
}

// highestBucket returns the index of the bucket with infinity, behind the bucket
// with the largest finite number.
func highestBucket(schema int32) int64 {
	if schema < 0 {
		return 1024>>-schema + 1
	}
	return 1024<<schema + 1
}

// scanSpan reads a span. Only the offset of the first may be negative.
func (c *compositeValue) scanSpan(s *lineScanner, first bool) (span Span, err error) {
	kind := "an offset of at least 0"
	if first {
		kind = "an offset, a whole number"
	}
	start := s.offset
	if !first && s.peek() == '-' {
		return span, s.expected(start, kind, s.fieldWord())
	}
	offset, err := s.takeInteger(kind)
	if err != nil {
		return span, err
	}
	if offset < math.MinInt32 || offset > math.MaxInt32 {
		c.fail(s.errorAt(start, "expected an offset of 32 bits, found %d", offset))
	}
	if err := s.takeColon(); err != nil {
		return span, err
	}
	start = s.offset
	if s.peek() == '-' {
		return span, s.expected(start, "a length of at least 0", s.fieldWord())
	}
	if s.peek() == '+' {
		s.refuse(start, "a length without a sign", s.fieldWord())
	}
	length, err := s.takeInteger("a length, a whole number")
	if err != nil {
		return span, err
	}
	if length > math.MaxInt32 {
		c.fail(s.errorAt(start, "expected a length of at most %d, found %d", math.MaxInt32, length))
	}
	return Span{int32(offset), uint32(min(length, math.MaxInt32))}, nil
}

// checkTotal checks that the native buckets have all observations. The value
// begins at start.
func (c *compositeValue) checkTotal(s *lineScanner, start int) {
	err := checkTotal(c.count.whole, c.sum, c.zeroCount.whole, c.negative.whole, c.positive.whole)
	if c.isFloat {
		err = checkFloatTotal(c.count.float, c.sum, c.zeroCount.float, c.negative.floats, c.positive.floats)
	}
	if err != nil {
		c.fail(s.errorAt(start, "%w", err))
	}
}
