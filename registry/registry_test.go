package registry

import (
	"context"
	"errors"
	"sync"
	"testing"

	"plainmetrics/expfmt"
)

// A described Collector is a Describer.
type described struct {
	SourceFunc
	families []*expfmt.Family
}

func (d *described) Families() []*expfmt.Family { return d.families }

// constant returns a Collector that always writes one series of a gauge or a
// counter.
func constant(f *expfmt.Family, labels expfmt.LabelSet, v float64) SourceFunc {
	return func(_ context.Context, enc expfmt.Encoder) error {
		enc.Value(f, labels, v)
		return nil
	}
}

// describedConstant is constant with a Describe method.
func describedConstant(f *expfmt.Family, labels expfmt.LabelSet, v float64) *described {
	return &described{constant(f, labels, v), []*expfmt.Family{f}}
}

func gaugeFamily(name string) *expfmt.Family {
	return expfmt.MustFamily(name, "Help.", expfmt.TypeGauge)
}

// A registry can't be on its own pages.
func TestRegistriesInCircles(t *testing.T) {
	a, b, c := NewRegistry(), NewRegistry(), NewRegistry()
	checkError(t, a.Register(b))
	checkError(t, WrapRegistererWithPrefix("b_", b).Register(c))
	for _, circle := range []struct {
		name      string
		reg       Registerer
		collector Collector
	}{
		{"itself", a, a},
		{"itself, wrapped", WrapRegistererWith(Labels{"a": "1"}, a), a},
		{"each other", b, a},
		{"three", c, a},
		{"three, wrapped", c, WrapCollectorWithPrefix("x_", a)},
	} {
		checkError(t, circle.reg.Register(circle.collector), "registry: expected a Registry without this registry")
	}
	checkError(t, c.Register(NewCounter(CounterOpts{Name: "c"})))
	checkText(t, samples(page(t, a)), "b_c 0\n")
}

// Two goroutines may register two registries with each other: one fails.
func TestRegistriesInCirclesAtOnce(t *testing.T) {
	for range 100 {
		rs := []*Registry{NewRegistry(), NewRegistry()}
		errs := make([]error, 2)
		inParallel(2, func(i int) { errs[i] = rs[i].Register(rs[1-i]) })
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("got the errors %v, want exactly one", errs)
		}
	}
}

func TestEmptyRegistry(t *testing.T) {
	checkText(t, page(t, NewRegistry()), "")
}

// Registering a metric again returns the existing Collector in the error.
func TestAlreadyRegistered(t *testing.T) {
	counter := NewCounter(CounterOpts{Name: "c", Help: "Help.", ConstLabels: Labels{"a": "1"}})
	vec := newStatusVec()
	custom := describedConstant(gaugeFamily("g"), expfmt.LabelSet{}, 1)
	two := &described{custom.SourceFunc, []*expfmt.Family{gaugeFamily("d"), gaugeFamily("e")}}
	function := NewGaugeFunc(GaugeOpts{Name: "f"}, func() float64 { return 1 })
	for _, c := range []struct {
		name             string
		existing, second Collector
	}{
		{"the same", counter, counter},
		{"an equal one", counter, NewCounter(CounterOpts{Name: "c", Help: "Help.", ConstLabels: Labels{"a": "1"}})},
		{"the same vector", vec, vec},
		{"an equal vector", vec, newStatusVec()},
		{"a curried one", vec, vec.MustCurryWith(Labels{"code": "200"})},
		{"the same function", function, function},
		{"another function", function, NewGaugeFunc(GaugeOpts{Name: "f"}, func() float64 { return 2 })},
		{"the same custom one", custom, custom},
		{"another custom one", custom, describedConstant(gaugeFamily("g"), expfmt.LabelSet{}, 2)},
		{"one that describes itself in another order", two, &described{custom.SourceFunc, []*expfmt.Family{gaugeFamily("e"), gaugeFamily("d")}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := registryOf(c.existing)
			before := page(t, r)
			err := r.Register(c.second)
			checkError(t, err, "registry: ", "duplicate metrics collector registration attempted")
			var already AlreadyRegisteredError
			if !errors.As(err, &already) || already.ExistingCollector != c.existing || already.NewCollector != c.second {
				t.Errorf("got %#v, want an AlreadyRegisteredError with the existing and the new Collector", err)
			}
			checkError(t, panicOf(func() { r.MustRegister(c.second) }), "duplicate")
			checkText(t, page(t, r), before)
		})
	}
}

// MustRegister registers the Collectors before the first that fails.
func TestMustRegisterPanics(t *testing.T) {
	r := NewRegistry()
	err := panicOf(func() {
		r.MustRegister(
			NewCounter(CounterOpts{Name: "a"}), NewCounter(CounterOpts{Name: ""}), NewCounter(CounterOpts{Name: "c"}))
	})
	checkError(t, err, "metric name")
	checkText(t, samples(page(t, r)), "a 0\n")
}

func TestUnregister(t *testing.T) {
	counter := NewCounter(CounterOpts{Name: "c", Help: "Old."})
	r := registryOf(counter, newStatusVec())
	for _, c := range []struct {
		name      string
		collector Collector
		want      bool
	}{
		{"another", NewCounter(CounterOpts{Name: "d"}), false},
		{"one that differs in labels", NewCounter(CounterOpts{Name: "c", ConstLabels: Labels{"a": "1"}}), false},
		{"an equal one", NewCounter(CounterOpts{Name: "c", Help: "Old."}), true},
		{"what is gone", counter, false},
		{"an equal vector", newStatusVec(), true},
	} {
		if got := r.Unregister(c.collector); got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
	checkText(t, page(t, r), "")
}

// Another metric may have the name of an unregistered metric, which
// client_golang does not allow.
func TestUnregisterThenRegisterAnew(t *testing.T) {
	old := NewCounter(CounterOpts{Name: "c", Help: "Old."})
	r := registryOf(old)
	r.Unregister(old)
	anew := NewHistogram(HistogramOpts{Name: "c", Help: "New.", Buckets: []float64{1}, ConstLabels: Labels{"a": "1"}})
	checkError(t, r.Register(anew))
	checkText(t, page(t, r), `
# HELP c New.
# TYPE c histogram
c_bucket{a="1",le="1"} 0
c_bucket{a="1",le="+Inf"} 0
c_sum{a="1"} 0
c_count{a="1"} 0
`)
}

// A Collector that can't be registered leaves no trace.
func TestRegisterFailsAsAWhole(t *testing.T) {
	r := registryOf(NewCounter(CounterOpts{Name: "b"}))
	two := &described{constant(gaugeFamily("a"), expfmt.LabelSet{}, 1), []*expfmt.Family{gaugeFamily("a"), gaugeFamily("b")}}
	checkError(t, r.Register(two), `metric "b"`)
	if r.Unregister(two) {
		t.Errorf("got it unregistered, want it not to be there")
	}
	checkError(t, r.Register(describedConstant(expfmt.MustFamily("a", "Another.", expfmt.TypeCounter), expfmt.LabelSet{}, 2)))
	checkText(t, samples(page(t, r)), "a 2\nb 0\n")
}

// Several goroutines may gather at once; the race detector is the judge.
func TestGatherAtTheSameTime(t *testing.T) {
	var gatherings sync.WaitGroup
	for range 2 {
		gatherings.Go(func() {
			families, err := registryOf(NewCounter(CounterOpts{Name: "a"})).Gather()
			if err != nil || len(families) != 1 {
				t.Errorf("got %v and error %v, want one family", families, err)
			}
		})
	}
	gatherings.Wait()
}

// A Collector without descriptions can be registered several times, and not
// unregistered.
func TestUncheckedCollectors(t *testing.T) {
	nothing := SourceFunc(func(context.Context, expfmt.Encoder) error { return nil })
	r := registryOf(nothing, nothing, &described{SourceFunc: nothing})
	checkError(t, r.Register(constant(gaugeFamily("g"), expfmt.LabelSet{}, 1)))
	if r.Unregister(nothing) {
		t.Errorf("got it unregistered, want it to stay")
	}
	checkText(t, samples(page(t, r)), "g 1\n")
}

// A registry in a registry collects all its metrics.
func TestRegistryInRegistry(t *testing.T) {
	inner := registryOf(fill(newStatusVec()), describedConstant(gaugeFamily("y"), expfmt.LabelSet{}, 2))
	outer := registryOf(NewCounter(CounterOpts{Name: "x"}), inner, NewCounter(CounterOpts{Name: "z"}))
	inner.MustRegister(NewCounter(CounterOpts{Name: "later"}))
	want := page(t, registryOf(fill(newStatusVec()), NewCounter(CounterOpts{Name: "later"}),
		NewCounter(CounterOpts{Name: "x"}), constant(gaugeFamily("y"), expfmt.LabelSet{}, 2), NewCounter(CounterOpts{Name: "z"})))
	checkText(t, page(t, outer), want)

	checkError(t, outer.Register(NewGauge(GaugeOpts{Name: "y", Help: "Help."})), `"y"`, "already")
}

func TestRegistryInRegistryUnregistered(t *testing.T) {
	inner := registryOf(NewCounter(CounterOpts{Name: "a"}), NewCounter(CounterOpts{Name: "b"}))
	outer := registryOf(inner, NewCounter(CounterOpts{Name: "c"}))
	if !outer.Unregister(inner) {
		t.Errorf("got false from Unregister, want true")
	}
	checkText(t, samples(page(t, outer)), "c 0\n")
}

// An empty registry is unchecked. Metrics that are registered with it later
// are on the page.
func TestEmptyRegistryInRegistry(t *testing.T) {
	inner := NewRegistry()
	outer := registryOf(inner, NewCounter(CounterOpts{Name: "a"}))
	inner.MustRegister(NewCounter(CounterOpts{Name: "b"}))
	checkText(t, samples(page(t, outer)), "a 0\nb 0\n")
}

func TestRegistryOfOneNameInRegistry(t *testing.T) {
	inner := registryOf(
		NewCounter(CounterOpts{Name: "c", ConstLabels: Labels{"a": "1"}}),
		NewCounter(CounterOpts{Name: "c", ConstLabels: Labels{"a": "2"}}))
	outer := NewRegistry()
	checkError(t, outer.Register(inner))
	checkText(t, samples(page(t, outer)), "c{a=\"1\"} 0\nc{a=\"2\"} 0\n")
}

// As in client_golang, a Collector may describe a family twice.
func TestDescribedTwice(t *testing.T) {
	f := gaugeFamily("g")
	checkError(t, NewRegistry().Register(&described{constant(f, expfmt.LabelSet{}, 1), []*expfmt.Family{f, f}}))
}

// A type that embeds a vector may have its own Collect method. The Encode that
// it inherits plays no part.
type refreshed struct{ *GaugeVec }

func (r refreshed) Collect(ch chan<- Metric) {
	r.WithLabelValues("now").Set(42)
	r.GaugeVec.Collect(ch)
}

func TestEmbeddedVec(t *testing.T) {
	r := registryOf(refreshed{NewGaugeVec(GaugeOpts{Name: "g"}, []string{"at"})})
	checkText(t, samples(page(t, r)), `g{at="now"} 42`+"\n")
}

// Types that embed a metric differ by its constant labels, as the metric does.
func TestEmbeddedConstLabels(t *testing.T) {
	type counter struct{ Counter }
	type gauge struct{ Gauge }
	type histogram struct{ Histogram }
	type summary struct{ Summary }
	type function struct{ GaugeFunc }
	type vec struct{ *HistogramVec }
	for name, make := range map[string]func(Labels) (embedding, embedded Collector){
		"counter": func(l Labels) (_, _ Collector) {
			c := NewCounter(CounterOpts{Name: "x", ConstLabels: l})
			return counter{c}, c
		},
		"gauge": func(l Labels) (_, _ Collector) {
			g := NewGauge(GaugeOpts{Name: "x", ConstLabels: l})
			return gauge{g}, g
		},
		"histogram": func(l Labels) (_, _ Collector) {
			h := NewHistogram(HistogramOpts{Name: "x", ConstLabels: l})
			return histogram{h}, h
		},
		"summary": func(l Labels) (_, _ Collector) {
			s := NewSummary(SummaryOpts{Name: "x", ConstLabels: l})
			return summary{s}, s
		},
		"function": func(l Labels) (_, _ Collector) {
			f := NewGaugeFunc(GaugeOpts{Name: "x", ConstLabels: l}, func() float64 { return 0 })
			return function{f}, f
		},
		"vector": func(l Labels) (_, _ Collector) {
			v := NewHistogramVec(HistogramOpts{Name: "x", ConstLabels: l}, []string{"y"})
			return vec{v}, v
		},
	} {
		t.Run(name, func(t *testing.T) {
			a, _ := make(Labels{"in": "a"})
			b, inner := make(Labels{"in": "b"})
			reg := registryOf(a, b)
			checkError(t, reg.Register(inner), "duplicate")
			checkError(t, WrapRegistererWith(Labels{"in": "c"}, reg).Register(a), "in")
			if !reg.Unregister(inner) || reg.Unregister(b) {
				t.Error("expected the embedded metric to stand for the type that embeds it")
			}
		})
	}
}

// Goroutines may register and scrape at the same time.
func TestRegistryUsedByMany(t *testing.T) {
	r := registryOf(NewCounter(CounterOpts{Name: "steady"}))
	inParallel(4, func(i int) {
		for range 200 {
			c := NewCounter(CounterOpts{Name: "c", ConstLabels: Labels{"by": digits[i]}})
			checkError(t, r.Register(c))
			if got := parse(t, page(t, r)); len(got) < 2 || len(got) > 5 {
				t.Errorf("got %v, want the steady series, that of this goroutine and of at most three others", got)
			}
			if !r.Unregister(c) {
				t.Errorf("got false from Unregister, want true")
			}
		}
	})
	checkText(t, samples(page(t, r)), "steady 0\n")
}

// A labelled Collector is a Describer with a constant label.
type labelled struct {
	sourceOnly
	family *expfmt.Family
	labels expfmt.LabelSet
}

func (l labelled) Families() []*expfmt.Family   { return []*expfmt.Family{l.family} }
func (l labelled) ConstLabels() expfmt.LabelSet { return l.labels }

func (l labelled) Encode(_ context.Context, enc expfmt.Encoder) error {
	enc.Value(l.family, l.labels, 1)
	return nil
}

func TestDescribersWithConstLabels(t *testing.T) {
	db := func(name string) labelled {
		labels, err := expfmt.Labels(expfmt.Label{Name: "db", Value: name})
		checkError(t, err)
		return labelled{sourceOnly{}, expfmt.MustFamily("open", "", expfmt.TypeGauge), labels}
	}
	reg := registryOf(db("b"), db("a"))
	checkText(t, page(t, reg), "# HELP open \n# TYPE open gauge\nopen{db=\"a\"} 1\nopen{db=\"b\"} 1\n")
	checkError(t, reg.Register(db("a")), "duplicate")
	if !reg.Unregister(db("a")) {
		t.Error("Unregister: got false, want true")
	}
	checkText(t, page(t, reg), "# HELP open \n# TYPE open gauge\nopen{db=\"b\"} 1\n")
}

// Without Collectors the result of Gather is nil; otherwise it is not, even
// without families.
func TestGatherNothing(t *testing.T) {
	for _, c := range []struct {
		name     string
		gatherer Gatherer
		isNil    bool
	}{
		{"no Collectors", NewRegistry(), true},
		{"a vector without series", registryOf(NewCounterVec(CounterOpts{Name: "c"}, []string{"a"})), false},
		{"a Collector without metrics", registryOf(sends()), false},
		{"no Gatherers", Gatherers{}, false},
	} {
		families, err := c.gatherer.Gather()
		if err != nil || len(families) > 0 || (families == nil) != c.isNil {
			t.Errorf("%s: got %v, nil %t, and the error %v, want nil %t", c.name, families, families == nil, err, c.isNil)
		}
	}
}
