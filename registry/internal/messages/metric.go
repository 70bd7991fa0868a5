package messages

import (
	"fmt"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/model"
)

// SetMetric makes s, a series after Reset, the series of m.
func (s *Series) SetMetric(t expfmt.Type, m *model.Metric) (err error) {
	if m == nil {
		return ErrAbsent(t)
	}
	for _, l := range m.Label {
		s.AddLabel(l.GetName(), l.GetValue())
	}
	if m.TimestampMs != nil {
		s.SetTimestamp(*m.TimestampMs)
	}
	switch {
	case t == expfmt.TypeCounter && m.Counter != nil:
		s.Point.Value = m.Counter.GetValue()
		s.setCreated(m.Counter.CreatedTimestamp)
		s.Point.Exemplar, err = newExemplar(m.Counter.Exemplar)
	case t == expfmt.TypeGauge && m.Gauge != nil:
		s.Point.Value = m.Gauge.GetValue()
	case t == expfmt.TypeUntyped && m.Untyped != nil:
		s.Point.Value = m.Untyped.GetValue()
	case t == expfmt.TypeSummary && m.Summary != nil:
		err = s.setSummary(m.Summary)
	case (t == expfmt.TypeHistogram || t == expfmt.TypeGaugeHistogram) && m.Histogram != nil:
		err = s.setHistogram(m.Histogram)
	default:
		err = ErrAbsent(t)
	}
	return err
}

// ErrAbsent is the error of a metric without the message of its type.
func ErrAbsent(t expfmt.Type) error { return fmt.Errorf("expected a %v, found none", t) }

func (s *Series) setSummary(m *model.Summary) error {
	for _, q := range m.Quantile {
		s.AddQuantile(q.GetQuantile(), q.GetValue())
	}
	s.setCreated(m.CreatedTimestamp)
	return s.EndSummary(m.GetSampleCount(), m.GetSampleSum())
}

func (s *Series) setHistogram(m *model.Histogram) error {
	if IsNative(len(m.NegativeSpan)+len(m.PositiveSpan), m.GetZeroThreshold(), m.GetZeroCount(), m.GetZeroCountFloat()) {
		if err := s.setNative(m); err != nil {
			return err
		}
	}
	for _, b := range m.Bucket {
		e, err := newExemplar(b.GetExemplar())
		if err != nil {
			return err
		}
		s.AddBucket(b.GetUpperBound(), b.GetCumulativeCount(), b.GetCumulativeCountFloat(), e)
	}
	s.setCreated(m.CreatedTimestamp)
	return s.EndHistogram(m.GetSampleCount(), m.GetSampleCountFloat(), m.GetSampleSum())
}

// setNative adds the native buckets of m.
func (s *Series) setNative(m *model.Histogram) error {
	s.SetNative(m.GetSchema(), m.GetZeroThreshold(), m.GetZeroCount(), m.GetZeroCountFloat())
	for _, span := range m.NegativeSpan {
		s.AddSpan(Negative, span.GetOffset(), span.GetLength())
	}
	for _, span := range m.PositiveSpan {
		s.AddSpan(Positive, span.GetOffset(), span.GetLength())
	}
	if err := s.AddCounts(Negative, m.NegativeDelta, m.NegativeCount); err != nil {
		return err
	}
	if err := s.AddCounts(Positive, m.PositiveDelta, m.PositiveCount); err != nil {
		return err
	}
	for _, m := range m.Exemplars {
		e, err := newExemplar(m)
		if err != nil {
			return err
		}
		if e != nil {
			s.AddNativeExemplar(e)
		}
	}
	return nil
}

func (s *Series) setCreated(t *model.Timestamp) {
	if t != nil {
		s.SetCreated(t.Seconds, t.Nanos)
	}
}

func newExemplar(m *model.Exemplar) (*expfmt.Exemplar, error) {
	if m == nil {
		return nil, nil
	}
	var labels []expfmt.Label
	for _, l := range m.Label {
		labels = append(labels, expfmt.Label{Name: l.GetName(), Value: l.GetValue()})
	}
	e, err := NewExemplar(labels, m.GetValue())
	if err == nil && m.Timestamp != nil {
		e.Time, e.TimeSeconds = Time(m.Timestamp.Seconds, m.Timestamp.Nanos)
	}
	return e, err
}

// WriteFamily writes a family of package registry/model.
func (w *Writer) WriteFamily(f *model.MetricFamily) {
	w.Begin(f.GetName(), f.GetHelp(), f.GetUnit(), int32(f.GetType()), len(f.GetMetric()))
	for _, m := range f.GetMetric() {
		w.Check(w.Next().SetMetric(w.Type(), m))
	}
	w.End()
}
