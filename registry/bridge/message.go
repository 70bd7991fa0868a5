package bridge

// The constraints below are the getters of client_model's messages, as far as
// pages need them. Each message is a pointer to a struct, and nil if absent. The
// compiler infers all type parameters from the type of a gatherer.

// A gatherer is client_golang's, for families of type F.
type gatherer[F any] interface {
	Gather() ([]F, error)
}

// A family has a type of type K and metrics of type M. It may also have the
// method GetUnit, which is newer than the others.
type family[K, M any] interface {
	GetName() string
	GetHelp() string
	GetType() K
	GetMetric() []M
}

// A metric has labels of type L, and one of a counter C, a gauge V, an untyped
// value W, a summary S and a histogram H.
type metric[L, C, V, W, S, H any] interface {
	GetLabel() []L
	GetCounter() C
	GetGauge() V
	GetUntyped() W
	GetSummary() S
	GetHistogram() H
	GetTimestampMs() int64
}

// A label is a LabelPair.
type label interface {
	GetName() string
	GetValue() string
}

// A value is a Gauge or an Untyped.
type value interface {
	comparable
	GetValue() float64
}

// A counter has an exemplar of type E and a time of creation of type T.
type counter[E, T any] interface {
	comparable
	GetValue() float64
	GetExemplar() E
	GetCreatedTimestamp() T
}

// A summary has quantiles of type Q and a time of creation of type T.
type summary[Q, T any] interface {
	comparable
	GetSampleCount() uint64
	GetSampleSum() float64
	GetQuantile() []Q
	GetCreatedTimestamp() T
}

// A quantile is a quantile of a summary.
type quantile interface {
	GetQuantile() float64
	GetValue() float64
}

// A histogram has classic buckets of type B, spans of native buckets of type P
// and a time of creation of type T. It may also have the method GetExemplars.
type histogram[B, P, T any] interface {
	comparable
	GetSampleCount() uint64
	GetSampleCountFloat() float64
	GetSampleSum() float64
	GetBucket() []B
	GetSchema() int32
	GetZeroThreshold() float64
	GetZeroCount() uint64
	GetZeroCountFloat() float64
	GetNegativeSpan() []P
	GetNegativeDelta() []int64
	GetNegativeCount() []float64
	GetPositiveSpan() []P
	GetPositiveDelta() []int64
	GetPositiveCount() []float64
	GetCreatedTimestamp() T
}

// A span is a span of native buckets.
type span interface {
	GetOffset() int32
	GetLength() uint32
}

// A bucket is a classic bucket, with an exemplar of type E.
type bucket[E any] interface {
	GetUpperBound() float64
	GetCumulativeCount() uint64
	GetCumulativeCountFloat() float64
	GetExemplar() E
}

// An exemplar has labels of type L and a time of type T.
type exemplar[L, T any] interface {
	comparable
	GetLabel() []L
	GetValue() float64
	GetTimestamp() T
}

// A timestamp is protobuf's.
type timestamp interface {
	comparable
	GetSeconds() int64
	GetNanos() int32
}

// isNil reports whether a message is absent.
func isNil[M comparable](message M) bool {
	var absent M
	return message == absent
}
