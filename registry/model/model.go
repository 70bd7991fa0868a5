package model

import (
	"time"

	"plainmetrics/registry/internal/messages"
	"plainmetrics/registry/internal/model"
)

// The types are declared below package registry, whose metrics write them.
// This package links the code that reads and prints them: a program without
// models of its own does not import it, and is 90 kB smaller.
func init() { model.Link(messages.Reader{}) }

// A Bucket of a classic histogram counts the observations up to UpperBound,
// also those that lower buckets count.
type Bucket = model.Bucket

// A BucketSpan stands for consecutive buckets of a native histogram.
type BucketSpan = model.BucketSpan

// A Counter is a value that never decreases while its process runs.
type Counter = model.Counter

// An Exemplar is an observation with labels, such as the ID of a trace.
type Exemplar = model.Exemplar

// A MetricFamily has the metrics of one name.
type MetricFamily = model.MetricFamily

// A Gauge is a value that goes up and down.
type Gauge = model.Gauge

// A Histogram has the count and the sum of observations, and counts by range.
// A classic histogram counts in Bucket. A native histogram counts in
// exponential buckets, and sets Schema. A Histogram may be both.
//
// Deltas are for counts of whole observations. A histogram of floats sets the
// fields SampleCountFloat, ZeroCountFloat, NegativeCount and PositiveCount in
// place of SampleCount, ZeroCount, NegativeDelta and PositiveDelta.
type Histogram = model.Histogram

// A LabelPair is a label of a metric or of an exemplar.
type LabelPair = model.LabelPair

// A Metric is a series of a family. The field that has the name of the family's
// type has the value; Histogram serves MetricType_GAUGE_HISTOGRAM, too.
type Metric = model.Metric

// A MetricType is the type of a family.
type MetricType = model.MetricType

// A Summary has the count, the sum and some quantiles of observations.
type Summary = model.Summary

// A Quantile is one estimate of a Summary: the share Quantile, between 0 and 1,
// of the observations is not above Value.
type Quantile = model.Quantile

// A Timestamp is a time in UTC. The type takes the place of timestamppb's,
// and has its fields and methods.
type Timestamp = model.Timestamp

// An Untyped is a value of an unknown type.
type Untyped = model.Untyped

// The types have the numbers of the protobuf format.
const (
	MetricType_COUNTER         = model.MetricType_COUNTER
	MetricType_GAUGE           = model.MetricType_GAUGE
	MetricType_SUMMARY         = model.MetricType_SUMMARY
	MetricType_UNTYPED         = model.MetricType_UNTYPED
	MetricType_HISTOGRAM       = model.MetricType_HISTOGRAM
	MetricType_GAUGE_HISTOGRAM = model.MetricType_GAUGE_HISTOGRAM
)

// MetricType_name has the name of each type, by its number.
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

// NewTimestamp returns the Timestamp of a time.
func NewTimestamp(t time.Time) *Timestamp { return model.NewTimestamp(t) }
