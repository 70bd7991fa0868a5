package registry

import (
	"context"
	"errors"
	"math"
	"time"

	"plainmetrics/expfmt"
	"plainmetrics/registry/model"
)

// writeModel writes the last series of s to out: Metric.Write of a metric of
// this package.
func writeModel(out *model.Metric, s Source) error {
	w := &modelWriter{out: out}
	err := s.Encode(context.Background(), w)
	if err == nil && !w.hasValue {
		err = errRemoved
	}
	return err
}

var errRemoved = errors.New("registry: expected a series of a vector, found a series removed from the vector, which has no labels")

// A modelWriter is an Encoder that writes a series to a model.Metric.
type modelWriter struct {
	out *model.Metric
	typ expfmt.Type // of a metric without a family, because of its name

	hasValue bool
}

// Value implements expfmt.Encoder.
func (w *modelWriter) Value(f *expfmt.Family, labels expfmt.LabelSet, v float64) {
	typ := w.typ
	if f != nil {
		typ = f.Type()
	}
	w.hasValue = true
	w.out.Label = labelModels(labels)
	switch typ {
	case expfmt.TypeCounter:
		w.out.Counter = &model.Counter{Value: &v}
	case expfmt.TypeUntyped:
		w.out.Untyped = &model.Untyped{Value: &v}
	default:
		w.out.Gauge = &model.Gauge{Value: &v}
	}
}

// Point implements expfmt.Encoder.
func (w *modelWriter) Point(f *expfmt.Family, labels expfmt.LabelSet, p *expfmt.Point) {
	typ := w.typ
	if f != nil {
		typ = f.Type()
	}
	w.hasValue = true
	switch typ {
	case expfmt.TypeHistogram, expfmt.TypeGaugeHistogram:
		w.out.Label = labelModels(labels)
		w.out.Histogram = histogramModel(p)
	case expfmt.TypeSummary:
		w.out.Label = labelModels(labels)
		w.out.Summary = summaryModel(p)
	default:
		w.Value(f, labels, p.Value)
		if w.out.Counter != nil {
			w.out.Counter.Exemplar, w.out.Counter.CreatedTimestamp = exemplarModel(p.Exemplar), timestampModel(p.Created)
		}
	}
	if p.HasTimestamp {
		timestamp := p.Timestamp
		w.out.TimestampMs = &timestamp
	}
}

func labelModels(labels expfmt.LabelSet) []*model.LabelPair {
	n := labels.Len()
	if n == 0 {
		return nil
	}
	type label struct {
		pair        model.LabelPair
		name, value string
	}
	all, pairs := make([]label, n), make([]*model.LabelPair, n)
	i := 0
	for name, value := range labels.All() {
		l := &all[i]
		l.name, l.value = name, value
		l.pair = model.LabelPair{Name: &l.name, Value: &l.value}
		pairs[i] = &l.pair
		i++
	}
	return pairs
}

func histogramModel(p *expfmt.Point) *model.Histogram {
	count, sum := p.Count, p.Sum
	h := &model.Histogram{SampleCount: &count, SampleSum: &sum, CreatedTimestamp: timestampModel(p.Created)}
	for i, le := range p.Bounds.At() {
		h.Bucket = append(h.Bucket, bucketModel(le, p.Counts[i], p.Exemplars, i))
	}
	if n := len(p.Counts); n < len(p.Exemplars) && p.Exemplars[n] != nil {
		h.Bucket = append(h.Bucket, bucketModel(math.Inf(1), count, p.Exemplars, n))
	}
	return h
}

func bucketModel(le float64, count uint64, exemplars []*expfmt.Exemplar, i int) *model.Bucket {
	b := &model.Bucket{UpperBound: &le, CumulativeCount: &count}
	if i < len(exemplars) {
		b.Exemplar = exemplarModel(exemplars[i])
	}
	return b
}

func summaryModel(p *expfmt.Point) *model.Summary {
	count, sum := p.Count, p.Sum
	s := &model.Summary{SampleCount: &count, SampleSum: &sum, CreatedTimestamp: timestampModel(p.Created)}
	for i, rank := range p.Bounds.At() {
		value := p.Values[i]
		s.Quantile = append(s.Quantile, &model.Quantile{Quantile: &rank, Value: &value})
	}
	return s
}

// exemplarModel returns nil for nil.
func exemplarModel(e *expfmt.Exemplar) *model.Exemplar {
	if e == nil {
		return nil
	}
	value := e.Value
	return &model.Exemplar{Label: labelModels(e.Labels), Value: &value, Timestamp: timestampModel(e.Time)}
}

// timestampModel returns the time of nanoseconds since 1970, or nil for 0,
// which is an unknown time.
func timestampModel(nanoseconds int64) *model.Timestamp {
	if nanoseconds == 0 {
		return nil
	}
	return model.NewTimestamp(time.Unix(0, nanoseconds))
}

// A modelPage is an Encoder that makes models of families.
type modelPage struct {
	families []*model.MetricFamily
	family   *expfmt.Family // of the last series
}

// Value implements expfmt.Encoder.
func (p *modelPage) Value(f *expfmt.Family, labels expfmt.LabelSet, v float64) {
	(&modelWriter{out: p.add(f)}).Value(f, labels, v)
}

// Point implements expfmt.Encoder.
func (p *modelPage) Point(f *expfmt.Family, labels expfmt.LabelSet, point *expfmt.Point) {
	(&modelWriter{out: p.add(f)}).Point(f, labels, point)
}

// add adds a metric of f.
func (p *modelPage) add(f *expfmt.Family) *model.Metric {
	if p.family != f {
		p.family = f
		name, help := f.Name(), f.Help()
		added := &model.MetricFamily{Name: &name, Help: &help, Type: typeModel(f.Type())}
		if unit := f.Unit(); unit != "" {
			added.Unit = &unit
		}
		p.families = append(p.families, added)
	}
	last, m := p.families[len(p.families)-1], new(model.Metric)
	last.Metric = append(last.Metric, m)
	return m
}

// typeModel returns the type of models. Package model has no words for
// statesets and infos, which are gauges in the text format.
func typeModel(t expfmt.Type) *model.MetricType {
	switch t {
	case expfmt.TypeCounter:
		return CounterMetricTypePtr
	case expfmt.TypeUntyped:
		return UntypedMetricTypePtr
	case expfmt.TypeSummary:
		return model.MetricType_SUMMARY.Enum()
	case expfmt.TypeHistogram:
		return model.MetricType_HISTOGRAM.Enum()
	case expfmt.TypeGaugeHistogram:
		return model.MetricType_GAUGE_HISTOGRAM.Enum()
	}
	return GaugeMetricTypePtr
}
