package prometheus

import (
	"time"

	dto "github.com/prometheus/client_model/go"

	"plainmetrics/registry"
	"plainmetrics/registry/model"

	"github.com/prometheus/client_golang/prometheus/internal"
)

// A Metric is registry.Metric with the messages of client_model.
type Metric interface {
	Desc() *Desc
	Write(*dto.Metric) error
}

// NewInvalidMetric is registry.NewInvalidMetric.
func NewInvalidMetric(desc *Desc, err error) Metric {
	return constant{registry.NewInvalidMetric(desc, err)}
}

// NewMetricWithTimestamp is registry.NewMetricWithTimestamp.
func NewMetricWithTimestamp(t time.Time, m Metric) Metric {
	return constant{registry.NewMetricWithTimestamp(t, nativeMetric(m))}
}

// NewMetricWithExemplars is registry.NewMetricWithExemplars.
func NewMetricWithExemplars(m Metric, exemplars ...Exemplar) (Metric, error) {
	return newConstant(registry.NewMetricWithExemplars(nativeMetric(m), exemplars...))
}

// MustNewMetricWithExemplars is registry.MustNewMetricWithExemplars.
func MustNewMetricWithExemplars(m Metric, exemplars ...Exemplar) Metric {
	return constant{registry.MustNewMetricWithExemplars(nativeMetric(m), exemplars...)}
}

// MakeLabelPairs is registry.MakeLabelPairs.
func MakeLabelPairs(desc *Desc, labelValues []string) []*dto.LabelPair {
	return internal.LabelMessages(registry.MakeLabelPairs(desc, labelValues))
}

// A nativeMetricer is a Metric of this package; see native.
type nativeMetricer interface {
	nativeMetric() (self Metric, m registry.Metric)
}

// nativeMetric returns m for package registry: the metric that m stands for,
// if m is of this package, or else a custom metric.
func nativeMetric(m Metric) registry.Metric {
	switch m := m.(type) {
	case nil:
		return nil
	case constant: // saves an allocation for the most frequent type
		return m.Metric
	}
	if n, ok := m.(nativeMetricer); ok {
		if self, inner := n.nativeMetric(); self == m {
			return inner
		}
	}
	return custom{m}
}

// A custom is a user's Metric for package registry.
type custom struct{ Metric }

// Write implements registry.Metric.
func (m custom) Write(out *model.Metric) error {
	var message dto.Metric
	err := m.Metric.Write(&message)
	*out = *internal.MetricModel(&message)
	return err
}

// fromNativeMetric returns the Metric of this package for m.
func fromNativeMetric(m registry.Metric) Metric {
	if m, ok := m.(custom); ok {
		return m.Metric
	}
	return constant{m}
}

// write writes m to out, as Metric.Write does.
func write(out *dto.Metric, m registry.Metric) error {
	var written model.Metric
	err := m.Write(&written)
	internal.SetMessage(out, &written)
	return err
}
