package registry

import (
	"errors"
	"testing"

	"plainmetrics/expfmt"
)

func constantOne() float64 { return 1 }

// Register finds conflicts. The error names the metric and both sides of the
// conflict.
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
		{"help", x("A.", Labels{"l": "1"}), x("B.", Labels{"l": "2"}), []string{`"x" with the constant labels {l="2"}`, `has help "B." but should have "A."`}},
		{"type", x("A.", Labels{"l": "1"}), NewGauge(GaugeOpts{Name: "x", Help: "A.", ConstLabels: Labels{"l": "2"}}), []string{`"x"`, "has type gauge but should have counter"}},
		{"type of a function", x("A.", Labels{"l": "1"}), NewUntypedFunc(UntypedOpts{Name: "x", Help: "A."}, constantOne), []string{`"x"`, "has type untyped but should have counter"}},
		{"name of a label", x("A.", Labels{"l": "1"}), x("A.", Labels{"m": "2"}), []string{`"x"`, `the labels ["l"]`, `found ["m"]`}},
		{"more labels", x("A.", Labels{"l": "1"}), x("A.", Labels{"l": "2", "m": ""}), []string{`the labels ["l"]`, `found ["l" "m"]`}},
		{"no label", x("A.", Labels{"l": "1"}), x("A.", nil), []string{`the labels ["l"]`, `found []`}},
		{"variable label", vec(Labels{"l": "1"}, "v"), vec(Labels{"l": "2"}, "w"), []string{`the labels ["$v" "l"]`, `found ["$w" "l"]`}},
		{"constant and variable", vec(Labels{"l": "1"}, "m"), vec(Labels{"m": "1"}, "l"), []string{`the labels ["$m" "l"]`, `found ["$l" "m"]`}},
		{"type of a custom one", x("A.", Labels{"l": "1"}), describedConstant(gaugeFamily("x"), expfmt.LabelSet{}, 1), []string{`"x"`, "has type gauge but should have counter"}},
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

// A metric with the name of a registered metric of another type, or with other
// labels, is no AlreadyRegisteredError: the caller could not use the existing
// metric in its place.
func TestConflictsOfEqualIDs(t *testing.T) {
	for _, c := range []struct {
		name   string
		second Collector
		want   []string
	}{
		{"help", NewCounterVec(CounterOpts{Name: "x", Help: "B."}, []string{"l"}), []string{`has help "B." but should have "A."`}},
		{"type", NewGaugeVec(GaugeOpts{Name: "x", Help: "A."}, []string{"l"}), []string{"has type gauge but should have counter"}},
		{"labels", NewCounterVec(CounterOpts{Name: "x", Help: "A."}, []string{"m"}), []string{`the labels ["$l"]`, `found ["$m"]`}},
		{"no labels", NewCounter(CounterOpts{Name: "x", Help: "A."}), []string{`the labels ["$l"]`, `found []`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := registryOf(NewCounterVec(CounterOpts{Name: "x", Help: "A."}, []string{"l"})).Register(c.second)
			checkError(t, err, append(c.want, `registry: metric "x"`)...)
			if errors.As(err, new(AlreadyRegisteredError)) {
				t.Errorf("got an AlreadyRegisteredError, want another error")
			}
		})
	}
}

// Metrics of one name that differ in the values of constant labels share a
// family.
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

// Register does not know the labels of a custom Collector, so they can't
// conflict with the labels of others.
func TestCustomAndBuiltInOfOneName(t *testing.T) {
	stored := NewGauge(GaugeOpts{Name: "g", Help: "Help.", ConstLabels: Labels{"zone": "z"}})
	checkText(t, samplesOf(t, stored, describedConstant(gaugeFamily("g"), labelSet("b", "1", "c", "2"), 3)),
		"g{zone=\"z\"} 0\ng{b=\"1\",c=\"2\"} 3\n")
}

// Samples of two metrics must not have one name, in either order of
// registration.
func TestSampleNameConflicts(t *testing.T) {
	named := func(name string) Collector { return NewCounter(CounterOpts{Name: name}) }
	histogram := func(name string) Collector { return NewHistogram(HistogramOpts{Name: name}) }
	summary := func(name string) Collector { return NewSummary(SummaryOpts{Name: name}) }
	for _, c := range []struct {
		name   string
		a, b   Collector
		sample string // the name that conflicts, or ""
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
		{"custom and built-in", describedConstant(expfmt.MustFamily("x", "", expfmt.TypeHistogram), expfmt.LabelSet{}, 0), named("x_count"), "x_count"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, order := range [][2]Collector{{c.a, c.b}, {c.b, c.a}} {
				r := registryOf(order[0])
				err := r.Register(order[1])
				if c.sample == "" {
					checkError(t, err)
					continue
				}
				checkError(t, err, "registry: metric ", "samples named "+c.sample, "collides with previously collected ")
				r.Unregister(order[0]) // makes room
				checkError(t, r.Register(order[1]))
			}
		})
	}
}
