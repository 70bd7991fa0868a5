package registry

import (
	"context"
	"testing"

	"plainmetrics/expfmt"
)

// A custom family that conflicts with a built-in metric is dropped. The
// built-in metric stays, as do the Collector's other families.
func TestCustomAgainstBuiltIn(t *testing.T) {
	vec := NewGaugeVec(GaugeOpts{Name: "x", Help: "Help."}, []string{"a"})
	vec.WithLabelValues("2").Set(2)
	histogram := NewHistogram(HistogramOpts{Name: "h", Buckets: []float64{1}})
	counter := NewCounter(CounterOpts{Name: "s_sum"})
	for _, c := range []struct {
		name   string
		family *expfmt.Family
		want   []string
	}{
		{"type", expfmt.MustFamily("x", "Help.", expfmt.TypeCounter), []string{`"x"`, "has type counter but should have gauge"}},
		{"help", expfmt.MustFamily("x", "Other.", expfmt.TypeGauge), []string{`"x"`, `has help "Other." but should have "Help."`}},
		{"series", expfmt.MustFamily("x", "Help.", expfmt.TypeGauge), []string{`"x"`, `{a="2"} comes twice`}},
		{"count of a histogram", expfmt.MustFamily("h_count", "", expfmt.TypeCounter), []string{`"h_count"`, "collides with previously collected "}},
		{"bucket of a histogram", expfmt.MustFamily("h_bucket", "", expfmt.TypeUntyped), []string{`"h_bucket"`, "collides with previously collected "}},
		{"sum of a summary", expfmt.MustFamily("s", "", expfmt.TypeSummary), []string{`"s"`, "collides with previously collected "}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := registryOf(vec, histogram, counter, SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
				enc.Value(gaugeFamily("good"), expfmt.LabelSet{}, 1)
				for _, labels := range []expfmt.LabelSet{labelSet("a", "1"), labelSet("a", "2"), labelSet("a", "3")} {
					enc.Point(c.family, labels, new(expfmt.Point))
				}
				return nil
			}))
			got, err := partialPage(r)
			checkError(t, err, append(c.want, "registry: collector registry.SourceFunc: family ")...)
			checkText(t, samples(got), `
good 1
h_bucket{le="1"} 0
h_bucket{le="+Inf"} 0
h_sum 0
h_count 0
s_sum 0
x{a="2"} 2
`)
		})
	}
}

// A vector without series is on no page, so nothing conflicts with it.
func TestCustomAgainstEmptyVec(t *testing.T) {
	vec := NewGaugeVec(GaugeOpts{Name: "x", Help: "Help."}, []string{"a"})
	f := expfmt.MustFamily("x", "Other.", expfmt.TypeCounter)
	checkText(t, pageOf(t, vec, constant(f, labelSet("a", "1"), 1)), `
# HELP x Other.
# TYPE x counter
x{a="1"} 1
`)
}

// If the families of two custom Collectors conflict, one family stays.
func TestCustomAgainstCustom(t *testing.T) {
	x := constant(gaugeFamily("x"), labelSet("a", "1"), 1)
	for _, c := range []struct {
		name  string
		other Collector
		both  string // lines, if the families do not conflict
		want  []string
	}{
		{"another series", constant(gaugeFamily("x"), labelSet("a", "2"), 1), "x{a=\"1\"} 1\nx{a=\"2\"} 1\n", nil},
		{"other labels", constant(gaugeFamily("x"), labelSet("b", ""), 1), "x{b=\"\"} 1\nx{a=\"1\"} 1\n", nil},
		{"the same series", constant(gaugeFamily("x"), labelSet("a", "1"), 1), "", []string{"comes twice"}},
		{"help", constant(expfmt.MustFamily("x", "B.", expfmt.TypeGauge), labelSet("a", "1"), 1), "", []string{"has help"}},
		{"type", constant(expfmt.MustFamily("x", "Help.", expfmt.TypeCounter), labelSet("a", "1"), 1), "", []string{"counter", "gauge"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, order := range [][]Collector{{x, c.other}, {c.other, x}} {
				got, err := partialPage(registryOf(order...))
				checkError(t, err, c.want...)
				want := c.both
				if want == "" {
					want = "x{a=\"1\"} 1\n" // both Collectors write this line
				}
				checkText(t, samples(got), want)
			}
		})
	}
}

// A Collector that contradicts itself loses the family, and costs no other
// Collector anything.
func TestContradictionsCostNoOther(t *testing.T) {
	a, b := expfmt.MustFamily("g", "A.", expfmt.TypeGauge), expfmt.MustFamily("g", "B.", expfmt.TypeGauge)
	for _, c := range []struct {
		name  string
		wrong func(enc expfmt.Encoder)
		words string
	}{
		{"two HELP texts", func(enc expfmt.Encoder) { enc.Value(a, labelSet("a", "1"), 1); enc.Value(b, labelSet("a", "2"), 1) }, "has help"},
		{"a series twice", func(enc expfmt.Encoder) {
			for _, n := range []string{"3", "4", "4"} {
				enc.Value(b, labelSet("a", n), 1)
			}
		}, `series {a="4"} comes twice`},
	} {
		t.Run(c.name, func(t *testing.T) {
			wrong := SourceFunc(func(_ context.Context, enc expfmt.Encoder) error { c.wrong(enc); return nil })
			got, err := partialPage(registryOf(wrong, constant(b, labelSet("a", "3"), 3)))
			checkText(t, samples(got), "g{a=\"3\"} 3\n")
			checkError(t, err, c.words)
		})
	}
}

// Of two families of different names that share samples, the family of the
// first Collector stays, whatever the order of the names.
func TestFirstOfCollidingNamesWins(t *testing.T) {
	count := constant(expfmt.MustFamily("x_count", "", expfmt.TypeGauge), none, 7)
	summary := writer("x", expfmt.TypeSummary)
	for _, c := range []struct {
		cs   []Collector
		want string
	}{
		{[]Collector{count, summary}, "x_count 7\n"},
		{[]Collector{summary, count}, "x_sum 0\nx_count 0\n"},
	} {
		got, err := partialPage(registryOf(c.cs...))
		checkText(t, samples(got), c.want)
		checkError(t, err, "collides")
	}
}

// To Prometheus, a label with an empty value is no label. The first Collector
// with the series keeps it.
func TestCustomWithEmptyLabels(t *testing.T) {
	short := constant(gaugeFamily("x"), labelSet("a", "1"), 1)
	long := constant(gaugeFamily("x"), labelSet("a", "1", "b", ""), 1)
	for want, cs := range map[string][]Collector{
		"x{a=\"1\"} 1\n":        {short, long},
		"x{a=\"1\",b=\"\"} 1\n": {long, short},
	} {
		got, err := partialPage(registryOf(cs...))
		checkError(t, err, `series {a="1"} comes twice`)
		checkText(t, samples(got), want)
	}
}

// Two custom Collectors may write the series of a built-in metric.
func TestTwoCustomAgainstBuiltIn(t *testing.T) {
	stored := NewGauge(GaugeOpts{Name: "x", Help: "Help."})
	got, err := partialPage(registryOf(stored,
		constant(gaugeFamily("x"), expfmt.LabelSet{}, 1), constant(gaugeFamily("x"), expfmt.LabelSet{}, 2)))
	checkError(t, err, "comes twice")
	checkText(t, samples(got), "x 0\n")
}

// Samples of two custom families must not have one name.
func TestCustomSampleNames(t *testing.T) {
	histogram := expfmt.MustFamily("x", "Help.", expfmt.TypeHistogram)
	got, err := partialPage(registryOf(
		constant(expfmt.MustFamily("x_count", "Help.", expfmt.TypeCounter), expfmt.LabelSet{}, 7),
		SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
			enc.Point(histogram, expfmt.LabelSet{}, new(expfmt.Point))
			return nil
		})))
	checkError(t, err, "collides with previously collected ")
	parse(t, got)
}

// A Collector that describes one family and writes another is checked like a
// Collector without descriptions.
func TestDescriberAgainstBuiltIn(t *testing.T) {
	liar := &described{
		constant(expfmt.MustFamily("h_count", "Help.", expfmt.TypeCounter), expfmt.LabelSet{}, 7),
		[]*expfmt.Family{gaugeFamily("g")},
	}
	got, err := partialPage(registryOf(liar, NewSummary(SummaryOpts{Name: "h"})))
	checkError(t, err, "*registry.described", `"h_count"`, "collides with previously collected ")
	checkText(t, samples(got), "h_sum 0\nh_count 0\n")
}
