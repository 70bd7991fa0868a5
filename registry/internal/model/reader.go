package model

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"plainmetrics/expfmt"
)

// Gather implements Reader.
func (linkage) Gather(gatherer any, enc expfmt.Encoder) (err error, families []error) {
	gathered, err := gatherer.(interface {
		Gather() ([]*MetricFamily, error)
	}).Gather()
	for _, m := range gathered {
		if err := encodeFamily(enc, m); err != nil {
			families = append(families, fmt.Errorf("family %q: %w", m.GetName(), err))
		}
	}
	return err, families
}

// Encode implements Reader.
func (linkage) Encode(m Custom, enc expfmt.Encoder) error {
	if err := m.Check(); err != nil {
		return err
	}
	var out Metric
	if err := m.Write(&out); err != nil {
		return m.WrapError(err)
	}
	f, err := m.Family(valueType(&out))
	if err == nil {
		err = encodeMetric(enc, f, &out)
	}
	if err != nil {
		err = m.WrapError(err)
	}
	return err
}

// encodeFamily writes a family up to the first metric that makes no sense.
func encodeFamily(enc expfmt.Encoder, m *MetricFamily) error {
	typ, ok := familyType(m.GetType())
	if !ok {
		return fmt.Errorf("expected a type, found number %d", m.GetType())
	}
	f, err := expfmt.NewFamily(m.GetName(), m.GetHelp(), typ)
	if err == nil && m.GetUnit() != "" {
		f, err = f.WithUnit(m.GetUnit())
	}
	if err != nil {
		return err
	}
	for _, metric := range m.Metric {
		if err := encodeMetric(enc, f, metric); err != nil {
			return err
		}
	}
	return nil
}

func familyType(t MetricType) (typ expfmt.Type, ok bool) {
	switch t {
	case MetricType_COUNTER:
		return expfmt.TypeCounter, true
	case MetricType_GAUGE:
		return expfmt.TypeGauge, true
	case MetricType_SUMMARY:
		return expfmt.TypeSummary, true
	case MetricType_UNTYPED:
		return expfmt.TypeUntyped, true
	case MetricType_HISTOGRAM:
		return expfmt.TypeHistogram, true
	case MetricType_GAUGE_HISTOGRAM:
		return expfmt.TypeGaugeHistogram, true
	}
	return 0, false
}

// valueType returns the type of a metric by its fields.
func valueType(m *Metric) expfmt.Type {
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

// encodeMetric writes a metric of f, or fails if the metric has not the type
// of f, or makes no sense.
func encodeMetric(enc expfmt.Encoder, f *expfmt.Family, m *Metric) error {
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

func modelLabels(pairs []*LabelPair) (expfmt.LabelSet, error) {
	labels := make([]expfmt.Label, len(pairs))
	for i, pair := range pairs {
		labels[i] = expfmt.Label{Name: pair.GetName(), Value: pair.GetValue()}
	}
	return expfmt.Labels(labels...)
}

// modelPoint returns the point of a metric of type t.
func modelPoint(t expfmt.Type, m *Metric) (*expfmt.Point, error) {
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
	case m.GetUntyped() == nil && valueType(m) == expfmt.TypeUntyped:
		return nil, errors.New("empty metric collected: expected a value, found none")
	}
	return nil, fmt.Errorf("expected the value of a %v, found the value of a %v", t, valueType(m))
}

func summaryOf(s *Summary) (*expfmt.Point, error) {
	p := &expfmt.Point{Count: s.GetSampleCount(), Sum: s.GetSampleSum(), Created: nanoseconds(s.GetCreatedTimestamp())}
	sorted := slices.SortedFunc(slices.Values(s.Quantile), func(a, b *Quantile) int { return cmp.Compare(a.GetQuantile(), b.GetQuantile()) })
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

func histogramOf(h *Histogram) (*expfmt.Point, error) {
	p := &expfmt.Point{Count: h.GetSampleCount(), Sum: h.GetSampleSum(), Created: nanoseconds(h.GetCreatedTimestamp())}
	sorted := slices.SortedFunc(slices.Values(h.Bucket), func(a, b *Bucket) int { return cmp.Compare(a.GetUpperBound(), b.GetUpperBound()) })
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
func exemplarOf(e *Exemplar) (*expfmt.Exemplar, error) {
	if e == nil {
		return nil, nil
	}
	labels, err := modelLabels(e.GetLabel())
	return &expfmt.Exemplar{Labels: labels, Value: e.GetValue(), Time: nanoseconds(e.GetTimestamp())}, err
}

// nanoseconds returns a time in nanoseconds since 1970, 0 for no time.
func nanoseconds(t *Timestamp) int64 {
	if t == nil {
		return 0
	}
	return t.AsTime().UnixNano()
}
