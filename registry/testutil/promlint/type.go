package promlint

import (
	"plainmetrics/expfmt"
	"plainmetrics/registry/model"
)

// types has the type of models for each type of expfmt in the text format.
var types = map[expfmt.Type]model.MetricType{
	expfmt.TypeCounter:        model.MetricType_COUNTER,
	expfmt.TypeGauge:          model.MetricType_GAUGE,
	expfmt.TypeSummary:        model.MetricType_SUMMARY,
	expfmt.TypeHistogram:      model.MetricType_HISTOGRAM,
	expfmt.TypeGaugeHistogram: model.MetricType_GAUGE_HISTOGRAM,
	expfmt.TypeUntyped:        model.MetricType_UNTYPED,
}

func modelType(t expfmt.Type) model.MetricType { return types[t] }

// typeOf returns the type of a family, untyped if a model has another.
func typeOf(mf *model.MetricFamily) expfmt.Type {
	for t, number := range types {
		if number == mf.GetType() {
			return t
		}
	}
	return expfmt.TypeUntyped
}
