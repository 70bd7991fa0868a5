package messages

import "plainmetrics/expfmt"

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
