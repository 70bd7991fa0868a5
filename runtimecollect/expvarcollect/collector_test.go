package expvarcollect_test

import (
	"context"
	"errors"
	"expvar"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
	"plainmetrics/runtimecollect/expvarcollect"
)

var _ registry.Describer = (*expvarcollect.Collector)(nil)

var published atomic.Int64

// publish publishes a variable under a unique name, and returns the name.
func publish(v expvar.Var) string {
	name := fmt.Sprintf("variable-%06d", published.Add(1))
	expvar.Publish(name, v)
	return name
}

// own is a variable of a type that package expvar does not know.
type own string

func (o own) String() string { return string(o) }

func number(v int64) *expvar.Int {
	i := new(expvar.Int)
	i.Set(v)
	return i
}

func mapOf(pairs ...any) *expvar.Map {
	m := new(expvar.Map)
	for i := 0; i < len(pairs); i += 2 {
		m.Set(pairs[i].(string), pairs[i+1].(expvar.Var))
	}
	return m
}

func TestCollect(t *testing.T) {
	float := new(expvar.Float)
	float.Set(2.5)
	word := new(expvar.String)
	word.Set("3")
	type pool struct {
		Size   int
		Name   string
		Full   bool
		Shares map[string]float64
		secret int
	}
	function := expvar.Func(func() any {
		return pool{Size: 5, Name: "p", Full: true, Shares: map[string]float64{"a": 0.5}, secret: 9}
	})
	tests := []struct {
		name   string
		v      expvar.Var
		labels []string
		want   []string
	}{
		{"int", number(42), nil, []string{"x 42"}},
		{"float", float, nil, []string{"x 2.5"}},
		{"string", word, nil, nil},
		{"map without labels", mapOf("a", number(1)), nil, nil},
		{"map", mapOf("b", number(1), "a", float, "c", word), []string{"of"}, []string{`x{of="a"} 2.5`, `x{of="b"} 1`}},
		{"map of maps", mapOf("404", mapOf("POST", number(3)), "200", mapOf("POST", number(11), "GET", number(212))), []string{"code", "a"},
			[]string{`x{a="GET",code="200"} 212`, `x{a="POST",code="200"} 11`, `x{a="POST",code="404"} 3`}},
		{"key with letters that JSON escapes", mapOf("<a>&\"\\\n\x01\u2028", number(1)), []string{"of"},
			[]string{`x{of="<a>&\"\\\n` + "\x01\u2028" + `"} 1`}},
		{"number of a function", expvar.Func(func() any { return uint8(7) }), nil, []string{"x 7"}},
		{"bool of a function", expvar.Func(func() any { return true }), nil, []string{"x 1"}},
		{"map of a function", expvar.Func(func() any { return map[string]int{"b": 2, "a": 1} }), []string{"of"}, []string{`x{of="a"} 1`, `x{of="b"} 2`}},
		{"struct of a function", function, []string{"field"}, []string{`x{field="Full"} 1`, `x{field="Size"} 5`}},
		{"map in a struct", function, []string{"field", "of"}, []string{`x{field="Shares",of="a"} 0.5`}},
		{"nil of a function", expvar.Func(func() any { return nil }), nil, nil},
		{"variable of another type", own(`{"a": {"b": 1}}`), []string{"i", "j"}, []string{`x{i="a",j="b"} 1`}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := expvarcollect.New(map[string]expvarcollect.Export{
				publish(test.v): {expfmt.MustFamily("x", "X.", expfmt.TypeUntyped), test.labels},
			})
			p := expfmt.NewPage(expfmt.Text{}, nil)
			if err := c.Encode(t.Context(), p); err != nil {
				t.Fatal(err)
			}
			want := ""
			if len(test.want) > 0 {
				want = "# HELP x X.\n# TYPE x untyped\n" + strings.Join(test.want, "\n") + "\n"
			}
			if diff := cmp.Diff(want, string(p.End())); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// The variables are those of the example that client_golang v1.25.0 has for
// its bridge, and the golden page is what that prints of them.
func TestEqualsClientGolang(t *testing.T) {
	golden, err := os.ReadFile("testdata/client_golang-v1.25.0.txt")
	if err != nil {
		t.Fatal(err)
	}
	requests := publish(mapOf("404", mapOf("POST", number(3), "GET", number(13)), "200", mapOf("POST", number(11), "GET", number(212))))
	c := expvarcollect.New(map[string]expvarcollect.Export{
		publish(number(42)): {Family: expfmt.MustFamily("expvar_lone_int", "Just an expvar int as an example.", expfmt.TypeUntyped)},
		requests: {
			Family: expfmt.MustFamily("expvar_http_request_total", "How many http requests processed, partitioned by status code and http method.", expfmt.TypeUntyped),
			Labels: []string{"code", "method"},
		},
		"never published": {Family: expfmt.MustFamily("expvar_missing", "Never there.", expfmt.TypeGauge)},
	})
	reg := registry.NewRegistry()
	reg.MustRegister(c)
	p := expfmt.NewPage(expfmt.Text{}, nil)
	if err := reg.Encode(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(golden), string(p.End())); diff != "" {
		t.Errorf("-client_golang +got:\n%s", diff)
	}
}

// The variable memstats is a struct that a function returns: its numbers
// and bools show, its arrays don't.
func TestMemstats(t *testing.T) {
	c := expvarcollect.New(map[string]expvarcollect.Export{
		"memstats": {expfmt.MustFamily("expvar_memstats", "Numbers.", expfmt.TypeUntyped), []string{"type"}},
	})
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	got := make(valuesOf)
	if err := c.Encode(t.Context(), got); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if v := got["TotalAlloc"]; v < float64(before.TotalAlloc) || v > float64(after.TotalAlloc) {
		t.Errorf("TotalAlloc: got %v, want %d to %d", v, before.TotalAlloc, after.TotalAlloc)
	}
	if got["EnableGC"] != 1 {
		t.Errorf("EnableGC: got %v, want 1", got["EnableGC"])
	}
	for _, name := range []string{"PauseNs", "BySize"} {
		if v, ok := got[name]; ok {
			t.Errorf("%s: got %v, want nothing", name, v)
		}
	}
}

// valuesOf is an Encoder that keeps values by that of the label type.
type valuesOf map[string]float64

func (m valuesOf) Value(_ *expfmt.Family, labels expfmt.LabelSet, v float64) {
	m[labels.Get("type")] = v
}
func (valuesOf) Point(*expfmt.Family, expfmt.LabelSet, *expfmt.Point) {}

// A variable that makes no sense costs its family alone, all of it.
func TestBrokenVariable(t *testing.T) {
	broken := publish(own(`{"a": 1, "b"`))
	good := publish(number(1))
	c := expvarcollect.New(map[string]expvarcollect.Export{
		broken: {expfmt.MustFamily("a", "A.", expfmt.TypeCounter), []string{"of"}},
		good:   {Family: expfmt.MustFamily("b", "B.", expfmt.TypeGauge)},
	})
	p := expfmt.NewPage(expfmt.Text{}, nil)
	err := c.Encode(t.Context(), p)
	want := `expvarcollect: variable "` + broken + `": byte 12: expected a colon, found the end of the text`
	if err == nil || err.Error() != want {
		t.Errorf("\ngot  %v\nwant %s", err, want)
	}
	if got, want := string(p.End()), "# HELP b B.\n# TYPE b gauge\nb 1\n"; got != want {
		t.Errorf("\ngot  %s\nwant %s", got, want)
	}
}

// A function may take its time; when the scrape's is over, no other is
// called.
func TestContextEnds(t *testing.T) {
	cause := errors.New("late")
	ctx, cancel := context.WithCancelCause(t.Context())
	first := publish(expvar.Func(func() any { cancel(cause); return 1 }))
	second := publish(expvar.Func(func() any { panic("expected not to be called") }))
	c := expvarcollect.New(map[string]expvarcollect.Export{
		first:  {Family: expfmt.MustFamily("a", "A.", expfmt.TypeGauge)},
		second: {Family: expfmt.MustFamily("b", "B.", expfmt.TypeGauge)},
	})
	p := expfmt.NewPage(expfmt.Text{}, nil)
	if err := c.Encode(ctx, p); !errors.Is(err, cause) {
		t.Errorf("got %v, want %v", err, cause)
	}
	if got, want := string(p.End()), "# HELP a A.\n# TYPE a gauge\na 1\n"; got != want {
		t.Errorf("\ngot  %s\nwant %s", got, want)
	}
}

func TestNewPanics(t *testing.T) {
	gauge := expfmt.MustFamily("x", "X.", expfmt.TypeGauge)
	tests := []struct {
		name   string
		export expvarcollect.Export
		want   string
	}{
		{"no family", expvarcollect.Export{}, `expected a Family, found nil`},
		{"histogram", expvarcollect.Export{Family: expfmt.MustFamily("x", "X.", expfmt.TypeHistogram)},
			`expected a counter, a gauge or an untyped family, found a histogram`},
		{"gauge histogram", expvarcollect.Export{Family: expfmt.MustFamily("x", "X.", expfmt.TypeGaugeHistogram)},
			`expected a counter, a gauge or an untyped family, found a gaugehistogram`},
		{"summary", expvarcollect.Export{Family: expfmt.MustFamily("x", "X.", expfmt.TypeSummary)},
			`expected a counter, a gauge or an untyped family, found a summary`},
		{"label name", expvarcollect.Export{Family: gauge, Labels: []string{"__a"}}, `"__a" is not a valid label name`},
		{"label twice", expvarcollect.Export{Family: gauge, Labels: []string{"a", "a"}}, `duplicate label names: "a" comes twice`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			defer func() {
				want := "expvarcollect: variable " + strconv.Quote("key") + ": " + test.want
				if err, _ := recover().(error); err == nil || err.Error() != want {
					t.Errorf("\ngot  %v\nwant %s", err, want)
				}
			}()
			expvarcollect.New(map[string]expvarcollect.Export{"key": test.export})
		})
	}
}

// The labels are the Collector's own.
func TestLabelsAreCopied(t *testing.T) {
	labels := []string{"of"}
	name := publish(mapOf("a", number(1)))
	c := expvarcollect.New(map[string]expvarcollect.Export{name: {expfmt.MustFamily("x", "X.", expfmt.TypeGauge), labels}})
	labels[0] = "changed"
	p := expfmt.NewPage(expfmt.Text{}, nil)
	if err := c.Encode(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	if got := string(p.End()); !strings.HasSuffix(got, `x{of="a"} 1`+"\n") {
		t.Errorf("got %s, want the label it was made with", got)
	}
}
