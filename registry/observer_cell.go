package registry

import (
	"sync/atomic"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/quantile"
)

// An observerCell is the cell of a histogram or summary. Both types have the
// same cell, as counters and gauges have a scalar, so binaries have the code
// of storage and vectors once for both. The series of a vector are 16 bytes
// larger for it, of 340.
type observerCell struct {
	sharded // of bucketCounts, or of summaryTotals and an observationLog

	metric    *observerMetric
	created   int64                     // in nanoseconds since 1970; a native histogram has its own
	exemplars atomic.Pointer[exemplars] // of a histogram; nil until the first exemplar
	window    *summaryWindow            // of a summary; nil without objectives
	native    *nativeSeries             // of a native histogram, or nil
}

// An observerMetric is common to all series of a histogram or summary.
type observerMetric struct {
	family storedMetric
	bounds *expfmt.Bounds  // of buckets, or quantiles; nil without any
	finder bucketFinder    // of a histogram
	native *nativeConfig   // of native histograms, or nil
	window quantile.Config // of a summary
}

// buckets returns the number of a histogram's classic buckets, including +Inf.
func (m *observerMetric) buckets() int { return m.bounds.Len() + 1 }

// exemplars are the latest exemplars by bucket, nil for a bucket without.
type exemplars []atomic.Pointer[expfmt.Exemplar]
