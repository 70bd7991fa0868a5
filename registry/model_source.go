package registry

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"plainmetrics/expfmt"
	"plainmetrics/registry/model"
)

// A modelSource is a Gatherer without Encode as a Source: it writes the
// families that Gather returns.
type modelSource struct{ Gatherer }

// Encode implements Source.
func (s modelSource) Encode(_ context.Context, enc expfmt.Encoder) error {
	families, err := s.Gather()
	errs := appendErrors(nil, err)
	for _, family := range families {
		if err := encodeFamily(enc, family); err != nil {
			errs = append(errs, fmt.Errorf("family %q: %w", family.GetName(), err))
		}
	}
	return MultiError(errs).MaybeUnwrap()
}

// encodeFamily writes a family up to the first metric that makes no sense.
func encodeFamily(enc expfmt.Encoder, m *model.MetricFamily) error {
	typ, ok := familyType(m.GetType())
	if !ok {
		return fmt.Errorf("expected a type, found number %d", m.GetType())
	}
	f, err := newFamily(m.GetName(), m.GetHelp(), typ, m.GetUnit())
	if err != nil {
		return err
	}
	for _, metric := range m.Metric {
		if err := encodeModel(enc, f, metric); err != nil {
			return err
		}
	}
	return nil
}

func familyType(t model.MetricType) (typ expfmt.Type, ok bool) {
	switch t {
	case model.MetricType_COUNTER:
		return expfmt.TypeCounter, true
	case model.MetricType_GAUGE:
		return expfmt.TypeGauge, true
	case model.MetricType_SUMMARY:
		return expfmt.TypeSummary, true
	case model.MetricType_UNTYPED:
		return expfmt.TypeUntyped, true
	case model.MetricType_HISTOGRAM:
		return expfmt.TypeHistogram, true
	case model.MetricType_GAUGE_HISTOGRAM:
		return expfmt.TypeGaugeHistogram, true
	}
	return 0, false
}

// typeOf returns the type of a metric by its fields.
func typeOf(m *model.Metric) expfmt.Type {
	switch {
	case m.GetCounter() != nil:
		return expfmt.TypeCounter
	case m.GetGauge() != nil:
		return expfmt.TypeGauge
	case m.GetSummary() != nil:
		return expfmt.TypeSummary
	case m.GetHistogram() != nil:
		return expfmt.TypeHistogram
	}
	return expfmt.TypeUntyped
}

// encodeModel writes a metric of f, or fails if the metric has not the type
// of f, or makes no sense.
func encodeModel(enc expfmt.Encoder, f *expfmt.Family, m *model.Metric) error {
	labels, err := modelLabels(m.GetLabel())
	if err != nil {
		return err
	}
	p, err := modelPoint(f.Type(), m)
	if err != nil {
		return err
	}
	if m.TimestampMs != nil {
		p.Timestamp, p.HasTimestamp = *m.TimestampMs, true
	}
	if err := p.Check(f.Type()); err != nil {
		return err
	}
	enc.Point(f, labels, p)
	return nil
}

func modelLabels(pairs []*model.LabelPair) (expfmt.LabelSet, error) {
	labels := make([]expfmt.Label, len(pairs))
	for i, pair := range pairs {
		labels[i] = expfmt.Label{Name: pair.GetName(), Value: pair.GetValue()}
	}
	return expfmt.Labels(labels...)
}

// modelPoint returns the point of a metric of type t.
func modelPoint(t expfmt.Type, m *model.Metric) (*expfmt.Point, error) {
	switch {
	case t == expfmt.TypeCounter && m.GetCounter() != nil:
		c := m.Counter
		e, err := exemplarOf(c.GetExemplar())
		return &expfmt.Point{Value: c.GetValue(), Exemplar: e, Created: nanoseconds(c.GetCreatedTimestamp())}, err
	case t == expfmt.TypeGauge && m.GetGauge() != nil:
		return &expfmt.Point{Value: m.Gauge.GetValue()}, nil
	case t == expfmt.TypeUntyped && m.GetUntyped() != nil:
		return &expfmt.Point{Value: m.Untyped.GetValue()}, nil
	case t == expfmt.TypeSummary && m.GetSummary() != nil:
		return summaryOf(m.Summary)
	case (t == expfmt.TypeHistogram || t == expfmt.TypeGaugeHistogram) && m.GetHistogram() != nil:
		return histogramOf(m.Histogram)
	case m.GetUntyped() == nil && typeOf(m) == expfmt.TypeUntyped:
		return nil, errors.New("empty metric collected: expected a value, found none")
	}
	return nil, fmt.Errorf("expected the value of a %v, found the value of a %v", t, typeOf(m))
}

func summaryOf(s *model.Summary) (*expfmt.Point, error) {
	p := &expfmt.Point{Count: s.GetSampleCount(), Sum: s.GetSampleSum(), Created: nanoseconds(s.GetCreatedTimestamp())}
	sorted := slices.SortedFunc(slices.Values(s.Quantile), func(a, b *model.Quantile) int { return cmp.Compare(a.GetQuantile(), b.GetQuantile()) })
	var ranks []float64
	for _, q := range sorted {
		ranks, p.Values = append(ranks, q.GetQuantile()), append(p.Values, q.GetValue())
	}
	var err error
	if len(ranks) > 0 {
		p.Bounds, err = expfmt.Quantiles(ranks)
	}
	return p, err
}

func histogramOf(h *model.Histogram) (*expfmt.Point, error) {
	p := &expfmt.Point{Count: h.GetSampleCount(), Sum: h.GetSampleSum(), Created: nanoseconds(h.GetCreatedTimestamp())}
	sorted := slices.SortedFunc(slices.Values(h.Bucket), func(a, b *model.Bucket) int { return cmp.Compare(a.GetUpperBound(), b.GetUpperBound()) })
	p.Exemplars = make([]*expfmt.Exemplar, 0, len(sorted)+1)
	var upper []float64
	for _, b := range sorted {
		e, err := exemplarOf(b.GetExemplar())
		if err != nil {
			return nil, err
		}
		p.Exemplars = append(p.Exemplars, e)
		if le := b.GetUpperBound(); !math.IsInf(le, 1) {
			upper, p.Counts = append(upper, le), append(p.Counts, b.GetCumulativeCount())
		}
	}
	if len(p.Exemplars) == len(upper) { // no bucket +Inf
		p.Exemplars = append(p.Exemplars, nil)
	}
	var err error
	p.Bounds, err = expfmt.Buckets(upper)
	return p, err
}

// exemplarOf returns nil for nil.
func exemplarOf(e *model.Exemplar) (*expfmt.Exemplar, error) {
	if e == nil {
		return nil, nil
	}
	labels, err := modelLabels(e.GetLabel())
	return &expfmt.Exemplar{Labels: labels, Value: e.GetValue(), Time: nanoseconds(e.GetTimestamp())}, err
}

// nanoseconds returns a time in nanoseconds since 1970, 0 for no time.
func nanoseconds(t *model.Timestamp) int64 {
	if t == nil {
		return 0
	}
	return t.AsTime().UnixNano()
}
