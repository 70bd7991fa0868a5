package bridge

import (
	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/messages"
)

// writeFamily writes a family by w.
func writeFamily[
	F family[K, M], K ~int32, M metric[L, C, V, W, S, H],
	L label, C counter[E, T], V, W value, S summary[Q, T], H histogram[B, P, T],
	Q quantile, B bucket[E], P span, E exemplar[L, T], T timestamp,
](w *messages.Writer, f F) {
	unit := ""
	if f, ok := any(f).(interface{ GetUnit() string }); ok {
		unit = f.GetUnit()
	}
	metrics := f.GetMetric()
	w.Begin(f.GetName(), f.GetHelp(), unit, int32(f.GetType()), len(metrics))
	for _, m := range metrics {
		w.Check(convert(w.Next(), w.Type(), m))
	}
	w.End()
}

// convert makes s, a series after Reset, the series of m.
func convert[
	M metric[L, C, V, W, S, H],
	L label, C counter[E, T], V, W value, S summary[Q, T], H histogram[B, P, T],
	Q quantile, B bucket[E], P span, E exemplar[L, T], T timestamp,
](s *messages.Series, t expfmt.Type, m M) error {
	for _, l := range m.GetLabel() {
		s.AddLabel(l.GetName(), l.GetValue())
	}
	if ms := m.GetTimestampMs(); ms != 0 {
		s.SetTimestamp(ms)
	}
	switch t {
	case expfmt.TypeCounter:
		if c := m.GetCounter(); !isNil(c) {
			return convertCounter(s, c)
		}
	case expfmt.TypeGauge:
		if v := m.GetGauge(); !isNil(v) {
			s.Point.Value = v.GetValue()
			return nil
		}
	case expfmt.TypeUntyped:
		if v := m.GetUntyped(); !isNil(v) {
			s.Point.Value = v.GetValue()
			return nil
		}
	case expfmt.TypeSummary:
		if v := m.GetSummary(); !isNil(v) {
			return convertSummary(s, v)
		}
	default:
		if h := m.GetHistogram(); !isNil(h) {
			return convertHistogram(s, h)
		}
	}
	return messages.ErrAbsent(t)
}

func convertCounter[C counter[E, T], E exemplar[L, T], L label, T timestamp](s *messages.Series, m C) (err error) {
	s.Point.Value = m.GetValue()
	setCreated(s, m.GetCreatedTimestamp())
	s.Point.Exemplar, err = convertExemplar(m.GetExemplar())
	return err
}

func convertSummary[S summary[Q, T], Q quantile, T timestamp](s *messages.Series, m S) error {
	for _, q := range m.GetQuantile() {
		s.AddQuantile(q.GetQuantile(), q.GetValue())
	}
	setCreated(s, m.GetCreatedTimestamp())
	return s.EndSummary(m.GetSampleCount(), m.GetSampleSum())
}

func convertHistogram[
	H histogram[B, P, T], B bucket[E], P span, E exemplar[L, T], L label, T timestamp,
](s *messages.Series, m H) error {
	if messages.IsNative(len(m.GetNegativeSpan())+len(m.GetPositiveSpan()), m.GetZeroThreshold(), m.GetZeroCount(), m.GetZeroCountFloat()) {
		if err := convertNative[H, B, P, E](s, m); err != nil {
			return err
		}
	}
	for _, b := range m.GetBucket() {
		e, err := convertExemplar(b.GetExemplar())
		if err != nil {
			return err
		}
		s.AddBucket(b.GetUpperBound(), b.GetCumulativeCount(), b.GetCumulativeCountFloat(), e)
	}
	setCreated(s, m.GetCreatedTimestamp())
	return s.EndHistogram(m.GetSampleCount(), m.GetSampleCountFloat(), m.GetSampleSum())
}

// convertNative adds the native buckets of m.
func convertNative[
	H histogram[B, P, T], B bucket[E], P span, E exemplar[L, T], L label, T timestamp,
](s *messages.Series, m H) error {
	s.SetNative(m.GetSchema(), m.GetZeroThreshold(), m.GetZeroCount(), m.GetZeroCountFloat())
	for _, span := range m.GetNegativeSpan() {
		s.AddSpan(messages.Negative, span.GetOffset(), span.GetLength())
	}
	for _, span := range m.GetPositiveSpan() {
		s.AddSpan(messages.Positive, span.GetOffset(), span.GetLength())
	}
	if err := s.AddCounts(messages.Negative, m.GetNegativeDelta(), m.GetNegativeCount()); err != nil {
		return err
	}
	if err := s.AddCounts(messages.Positive, m.GetPositiveDelta(), m.GetPositiveCount()); err != nil {
		return err
	}
	with, ok := any(m).(interface{ GetExemplars() []E }) // from client_model v0.6.0 on
	if !ok {
		return nil
	}
	for _, m := range with.GetExemplars() {
		e, err := convertExemplar(m)
		if err != nil {
			return err
		}
		if e != nil {
			s.AddNativeExemplar(e)
		}
	}
	return nil
}

func convertExemplar[E exemplar[L, T], L label, T timestamp](m E) (*expfmt.Exemplar, error) {
	if isNil(m) {
		return nil, nil
	}
	var labels []expfmt.Label
	for _, l := range m.GetLabel() {
		labels = append(labels, expfmt.Label{Name: l.GetName(), Value: l.GetValue()})
	}
	e, err := messages.NewExemplar(labels, m.GetValue())
	if t := m.GetTimestamp(); err == nil && !isNil(t) {
		e.Time, e.TimeSeconds = messages.Time(t.GetSeconds(), t.GetNanos())
	}
	return e, err
}

func setCreated[T timestamp](s *messages.Series, t T) {
	if !isNil(t) {
		s.SetCreated(t.GetSeconds(), t.GetNanos())
	}
}
