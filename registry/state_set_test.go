package registry

import (
	"context"
	"strings"
	"sync"
	"testing"

	"plainmetrics/expfmt"
)

var phases = StateSetOpts{Name: "phase", Help: "Phase.", States: []string{"starting", "running", "stopping"}, Initial: []string{"starting"}}

func TestStateSet(t *testing.T) {
	phase := NewStateSet(phases)
	checkText(t, formatOf(t, expfmt.OpenMetrics{}, phase), `
# HELP phase Phase.
# TYPE phase stateset
phase{phase="running"} 0.0
phase{phase="starting"} 1.0
phase{phase="stopping"} 0.0
# EOF
`)
	phase.Set("running")
	checkText(t, pageOf(t, phase), `
# HELP phase Phase.
# TYPE phase gauge
phase{phase="running"} 1
phase{phase="starting"} 0
phase{phase="stopping"} 0
`)
	phase.SetState("stopping", true)
	phase.SetState("starting", false)
	checkText(t, samplesOf(t, phase), "phase{phase=\"running\"} 1\nphase{phase=\"starting\"} 0\nphase{phase=\"stopping\"} 1\n")
	phase.SetState("running", false)
	wrapped := WrapCollectorWithPrefix("app_", WrapCollectorWith(Labels{"a": "b"}, phase))
	checkText(t, samplesOf(t, wrapped), "app_phase{a=\"b\",app_phase=\"running\"} 0\napp_phase{a=\"b\",app_phase=\"starting\"} 0\napp_phase{a=\"b\",app_phase=\"stopping\"} 1\n")
}

// The states of one series stand together: OpenMetrics forbids other orders.
func TestStateSetVec(t *testing.T) {
	vec := NewStateSetVec(StateSetOpts{Name: "m", States: []string{"b", "a"}, ConstLabels: Labels{"c": "d"}}, []string{"z"})
	vec.WithLabelValues("1").Set("a")
	vec.WithLabelValues("2")
	const want = "m{c=\"d\",m=\"a\",z=\"1\"} 1\nm{c=\"d\",m=\"b\",z=\"1\"} 0\nm{c=\"d\",m=\"a\",z=\"2\"} 0\nm{c=\"d\",m=\"b\",z=\"2\"} 0\n"
	for range 2 { // the second page has the label sets of the first
		checkText(t, samplesOf(t, vec), want)
	}
	if _, err := expfmt.LintOpenMetrics([]byte(formatOf(t, expfmt.OpenMetrics{}, vec))); err != nil {
		t.Error(err)
	}
	checkText(t, samplesOf(t, vec.WithLabelValues("2")), "m{c=\"d\",m=\"a\",z=\"2\"} 0\nm{c=\"d\",m=\"b\",z=\"2\"} 0\n")
	vec.MustCurryWith(Labels{"z": "2"}).WithLabelValues().SetState("b", true)
	vec.DeleteLabelValues("1")
	checkText(t, samplesOf(t, vec), "m{c=\"d\",m=\"a\",z=\"2\"} 0\nm{c=\"d\",m=\"b\",z=\"2\"} 1\n")
}

func TestStateSetErrors(t *testing.T) {
	states := []string{"a", "b"}
	for _, tt := range []struct {
		name string
		c    func() Collector
		want string
	}{
		{"no name", func() Collector { return NewStateSet(StateSetOpts{States: states}) }, `"" is not a valid label name`},
		{"a label with the name of the family", func() Collector { return NewStateSetVec(StateSetOpts{Name: "x", States: states}, []string{"x"}) }, `"x" comes twice`},
		{"a constant label with the name", func() Collector {
			return NewStateSet(StateSetOpts{Name: "x", States: states, ConstLabels: Labels{"x": "1"}})
		}, `"x" comes twice`},
		{"a label with the new name", func() Collector {
			return WrapCollectorWithPrefix("p_", NewStateSetVec(StateSetOpts{Name: "x", States: states}, []string{"p_x"}))
		}, `expected a stateset without a label "p_x"`},
		{"a zero series", func() Collector { return new(StateSetSeries) }, "found a zero value"},
		{"no states", func() Collector { return NewStateSet(StateSetOpts{Name: "x"}) }, `state set "x": expected states, found none`},
		{"a state twice", func() Collector { return NewStateSet(StateSetOpts{Name: "x", States: []string{"a", "b", "a"}}) }, `each once, found ["a" "a" "b"]`},
		{"a state in invalid UTF-8", func() Collector { return NewStateSet(StateSetOpts{Name: "x", States: []string{"\xff"}}) }, `expected states in valid UTF-8`},
		{"an unknown initial state", func() Collector {
			return NewStateSet(StateSetOpts{Name: "x", States: states, Initial: []string{"c"}})
		}, `expected one of the states ["a" "b"], found "c"`},
		{"an unknown state", func() Collector { NewStateSet(phases).Set("x"); return nil }, `found "x"`},
		{"an unknown state to switch", func() Collector { NewStateSet(phases).SetState("", true); return nil }, `found ""`},
	} {
		var err error
		if cause := recoverError(func() { err = NewRegistry().Register(tt.c()) }); cause != nil {
			err = cause
		}
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got the error %v, want %s", tt.name, err, tt.want)
		}
	}
}

// The states of one series stand together, also if several Collectors or a
// custom one write them.
func TestStateSetGroups(t *testing.T) {
	vec := func(a string) *StateSetVec {
		vec := NewStateSetVec(StateSetOpts{Name: "m", Help: "M.", States: []string{"b", "a"}, ConstLabels: Labels{"a": a}}, []string{"z"})
		vec.WithLabelValues("2").Set("a")
		vec.WithLabelValues("1").Set("b")
		return vec
	}
	custom := FromSource(SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
		f := MustLabeledFamily(Opts{Name: "n", Help: "N."}, expfmt.TypeStateSet, "n", "z")
		for _, values := range [][]string{{"b", "2"}, {"a", "2"}, {"a", "1"}, {"b", "1"}} {
			f.Value(enc, 1, values...)
		}
		return nil
	}))
	got := formatOf(t, expfmt.OpenMetrics2{}, vec("2"), vec("1"), custom)
	checkText(t, samples(got), `
m{a="1",m="a",z="1"} 0.0
m{a="1",m="b",z="1"} 1.0
m{a="1",m="a",z="2"} 1.0
m{a="1",m="b",z="2"} 0.0
m{a="2",m="a",z="1"} 0.0
m{a="2",m="b",z="1"} 1.0
m{a="2",m="a",z="2"} 1.0
m{a="2",m="b",z="2"} 0.0
n{n="a",z="1"} 1.0
n{n="b",z="1"} 1.0
n{n="a",z="2"} 1.0
n{n="b",z="2"} 1.0
`)
	if err := expfmt.DecodeOpenMetrics2([]byte(got), new(expfmt.Snapshot)); err != nil {
		t.Error(err)
	}
}

// Two StateSets of one name, with different constant labels, share a family.
func TestStateSetsOfOneName(t *testing.T) {
	one, two := phases, phases
	one.ConstLabels, two.ConstLabels = Labels{"a": "1"}, Labels{"a": "2"}
	two.States, two.Initial = []string{"on"}, nil
	checkText(t, samplesOf(t, NewStateSet(two), NewStateSet(one)), `
phase{a="1",phase="running"} 0
phase{a="1",phase="starting"} 1
phase{a="1",phase="stopping"} 0
phase{a="2",phase="on"} 0
`)
}

// Models have no type for a StateSet. A vector that is not a Source by itself
// is collected by its channel.
func TestStateSetModels(t *testing.T) {
	vec := NewStateSetVec(StateSetOpts{Name: "x", States: []string{"on"}}, []string{"a"})
	vec.WithLabelValues("1").Set("on")
	const want = `name:"x" help:"" type:GAUGE metric:{label:{name:"a" value:"1"} label:{name:"x" value:"on"} gauge:{value:1}}`
	for name, c := range map[string]Collector{"itself": vec, "embedded": struct{ *StateSetVec }{vec}} {
		families, err := registryOf(c).Gather()
		if err != nil || len(families) != 1 || strings.Join(strings.Fields(families[0].String()), " ") != want {
			t.Errorf("%s: got %v, error %v, want %s", name, families, err, want)
		}
	}
}

// A page has exactly one state of an enumeration.
func TestStateSetConcurrency(t *testing.T) {
	phase := NewStateSet(phases)
	reg := registryOf(phase)
	var sets sync.WaitGroup
	sets.Go(func() {
		for i := range 400 {
			phase.Set(phases.States[i%3])
		}
	})
	for range 200 {
		if got := samples(page(t, reg)); strings.Count(got, " 1\n") != 1 {
			t.Errorf("got %q, want one state that is on", got)
		}
	}
	sets.Wait()
}
