package registry

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/model"
)

// A Metric is one series at the moment of a scrape, with its labels. The
// metrics of this package are Metrics, and so are the series of vectors.
//
// The registry writes a Metric with a method Encode as a Source, and asks all
// others through Write. A type that embeds a metric of this package inherits
// its Encode, and is asked through Write all the same.
type Metric interface {
	// Desc returns the Desc of the metric: always the same one.
	Desc() *Desc

	// Write writes the labels and the value to an empty model.Metric. Write
	// may be called by several goroutines at once, and its result may share
	// memory with the Metric. The error is reported, and costs this metric.
	Write(*model.Metric) error
}

// NewInvalidMetric returns a Metric whose Write fails with err. A Collector
// sends it in place of a metric that it can't collect.
func NewInvalidMetric(desc *Desc, err error) Metric { return &invalidMetric{desc, err} }

type invalidMetric struct {
	desc *Desc
	err  error
}

// Desc implements Metric.
func (m *invalidMetric) Desc() *Desc { return m.desc }

// Write implements Metric.
func (m *invalidMetric) Write(*model.Metric) error { return m.err }

// NewMetricWithTimestamp returns m with an explicit timestamp, in whole
// milliseconds. Prometheus takes the value for one of that time. Only
// Collectors that mirror another monitoring system need timestamps.
func NewMetricWithTimestamp(t time.Time, m Metric) Metric {
	return &timestampedMetric{m, t.UnixMilli()}
}

type timestampedMetric struct {
	Metric
	milliseconds int64
}

// Write implements Metric.
func (m *timestampedMetric) Write(out *model.Metric) error {
	err := m.Metric.Write(out)
	out.TimestampMs = &m.milliseconds
	return err
}

// An Exemplar is an example of an observation, with labels such as a trace
// ID. The zero Timestamp is the time of NewMetricWithExemplars.
type Exemplar struct {
	Value     float64
	Labels    Labels
	Timestamp time.Time
}

// NewMetricWithExemplars returns m, a counter or a histogram, with
// exemplars: the last for a counter, and for a histogram the last in each
// bucket. NewMetricWithExemplars fails without exemplars, and if labels of
// one are not valid or have more than ExemplarMaxRunes characters.
func NewMetricWithExemplars(m Metric, exemplars ...Exemplar) (Metric, error) {
	if len(exemplars) == 0 {
		return nil, errors.New("registry: no exemplar was passed for NewMetricWithExemplars")
	}
	with := &exemplarMetric{Metric: m}
	now := time.Now()
	for _, e := range exemplars {
		if e.Timestamp.IsZero() {
			e.Timestamp = now
		}
		made, err := makeExemplar(e.Value, e.Labels, e.Timestamp)
		if err != nil {
			return nil, err
		}
		with.exemplars = append(with.exemplars, model.NewExemplar(made))
	}
	return with, nil
}

// MustNewMetricWithExemplars is NewMetricWithExemplars with a panic in place
// of an error.
func MustNewMetricWithExemplars(m Metric, exemplars ...Exemplar) Metric {
	return must(NewMetricWithExemplars(m, exemplars...))
}

type exemplarMetric struct {
	Metric
	exemplars []*model.Exemplar
}

// Write implements Metric.
func (m *exemplarMetric) Write(out *model.Metric) error {
	if err := m.Metric.Write(out); err != nil {
		return err
	}
	switch {
	case out.Counter != nil:
		out.Counter.Exemplar = m.exemplars[len(m.exemplars)-1]
	case out.Histogram != nil:
		for _, e := range m.exemplars {
			addExemplar(out.Histogram, e)
		}
	default:
		return errors.New("registry: cannot inject exemplar into Gauge, Summary or Untyped")
	}
	return nil
}

// addExemplar adds an exemplar to its bucket. The bucket +Inf is created for
// its exemplar.
func addExemplar(h *model.Histogram, e *model.Exemplar) {
	i := slices.IndexFunc(h.Bucket, func(b *model.Bucket) bool { return b.GetUpperBound() >= e.GetValue() })
	if i < 0 {
		inf := math.Inf(1)
		h.Bucket = append(h.Bucket, &model.Bucket{CumulativeCount: h.SampleCount, UpperBound: &inf})
		i = len(h.Bucket) - 1
	}
	h.Bucket[i].Exemplar = e
}

// encodeMetric writes m to enc.
func encodeMetric(enc expfmt.Encoder, m Metric) error {
	if m, ok := m.(*constMetric); ok { // saves 20 ns of 100 for the most frequent type
		enc.Value(m.family, m.labels, m.value)
		return nil
	}
	if m == nil {
		return errors.New("expected a Metric, found nil")
	}
	if s := sourceOf(m); s != nil {
		return s.Encode(context.Background(), enc)
	}
	return encodeCustom(enc, m)
}

// encodeCustom writes a metric by its method Write. A panic costs the metric:
// it may come on a goroutine of the registry, where it would end the program.
func encodeCustom(enc expfmt.Encoder, m Metric) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("metric %T: panic: %v", m, cause)
		}
	}()
	reader := model.Linked()
	if reader == nil { // so nobody can have overridden Write
		return m.(Source).Encode(context.Background(), enc)
	}
	return reader.Encode(customMetric{m}, enc)
}

// A customMetric is a Metric that a program implements itself. Its methods
// are called by the linked Reader alone.
type customMetric struct{ Metric }

// Check implements model.Custom.
func (m customMetric) Check() error {
	if d := m.Desc(); d != nil {
		return d.err
	}
	return fmt.Errorf("metric %T: expected a Desc, found nil", m.Metric)
}

// Family implements model.Custom.
func (m customMetric) Family(typ expfmt.Type) (*expfmt.Family, error) { return m.Desc().ofType(typ) }

// WrapError implements model.Custom.
func (m customMetric) WrapError(err error) error {
	return fmt.Errorf("error collecting metric %v: %w", m.Desc(), err)
}

// sourceOf returns v, a Collector, a Metric or a Gatherer, as a Source, or nil
// if v is none. Types that embed a metric or a registry inherit Encode, and
// do more in other methods: they are no Sources.
func sourceOf(v any) Source {
	if b, ok := v.(builtIn); ok && any(b.self()) != v {
		return nil
	}
	s, _ := v.(Source)
	return s
}
