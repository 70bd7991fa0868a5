package internal

import (
	dto "github.com/prometheus/client_model/go"
	"google.golang.org/protobuf/types/known/timestamppb"

	"plainmetrics/registry/model"
)

// The functions …Message return the message of client_model for a struct of
// package model. The result shares memory with the argument.

// FamilyMessage returns the message of a family.
func FamilyMessage(f *model.MetricFamily) *dto.MetricFamily {
	return &dto.MetricFamily{Name: f.Name, Help: f.Help, Type: (*dto.MetricType)(f.Type), Unit: f.Unit, Metric: All(f.Metric, MetricMessage)}
}

// MetricMessage returns the message of a metric.
func MetricMessage(m *model.Metric) *dto.Metric {
	message := new(dto.Metric)
	SetMessage(message, m)
	return message
}

// SetMessage sets the fields of message that m has.
func SetMessage(message *dto.Metric, m *model.Metric) {
	message.Label = LabelMessages(m.Label)
	if m.TimestampMs != nil {
		message.TimestampMs = m.TimestampMs
	}
	switch {
	case m.Counter != nil:
		message.Counter = &dto.Counter{Value: m.Counter.Value, Exemplar: exemplarMessage(m.Counter.Exemplar), CreatedTimestamp: timestampMessage(m.Counter.CreatedTimestamp)}
	case m.Gauge != nil:
		message.Gauge = &dto.Gauge{Value: m.Gauge.Value}
	case m.Untyped != nil:
		message.Untyped = &dto.Untyped{Value: m.Untyped.Value}
	case m.Summary != nil:
		message.Summary = summaryMessage(m.Summary)
	case m.Histogram != nil:
		message.Histogram = histogramMessage(m.Histogram)
	}
}

func summaryMessage(s *model.Summary) *dto.Summary {
	return &dto.Summary{
		SampleCount: s.SampleCount, SampleSum: s.SampleSum, CreatedTimestamp: timestampMessage(s.CreatedTimestamp),
		Quantile: All(s.Quantile, func(q *model.Quantile) *dto.Quantile {
			return &dto.Quantile{Quantile: q.Quantile, Value: q.Value}
		}),
	}
}

func histogramMessage(h *model.Histogram) *dto.Histogram {
	return &dto.Histogram{
		SampleCount: h.SampleCount, SampleCountFloat: h.SampleCountFloat, SampleSum: h.SampleSum,
		CreatedTimestamp: timestampMessage(h.CreatedTimestamp), Exemplars: All(h.Exemplars, exemplarMessage),
		Bucket: All(h.Bucket, func(b *model.Bucket) *dto.Bucket {
			return &dto.Bucket{CumulativeCount: b.CumulativeCount, CumulativeCountFloat: b.CumulativeCountFloat, UpperBound: b.UpperBound, Exemplar: exemplarMessage(b.Exemplar)}
		}),
		Schema: h.Schema, ZeroThreshold: h.ZeroThreshold, ZeroCount: h.ZeroCount, ZeroCountFloat: h.ZeroCountFloat,
		NegativeSpan: All(h.NegativeSpan, spanMessage), NegativeDelta: h.NegativeDelta, NegativeCount: h.NegativeCount,
		PositiveSpan: All(h.PositiveSpan, spanMessage), PositiveDelta: h.PositiveDelta, PositiveCount: h.PositiveCount,
	}
}

func spanMessage(s *model.BucketSpan) *dto.BucketSpan {
	return &dto.BucketSpan{Offset: s.Offset, Length: s.Length}
}

func exemplarMessage(e *model.Exemplar) *dto.Exemplar {
	if e == nil {
		return nil
	}
	return &dto.Exemplar{Label: LabelMessages(e.Label), Value: e.Value, Timestamp: timestampMessage(e.Timestamp)}
}

// LabelMessages returns the messages of labels.
func LabelMessages(pairs []*model.LabelPair) []*dto.LabelPair {
	return All(pairs, func(l *model.LabelPair) *dto.LabelPair { return &dto.LabelPair{Name: l.Name, Value: l.Value} })
}

func timestampMessage(t *model.Timestamp) *timestamppb.Timestamp {
	if t == nil {
		return nil
	}
	return &timestamppb.Timestamp{Seconds: t.Seconds, Nanos: t.Nanos}
}

// All returns the results of convert for all of from, and nil for nil.
func All[From, To any](from []*From, convert func(*From) *To) []*To {
	if from == nil {
		return nil
	}
	to := make([]*To, len(from))
	for i, f := range from {
		to[i] = convert(f)
	}
	return to
}
