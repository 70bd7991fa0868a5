package registry

import (
	"strings"
	"testing"

	"plainmetrics/registry/model"
)

// A levelVec is a vector of a program's own metrics, as client_golang's
// documentation shows it.
type levelVec struct{ *MetricVec }

func newLevelVec(labels ConstrainableLabels) levelVec {
	desc := V2.NewDesc("level", "", labels, Labels{"a": "1"})
	return levelVec{NewMetricVec(desc, func(values ...string) Metric {
		return MustNewConstMetric(desc, GaugeValue, float64(len(strings.Join(values, ""))), values...)
	})}
}

func TestMetricVec(t *testing.T) {
	v := newLevelVec(ConstrainedLabels{{Name: "b", Constraint: strings.ToUpper}, {Name: "c"}})
	r := registryOf(v)
	get := func(m Metric, err error) Metric {
		t.Helper()
		checkError(t, err)
		return m
	}
	first := get(v.GetMetricWithLabelValues("x", "yy"))
	if again := get(v.GetMetricWith(Labels{"c": "yy", "b": "X"})); again != first {
		t.Errorf("got another metric %v, want %v", again, first)
	}
	curried, err := v.CurryWith(Labels{"b": "z"})
	checkError(t, err)
	get(curried.GetMetricWithLabelValues(""))
	get(curried.GetMetricWith(Labels{"c": "v"}))
	checkText(t, samples(page(t, r)), `level{a="1",b="X",c="yy"} 3
level{a="1",b="Z",c=""} 1
level{a="1",b="Z",c="v"} 2
`)
	if !v.DeleteLabelValues("x", "yy") || v.Delete(Labels{"b": "x", "c": "yy"}) || v.DeletePartialMatch(Labels{"b": "z"}) != 2 {
		t.Error("a metric was not deleted, or twice")
	}
	checkText(t, samples(page(t, r)), "")
	get(v.GetMetricWithLabelValues("x", "yy"))
	v.Reset()
	checkText(t, samples(page(t, r)), "")
	_, err = v.GetMetricWithLabelValues("x")
	checkError(t, err, "inconsistent label cardinality")
	_, err = v.GetMetricWith(Labels{"b": "x"})
	checkError(t, err, "inconsistent label cardinality")
	_, err = v.CurryWith(Labels{"d": "x"})
	checkError(t, err, "unknown label")
	if !r.Unregister(v) {
		t.Error("Unregister: got false, want true")
	}
}

// A vector of which metrics are collected by hand, and metrics of ours among
// those of a Collector.
func TestCollectedByHand(t *testing.T) {
	vec := NewCounterVec(CounterOpts{Name: "hits_total"}, []string{"code"})
	for _, code := range strings.Fields("1 2 3 4 5 6 7 8 9 10") {
		vec.WithLabelValues(code).Inc()
	}
	summary := NewSummaryVec(SummaryOpts{Name: "s"}, []string{"a"})
	summary.WithLabelValues("1").Observe(2)
	histogram := NewHistogram(HistogramOpts{Name: "h", Buckets: []float64{1}})
	function := NewGaugeFunc(GaugeOpts{Name: "f"}, func() float64 { return 7 })
	inner := registryOf(NewGauge(GaugeOpts{Name: "inner"}))
	all := []Collector{vec, summary, histogram, function, inner}
	want := samples(page(t, registryOf(all...)))
	checkText(t, samplesOf(t, uncheckedFunc(func(ch chan<- Metric) {
		for _, c := range all {
			c.Collect(ch)
		}
	})), want)

	removed := vec.WithLabelValues("1")
	vec.DeleteLabelValues("1")
	checkError(t, removed.Write(new(model.Metric)), "found a series removed from the vector")
}
