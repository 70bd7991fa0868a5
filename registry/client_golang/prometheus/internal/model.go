package internal

import (
	dto "github.com/prometheus/client_model/go"
	"google.golang.org/protobuf/types/known/timestamppb"

	"plainmetrics/registry/model"
)

// The functions …Model return the struct of package model for a message of
// client_model, and nil for nil. The result shares memory with the message.

// FamilyModel returns the struct of a family.
func FamilyModel(f *dto.MetricFamily) *model.MetricFamily {
	if f == nil {
		return nil
	}
	return &model.MetricFamily{Name: f.Name, Help: f.Help, Type: (*model.MetricType)(f.Type), Unit: f.Unit, Metric: All(f.Metric, MetricModel)}
}

// MetricModel returns the struct of a metric.
func MetricModel(m *dto.Metric) *model.Metric {
	if m == nil {
		return nil
	}
	out := &model.Metric{Label: labelModels(m.Label), TimestampMs: m.TimestampMs}
	if c := m.Counter; c != nil {
		out.Counter = &model.Counter{Value: c.Value, Exemplar: exemplarModel(c.Exemplar), CreatedTimestamp: timestampModel(c.CreatedTimestamp)}
	}
	if m.Gauge != nil {
		out.Gauge = &model.Gauge{Value: m.Gauge.Value}
	}
	if m.Untyped != nil {
		out.Untyped = &model.Untyped{Value: m.Untyped.Value}
	}
	if m.Summary != nil {
		out.Summary = summaryModel(m.Summary)
	}
	if m.Histogram != nil {
		out.Histogram = histogramModel(m.Histogram)
	}
	return out
}

func summaryModel(s *dto.Summary) *model.Summary {
	return &model.Summary{
		SampleCount: s.SampleCount, SampleSum: s.SampleSum, CreatedTimestamp: timestampModel(s.CreatedTimestamp),
		Quantile: All(s.Quantile, func(q *dto.Quantile) *model.Quantile {
			return &model.Quantile{Quantile: q.Quantile, Value: q.Value}
		}),
	}
}

func histogramModel(h *dto.Histogram) *model.Histogram {
	return &model.Histogram{
		SampleCount: h.SampleCount, SampleCountFloat: h.SampleCountFloat, SampleSum: h.SampleSum,
		CreatedTimestamp: timestampModel(h.CreatedTimestamp), Exemplars: All(h.Exemplars, exemplarModel),
		Bucket: All(h.Bucket, func(b *dto.Bucket) *model.Bucket {
			return &model.Bucket{CumulativeCount: b.CumulativeCount, CumulativeCountFloat: b.CumulativeCountFloat, UpperBound: b.UpperBound, Exemplar: exemplarModel(b.Exemplar)}
		}),
		Schema: h.Schema, ZeroThreshold: h.ZeroThreshold, ZeroCount: h.ZeroCount, ZeroCountFloat: h.ZeroCountFloat,
		NegativeSpan: All(h.NegativeSpan, spanModel), NegativeDelta: h.NegativeDelta, NegativeCount: h.NegativeCount,
		PositiveSpan: All(h.PositiveSpan, spanModel), PositiveDelta: h.PositiveDelta, PositiveCount: h.PositiveCount,
	}
}

func spanModel(s *dto.BucketSpan) *model.BucketSpan {
	return &model.BucketSpan{Offset: s.Offset, Length: s.Length}
}

func exemplarModel(e *dto.Exemplar) *model.Exemplar {
	if e == nil {
		return nil
	}
	return &model.Exemplar{Label: labelModels(e.Label), Value: e.Value, Timestamp: timestampModel(e.Timestamp)}
}

func labelModels(pairs []*dto.LabelPair) []*model.LabelPair {
	return All(pairs, func(l *dto.LabelPair) *model.LabelPair { return &model.LabelPair{Name: l.Name, Value: l.Value} })
}

func timestampModel(t *timestamppb.Timestamp) *model.Timestamp {
	if t == nil {
		return nil
	}
	return &model.Timestamp{Seconds: t.Seconds, Nanos: t.Nanos}
}
