package model

import (
	"math"
	"time"

	"plainmetrics/expfmt"
)

// A MetricWriter is an Encoder that writes a series to a Metric.
type MetricWriter struct {
	Out  *Metric
	Type expfmt.Type // of a series without a family, because of its name

	HasValue bool // a series was written
}

// Value implements expfmt.Encoder.
func (w *MetricWriter) Value(f *expfmt.Family, labels expfmt.LabelSet, v float64) {
	typ := w.Type
	if f != nil {
		typ = f.Type()
	}
	w.HasValue = true
	w.Out.Label = Labels(labels)
	switch typ {
	case expfmt.TypeCounter:
		w.Out.Counter = &Counter{Value: &v}
	case expfmt.TypeUntyped:
		w.Out.Untyped = &Untyped{Value: &v}
	default:
		w.Out.Gauge = &Gauge{Value: &v}
	}
}

// Point implements expfmt.Encoder.
func (w *MetricWriter) Point(f *expfmt.Family, labels expfmt.LabelSet, p *expfmt.Point) {
	typ := w.Type
	if f != nil {
		typ = f.Type()
	}
	w.HasValue = true
	switch typ {
	case expfmt.TypeHistogram, expfmt.TypeGaugeHistogram:
		w.Out.Label = Labels(labels)
		w.Out.Histogram = histogramModel(p)
	case expfmt.TypeSummary:
		w.Out.Label = Labels(labels)
		w.Out.Summary = summaryModel(p)
	default:
		w.Value(f, labels, p.Value)
		if w.Out.Counter != nil {
			w.Out.Counter.Exemplar, w.Out.Counter.CreatedTimestamp = NewExemplar(p.Exemplar), timestampModel(p.Created, p.CreatedSeconds)
		}
	}
	if p.HasTimestamp {
		timestamp := p.Timestamp
		w.Out.TimestampMs = &timestamp
	}
}

// Labels returns the labels as pairs, nil without any.
func Labels(labels expfmt.LabelSet) []*LabelPair {
	n := labels.Len()
	if n == 0 {
		return nil
	}
	type label struct {
		pair        LabelPair
		name, value string
	}
	all, pairs := make([]label, n), make([]*LabelPair, n)
	i := 0
	for name, value := range labels.All() {
		l := &all[i]
		l.name, l.value = name, value
		l.pair = LabelPair{Name: &l.name, Value: &l.value}
		pairs[i] = &l.pair
		i++
	}
	return pairs
}

func histogramModel(p *expfmt.Point) *Histogram {
	h := &Histogram{SampleSum: pointer(p.Sum), CreatedTimestamp: timestampModel(p.Created, p.CreatedSeconds)}
	if p.Floats != nil {
		h.SampleCountFloat = pointer(p.Floats.Count)
	} else {
		h.SampleCount = pointer(p.Count)
	}
	n := p.Bounds.Len()
	for i, le := range p.Bounds.At() {
		b := bucketModel(le, p, i)
		if p.Floats != nil {
			b.CumulativeCountFloat = pointer(p.Floats.Counts[i])
		} else {
			b.CumulativeCount = pointer(p.Counts[i])
		}
		h.Bucket = append(h.Bucket, b)
	}
	if n < len(p.Exemplars) && p.Exemplars[n] != nil {
		b := bucketModel(math.Inf(1), p, n)
		b.CumulativeCount, b.CumulativeCountFloat = h.SampleCount, h.SampleCountFloat
		h.Bucket = append(h.Bucket, b)
	}
	if p.Native != nil {
		setNative(h, p.Native, p.Floats)
	}
	return h
}

func bucketModel(le float64, p *expfmt.Point, i int) *Bucket {
	b := &Bucket{UpperBound: &le}
	if i < len(p.Exemplars) {
		b.Exemplar = NewExemplar(p.Exemplars[i])
	}
	return b
}

func pointer[T float64 | uint64 | int32 | uint32](v T) *T { return &v }

func summaryModel(p *expfmt.Point) *Summary {
	count, sum := p.Count, p.Sum
	s := &Summary{SampleCount: &count, SampleSum: &sum, CreatedTimestamp: timestampModel(p.Created, p.CreatedSeconds)}
	for i, rank := range p.Bounds.At() {
		value := p.Values[i]
		s.Quantile = append(s.Quantile, &Quantile{Quantile: &rank, Value: &value})
	}
	return s
}

// NewExemplar returns e as a model, nil for nil.
func NewExemplar(e *expfmt.Exemplar) *Exemplar {
	if e == nil {
		return nil
	}
	value := e.Value
	return &Exemplar{Label: Labels(e.Labels), Value: &value, Timestamp: timestampModel(e.Time, e.TimeSeconds)}
}

// timestampModel returns the time in seconds since 1970 if exact is not nil,
// and else in nanoseconds, or nil for 0 of these, which is an unknown time.
func timestampModel(nanoseconds int64, exact *float64) *Timestamp {
	switch {
	case exact != nil:
		whole, part := math.Modf(*exact)
		return NewTimestamp(time.Unix(int64(whole), int64(math.Round(part*1e9))))
	case nanoseconds == 0:
		return nil
	}
	return NewTimestamp(time.Unix(0, nanoseconds))
}

// A Page is an Encoder that makes models of families.
type Page struct {
	Families []*MetricFamily
	family   *expfmt.Family // of the last series
}

// Value implements expfmt.Encoder.
func (p *Page) Value(f *expfmt.Family, labels expfmt.LabelSet, v float64) {
	(&MetricWriter{Out: p.add(f)}).Value(f, labels, v)
}

// Point implements expfmt.Encoder.
func (p *Page) Point(f *expfmt.Family, labels expfmt.LabelSet, point *expfmt.Point) {
	(&MetricWriter{Out: p.add(f)}).Point(f, labels, point)
}

// add adds a metric of f.
func (p *Page) add(f *expfmt.Family) *Metric {
	if p.family != f {
		p.family = f
		name, help := f.Name(), f.Help()
		added := &MetricFamily{Name: &name, Help: &help, Type: typeModel(f.Type())}
		if unit := f.Unit(); unit != "" {
			added.Unit = &unit
		}
		p.Families = append(p.Families, added)
	}
	last, m := p.Families[len(p.Families)-1], new(Metric)
	last.Metric = append(last.Metric, m)
	return m
}

// typeModel returns the type of models. Package model has no words for
// statesets and infos, which are gauges in the text format.
func typeModel(t expfmt.Type) *MetricType {
	switch t {
	case expfmt.TypeCounter:
		return MetricType_COUNTER.Enum()
	case expfmt.TypeUntyped:
		return MetricType_UNTYPED.Enum()
	case expfmt.TypeSummary:
		return MetricType_SUMMARY.Enum()
	case expfmt.TypeHistogram:
		return MetricType_HISTOGRAM.Enum()
	case expfmt.TypeGaugeHistogram:
		return MetricType_GAUGE_HISTOGRAM.Enum()
	}
	return MetricType_GAUGE.Enum()
}
