package registry

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"plainmetrics/expfmt"
	"plainmetrics/registry/internal/model"
)

func TestGatherers(t *testing.T) {
	gauge := func(name, a string, v float64) Collector {
		return constant(gaugeFamily(name), labelSet("a", a), v)
	}
	for _, c := range []struct {
		name string
		gs   Gatherers
		want string
	}{
		{"none", nil, ""},
		{"empty ones", Gatherers{NewRegistry(), Gatherers{}}, ""},
		{"one", Gatherers{registryOf(gauge("x", "1", 1))}, "x{a=\"1\"} 1\n"},
		{"families in turn", Gatherers{registryOf(gauge("x", "1", 1), gauge("z", "1", 3)), registryOf(gauge("y", "1", 2))},
			"x{a=\"1\"} 1\ny{a=\"1\"} 2\nz{a=\"1\"} 3\n"},
		{"a family of both", Gatherers{registryOf(gauge("x", "2", 2)), registryOf(gauge("x", "1", 1), gauge("x", "3", 3))},
			"x{a=\"1\"} 1\nx{a=\"2\"} 2\nx{a=\"3\"} 3\n"},
		{"nested", Gatherers{Gatherers{registryOf(gauge("x", "2", 2))}, registryOf(gauge("x", "1", 1))},
			"x{a=\"1\"} 1\nx{a=\"2\"} 2\n"},
	} {
		t.Run(c.name, func(t *testing.T) { checkText(t, samples(page(t, c.gs)), c.want) })
	}
}

// Histograms and summaries keep their headers and values.
func TestGatherersKeepPoints(t *testing.T) {
	a := registryOf(fill(newStatusVec()), NewHistogram(HistogramOpts{Name: "h", Help: "H."}))
	b := registryOf(NewSummary(SummaryOpts{Name: "s", Help: "S.", Objectives: map[float64]float64{.5: .1}}))
	checkText(t, page(t, Gatherers{a, b}), page(t, a)+page(t, b))
}

// The error of a Gatherer is in the error of all.
func TestGatherersErrors(t *testing.T) {
	sentinel := errors.New("no connection")
	failing := registryOf(NewCounter(CounterOpts{Name: "a"}),
		SourceFunc(func(context.Context, expfmt.Encoder) error { return sentinel }))
	got, err := partialPage(Gatherers{failing, registryOf(NewCounter(CounterOpts{Name: "b"}))})
	checkText(t, samples(got), "a 0\nb 0\n")
	if !errors.Is(err, sentinel) {
		t.Errorf("got %v, want an error that wraps that of the Collector", err)
	}
}

// Where families conflict, the family of the first Gatherer stays, even if it
// takes longer.
func TestFirstGathererWins(t *testing.T) {
	for _, c := range []struct {
		name          string
		first, second Collector
		want          string
	}{
		{"series", constant(gaugeFamily("x"), labelSet("a", "1"), 1), constant(gaugeFamily("x"), labelSet("a", "1"), 2), "x{a=\"1\"} 1\n"},
		{"help", constant(gaugeFamily("x"), labelSet("a", "2"), 1),
			constant(expfmt.MustFamily("x", "Other.", expfmt.TypeGauge), labelSet("a", "1"), 2), "x{a=\"2\"} 1\n"},
		{"type", constant(gaugeFamily("x"), labelSet("a", "2"), 1),
			constant(expfmt.MustFamily("x", "Help.", expfmt.TypeCounter), labelSet("a", "1"), 2), "x{a=\"2\"} 1\n"},
	} {
		for _, slow := range []time.Duration{0, time.Second} {
			synctest.Test(t, func(t *testing.T) {
				sleeps := SourceFunc(func(context.Context, expfmt.Encoder) error { time.Sleep(slow); return nil })
				got, err := partialPage(Gatherers{registryOf(c.first, sleeps), registryOf(c.second)})
				checkText(t, samples(got), c.want)
				checkError(t, err, `family "x"`)
			})
		}
	}
}

// A late Collector costs its own families, not the families of its registry,
// behind Gatherers as in a registry in a registry.
func TestGatherersWithLateCollector(t *testing.T) {
	for name, gatherer := range map[string]func(*Registry) Gatherer{
		"Gatherers": func(r *Registry) Gatherer { return Gatherers{r} },
		"Registry":  func(r *Registry) Gatherer { return registryOf(r) },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				late := &stubborn{family: gaugeFamily("late"), release: make(chan struct{})}
				g := gatherer(registryOf(NewCounter(CounterOpts{Name: "a"}), late))
				ctx, stop := context.WithTimeout(t.Context(), time.Second)
				defer stop()
				got, err := pageWithin(ctx, g)
				checkText(t, samples(got), "a 0\n")
				checkError(t, err, "*registry.stubborn: not done in time")
				close(late.release)
			})
		})
	}
}

// A gathererFunc is a Gatherer that is not a Registry.
type gathererFunc func(expfmt.Encoder)

func (gathererFunc) Gather() ([]*model.MetricFamily, error) { panic("a Source was asked for models") }

func (f gathererFunc) Encode(_ context.Context, enc expfmt.Encoder) error { f(enc); return nil }

// A part of some Gatherers is not the whole.
func TestPartOfGatherers(t *testing.T) {
	all := Gatherers{registryOf(constant(gaugeFamily("a"), none, 1)), nil}
	all[1] = gathererFunc(func(enc expfmt.Encoder) { _ = all[:1].Encode(context.Background(), expfmt.NewPage(expfmt.Text{}, nil)) })
	checkText(t, samples(page(t, all)), "a 1\n")
}

// The culprit among several Gatherers is named.
func TestGatherersNameTheCulprit(t *testing.T) {
	_, err := partialPage(Gatherers{NewRegistry(), gathererFunc(func(enc expfmt.Encoder) { enc.Value(nil, none, 1) })})
	checkError(t, err, "registry: [from Gatherer #2] registry.gathererFunc: family \"\": expected a Family, found nil")
}

// A Gatherer that panics or writes invalid families costs its own families.
func TestGatherersNonsense(t *testing.T) {
	for _, c := range []struct {
		name string
		bad  Gatherer
		want string
	}{
		{"nil", nil, "expected a Gatherer, found nil"},
		{"panic", gathererFunc(func(expfmt.Encoder) { panic("out of reach") }), "panic: out of reach"},
		{"nil family", gathererFunc(func(enc expfmt.Encoder) { enc.Value(nil, expfmt.LabelSet{}, 1) }), "found nil"},
		{"zero family", gathererFunc(func(enc expfmt.Encoder) { enc.Value(new(expfmt.Family), expfmt.LabelSet{}, 1) }), "found a zero Family"},
		{"nil point", gathererFunc(func(enc expfmt.Encoder) {
			enc.Point(gaugeFamily("x"), expfmt.LabelSet{}, nil)
		}), "found nil"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := partialPage(Gatherers{c.bad, registryOf(NewCounter(CounterOpts{Name: "b"}))})
			checkText(t, samples(got), "b 0\n")
			checkError(t, err, "registry: ", c.want)
		})
	}
}

// Of Gatherers the first one wins series by series, and family by family where
// the types or HELP texts differ.
func TestGatherersMergeSeries(t *testing.T) {
	gauge := func(labels ...string) *model.Metric {
		return &model.Metric{Label: pairs(labels...), Gauge: &model.Gauge{Value: &one}}
	}
	family := func(name, help string, typ model.MetricType, metrics ...*model.Metric) Gatherer {
		return GathererFunc(func() ([]*model.MetricFamily, error) {
			return []*model.MetricFamily{{Name: &name, Help: &help, Type: &typ, Metric: metrics}}, nil
		})
	}
	all := Gatherers{
		registryOf(sends(gaugeOf(xDesc, 1, "1"), gaugeOf(xDesc, 2, "2"))),
		registryOf(sends(gaugeOf(xDesc, 3, "2"), gaugeOf(xDesc, 4, "3"))),
		family("x", "", model.MetricType_GAUGE, gauge("a", "3"), gauge("a", "4"), gauge("a", "5")),
		family("x", "B.", model.MetricType_GAUGE, gauge("a", "6"), gauge("a", "7")),
		family("x", "", model.MetricType_UNTYPED, &model.Metric{Untyped: &model.Untyped{Value: &one}}),
		family("y", "", model.MetricType_GAUGE, gauge("a", "1"), gauge("a", "1"), gauge("a", "2")),
	}
	p := expfmt.NewPage(expfmt.Text{}, nil)
	checkErrors(t, Checked(all).Encode(t.Context(), p), []string{"{a=\"2\"} comes twice", "{a=\"3\"} comes twice", "{a=\"1\"} comes twice", "has help", "has type"})
	got, err := partialPage(all)
	checkText(t, string(p.End()), got)
	checkText(t, samples(got), "x{a=\"1\"} 1\nx{a=\"2\"} 2\nx{a=\"3\"} 4\nx{a=\"4\"} 1\nx{a=\"5\"} 1\ny{a=\"1\"} 1\ny{a=\"2\"} 1\n")
	checkErrors(t, err, []string{
		"#2] *registry.Registry: family \"x\": series {a=\"2\"} comes twice", "#3] registry.GathererFunc: family \"x\": series {a=\"3\"} comes twice",
		"#4] registry.GathererFunc: family \"x\": has help", "#5] registry.GathererFunc: family \"x\": has type untyped",
		"#6] registry.GathererFunc: family \"y\": series {a=\"1\"} comes twice",
	})
}

// These types embed Gatherers with a method Encode, and have their own Gather.
type (
	ownGatherers    struct{ Gatherers }
	ownGathererFunc struct{ GathererFunc }
	ownCollect      struct{}
)

func (ownGatherers) Gather() ([]*model.MetricFamily, error)    { return ownFamilies() }
func (ownGathererFunc) Gather() ([]*model.MetricFamily, error) { return ownFamilies() }

func (ownCollect) Describe(chan<- *Desc) {}

func (ownCollect) Collect(ch chan<- Metric) { ch <- MustNewConstMetric(ownDesc, GaugeValue, 1) }

var ownDesc = NewDesc("own", "", nil, nil)

func ownFamilies() ([]*model.MetricFamily, error) {
	return registryOf(ownCollect{}).Gather()
}

func TestTypesThatEmbedGatherers(t *testing.T) {
	inner := registryOf(NewCounter(CounterOpts{Name: "inner"}))
	for _, c := range []struct {
		name     string
		gatherer Gatherer
	}{
		{"Gatherers", ownGatherers{Gatherers{inner}}},
		{"GathererFunc", ownGathererFunc{inner.Gather}},
		{"pointer", &ownGatherers{Gatherers{inner}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			checkText(t, samples(page(t, c.gatherer)), "own 1\n")
			checkText(t, samples(page(t, Gatherers{c.gatherer})), "own 1\n")
			p := expfmt.NewPage(expfmt.Text{}, nil)
			checkError(t, Checked(c.gatherer).Encode(t.Context(), p))
			checkText(t, samples(string(p.End())), "own 1\n")
		})
	}
}
