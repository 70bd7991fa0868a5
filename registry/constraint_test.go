package registry

import (
	"strings"
	"testing"
)

// marked is a constraint of which two runs make something else than one, as
// a constraint should not be; so the tests see how often it runs.
func marked(value string) string { return value + "'" }

func newConstrainedVec() *CounterVec {
	return V2.NewCounterVec(CounterVecOpts{
		CounterOpts: CounterOpts{Name: "c"},
		VariableLabels: ConstrainedLabels{
			{Name: "z", Constraint: marked},
			{Name: "b"},
			{Name: "a", Constraint: func(v string) string { return strings.ToLower(v) }},
		},
	})
}

// Values go through their constraints once, however they are given.
func TestConstraints(t *testing.T) {
	vec := newConstrainedVec()
	want := vec.WithLabelValues("1", "B", "GET")
	for name, got := range map[string]Counter{
		"equal after the constraint": vec.WithLabelValues("1", "B", "get"),
		"labels":                     vec.With(Labels{"z": "1", "b": "B", "a": "Get"}),
		"curried":                    vec.MustCurryWith(Labels{"z": "1"}).WithLabelValues("B", "get"),
		"curried twice":              vec.MustCurryWith(Labels{"a": "GET"}).MustCurryWith(Labels{"z": "1"}).WithLabelValues("B"),
		"curried labels":             vec.MustCurryWith(Labels{"a": "GET"}).With(Labels{"z": "1", "b": "B"}),
	} {
		if got != want {
			t.Errorf("%s: got another series", name)
		}
	}
	checkText(t, samplesOf(t, vec), "c{a=\"get\",b=\"B\",z=\"1'\"} 0\n")
}

func TestConstraintsWhereSeriesAreDeleted(t *testing.T) {
	for name, remove := range map[string]func(*CounterVec) bool{
		"values":         func(v *CounterVec) bool { return v.DeleteLabelValues("1", "B", "GET") },
		"labels":         func(v *CounterVec) bool { return v.Delete(Labels{"z": "1", "b": "B", "a": "GET"}) },
		"curried values": func(v *CounterVec) bool { return v.MustCurryWith(Labels{"z": "1"}).DeleteLabelValues("B", "GET") },
		"part":           func(v *CounterVec) bool { return v.DeletePartialMatch(Labels{"a": "GET"}) == 1 },
		"two parts":      func(v *CounterVec) bool { return v.DeletePartialMatch(Labels{"a": "GET", "z": "1"}) == 1 },
		"free part":      func(v *CounterVec) bool { return v.DeletePartialMatch(Labels{"b": "B"}) == 1 },
	} {
		t.Run(name, func(t *testing.T) {
			vec := newConstrainedVec()
			vec.WithLabelValues("1", "B", "GET")
			if !remove(vec) {
				t.Errorf("got nothing deleted, want one series")
			}
			checkText(t, samplesOf(t, vec), "")
		})
	}
}

// What is wrong is found before a constraint sees it, or after: a
// constraint may make a value valid, or invalid.
func TestConstraintErrors(t *testing.T) {
	vec := V2.NewGaugeVec(GaugeVecOpts{GaugeOpts{Name: "g"}, ConstrainedLabels{{"a", func(v string) string {
		if v == "make invalid" {
			return "\xff"
		}
		return strings.ToValidUTF8(v, "?")
	}}}})
	_, err := vec.GetMetricWithLabelValues("1", "2")
	checkError(t, err, `metric "g"`, "expected 1", "found 2")
	_, err = vec.GetMetricWithLabelValues("make invalid")
	checkError(t, err, `metric "g"`, `label "a"`, "UTF-8")
	_, err = vec.GetMetricWithLabelValues("a\xff")
	checkError(t, err)
	checkText(t, samplesOf(t, vec), "g{a=\"a?\"} 0\n")
}

// All types of vectors can be made so, also without constraints.
func TestV2(t *testing.T) {
	constrained := ConstrainedLabels{{"a", marked}}
	h := V2.NewHistogramVec(HistogramVecOpts{HistogramOpts{Name: "h", Buckets: []float64{1}}, constrained})
	h.WithLabelValues("1").Observe(1)
	s := V2.NewSummaryVec(SummaryVecOpts{SummaryOpts{Name: "s"}, constrained})
	s.WithLabelValues("1").Observe(1)
	g := V2.NewGaugeVec(GaugeVecOpts{GaugeOpts{Name: "g"}, ConstrainedLabels{{Name: "a"}}})
	g.WithLabelValues("1")
	c := V2.NewCounterVec(CounterVecOpts{CounterOpts{Name: "c"}, UnconstrainedLabels{"b", "a"}})
	c.WithLabelValues("2", "1")
	checkText(t, samplesOf(t, h, s, g, c), `
c{a="1",b="2"} 0
g{a="1"} 0
h_bucket{a="1'",le="1"} 1
h_bucket{a="1'",le="+Inf"} 1
h_sum{a="1'"} 1
h_count{a="1'"} 1
s_sum{a="1'"} 1
s_count{a="1'"} 1
`)
	if g.family.desc.constraints != nil {
		t.Errorf("got constraints to go through, want none where all are nil")
	}
}
