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

// UpperBound returns the upper bound of the positive bucket with the index,
// which must be the index of some number, once there are Counts. The last bucket of finite numbers ends at the largest finite number, and
// not at the next power of 2, which no float64 can be; so the bucket of +Inf
// alone has the bound +Inf.
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
	// In two steps, each power of 2 is a normal number.
	return finest.bound(part) * powerOf2(octave/2) * powerOf2(octave-octave/2)
}

// powerOf2 returns a power of 2 that is a normal number.
func powerOf2(exponent int) float64 {
	return math.Float64frombits(uint64(exponent+exponentBias) << mantissaBits)
}
