package expfmt

import "strings"

// The numbers of the fields of client_model's messages, from
// io/prometheus/client/metrics.proto, and of google.protobuf.Timestamp.
const (
	fieldFamilyName   = 1
	fieldFamilyHelp   = 2
	fieldFamilyType   = 3
	fieldFamilyMetric = 4
	fieldFamilyUnit   = 5

	fieldMetricLabel     = 1
	fieldMetricGauge     = 2
	fieldMetricCounter   = 3
	fieldMetricSummary   = 4
	fieldMetricUntyped   = 5
	fieldMetricTimestamp = 6
	fieldMetricHistogram = 7

	fieldLabelName  = 1
	fieldLabelValue = 2

	fieldValue = 1 // of a gauge, a counter or an untyped

	fieldCounterExemplar = 2
	fieldCounterCreated  = 3

	fieldSummaryCount    = 1
	fieldSummarySum      = 2
	fieldSummaryQuantile = 3
	fieldSummaryCreated  = 4

	fieldQuantileRank  = 1
	fieldQuantileValue = 2

	fieldHistogramCount          = 1
	fieldHistogramSum            = 2
	fieldHistogramBucket         = 3
	fieldHistogramCountFloat     = 4
	fieldHistogramSchema         = 5
	fieldHistogramZeroThreshold  = 6
	fieldHistogramZeroCount      = 7
	fieldHistogramZeroCountFloat = 8
	fieldHistogramNegativeSpan   = 9
	fieldHistogramNegativeDelta  = 10
	fieldHistogramNegativeCount  = 11
	fieldHistogramPositiveSpan   = 12
	fieldHistogramPositiveDelta  = 13
	fieldHistogramPositiveCount  = 14
	fieldHistogramCreated        = 15
	fieldHistogramExemplars      = 16

	fieldBucketCount      = 1
	fieldBucketBound      = 2
	fieldBucketExemplar   = 3
	fieldBucketCountFloat = 4

	fieldSpanOffset = 1
	fieldSpanLength = 2

	fieldExemplarLabel     = 1
	fieldExemplarValue     = 2
	fieldExemplarTimestamp = 3

	fieldTimeSeconds = 1
	fieldTimeNanos   = 2
)

// A protobufKind is the type of a field.
type protobufKind uint8

const (
	kindString protobufKind = iota
	kindDouble
	kindUint // uint64, uint32
	kindInt  // int64, int32
	kindSint // sint64, sint32: zigzag
	kindType // the enumeration MetricType
	kindMessage
)

// numbers describes the values of a kind, for errors.
func (k protobufKind) numbers() string {
	switch k {
	case kindDouble:
		return "a number"
	case kindUint:
		return "a whole number of at least 0"
	case kindType:
		return strings.Join(typeNames[:], ", ")
	}
	return "a whole number"
}

// A protobufField is a field of a message.
type protobufField struct {
	number   int
	name     string
	kind     protobufKind
	repeated bool
	message  *protobufMessage // of kindMessage
}

// A protobufMessage is a type of messages: its fields in the order of their
// declaration, in which the text forms print them.
type protobufMessage struct{ fields []protobufField }

// field returns the field with the number, or nil.
func (m *protobufMessage) field(number int) *protobufField {
	for i := range m.fields {
		if m.fields[i].number == number {
			return &m.fields[i]
		}
	}
	return nil
}

// fieldNames lists the fields, for errors.
func (m *protobufMessage) fieldNames() string {
	var names []string
	for i := range m.fields {
		names = append(names, m.fields[i].name)
	}
	return strings.Join(names, ", ")
}

// The types of messages.
var (
	timestampMessage = &protobufMessage{[]protobufField{
		{number: fieldTimeSeconds, name: "seconds", kind: kindInt},
		{number: fieldTimeNanos, name: "nanos", kind: kindInt},
	}}
	labelMessage = &protobufMessage{[]protobufField{
		{number: fieldLabelName, name: "name", kind: kindString},
		{number: fieldLabelValue, name: "value", kind: kindString},
	}}
	exemplarMessage = &protobufMessage{[]protobufField{
		{number: fieldExemplarLabel, name: "label", kind: kindMessage, repeated: true, message: labelMessage},
		{number: fieldExemplarValue, name: "value", kind: kindDouble},
		{number: fieldExemplarTimestamp, name: "timestamp", kind: kindMessage, message: timestampMessage},
	}}
	valueMessage = &protobufMessage{[]protobufField{
		{number: fieldValue, name: "value", kind: kindDouble},
	}}
	counterMessage = &protobufMessage{[]protobufField{
		{number: fieldValue, name: "value", kind: kindDouble},
		{number: fieldCounterExemplar, name: "exemplar", kind: kindMessage, message: exemplarMessage},
		{number: fieldCounterCreated, name: "created_timestamp", kind: kindMessage, message: timestampMessage},
	}}
	quantileMessage = &protobufMessage{[]protobufField{
		{number: fieldQuantileRank, name: "quantile", kind: kindDouble},
		{number: fieldQuantileValue, name: "value", kind: kindDouble},
	}}
	summaryMessage = &protobufMessage{[]protobufField{
		{number: fieldSummaryCount, name: "sample_count", kind: kindUint},
		{number: fieldSummarySum, name: "sample_sum", kind: kindDouble},
		{number: fieldSummaryQuantile, name: "quantile", kind: kindMessage, repeated: true, message: quantileMessage},
		{number: fieldSummaryCreated, name: "created_timestamp", kind: kindMessage, message: timestampMessage},
	}}
	bucketMessage = &protobufMessage{[]protobufField{
		{number: fieldBucketCount, name: "cumulative_count", kind: kindUint},
		{number: fieldBucketCountFloat, name: "cumulative_count_float", kind: kindDouble},
		{number: fieldBucketBound, name: "upper_bound", kind: kindDouble},
		{number: fieldBucketExemplar, name: "exemplar", kind: kindMessage, message: exemplarMessage},
	}}
	spanMessage = &protobufMessage{[]protobufField{
		{number: fieldSpanOffset, name: "offset", kind: kindSint},
		{number: fieldSpanLength, name: "length", kind: kindUint},
	}}
	histogramMessage = &protobufMessage{[]protobufField{
		{number: fieldHistogramCount, name: "sample_count", kind: kindUint},
		{number: fieldHistogramCountFloat, name: "sample_count_float", kind: kindDouble},
		{number: fieldHistogramSum, name: "sample_sum", kind: kindDouble},
		{number: fieldHistogramBucket, name: "bucket", kind: kindMessage, repeated: true, message: bucketMessage},
		{number: fieldHistogramCreated, name: "created_timestamp", kind: kindMessage, message: timestampMessage},
		{number: fieldHistogramSchema, name: "schema", kind: kindSint},
		{number: fieldHistogramZeroThreshold, name: "zero_threshold", kind: kindDouble},
		{number: fieldHistogramZeroCount, name: "zero_count", kind: kindUint},
		{number: fieldHistogramZeroCountFloat, name: "zero_count_float", kind: kindDouble},
		{number: fieldHistogramNegativeSpan, name: "negative_span", kind: kindMessage, repeated: true, message: spanMessage},
		{number: fieldHistogramNegativeDelta, name: "negative_delta", kind: kindSint, repeated: true},
		{number: fieldHistogramNegativeCount, name: "negative_count", kind: kindDouble, repeated: true},
		{number: fieldHistogramPositiveSpan, name: "positive_span", kind: kindMessage, repeated: true, message: spanMessage},
		{number: fieldHistogramPositiveDelta, name: "positive_delta", kind: kindSint, repeated: true},
		{number: fieldHistogramPositiveCount, name: "positive_count", kind: kindDouble, repeated: true},
		{number: fieldHistogramExemplars, name: "exemplars", kind: kindMessage, repeated: true, message: exemplarMessage},
	}}
	metricMessage = &protobufMessage{[]protobufField{
		{number: fieldMetricLabel, name: "label", kind: kindMessage, repeated: true, message: labelMessage},
		{number: fieldMetricGauge, name: "gauge", kind: kindMessage, message: valueMessage},
		{number: fieldMetricCounter, name: "counter", kind: kindMessage, message: counterMessage},
		{number: fieldMetricSummary, name: "summary", kind: kindMessage, message: summaryMessage},
		{number: fieldMetricUntyped, name: "untyped", kind: kindMessage, message: valueMessage},
		{number: fieldMetricHistogram, name: "histogram", kind: kindMessage, message: histogramMessage},
		{number: fieldMetricTimestamp, name: "timestamp_ms", kind: kindInt},
	}}
	familyMessage = &protobufMessage{[]protobufField{
		{number: fieldFamilyName, name: "name", kind: kindString},
		{number: fieldFamilyHelp, name: "help", kind: kindString},
		{number: fieldFamilyType, name: "type", kind: kindType},
		{number: fieldFamilyMetric, name: "metric", kind: kindMessage, repeated: true, message: metricMessage},
		{number: fieldFamilyUnit, name: "unit", kind: kindString},
	}}
)
