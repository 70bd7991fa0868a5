package registry

import (
	"context"
	"strings"
	"sync"
	"testing"

	"plainmetrics/expfmt"
)

// formatOf returns the page of a registry with the Collectors in a format.
func formatOf(t testing.TB, format expfmt.Format, cs ...Collector) string {
	t.Helper()
	p := expfmt.NewPage(format, nil)
	if err := registryOf(cs...).Encode(t.Context(), p); err != nil {
		t.Errorf("Encode: got the error %v, want none", err)
	}
	return string(p.End())
}

// recoverError returns the panic value of f, which is an error, or nil.
func recoverError(f func()) (err error) {
	defer func() { err, _ = recover().(error) }()
	f()
	return nil
}

func TestInfo(t *testing.T) {
	build := NewInfo(InfoOpts{Namespace: "app", Name: "build_info", Help: "Build.", ConstLabels: Labels{"os": "plan9"}}, Labels{"version": "1", "goversion": "go1"})
	bare := NewInfo(InfoOpts{Name: "bare_info"}, nil)
	checkText(t, pageOf(t, build, bare), `
# HELP app_build_info Build.
# TYPE app_build_info gauge
app_build_info{goversion="go1",os="plan9",version="1"} 1
# HELP bare_info `+`
# TYPE bare_info gauge
bare_info 1
`)
	build.Set(Labels{"version": "2 \"β\"", "goversion": "go1"})
	checkText(t, formatOf(t, expfmt.OpenMetrics{}, build), `
# HELP app_build Build.
# TYPE app_build info
app_build_info{goversion="go1",os="plan9",version="2 \"β\""} 1.0
# EOF
`)
	checkText(t, samplesOf(t, WrapCollectorWithPrefix("my_", WrapCollectorWith(Labels{"a": "b"}, build))),
		"my_app_build_info{a=\"b\",goversion=\"go1\",os=\"plan9\",version=\"2 \\\"β\\\"\"} 1\n")
}

func TestInfoVec(t *testing.T) {
	vec := NewInfoVec(InfoOpts{Name: "db_info", Help: "Databases."}, []string{"db"}, []string{"version"})
	one, two := vec.WithLabelValues("one"), vec.With(Labels{"db": "two"})
	checkText(t, pageOf(t, vec), "")
	one.Set(Labels{"version": "9"})
	two.Set(Labels{"version": "8"})
	for range 2 { // the second page has the label sets of the first
		checkText(t, samplesOf(t, vec), "db_info{db=\"one\",version=\"9\"} 1\ndb_info{db=\"two\",version=\"8\"} 1\n")
	}
	one.Set(Labels{"version": "10"})
	checkText(t, samplesOf(t, one), "db_info{db=\"one\",version=\"10\"} 1\n")
	vec.DeleteLabelValues("two")
	checkText(t, samplesOf(t, vec), "db_info{db=\"one\",version=\"10\"} 1\n")
}

func TestInfoErrors(t *testing.T) {
	vec := NewInfoVec(InfoOpts{Name: "x_info"}, []string{"a"}, []string{"b"})
	for _, tt := range []struct {
		name string
		c    Collector
		want string
	}{
		{"no _info", NewInfo(InfoOpts{Name: "build"}, nil), `info "build": expected a name that ends in _info`},
		{"no name", NewInfo(InfoOpts{}, nil), `"" is not a valid metric name`},
		{"an invalid label", NewInfo(InfoOpts{Name: "x_info"}, Labels{"\xff": "1"}), `"\xff" is not a valid label name`},
		{"a label twice", NewInfo(InfoOpts{Name: "x_info", ConstLabels: Labels{"a": "1"}}, Labels{"a": "2"}), `"a" comes twice`},
		{"a label twice in a vector", NewInfoVec(InfoOpts{Name: "x_info"}, []string{"a"}, []string{"a"}), `"a" comes twice`},
		{"a label of a wrapping", WrapCollectorWith(Labels{"b": "1"}, vec), `already existing label name "b"`},
		{"a zero series", new(InfoSeries), "found a zero value"},
	} {
		if err := NewRegistry().Register(tt.c); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got the error %v, want %s", tt.name, err, tt.want)
		}
	}
	reg := registryOf(NewInfo(InfoOpts{Name: "x_info", ConstLabels: Labels{"c": "1"}}, Labels{"a": "1"}))
	checkError(t, reg.Register(NewInfo(InfoOpts{Name: "x_info", ConstLabels: Labels{"c": "2"}}, Labels{"b": "1"})), "different label names")
	for _, tt := range []struct {
		name string
		set  func()
		want string
	}{
		{"no labels", func() { vec.WithLabelValues("1").Set(nil) }, `expected the labels ["b"], found []`},
		{"another label", func() { vec.WithLabelValues("1").Set(Labels{"c": ""}) }, `expected the labels ["b"], found ["c"]`},
		{"one more", func() { vec.WithLabelValues("1").Set(Labels{"b": "", "c": ""}) }, `expected the labels ["b"], found ["b" "c"]`},
		{"a label of none", func() { NewInfo(InfoOpts{Name: "x_info", ConstLabels: Labels{"a": "1"}}, nil).Set(Labels{"a": "2"}) }, `expected the labels [], found ["a"]`},
		{"invalid UTF-8", func() { vec.WithLabelValues("1").Set(Labels{"b": "\xff"}) }, `label value "\xff" is not valid UTF-8`},
		{"invalid UTF-8 in the constructor", func() { NewInfo(InfoOpts{Name: "x_info"}, Labels{"b": "\xff"}) }, `label value "\xff" is not valid UTF-8`},
	} {
		if err := recoverError(tt.set); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got the panic %v, want %s", tt.name, err, tt.want)
		}
	}
}

// Models have no type for an Info. A vector that is not a Source by itself is
// collected by its channel.
func TestInfoModels(t *testing.T) {
	vec := NewInfoVec(InfoOpts{Name: "x_info"}, []string{"a"}, []string{"b"})
	vec.WithLabelValues("never set")
	vec.WithLabelValues("1").Set(Labels{"b": "2"})
	families, err := registryOf(struct{ *InfoVec }{vec}).Gather()
	const want = `name:"x_info" help:"" type:GAUGE metric:{label:{name:"a" value:"1"} label:{name:"b" value:"2"} gauge:{value:1}}`
	if err != nil || len(families) != 1 || strings.Join(strings.Fields(families[0].String()), " ") != want {
		t.Errorf("got %v, error %v, want %s", families, err, want)
	}
	checkText(t, vec.WithLabelValues("1").Desc().String(), `Desc{fqName: "x_info", help: "", unit: "", constLabels: {}, variableLabels: {a,b}}`)
}

// A scrape of an Info and a StateSet allocates nothing but two functions.
func TestInfoAllocations(t *testing.T) {
	if underRace {
		t.Skip("the race detector makes pools forget")
	}
	reg := registryOf(NewInfo(InfoOpts{Name: "x_info"}, Labels{"a": "b"}), NewStateSet(StateSetOpts{Name: "y", States: []string{"on", "off"}}))
	p := expfmt.NewPage(expfmt.Text{}, nil)
	got := testing.AllocsPerRun(100, func() {
		p.Reset(expfmt.Text{})
		if err := reg.Encode(context.Background(), p); err != nil {
			t.Fatal(err)
		}
	})
	if got > 2 {
		t.Errorf("got %v allocations, want 2 at most", got)
	}
}

// A page has all labels of one Set.
func TestInfoConcurrency(t *testing.T) {
	info := NewInfo(InfoOpts{Name: "x_info"}, Labels{"a": "1", "b": "1"})
	reg := registryOf(info)
	var sets sync.WaitGroup
	sets.Go(func() {
		for range 200 {
			info.Set(Labels{"a": "2", "b": "2"})
			info.Set(Labels{"a": "1", "b": "1"})
		}
	})
	for range 200 {
		got := samples(page(t, reg))
		if got != "x_info{a=\"1\",b=\"1\"} 1\n" && got != "x_info{a=\"2\",b=\"2\"} 1\n" {
			t.Errorf("got %q, want the labels of one Set", got)
		}
	}
	sets.Wait()
}
