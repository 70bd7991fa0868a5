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

// MetricType_name has the name of each type, by its number. The linker can't
// drop the two maps from a program without them: the compiler builds a map of
// six elements in the package's init, which takes 721 bytes.
var MetricType_name = map[int32]string{
	0: "COUNTER",
	1: "GAUGE",
	2: "SUMMARY",
	3: "UNTYPED",
	4: "HISTOGRAM",
	5: "GAUGE_HISTOGRAM",
}

// MetricType_value has the number of each type, by its name.
var MetricType_value = map[string]int32{
	"COUNTER":         0,
	"GAUGE":           1,
	"SUMMARY":         2,
	"UNTYPED":         3,
	"HISTOGRAM":       4,
	"GAUGE_HISTOGRAM": 5,
}

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
