// Package native counts observations in the exponential buckets of a native
// histogram. Names follow Prometheus' specification:
//
//	https://prometheus.io/docs/specs/native_histograms/
//
// The schema n, from -4 to 8, gives the resolution: each bucket is 2^(2^-n)
// times as wide as the bucket before. The positive bucket with index i has
// the observations above 2^((i-1)·2^-n), up to and including 2^(i·2^-n), and
// the negative bucket with index i their opposites. The zero bucket has the
// observations from minus the zero threshold to the zero threshold. ±Inf has
// a bucket of its own behind the bucket of the largest finite number, and NaN
// is in no bucket.
//
// A bucket is populated if it has an observation. Two operations lower the
// number of populated buckets: HalveResolution merges pairs of buckets, and
// WidenZeroBucket merges the bucket nearest to zero into the zero bucket. When
// to use which is the caller's to say.
//
//	var counts native.Counts
//	counts.Init(native.SchemaOf(1.1), 0x1p-128, 160)
//	counts.Add(0.25, 1)
//	var point expfmt.NativeHistogram
//	counts.AppendTo(&point)
//
// # Memory
//
// The counts of neighbouring buckets lie side by side in a window. Buckets
// far apart are in several windows, so that empty buckets between them take
// no memory: a window grows to at most five words for each populated bucket, or
// 40 words, whichever is more.
package native
