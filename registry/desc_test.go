package registry

import (
	"strings"
	"testing"

	"plainmetrics/expfmt"
)

// hardValues are label values that try to pass for others, for several, or
// for the end of the labels.
var hardValues = []string{
	"", "a", "b", "ab", " ", "a ", "ä", "\x00", "\u2028", "a\tb\r",
	`"`, `""`, `\`, `\\`, `\\\`, "\n", "\n\n", `\n`, `\"`, `"\`, `a"`, `"a`, `a\`, `\a`, "a\n", "\na",
	`a",b="c`, `a",z="`, `",z="a`, `a"} 1`, `a"} 1` + "\n", `="`, `,`, `}`, `{`, `a\",z=\"b`, `a\\",z="b`,
}

// Mistakes in names, labels and help are errors of Register, not panics of
// the constructor.
func TestInvalidDescs(t *testing.T) {
	for _, c := range []struct {
		name   string
		opts   CounterOpts
		labels []string
		want   []string
	}{
		{"no name", CounterOpts{}, nil, []string{"metric name", `""`}},
		{"namespace without name", CounterOpts{Namespace: "a"}, nil, []string{"metric name", `""`}},
		{"name not UTF-8", CounterOpts{Name: "a\xff"}, nil, []string{"metric name", `"a\xff"`}},
		{"help not UTF-8", CounterOpts{Name: "c", Help: "\xff"}, nil, []string{`"c"`, "HELP", `"\xff"`}},
		{"no label name", CounterOpts{Name: "c"}, []string{""}, []string{`metric "c"`, "label name", `""`}},
		{"reserved label name", CounterOpts{Name: "c"}, []string{"__a"}, []string{`metric "c"`, "label name", `"__a"`}},
		{"label name not UTF-8", CounterOpts{Name: "c"}, []string{"\xff"}, []string{`metric "c"`, "label name", `"\xff"`}},
		{"label name twice", CounterOpts{Name: "c"}, []string{"a", "b", "a"}, []string{`metric "c"`, `"a"`, "twice"}},
		{"constant label name", CounterOpts{Name: "c", ConstLabels: Labels{"__a": ""}}, nil, []string{`metric "c"`, `"__a"`}},
		{"constant and variable", CounterOpts{Name: "c", ConstLabels: Labels{"a": ""}}, []string{"a"}, []string{`metric "c"`, `"a"`, "twice"}},
		{"constant value", CounterOpts{Name: "c", ConstLabels: Labels{"a": "\xff"}}, nil, []string{`metric "c"`, `"a"`, `"\xff"`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := NewRegistry()
			checkError(t, r.Register(NewCounterVec(c.opts, c.labels)), append(c.want, "registry: ")...)
			if c.labels == nil {
				counter := NewCounter(c.opts)
				counter.Inc() // it works, it just can't be registered
				checkError(t, r.Register(counter), c.want...)
				checkError(t, panicOf(func() { r.MustRegister(counter) }), c.want...)
			}
			checkText(t, page(t, r), "")
		})
	}
}

// Any UTF-8 is a name; that scrapers of old can't read it is the format's
// business.
func TestNamesBeyondTheAlphabet(t *testing.T) {
	vec := NewCounterVec(CounterOpts{Name: "http.requests", Help: "Help."}, []string{"status.code"})
	vec.WithLabelValues("200").Inc()
	r := registryOf(vec)
	checkText(t, page(t, r), `
# HELP http_requests Help.
# TYPE http_requests counter
http_requests{status_code="200"} 1
`)
	p := expfmt.NewPage(expfmt.Text{Scheme: expfmt.NoEscaping}, nil)
	checkError(t, r.Encode(t.Context(), p))
	checkText(t, string(p.End()), `
# HELP "http.requests" Help.
# TYPE "http.requests" counter
{"http.requests","status.code"="200"} 1
`)
}

// The labels of Opts and the names of a vector are the user's to change
// afterwards.
func TestDescKeepsNothingOfTheUsers(t *testing.T) {
	labels, names := Labels{"a": "1"}, []string{"b"}
	vec := NewCounterVec(CounterOpts{Name: "c", ConstLabels: labels}, names)
	labels["a"], labels["x"], names[0] = "2", "3", "y"
	vec.With(Labels{"b": "4"}).Inc()
	checkText(t, samplesOf(t, vec), `c{a="1",b="4"} 1`+"\n")
}

func TestDescString(t *testing.T) {
	for _, c := range []struct {
		opts Opts
		want string
	}{
		{Opts{Name: "c"}, `"c"`},
		{Opts{Name: "c", ConstLabels: Labels{"b": "2", "a": "1"}}, `"c" with the constant labels {a="1",b="2"}`},
	} {
		d := newDesc(c.opts, expfmt.TypeGauge, UnconstrainedLabels{"v"})
		if got := (metricName{d}).String(); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
	labels := ConstrainedLabels{{Name: "v"}, {Name: "w", Constraint: strings.ToLower}}
	d := V2.NewDesc("c_seconds", "Time.", labels, Labels{"b": "\"", "a": "1"}, WithUnit("seconds"))
	checkText(t, d.String(), `Desc{fqName: "c_seconds", help: "Time.", unit: "seconds", constLabels: {a="1",b="\""}, variableLabels: {v,c(w)}}`)
}

// Nothing that is written into a name or a value makes two descs one.
func TestDescIDs(t *testing.T) {
	seen := make(map[[2]string]string)
	for _, name := range []string{"a", "b", "a{", `a{b="c"}`} {
		for _, value := range hardValues {
			for _, labels := range []Labels{nil, {"b": value}, {"c": value}, {"b": "", "c": value}, {"b": value, "c": ""}} {
				d := newDesc(Opts{Name: name, ConstLabels: labels}, expfmt.TypeGauge, nil)
				who := strings.Join([]string{name, labelsText(labels)}, " ")
				id := [2]string{d.fqName, d.constant.String()}
				if other, ok := seen[id]; ok && other != who {
					t.Errorf("%s and %s: got the same id", who, other)
				}
				seen[id] = who
			}
		}
	}
}

func labelsText(labels Labels) string {
	var pairs []string
	for name, value := range labels {
		pairs = append(pairs, name, value)
	}
	if len(pairs) == 4 && pairs[0] > pairs[2] {
		pairs = []string{pairs[2], pairs[3], pairs[0], pairs[1]}
	}
	return labelSet(pairs...).String()
}
