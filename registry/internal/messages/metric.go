package messages

import (
	"fmt"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/model"
)

// SetMetric makes s, a series after Reset, the series of m. It reports whether
// m is a native histogram without classic buckets: the Point then has the count
// and the sum alone, as client_golang's text page has.
func (s *Series) SetMetric(t expfmt.Type, m *model.Metric) (isNative bool, err error) {
	if m == nil {
		return false, ErrAbsent(t)
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
		isNative, err = s.setHistogram(m.Histogram)
	default:
		err = ErrAbsent(t)
	}
	return isNative, err
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

func (s *Series) setHistogram(m *model.Histogram) (isNative bool, err error) {
	for _, b := range m.Bucket {
		e, err := newExemplar(b.GetExemplar())
		if err == nil {
			err = s.AddBucket(b.GetUpperBound(), b.GetCumulativeCount(), b.GetCumulativeCountFloat(), e)
		}
		if err != nil {
			return false, err
		}
	}
	// A native histogram without observations has an empty span.
	isNative = len(m.Bucket) == 0 && (m.GetZeroThreshold() > 0 || len(m.PositiveSpan) > 0 || len(m.NegativeSpan) > 0)
	s.setCreated(m.CreatedTimestamp)
	return isNative, s.EndHistogram(m.GetSampleCount(), m.GetSampleCountFloat(), m.GetSampleSum())
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
