package bridge

import (
	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/messages"
)

// writeFamily writes a family by w.
func writeFamily[
	F family[K, M], K ~int32, M metric[L, C, V, W, S, H],
	L label, C counter[E, T], V, W value, S summary[Q, T], H histogram[B, P, T],
	Q quantile, B bucket[E], P any, E exemplar[L, T], T timestamp,
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

// convert makes s, a series after Reset, the series of m. It reports whether m
// is a native histogram without classic buckets.
func convert[
	M metric[L, C, V, W, S, H],
	L label, C counter[E, T], V, W value, S summary[Q, T], H histogram[B, P, T],
	Q quantile, B bucket[E], P any, E exemplar[L, T], T timestamp,
](s *messages.Series, t expfmt.Type, m M) (isNative bool, err error) {
	for _, l := range m.GetLabel() {
		s.AddLabel(l.GetName(), l.GetValue())
	}
	if ms := m.GetTimestampMs(); ms != 0 {
		s.SetTimestamp(ms)
	}
	switch t {
	case expfmt.TypeCounter:
		if c := m.GetCounter(); !isNil(c) {
			return false, convertCounter(s, c)
		}
	case expfmt.TypeGauge:
		if v := m.GetGauge(); !isNil(v) {
			s.Point.Value = v.GetValue()
			return false, nil
		}
	case expfmt.TypeUntyped:
		if v := m.GetUntyped(); !isNil(v) {
			s.Point.Value = v.GetValue()
			return false, nil
		}
	case expfmt.TypeSummary:
		if v := m.GetSummary(); !isNil(v) {
			return false, convertSummary(s, v)
		}
	default:
		if h := m.GetHistogram(); !isNil(h) {
			return convertHistogram(s, h)
		}
	}
	return false, messages.ErrAbsent(t)
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
	H histogram[B, P, T], B bucket[E], P any, E exemplar[L, T], L label, T timestamp,
](s *messages.Series, m H) (isNative bool, err error) {
	for _, b := range m.GetBucket() {
		e, err := convertExemplar(b.GetExemplar())
		if err != nil {
			return false, err
		}
		if err := s.AddBucket(b.GetUpperBound(), b.GetCumulativeCount(), b.GetCumulativeCountFloat(), e); err != nil {
			return false, err
		}
	}
	// A native histogram without observations has an empty span.
	isNative = !s.HasBuckets() && (m.GetZeroThreshold() > 0 || len(m.GetPositiveSpan()) > 0 || len(m.GetNegativeSpan()) > 0)
	setCreated(s, m.GetCreatedTimestamp())
	return isNative, s.EndHistogram(m.GetSampleCount(), m.GetSampleCountFloat(), m.GetSampleSum())
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
