package prometheus

import (
	"time"

	"plainmetrics/registry"
)

// These names mean what they mean in package registry.
type (
	Labels              = registry.Labels
	Desc                = registry.Desc
	DescOpt             = registry.DescOpt
	Opts                = registry.Opts
	CounterOpts         = registry.CounterOpts
	GaugeOpts           = registry.GaugeOpts
	HistogramOpts       = registry.HistogramOpts
	SummaryOpts         = registry.SummaryOpts
	UntypedOpts         = registry.UntypedOpts
	CounterVecOpts      = registry.CounterVecOpts
	GaugeVecOpts        = registry.GaugeVecOpts
	HistogramVecOpts    = registry.HistogramVecOpts
	SummaryVecOpts      = registry.SummaryVecOpts
	ConstrainableLabels = registry.ConstrainableLabels
	ConstrainedLabel    = registry.ConstrainedLabel
	ConstrainedLabels   = registry.ConstrainedLabels
	UnconstrainedLabels = registry.UnconstrainedLabels
	LabelConstraint     = registry.LabelConstraint
	Observer            = registry.Observer
	ObserverFunc        = registry.ObserverFunc
	ExemplarAdder       = registry.ExemplarAdder
	ExemplarObserver    = registry.ExemplarObserver
	Exemplar            = registry.Exemplar
	Timer               = registry.Timer
	MultiError          = registry.MultiError
	SafeMultiError      = registry.SafeMultiError
)

// These constants come from package registry.
const (
	DefMaxAge                        time.Duration = registry.DefMaxAge
	DefAgeBuckets                                  = registry.DefAgeBuckets
	DefBufCap                                      = registry.DefBufCap
	DefNativeHistogramZeroThreshold                = registry.DefNativeHistogramZeroThreshold
	NativeHistogramZeroThresholdZero               = registry.NativeHistogramZeroThresholdZero
	ExemplarMaxRunes                               = registry.ExemplarMaxRunes
)

// DefBuckets are the buckets of HistogramOpts without Buckets, for the
// constructors of this package.
var DefBuckets = registry.DefBuckets

// NewDesc is registry.NewDesc.
func NewDesc(fqName, help string, variableLabels []string, constLabels Labels) *Desc {
	return registry.NewDesc(fqName, help, variableLabels, constLabels)
}

// NewInvalidDesc is registry.NewInvalidDesc.
func NewInvalidDesc(err error) *Desc { return registry.NewInvalidDesc(err) }

// WithUnit is registry.WithUnit.
func WithUnit(unit string) DescOpt { return registry.WithUnit(unit) }

// BuildFQName is registry.BuildFQName.
func BuildFQName(namespace, subsystem, name string) string {
	return registry.BuildFQName(namespace, subsystem, name)
}

// LinearBuckets is registry.LinearBuckets.
func LinearBuckets(start, width float64, count int) []float64 {
	return registry.LinearBuckets(start, width, count)
}

// ExponentialBuckets is registry.ExponentialBuckets.
func ExponentialBuckets(start, factor float64, count int) []float64 {
	return registry.ExponentialBuckets(start, factor, count)
}

// ExponentialBucketsRange is registry.ExponentialBucketsRange.
func ExponentialBucketsRange(minBucket, maxBucket float64, count int) []float64 {
	return registry.ExponentialBucketsRange(minBucket, maxBucket, count)
}

// NewTimer is registry.NewTimer.
func NewTimer(o Observer) *Timer { return registry.NewTimer(o) }

// NewPidFileFn is registry.NewPidFileFn.
func NewPidFileFn(pidFilePath string) func() (int, error) { return registry.NewPidFileFn(pidFilePath) }
