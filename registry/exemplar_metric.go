package registry

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/messages"
	"plainmetrics/registry/internal/model"
)

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
		if !time.Unix(0, e.Timestamp.UnixNano()).Equal(e.Timestamp) {
			return nil, fmt.Errorf("registry: expected the time of an exemplar to be from the year 1678 to 2262, found the year %d", e.Timestamp.Year())
		}
		made, err := makeExemplar(e.Value, e.Labels, e.Timestamp)
		if err != nil {
			return nil, err
		}
		made.Time, made.TimeSeconds = messages.Time(e.Timestamp.Unix(), int32(e.Timestamp.Nanosecond()))
		with.exemplars = append(with.exemplars, made)
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
	exemplars []*expfmt.Exemplar
}

// Write implements Metric.
func (m *exemplarMetric) Write(out *model.Metric) error { return writeModel(out, m) }

// Encode implements Source.
func (m *exemplarMetric) Encode(_ context.Context, enc expfmt.Encoder) error {
	e := &exemplarEncoder{enc: enc, exemplars: m.exemplars}
	if err := encodeMetric(e, m.Metric); err != nil {
		return err
	}
	return e.err
}

// An exemplarEncoder gives exemplars to counters and histograms.
type exemplarEncoder struct {
	enc       expfmt.Encoder
	exemplars []*expfmt.Exemplar
	err       error // of a series of another type
}

func (e *exemplarEncoder) inner() expfmt.Encoder { return e.enc }

// Value implements expfmt.Encoder.
func (e *exemplarEncoder) Value(f *expfmt.Family, labels expfmt.LabelSet, v float64) {
	e.Point(f, labels, &expfmt.Point{Value: v})
}

// Point implements expfmt.Encoder.
func (e *exemplarEncoder) Point(f *expfmt.Family, labels expfmt.LabelSet, p *expfmt.Point) {
	with := *p
	switch f.Type() {
	case expfmt.TypeCounter:
		with.Exemplar = e.exemplars[len(e.exemplars)-1]
	case expfmt.TypeHistogram, expfmt.TypeGaugeHistogram:
		e.addToHistogram(&with)
	default:
		e.err = errors.New("registry: cannot inject exemplar into Gauge, Summary or Untyped")
		return
	}
	e.enc.Point(f, labels, &with)
}

// addToHistogram adds the exemplars to p, a copy of a point. Native buckets get
// all of them, behind those they have.
func (e *exemplarEncoder) addToHistogram(p *expfmt.Point) {
	n := p.Bounds.Len()
	if p.Native != nil {
		native := *p.Native
		native.Exemplars = slices.Concat(native.Exemplars, e.exemplars)
		p.Native = &native
		if n == 0 && (len(p.Exemplars) == 0 || p.Exemplars[0] == nil) {
			return // there are no classic buckets
		}
	}
	exemplars := make([]*expfmt.Exemplar, n+1)
	copy(exemplars, p.Exemplars)
	for _, exemplar := range e.exemplars {
		exemplars[bucketOf(exemplar.Value, p.Bounds.At())] = exemplar
	}
	p.Exemplars = exemplars
}

// bucketOf returns the index of the bucket for v: the number of bounds stands
// for +Inf.
func bucketOf(v float64, upper []float64) int {
	if i := slices.IndexFunc(upper, func(le float64) bool { return v <= le }); i >= 0 {
		return i
	}
	return len(upper)
}
