package registry

import (
	"context"
	"time"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/model"
)

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

// Encode implements Source.
func (m *timestampedMetric) Encode(_ context.Context, enc expfmt.Encoder) error {
	return encodeMetric(&timestampingEncoder{enc, m.milliseconds}, m.Metric)
}

// A timestampingEncoder gives all series a timestamp.
type timestampingEncoder struct {
	enc          expfmt.Encoder
	milliseconds int64
}

func (e *timestampingEncoder) inner() expfmt.Encoder { return e.enc }

// Value implements expfmt.Encoder.
func (e *timestampingEncoder) Value(f *expfmt.Family, labels expfmt.LabelSet, v float64) {
	e.Point(f, labels, &expfmt.Point{Value: v})
}

// Point implements expfmt.Encoder.
func (e *timestampingEncoder) Point(f *expfmt.Family, labels expfmt.LabelSet, p *expfmt.Point) {
	stamped := *p
	stamped.Timestamp, stamped.TimestampSeconds, stamped.HasTimestamp = e.milliseconds, nil, true
	e.enc.Point(f, labels, &stamped)
}
