package expvarcollect_test

import (
	"errors"
	"expvar"
	"strings"
	"testing"

	"plainmetrics/registry"
	"plainmetrics/registry/testutil"
	"plainmetrics/runtimecollect/expvarcollect"
)

func TestFromDescs(t *testing.T) {
	for _, test := range []struct {
		name   string
		v      expvar.Var // nil if not published
		labels []string
		want   string // lines of the page without HELP and TYPE
		err    string // in the error, "" for none
	}{
		{"number", number(42), nil, "x{zone=\"a\"} 42\n", ""},
		{"bool", own("true"), nil, "x{zone=\"a\"} 1\n", ""},
		{"map", mapOf("b", number(2), "a", number(1)), []string{"k"}, "x{k=\"a\",zone=\"a\"} 1\nx{k=\"b\",zone=\"a\"} 2\n", ""},
		{"labels in another order than their names", mapOf("outer", mapOf("inner", number(1))), []string{"z", "b"},
			"x{b=\"inner\",z=\"outer\",zone=\"a\"} 1\n", ""},
		{"another depth", mapOf("a", number(1), "b", mapOf("c", mapOf("d", number(2)))), []string{"k", "l"}, "", ""},
		{"a number in place of a map", number(1), []string{"k"}, "", ""},
		{"a map in place of a number", mapOf("a", number(1)), nil, "", ""},
		{"array", own(`{"a": [1, {"b": 2}]}`), []string{"k"}, "", ""},
		{"string", own(`"1"`), nil, "", ""},
		{"not published", nil, nil, "", ""},
		{"malformed", own(`{"a": 1`), []string{"k"}, "", "byte 7: expected a comma"},
	} {
		t.Run(test.name, func(t *testing.T) {
			key := "not published"
			if test.v != nil {
				key = publish(test.v)
			}
			reg := registry.NewPedanticRegistry()
			reg.MustRegister(expvarcollect.FromDescs(map[string]*registry.Desc{
				key:                registry.NewDesc("x", "X.", test.labels, registry.Labels{"zone": "a"}),
				publish(number(1)): registry.NewDesc("y", "", nil, nil),
			}))
			want := "# HELP y\n# TYPE y untyped\ny 1\n"
			if test.want != "" {
				want = "# HELP x X.\n# TYPE x untyped\n" + test.want + want
			}
			_, err := reg.Gather()
			if test.err == "" && err != nil || test.err != "" && (err == nil || !strings.Contains(err.Error(), test.err)) {
				t.Errorf("got error %v, want %q", err, test.err)
			}
			if test.err != "" {
				return
			}
			if err := testutil.GatherAndCompare(reg, strings.NewReader(want)); err != nil {
				t.Error(err)
			}
		})
	}
}

// A Desc with an error can't be registered, and is an error of Collect.
func TestFromInvalidDescs(t *testing.T) {
	invalid := errors.New("no Desc at all")
	c := expvarcollect.FromDescs(map[string]*registry.Desc{publish(number(1)): registry.NewInvalidDesc(invalid)})
	if err := registry.NewRegistry().Register(c); !errors.Is(err, invalid) {
		t.Errorf("Register: got error %v, want %v", err, invalid)
	}
	reg := registry.NewRegistry()
	reg.MustRegister(unchecked{c})
	if _, err := reg.Gather(); !errors.Is(err, invalid) {
		t.Errorf("Gather: got error %v, want %v", err, invalid)
	}
}

// An unchecked Collector describes nothing.
type unchecked struct{ registry.Collector }

func (unchecked) Describe(chan<- *registry.Desc) {}

// A change of the map has no effect on the Collector.
func TestFromChangedDescs(t *testing.T) {
	exports := map[string]*registry.Desc{publish(number(7)): registry.NewDesc("x", "", nil, nil)}
	c := expvarcollect.FromDescs(exports)
	clear(exports)
	if got := testutil.ToFloat64(c); got != 7 {
		t.Errorf("got %v, want 7", got)
	}
}
