package registry

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"testing"

	"plainmetrics/expfmt"
)

// wrappedAs returns a registry with cs, registered through wrap's Registerer.
func wrappedAs(wrap func(Registerer) Registerer, cs ...Collector) *Registry {
	r := NewRegistry()
	wrap(r).MustRegister(cs...)
	return r
}

func TestWrapRegisterer(t *testing.T) {
	for _, c := range []struct {
		name string
		wrap func(Registerer) Registerer
		want string
	}{
		{"nothing", func(r Registerer) Registerer { return WrapRegistererWith(nil, r) }, "g{m=\"1\"} 0\n"},
		{"no prefix", func(r Registerer) Registerer { return WrapRegistererWithPrefix("", r) }, "g{m=\"1\"} 0\n"},
		{"prefix", func(r Registerer) Registerer { return WrapRegistererWithPrefix("app_", r) }, "app_g{m=\"1\"} 0\n"},
		{"labels", func(r Registerer) Registerer { return WrapRegistererWith(Labels{"z": "3", "a": "2"}, r) },
			"g{a=\"2\",m=\"1\",z=\"3\"} 0\n"},
		{"hard value", func(r Registerer) Registerer { return WrapRegistererWith(Labels{"z": "a\",b=\"\\\n"}, r) },
			"g{m=\"1\",z=\"a\\\",b=\\\"\\\\\\n\"} 0\n"},
		{"both", func(r Registerer) Registerer {
			return WrapRegistererWithPrefix("app_", WrapRegistererWith(Labels{"a": "2"}, r))
		}, "app_g{a=\"2\",m=\"1\"} 0\n"},
		{"both, the other way", func(r Registerer) Registerer {
			return WrapRegistererWith(Labels{"a": "2"}, WrapRegistererWithPrefix("app_", r))
		}, "app_g{a=\"2\",m=\"1\"} 0\n"},
		{"nested prefixes", func(r Registerer) Registerer {
			return WrapRegistererWithPrefix("inner_", WrapRegistererWithPrefix("outer_", r))
		}, "outer_inner_g{m=\"1\"} 0\n"},
		{"nested labels", func(r Registerer) Registerer {
			return WrapRegistererWith(Labels{"z": "3"}, WrapRegistererWith(Labels{"a": "2"}, r))
		}, "g{a=\"2\",m=\"1\",z=\"3\"} 0\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			vec := NewGaugeVec(GaugeOpts{Name: "g", Help: "Help."}, []string{"m"})
			vec.WithLabelValues("1")
			custom := constant(gaugeFamily("g"), labelSet("m", "1"), 0)
			for _, collector := range []Collector{vec, vec.WithLabelValues("1"), custom, registryOf(vec),
				NewGauge(GaugeOpts{Name: "g", ConstLabels: Labels{"m": "1"}}),
				NewGaugeFunc(GaugeOpts{Name: "g", ConstLabels: Labels{"m": "1"}}, func() float64 { return 0 })} {
				checkText(t, samples(page(t, wrappedAs(c.wrap, collector))), c.want)
			}
		})
	}
}

// Metrics of all types can be wrapped, and keep their headers.
func TestWrapKeepsHelpAndType(t *testing.T) {
	checkText(t, page(t, wrappedAs(func(r Registerer) Registerer {
		return WrapRegistererWithPrefix("app_", WrapRegistererWith(Labels{"z": "1"}, r))
	},
		NewHistogram(HistogramOpts{Name: "h", Help: "H.", Buckets: []float64{1}}),
		NewSummary(SummaryOpts{Name: "s", Help: "S.", Objectives: map[float64]float64{.5: .1}}),
		NewCounter(CounterOpts{Name: "c", Help: "C."}),
	)), `
# HELP app_c C.
# TYPE app_c counter
app_c{z="1"} 0
# HELP app_h H.
# TYPE app_h histogram
app_h_bucket{z="1",le="1"} 0
app_h_bucket{z="1",le="+Inf"} 0
app_h_sum{z="1"} 0
app_h_count{z="1"} 0
# HELP app_s S.
# TYPE app_s summary
app_s{z="1",quantile="0.5"} NaN
app_s_sum{z="1"} 0
app_s_count{z="1"} 0
`)
}

// Several instances of a component, each wrapped with other labels, share
// families. The series are sorted by all values, not by instance.
func TestWrappedInstancesShareFamilies(t *testing.T) {
	r := NewRegistry()
	for i, instance := range []string{"c", "a", "b"} {
		vec := NewGaugeVec(GaugeOpts{Name: "g", Help: "Help."}, []string{"k"})
		vec.WithLabelValues("2").Set(float64(i))
		vec.WithLabelValues("1").Set(float64(i))
		WrapRegistererWith(Labels{"instance": instance, "z": instance}, r).MustRegister(vec)
		behind := NewGaugeVec(GaugeOpts{Name: "behind", Help: "Help."}, []string{"k"})
		behind.WithLabelValues(instance)
		behind.WithLabelValues("a")
		WrapRegistererWith(Labels{"z": instance}, r).MustRegister(behind)
	}
	checkText(t, page(t, r), `
# HELP behind Help.
# TYPE behind gauge
behind{k="a",z="a"} 0
behind{k="a",z="b"} 0
behind{k="a",z="c"} 0
behind{k="b",z="b"} 0
behind{k="c",z="c"} 0
# HELP g Help.
# TYPE g gauge
g{instance="a",k="1",z="a"} 1
g{instance="a",k="2",z="a"} 1
g{instance="b",k="1",z="b"} 2
g{instance="b",k="2",z="b"} 2
g{instance="c",k="1",z="c"} 0
g{instance="c",k="2",z="c"} 0
`)
}

// Register fails for a metric that can't be wrapped.
func TestWrapErrors(t *testing.T) {
	vec := func(labels Labels, names ...string) Collector {
		return NewGaugeVec(GaugeOpts{Name: "g", ConstLabels: labels}, names)
	}
	labels := func(labels Labels) func(Registerer) Registerer {
		return func(r Registerer) Registerer { return WrapRegistererWith(labels, r) }
	}
	for _, c := range []struct {
		name      string
		wrap      func(Registerer) Registerer
		collector Collector
		want      []string
	}{
		{"constant label there", labels(Labels{"a": "2"}), vec(Labels{"a": "1"}), []string{`"g"`, `"a"`}},
		{"the same value", labels(Labels{"a": "1"}), vec(Labels{"a": "1"}), []string{`"g"`, `"a"`}},
		{"variable label there", labels(Labels{"a": "2"}), vec(nil, "b", "a"), []string{`"g"`, `"a"`, "already"}},
		{"label of the outer one", func(r Registerer) Registerer {
			return WrapRegistererWith(Labels{"a": "1"}, WrapRegistererWith(Labels{"a": "2"}, r))
		}, vec(nil), []string{`"g"`, `"a"`}},
		{"no label name", labels(Labels{"__a": "1"}), vec(nil), []string{`"__a"`}},
		{"value not UTF-8", labels(Labels{"a": "\xff"}), vec(nil), []string{`"a"`, `"\xff"`}},
		{"prefix not UTF-8", func(r Registerer) Registerer { return WrapRegistererWithPrefix("\xff", r) }, vec(nil), []string{`"\xffg"`}},
		{"invalid within", labels(Labels{"a": "1"}), NewCounter(CounterOpts{}), []string{"metric name"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := NewRegistry()
			checkError(t, c.wrap(r).Register(c.collector), c.want...)
			checkError(t, panicOf(func() { c.wrap(r).MustRegister(c.collector) }), c.want...)
			checkText(t, page(t, r), "")
		})
	}
}

// Wrapping can't add the labels that a type reserves.
func TestWrapWithReservedLabels(t *testing.T) {
	for _, c := range []struct {
		label     string
		collector Collector
	}{
		{"le", NewHistogram(HistogramOpts{Name: "x"})},
		{"quantile", NewSummary(SummaryOpts{Name: "x"})},
	} {
		r := NewRegistry()
		err := WrapRegistererWith(Labels{c.label: "1"}, r).Register(c.collector)
		checkError(t, err, `"x"`, c.label, "reserved")
		checkText(t, page(t, r), "")
	}
}

// Invalid labels are an error for unchecked Collectors, too.
func TestWrapUncheckedWithInvalidLabels(t *testing.T) {
	r := NewRegistry()
	err := WrapRegistererWith(Labels{"__a": "1"}, r).Register(constant(gaugeFamily("g"), expfmt.LabelSet{}, 1))
	checkError(t, err, `"__a"`)
}

// An unchecked Collector that writes one of the added labels loses its
// families.
func TestWrapLabelsOfCustomCollector(t *testing.T) {
	r := registryOf(NewCounter(CounterOpts{Name: "stored"}))
	WrapRegistererWith(Labels{"a": "2"}, r).MustRegister(constant(gaugeFamily("g"), labelSet("a", "1"), 1))
	got, err := partialPage(r)
	checkText(t, samples(got), "stored 0\n")
	checkError(t, err, "registry: collector registry.SourceFunc", `"a"`)
}

// The ExistingCollector is the innermost Collector, without wrappings.
func TestWrapAlreadyRegistered(t *testing.T) {
	wrap := func(r Registerer) Registerer {
		return WrapRegistererWithPrefix("app_", WrapRegistererWith(Labels{"a": "1"}, r))
	}
	existing := newStatusVec()
	r := wrappedAs(wrap, existing)
	var already AlreadyRegisteredError
	if err := wrap(r).Register(newStatusVec()); !errors.As(err, &already) || already.ExistingCollector != existing {
		t.Errorf("got %#v, want an AlreadyRegisteredError with the existing Collector", err)
	}

	// A plain metric of the same name and label counts as the same metric.
	plain := NewCounterVec(CounterOpts{Name: "app_hits", Help: "Hits.", ConstLabels: Labels{"a": "1"}}, []string{"path", "code", "host"})
	if err := r.Register(plain); !errors.As(err, &already) || already.ExistingCollector != existing {
		t.Errorf("got %#v, want an AlreadyRegisteredError with the existing Collector", err)
	}
	if !wrap(r).Unregister(newStatusVec()) || wrap(r).Unregister(existing) {
		t.Errorf("want one Collector to unregister")
	}
	checkError(t, r.Register(plain))
}

func TestWrapCollector(t *testing.T) {
	inner := registryOf(fill(newStatusVec()))
	outer := registryOf(
		WrapCollectorWith(Labels{"db": "one"}, NewCounter(CounterOpts{Name: "x"})),
		WrapCollectorWith(Labels{"db": "two"}, NewCounter(CounterOpts{Name: "x"})),
		WrapCollectorWithPrefix("app_", WrapCollectorWith(Labels{"db": "three"}, NewCounter(CounterOpts{Name: "x"}))))
	checkText(t, samples(page(t, outer)), "app_x{db=\"three\"} 0\nx{db=\"one\"} 0\nx{db=\"two\"} 0\n")

	// A wrapped registry can be unregistered.
	instance := WrapCollectorWith(Labels{"zone": "z"}, inner)
	outer = registryOf(instance)
	if got := parse(t, page(t, outer)); len(got) != 8 {
		t.Errorf("got %d series, want 8", len(got))
	}
	if !outer.Unregister(WrapCollectorWith(Labels{"zone": "z"}, inner)) {
		t.Errorf("got false from Unregister, want true")
	}
	checkText(t, page(t, outer), "")
}

// Another Collector can call a wrapped Collector.
func TestWrappedCollectorCalledByAnother(t *testing.T) {
	wrapped := WrapCollectorWithPrefix("app_", WrapCollectorWith(Labels{"a": "1"}, fill(newStatusVec())))
	r := registryOf(SourceFunc(func(ctx context.Context, enc expfmt.Encoder) error { return SourceOf(wrapped).Encode(ctx, enc) }))
	if got := parse(t, page(t, r)); len(got) != 8 {
		t.Errorf("got %d series, want 8", len(got))
	}
}

// A family behind a prefix has all else of the family.
func TestWrapKeepsTheFamily(t *testing.T) {
	f, err := expfmt.MustFamily("c_seconds_total", "C.", expfmt.TypeCounter).WithoutCreated().WithUnit("seconds")
	checkError(t, err)
	r := registryOf(WrapCollectorWithPrefix("p_", SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
		enc.Point(f, none, &expfmt.Point{Created: 1e9})
		return nil
	})))
	p := expfmt.NewPage(withCreated, nil)
	checkError(t, r.Encode(t.Context(), p))
	checkText(t, string(p.End()), "# HELP p_c_seconds C.\n# TYPE p_c_seconds counter\n# UNIT p_c_seconds seconds\np_c_seconds_total 0.0\n# EOF\n")
}

// A Collector that makes up names does not fill the memory of a wrapping.
func TestWrapForgetsManyFamilies(t *testing.T) {
	w := wrap(constant(gaugeFamily("g"), none, 1), "app_", nil)
	for i := range 3 * maxRenamings {
		f := gaugeFamily("g" + strconv.Itoa(i))
		if r, err := w.renamed(f); err != nil || r.renamed.Name() != "app_"+f.Name() {
			t.Fatalf("got %v and the error %v, want app_%s", r.renamed, err, f.Name())
		}
	}
	if len(w.renamings) > maxRenamings {
		t.Errorf("got %d families in memory, want at most %d", len(w.renamings), maxRenamings)
	}
}

// A family with series that can't have the wrapping's labels or prefix is
// left out. The other families of its Collector stay.
func TestWrapRejectsFamilies(t *testing.T) {
	family := func(name string) *expfmt.Family { return gaugeFamily(name) }
	for _, c := range []struct {
		name   string
		wrap   func(Registerer) Registerer
		family *expfmt.Family
		labels []expfmt.LabelSet
		words  string
	}{
		{"label there already", func(r Registerer) Registerer { return WrapRegistererWith(Labels{"a": "1"}, r) },
			family("bad"), []expfmt.LabelSet{none, labelSet("a", "2"), none}, `family "bad": labels can't be added: expfmt: label "a" is in both sets`},
		{"label of the inner wrapping", func(r Registerer) Registerer {
			return WrapRegistererWithPrefix("app_", WrapRegistererWith(Labels{"a": "1"}, WrapRegistererWithPrefix("acra_", r)))
		}, family("bad"), []expfmt.LabelSet{labelSet("a", "2")}, `family "acra_app_bad": labels can't be added: expfmt: label "a" is in both sets`},
		{"label reserved by the type", func(r Registerer) Registerer { return WrapRegistererWith(Labels{"le": "1"}, r) },
			expfmt.MustFamily("bad", "", expfmt.TypeHistogram), []expfmt.LabelSet{none}, `"le" is not allowed as label name in histograms`},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := registryOf(NewCounter(CounterOpts{Name: "stored"}))
			c.wrap(r).MustRegister(SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
				enc.Value(family("good"), none, 1)
				for _, labels := range c.labels {
					enc.Point(c.family, labels, new(expfmt.Point))
				}
				enc.Value(family("good"), labelSet("b", "1"), 1)
				return nil
			}))
			got, err := partialPage(r)
			checkError(t, err, "registry: collector registry.SourceFunc: ", c.words)
			if strings.Contains(err.Error(), "panic") || strings.Count(got, "good") != 4 || !strings.Contains(got, "stored 0") || strings.Contains(got, "bad") {
				t.Errorf("got the error %v and the page\n%s\nwant two series of good alone", err, got)
			}
		})
	}
}

// A Page can't drop a family: the series that can't be are left out, and the
// error says so.
func TestWrapRejectsOnAPage(t *testing.T) {
	c := WrapCollectorWith(Labels{"a": "1"}, SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
		enc.Value(gaugeFamily("g"), none, 1)
		enc.Value(gaugeFamily("g"), labelSet("a", "2"), 1)
		return errors.New("no connection")
	}))
	p := expfmt.NewPage(expfmt.Text{}, nil)
	checkError(t, SourceOf(c).Encode(t.Context(), p), `family "g": labels can't be added`, "no connection")
	checkText(t, samples(string(p.End())), "g{a=\"1\"} 1\n")
}

// A panic behind a wrapping costs as much as without one.
func TestWrappedCollectorPanics(t *testing.T) {
	r := registryOf(NewCounter(CounterOpts{Name: "stored"}))
	wrap := WrapRegistererWith(Labels{"a": "1"}, WrapRegistererWithPrefix("app_", r))
	wrap.MustRegister(SourceFunc(func(context.Context, expfmt.Encoder) error { panic("out of reach") }))
	got, err := partialPage(r)
	checkText(t, samples(got), "stored 0\n")
	checkError(t, err, "registry: collector registry.SourceFunc: panic: out of reach")
}

// A Collector may make new families for each page. A wrapping must not keep
// them all.
func TestWrapForgetsFamilies(t *testing.T) {
	w := wrap(constant(gaugeFamily("g"), expfmt.LabelSet{}, 1), "app_", nil)
	renamed := func(f *expfmt.Family) *expfmt.Family {
		r, err := w.renamed(f)
		checkError(t, err)
		return r.renamed
	}
	first := renamed(gaugeFamily("g"))
	if second := renamed(gaugeFamily("g")); first != second {
		t.Errorf("got %p and %p for equal families, want the same for both", first, second)
	}
	if other := renamed(expfmt.MustFamily("g", "Other.", expfmt.TypeGauge)); other.Help() != "Other." {
		t.Errorf("got the help %q, want that of the family", other.Help())
	}
}

// As in client_golang, wrapping a nil Registerer registers nothing.
func TestWrapNoRegisterer(t *testing.T) {
	for _, r := range []Registerer{WrapRegistererWith(Labels{"a": "1"}, nil), WrapRegistererWithPrefix("app_", nil)} {
		checkError(t, r.Register(NewCounter(CounterOpts{Name: "c"})))
		r.MustRegister(NewCounter(CounterOpts{Name: "c"}))
		if r.Unregister(NewCounter(CounterOpts{Name: "c"})) {
			t.Errorf("got true from Unregister, want false")
		}
	}
}

// Invalid families and points cost as much behind a wrapping as without one.
func TestWrapNonsense(t *testing.T) {
	for _, c := range []struct {
		name   string
		family *expfmt.Family
		point  *expfmt.Point
		want   string
	}{
		{"nil family", nil, new(expfmt.Point), "expected a Family, found nil"},
		{"zero family", new(expfmt.Family), new(expfmt.Point), "found a zero Family"},
		{"nil point", gaugeFamily("x"), nil, "expected a Point, found nil"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := registryOf(NewCounter(CounterOpts{Name: "stored"}))
			WrapRegistererWithPrefix("app_", WrapRegistererWith(Labels{"a": "1"}, r)).MustRegister(
				SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
					enc.Value(gaugeFamily("good"), expfmt.LabelSet{}, 1)
					enc.Point(c.family, expfmt.LabelSet{}, c.point)
					return nil
				}))
			got, err := partialPage(r)
			checkText(t, samples(got), "app_good{a=\"1\"} 1\nstored 0\n")
			checkError(t, err, "registry: collector registry.SourceFunc: ", c.want)
		})
	}
}

// The states of a stateset are values of a label with the name of the
// family, which a prefix renames as well: otherwise the page is none that
// can be read.
func TestWrapStateSet(t *testing.T) {
	f := expfmt.MustFamily("valve", "Help.", expfmt.TypeStateSet)
	states := SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
		enc.Value(f, labelSet("valve", "open", "zone", "1"), 1)
		enc.Value(f, labelSet("valve", "shut", "zone", "1"), 0)
		return nil
	})
	r := registryOf(WrapCollectorWith(Labels{"a": "b"}, WrapCollectorWithPrefix("pre_", states)))
	p := expfmt.NewPage(expfmt.OpenMetrics{}, nil)
	checkError(t, r.Encode(t.Context(), p))
	got := p.End()
	checkText(t, string(got), `
# HELP pre_valve Help.
# TYPE pre_valve stateset
pre_valve{a="b",pre_valve="open",zone="1"} 1.0
pre_valve{a="b",pre_valve="shut",zone="1"} 0.0
# EOF
`)
	checkError(t, expfmt.DecodeOpenMetrics(got, new(expfmt.Snapshot)))
}
