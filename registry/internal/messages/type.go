package messages

import (
	"fmt"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/model"
)

// TypeOf returns the type with the given number in client_model's
// enumeration MetricType.
func TypeOf(number int32) (t expfmt.Type, ok bool) {
	if number < 0 || int(number) >= len(types) {
		return expfmt.TypeUntyped, false
	}
	return types[number], true
}

var types = [...]expfmt.Type{
	0: expfmt.TypeCounter,
	1: expfmt.TypeGauge,
	2: expfmt.TypeSummary,
	3: expfmt.TypeUntyped,
	4: expfmt.TypeHistogram,
	5: expfmt.TypeGaugeHistogram,
}

// typeOf returns the type of a metric by its fields, or an error if it has no
// value.
func typeOf(m *model.Metric) (expfmt.Type, error) {
	switch {
	case m.Gauge != nil:
		return expfmt.TypeGauge, nil
	case m.Counter != nil:
		return expfmt.TypeCounter, nil
	case m.Summary != nil:
		return expfmt.TypeSummary, nil
	case m.Untyped != nil:
		return expfmt.TypeUntyped, nil
	case m.Histogram != nil:
		return expfmt.TypeHistogram, nil
	}
	return 0, fmt.Errorf("empty metric collected: expected a value, found none: %v", m)
}
