package native

import (
	"math"

	"plainmetrics/expfmt"
)

// SchemaOf returns the lowest schema whose buckets grow by no more than the
// factor, which is above 1. A factor too close to 1 for any schema gets the
// highest schema.
func SchemaOf(factor float64) int32 {
	schema := -math.Floor(math.Log2(math.Log2(factor)))
	return int32(max(expfmt.MinSchema, min(schema, expfmt.MaxSchema)))
}

// UpperBound returns the upper bound of the positive bucket with the index, after
// the first call of Counts.Init. Some float64 must have the index. The last
// bucket of finite numbers ends at the largest finite number, because no float64
// is the next power of 2; so the bucket of +Inf alone has the bound +Inf.
func UpperBound(index int, schema int32) float64 {
	octave, part := index, 0 // 2^octave is the largest power of 2 up to the bound
	if schema < 0 {
		octave <<= -schema
	} else {
		octave >>= schema
		part = (index - octave<<schema) << (expfmt.MaxSchema - schema)
	}
	if octave == 1024 && part == 0 {
		return math.MaxFloat64
	}
	// Both factors are normal numbers, where 2^octave may be none.
	return finest.bound(part) * powerOf2(octave/2) * powerOf2(octave-octave/2)
}

// powerOf2 returns a power of 2 that is a normal number.
func powerOf2(exponent int) float64 {
	return math.Float64frombits(uint64(exponent+exponentBias) << mantissaBits)
}
