package model

import "strconv"

// A MetricType is the type of a family.
type MetricType int32

// The types have the numbers of the protobuf format.
const (
	MetricType_COUNTER         MetricType = 0
	MetricType_GAUGE           MetricType = 1
	MetricType_SUMMARY         MetricType = 2
	MetricType_UNTYPED         MetricType = 3
	MetricType_HISTOGRAM       MetricType = 4
	MetricType_GAUGE_HISTOGRAM MetricType = 5
)

// Enum returns a pointer to a copy of t, for the field Type of a
// MetricFamily.
func (t MetricType) Enum() *MetricType { return &t }

// String returns the name of t, such as COUNTER. An unknown type is its
// number in decimal.
func (t MetricType) String() string {
	switch t {
	case MetricType_COUNTER:
		return "COUNTER"
	case MetricType_GAUGE:
		return "GAUGE"
	case MetricType_SUMMARY:
		return "SUMMARY"
	case MetricType_UNTYPED:
		return "UNTYPED"
	case MetricType_HISTOGRAM:
		return "HISTOGRAM"
	case MetricType_GAUGE_HISTOGRAM:
		return "GAUGE_HISTOGRAM"
	}
	return strconv.Itoa(int(t))
}
