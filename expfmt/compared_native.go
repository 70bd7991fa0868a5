package expfmt

// A comparedNative is the native buckets of a histogram without empty buckets. Two
// pages that cut spans differently, or print counts as whole numbers and as
// floats, have equal comparedNatives.
type comparedNative struct {
	schema             int32
	zeroThreshold      float64
	zeroCount          float64
	negative, positive []comparedBucket
}

// A comparedBucket is a native bucket with observations.
type comparedBucket struct {
	index int64
	count float64
}

// newComparedNative returns the native buckets of p, or nil without any.
func newComparedNative(p *Point) *comparedNative {
	h := p.Native
	if h == nil {
		return nil
	}
	n := &comparedNative{schema: h.Schema, zeroThreshold: h.ZeroThreshold, zeroCount: float64(h.ZeroCount)}
	var floats FloatCounts
	if p.Floats != nil {
		floats = *p.Floats
		n.zeroCount = floats.ZeroCount
	}
	n.negative = comparedBuckets(&h.Negative, floats.Negative)
	n.positive = comparedBuckets(&h.Positive, floats.Positive)
	return n
}

// comparedBuckets returns the buckets of one side of zero that are not empty,
// in the order of their indexes.
func comparedBuckets(b *NativeBuckets, floats []float64) []comparedBucket {
	var buckets []comparedBucket
	index, i := int64(0), 0
	for _, span := range b.Spans {
		index += int64(span.Offset)
		for range span.Length {
			n := 0.0
			if i < len(floats) {
				n = floats[i]
			} else if i < len(b.Counts) {
				n = float64(b.Counts[i])
			}
			if n != 0 {
				buckets = append(buckets, comparedBucket{index, n})
			}
			index++
			i++
		}
	}
	return buckets
}

// append appends the native part of a composite value, as OpenMetrics 2.0
// writes it.
func (n *comparedNative) append(dst []byte) []byte {
	dst = append(dst, "{schema:"...)
	dst = AppendFloat(dst, float64(n.schema))
	dst = append(dst, ",zero_threshold:"...)
	dst = AppendFloat(dst, n.zeroThreshold)
	dst = append(dst, ",zero_count:"...)
	dst = AppendFloat(dst, n.zeroCount)
	dst = appendComparedBuckets(dst, "negative", n.negative)
	dst = appendComparedBuckets(dst, "positive", n.positive)
	return append(dst, '}')
}

// appendComparedBuckets appends the spans and counts of one side of zero, or
// nothing if all its buckets are empty.
func appendComparedBuckets(dst []byte, side string, buckets []comparedBucket) []byte {
	if len(buckets) == 0 {
		return dst
	}
	dst = append(append(append(dst, ','), side...), "_spans:["...)
	next := int64(0)
	for i := 0; i < len(buckets); {
		first := buckets[i].index
		length := 1
		for i++; i < len(buckets) && buckets[i].index == first+int64(length); i++ {
			length++
		}
		dst = append(AppendFloat(dst, float64(first-next)), ':')
		dst = append(AppendFloat(dst, float64(length)), ',')
		next = first + int64(length)
	}
	dst = append(append(append(dst[:len(dst)-1], "],"...), side...), "_buckets:["...)
	for _, b := range buckets {
		dst = append(AppendFloat(dst, b.count), ',')
	}
	return append(dst[:len(dst)-1], ']')
}

// isClose reports whether both histograms have the same schema and zero
// threshold, and the counts of each bucket differ by at most the fraction
// tolerance of the larger. A missing bucket has the count 0.
func (n *comparedNative) isClose(other *comparedNative, tolerance float64) bool {
	return n.schema == other.schema && n.zeroThreshold == other.zeroThreshold &&
		isEqualOrClose(n.zeroCount, other.zeroCount, tolerance) &&
		areClose(n.negative, other.negative, tolerance) &&
		areClose(n.positive, other.positive, tolerance)
}

// areClose is isClose for one side of zero.
func areClose(a, b []comparedBucket, tolerance float64) bool {
	for len(a)+len(b) > 0 {
		var x, y float64
		switch {
		case len(b) == 0 || len(a) > 0 && a[0].index < b[0].index:
			x, a = a[0].count, a[1:]
		case len(a) == 0 || b[0].index < a[0].index:
			y, b = b[0].count, b[1:]
		default:
			x, y, a, b = a[0].count, b[0].count, a[1:], b[1:]
		}
		if !isEqualOrClose(x, y, tolerance) {
			return false
		}
	}
	return true
}
