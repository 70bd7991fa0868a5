package registry

import (
	"context"
	"errors"
	"testing"

	"plainmetrics/expfmt"
)

func one() float64 { return 1 }

// What can't be on one page is told apart when it is registered: the error
// names the metric, and both sides of the contradiction.
func TestConflicts(t *testing.T) {
	x := func(help string, labels Labels) Collector {
		return NewCounter(CounterOpts{Name: "x", Help: help, ConstLabels: labels})
	}
	vec := func(labels Labels, names ...string) Collector {
		return NewCounterVec(CounterOpts{Name: "x", Help: "A.", ConstLabels: labels}, names)
	}
	for _, c := range []struct {
		name          string
		first, second Collector
		want          []string
	}{
		{"help", x("A.", Labels{"l": "1"}), x("B.", Labels{"l": "2"}), []string{`"x" with the constant labels {l="2"}`, `HELP text "A."`, `found "B."`}},
		{"type", x("A.", Labels{"l": "1"}), NewGauge(GaugeOpts{Name: "x", Help: "A.", ConstLabels: Labels{"l": "2"}}), []string{`"x"`, "expected a counter", "found a gauge"}},
		{"type of a function", x("A.", Labels{"l": "1"}), NewUntypedFunc(UntypedOpts{Name: "x", Help: "A."}, one), []string{`"x"`, "expected a counter", "found a untyped"}},
		{"name of a label", x("A.", Labels{"l": "1"}), x("A.", Labels{"m": "2"}), []string{`"x"`, `the labels ["l"]`, `found ["m"]`}},
		{"more labels", x("A.", Labels{"l": "1"}), x("A.", Labels{"l": "2", "m": ""}), []string{`the labels ["l"]`, `found ["l" "m"]`}},
		{"no label", x("A.", Labels{"l": "1"}), x("A.", nil), []string{`the labels ["l"]`, `found []`}},
		{"variable label", vec(Labels{"l": "1"}, "v"), vec(Labels{"l": "2"}, "w"), []string{`the labels ["$v" "l"]`, `found ["$w" "l"]`}},
		{"constant and variable", vec(Labels{"l": "1"}, "m"), vec(Labels{"m": "1"}, "l"), []string{`the labels ["$m" "l"]`, `found ["$l" "m"]`}},
		{"type of a foreign one", x("A.", Labels{"l": "1"}), describedConstant(gaugeFamily("x"), expfmt.LabelSet{}, 1), []string{`"x"`, "expected a counter", "found a gauge"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := registryOf(c.first)
			before := page(t, r)
			err := r.Register(c.second)
			checkError(t, err, append(c.want, "registry: metric ")...)
			checkError(t, r.Register(c.first), "duplicate")
			checkText(t, page(t, r), before)
		})
	}
}

// Who asks for what is there already in another form must not be handed
// that, as an AlreadyRegisteredError does it: it is of another type, or
// has other labels.
func TestConflictsOfEqualIDs(t *testing.T) {
	for _, c := range []struct {
		name   string
		second Collector
		want   []string
	}{
		{"help", NewCounterVec(CounterOpts{Name: "x", Help: "B."}, []string{"l"}), []string{`HELP text "A."`, `found "B."`}},
		{"type", NewGaugeVec(GaugeOpts{Name: "x", Help: "A."}, []string{"l"}), []string{"expected a counter", "found a gauge"}},
		{"labels", NewCounterVec(CounterOpts{Name: "x", Help: "A."}, []string{"m"}), []string{`the labels ["$l"]`, `found ["$m"]`}},
		{"no labels", NewCounter(CounterOpts{Name: "x", Help: "A."}), []string{`the labels ["$l"]`, `found []`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := registryOf(NewCounterVec(CounterOpts{Name: "x", Help: "A."}, []string{"l"})).Register(c.second)
			checkError(t, err, append(c.want, `registry: metric "x"`)...)
			if errors.As(err, new(AlreadyRegisteredError)) {
				t.Errorf("got an AlreadyRegisteredError, want another")
			}
		})
	}
}

// Metrics of one name that differ in the values of constant labels make
// one family.
func TestConstLabelsOfOneName(t *testing.T) {
	vec := func(zone string, v float64) *GaugeVec {
		vec := NewGaugeVec(GaugeOpts{Name: "g", Help: "Help.", ConstLabels: Labels{"zone": zone}}, []string{"a"})
		vec.WithLabelValues("1").Set(v)
		vec.WithLabelValues("2").Set(v)
		return vec
	}
	checkText(t, pageOf(t, vec("y", 3), vec("z", 2), vec("", 1)), `
# HELP g Help.
# TYPE g gauge
g{a="1",zone=""} 1
g{a="1",zone="y"} 3
g{a="1",zone="z"} 2
g{a="2",zone=""} 1
g{a="2",zone="y"} 3
g{a="2",zone="z"} 2
`)
}

// The labels of a foreign Collector are not known beforehand, so they can't
// be held against those of others.
func TestForeignBesideStoredOfOneName(t *testing.T) {
	stored := NewGauge(GaugeOpts{Name: "g", Help: "Help.", ConstLabels: Labels{"zone": "z"}})
	checkText(t, samplesOf(t, stored, describedConstant(gaugeFamily("g"), labelSet("b", "1", "c", "2"), 3)),
		"g{zone=\"z\"} 0\ng{b=\"1\",c=\"2\"} 3\n")
}

// Samples of two metrics must not bear one name, whichever comes first.
func TestSuffixCollisions(t *testing.T) {
	named := func(name string) Collector { return NewCounter(CounterOpts{Name: name}) }
	histogram := func(name string) Collector { return NewHistogram(HistogramOpts{Name: name}) }
	summary := func(name string) Collector { return NewSummary(SummaryOpts{Name: name}) }
	for _, c := range []struct {
		name string
		a, b Collector
		both string // samples have this name; "" if none
	}{
		{"histogram and _count", histogram("x"), named("x_count"), "x_count"},
		{"histogram and _sum", histogram("x"), named("x_sum"), "x_sum"},
		{"histogram and _bucket", histogram("x"), named("x_bucket"), "x_bucket"},
		{"histogram and summary", histogram("x"), summary("x_sum"), "x_sum"},
		{"histogram and histogram", histogram("x"), histogram("x_count"), "x_count"},
		{"summary and _count", summary("x"), named("x_count"), "x_count"},
		{"summary and _sum", summary("x"), named("x_sum"), "x_sum"},
		{"summary and _bucket", summary("x"), named("x_bucket"), ""},
		{"counter and _count", named("x"), named("x_count"), ""},
		{"histogram and _total", histogram("x"), named("x_total"), ""},
		{"histogram and a longer name", histogram("x"), named("xx_count"), ""},
		{"a name that is a suffix", histogram("x"), named("_count"), ""},
		{"foreign and stored", describedConstant(expfmt.MustFamily("x", "", expfmt.TypeHistogram), expfmt.LabelSet{}, 0), named("x_count"), "x_count"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, order := range [][2]Collector{{c.a, c.b}, {c.b, c.a}} {
				r := registryOf(order[0])
				err := r.Register(order[1])
				if c.both == "" {
					checkError(t, err)
					continue
				}
				checkError(t, err, "registry: metric ", "can't stand beside", "samples of both are called "+c.both)
				r.Unregister(order[0]) // makes room
				checkError(t, r.Register(order[1]))
			}
		})
	}
}

// A foreign family that contradicts a stored metric is left out, all of
// it; the stored metric stays, as do the Collector's other families.
func TestForeignAgainstStored(t *testing.T) {
	vec := NewGaugeVec(GaugeOpts{Name: "x", Help: "Help."}, []string{"a"})
	vec.WithLabelValues("2").Set(2)
	histogram := NewHistogram(HistogramOpts{Name: "h", Buckets: []float64{1}})
	counter := NewCounter(CounterOpts{Name: "s_sum"})
	for _, c := range []struct {
		name   string
		family *expfmt.Family
		want   []string
	}{
		{"type", expfmt.MustFamily("x", "Help.", expfmt.TypeCounter), []string{`"x"`, "expected a gauge", "found a counter"}},
		{"help", expfmt.MustFamily("x", "Other.", expfmt.TypeGauge), []string{`"x"`, `HELP text "Help."`, `found "Other."`}},
		{"series", expfmt.MustFamily("x", "Help.", expfmt.TypeGauge), []string{`"x"`, `{a="2"} comes twice`}},
		{"count of a histogram", expfmt.MustFamily("h_count", "", expfmt.TypeCounter), []string{`"h_count"`, "samples of both are called"}},
		{"bucket of a histogram", expfmt.MustFamily("h_bucket", "", expfmt.TypeUntyped), []string{`"h_bucket"`, "samples of both are called"}},
		{"sum of a summary", expfmt.MustFamily("s", "", expfmt.TypeSummary), []string{`"s"`, "samples of both are called"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := registryOf(vec, histogram, counter, CollectorFunc(func(_ context.Context, enc expfmt.Encoder) error {
				enc.Family(gaugeFamily("good"))
				enc.Value(expfmt.LabelSet{}, 1)
				enc.Family(c.family)
				for _, labels := range []expfmt.LabelSet{labelSet("a", "1"), labelSet("a", "2"), labelSet("a", "3")} {
					enc.Point(labels, new(expfmt.Point))
				}
				return nil
			}))
			got, err := partialPage(r)
			checkError(t, err, append(c.want, "registry: collector registry.CollectorFunc: family ")...)
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

// A vector without series is on no page, so there is nothing to contradict.
func TestForeignAgainstEmptyVec(t *testing.T) {
	vec := NewGaugeVec(GaugeOpts{Name: "x", Help: "Help."}, []string{"a"})
	f := expfmt.MustFamily("x", "Other.", expfmt.TypeCounter)
	checkText(t, pageOf(t, vec, constant(f, labelSet("a", "1"), 1)), `
# HELP x Other.
# TYPE x counter
x{a="1"} 1
`)
}

// Of two foreign Collectors that contradict each other one stays.
func TestForeignAgainstForeign(t *testing.T) {
	x := constant(gaugeFamily("x"), labelSet("a", "1"), 1)
	for _, c := range []struct {
		name  string
		other Collector
		both  string // lines, if they do not contradict each other
		want  []string
	}{
		{"another series", constant(gaugeFamily("x"), labelSet("a", "2"), 1), "x{a=\"1\"} 1\nx{a=\"2\"} 1\n", nil},
		{"other labels", constant(gaugeFamily("x"), labelSet("b", ""), 1), "x{b=\"\"} 1\nx{a=\"1\"} 1\n", nil},
		{"the same series", constant(gaugeFamily("x"), labelSet("a", "1"), 1), "", []string{"comes twice"}},
		{"help", constant(expfmt.MustFamily("x", "B.", expfmt.TypeGauge), labelSet("a", "1"), 1), "", []string{"HELP"}},
		{"type", constant(expfmt.MustFamily("x", "Help.", expfmt.TypeCounter), labelSet("a", "1"), 1), "", []string{"counter", "gauge"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, order := range [][]Collector{{x, c.other}, {c.other, x}} {
				got, err := partialPage(registryOf(order...))
				checkError(t, err, c.want...)
				want := c.both
				if want == "" {
					want = "x{a=\"1\"} 1\n" // whichever of the two it is
				}
				checkText(t, samples(got), want)
			}
		})
	}
}

// Two foreign Collectors may claim the series of a stored metric at once.
func TestTwoForeignAgainstStored(t *testing.T) {
	stored := NewGauge(GaugeOpts{Name: "x", Help: "Help."})
	got, err := partialPage(registryOf(stored,
		constant(gaugeFamily("x"), expfmt.LabelSet{}, 1), constant(gaugeFamily("x"), expfmt.LabelSet{}, 2)))
	checkError(t, err, "comes twice")
	checkText(t, samples(got), "x 0\n")
}

// Samples of two foreign families must not bear one name either.
func TestForeignCollisions(t *testing.T) {
	histogram := expfmt.MustFamily("x", "Help.", expfmt.TypeHistogram)
	got, err := partialPage(registryOf(
		constant(expfmt.MustFamily("x_count", "Help.", expfmt.TypeCounter), expfmt.LabelSet{}, 7),
		CollectorFunc(func(_ context.Context, enc expfmt.Encoder) error {
			enc.Family(histogram)
			enc.Point(expfmt.LabelSet{}, new(expfmt.Point))
			return nil
		})))
	checkError(t, err, "samples of both are called")
	parse(t, got)
}

// A Collector that describes one family and writes another is not trusted
// more than one that describes none.
func TestDescriberAgainstStored(t *testing.T) {
	liar := &described{
		constant(expfmt.MustFamily("h_count", "Help.", expfmt.TypeCounter), expfmt.LabelSet{}, 7),
		[]*expfmt.Family{gaugeFamily("g")},
	}
	got, err := partialPage(registryOf(liar, NewSummary(SummaryOpts{Name: "h"})))
	checkError(t, err, "*registry.described", `"h_count"`, "samples of both are called")
	checkText(t, samples(got), "h_sum 0\nh_count 0\n")
}
