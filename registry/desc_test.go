package registry

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"plainmetrics/expfmt"
)

// hardValues are label values that try to be taken for others, for more
// than one, or for the end of the labels.
var hardValues = []string{
	"", "a", "b", "ab", " ", "a ", "ä", "\x00", "\u2028", "a\tb\r",
	`"`, `""`, `\`, `\\`, `\\\`, "\n", "\n\n", `\n`, `\"`, `"\`, `a"`, `"a`, `a\`, `\a`, "a\n", "\na",
	`a",b="c`, `a",z="`, `",z="a`, `a"} 1`, `a"} 1` + "\n", `="`, `,`, `}`, `{`, `a\",z=\"b`, `a\\",z="b`,
}

// hardLayout has constant labels in front, between and behind.
func hardLayout() layout {
	return newLayout([]expfmt.Label{{Name: "c", Value: `"`}, {Name: "m", Value: ""}, {Name: "zz", Value: `\`}},
		[]string{"z", "b"})
}

// hardLayouts has that, one whose quotes are counted and not compared, and
// one with a name in quotes.
func hardLayouts() []layout {
	constant := []expfmt.Label{{Name: "a", Value: `b="`}, {Name: "zz", Value: `"`}}
	return []layout{hardLayout(), newLayout(constant, []string{"z", "b"}), newLayout(nil, []string{"b", "z", "c.d"}), newLayout(nil, []string{"b"})}
}

// A series is found if and only if it was born with the values; also if all
// hashes are equal, so that nothing but the comparison tells.
func checkLookup(t *testing.T, l *layout, born, asked []string) {
	t.Helper()
	born, asked = slices.Clone(born), slices.Clone(asked)
	for len(born) < len(l.steps) {
		born, asked = append(born, "x"), append(asked, "x")
	}
	born, asked = born[:len(l.steps)], asked[:len(l.steps)]
	s := store[int]{desc: &desc{layout: *l, variable: make([]string, len(l.steps))}}
	s.kind.bear = func(*int) {}
	if got, want := s.vec().WithLabelValues(born...) == s.vec().WithLabelValues(asked...), slices.Equal(born, asked); got != want {
		t.Errorf("series of %q, looked up with %q: got %v, want %v", born, asked, got, want)
	}
}

func TestLookupCompares(t *testing.T) {
	collide(t, 0)
	for _, l := range hardLayouts() {
		for _, v := range hardValues {
			for _, w := range hardValues {
				checkLookup(t, &l, []string{v, "x"}, []string{w, "x"})
				checkLookup(t, &l, []string{"x", v}, []string{"x", w})
				checkLookup(t, &l, []string{v, w}, []string{w, v})
				checkLookup(t, &l, []string{v, v}, []string{w, w})
				checkLookup(t, &l, []string{v, w}, []string{v + w, ""})
			}
		}
	}
}

// What is asked for is cut from the labels that are there, at all pairs of
// places: that is what has the most in common with them.
func TestLookupComparesParts(t *testing.T) {
	collide(t, 0)
	for _, l := range hardLayouts() {
		if len(l.steps) < 2 {
			continue
		}
		for _, born := range [][]string{{"A", "XXXX12"}, {"=", ","}, {",z=", "b="}, {"", ""}, {"a,b", "=c,d="}, {`"`, "="}} {
			rendered := string(l.append(nil, append(slices.Clone(born), "x")[:len(l.steps)]))
			for from := range rendered {
				for to := from; to <= len(rendered); to++ {
					for _, other := range []string{"", "12", "=", born[0], born[1], rendered[to:]} {
						checkLookup(t, &l, born, []string{rendered[from:to], other})
						checkLookup(t, &l, born, []string{other, rendered[from:to]})
					}
				}
			}
		}
	}
}

// Random values of few characters, which the table may have missed.
func TestLookupComparesRandom(t *testing.T) {
	collide(t, 0)
	random := rand.New(rand.NewPCG(1, 2))
	value := func() string {
		b := make([]byte, random.IntN(4))
		for i := range b {
			b[i] = `a"\,=`[random.IntN(5)]
		}
		return string(b)
	}
	for _, l := range hardLayouts() {
		for range 10_000 {
			checkLookup(t, &l, []string{value(), value()}, []string{value(), value()})
		}
	}
}

// A vector gives two sets of values one series if they are equal, and two
// otherwise; and a series bears the values that it was asked for with.
func FuzzVecLookup(f *testing.F) {
	for i, v := range hardValues {
		next := hardValues[(i+1)%len(hardValues)]
		f.Add(v, v, v, v)
		f.Add(v, next, v, next)
		f.Add(v, next, next, v)
		f.Add(v+next, v, v, next+v)
	}
	f.Fuzz(func(t *testing.T, a, b, c, d string) {
		born, asked := []string{a, b}, []string{c, d}
		for _, v := range []string{a, b, c, d} {
			if !utf8.ValidString(v) {
				return
			}
		}
		for _, l := range hardLayouts() {
			checkLookup(t, &l, born, asked)
		}
		vec := NewGaugeVec(GaugeOpts{Name: "g", ConstLabels: Labels{"m": `"`}}, []string{"z", "b"})
		one, other := vec.WithLabelValues(born...), vec.With(Labels{"b": d, "z": c})
		if (one == other) != slices.Equal(born, asked) {
			t.Errorf("series of %q and of %q: got the same: %v", born, asked, one == other)
		}
		set := vec.store.labelSet(*vec.store.index.find(hashValues(born), vec.store.desc.layout.append(nil, born)).labels.Load())
		if want := labelSet("b", b, "m", `"`, "z", a); set.Compare(want) != 0 || set.String() != want.String() {
			t.Errorf("values %q: got {%v}, want {%v}", born, set, want)
		}
	})
}

// What a layout renders is what expfmt renders.
func TestLayoutAppend(t *testing.T) {
	for _, c := range []struct {
		name     string
		constant []string // names and values in turn
		variable []string
		values   []string
		want     string
	}{
		{"no labels", nil, nil, nil, ``},
		{"one", nil, []string{"a"}, []string{"1"}, `a="1"`},
		{"in the order of the names", nil, []string{"b", "c", "a"}, []string{"2", "3", "1"}, `a="1",b="2",c="3"`},
		{"constant alone", []string{"b", "2", "a", "1"}, nil, nil, `a="1",b="2"`},
		{"constant in front", []string{"a", "1"}, []string{"b"}, []string{"2"}, `a="1",b="2"`},
		{"constant behind", []string{"b", "2"}, []string{"a"}, []string{"1"}, `a="1",b="2"`},
		{"constant between", []string{"b", "2"}, []string{"c", "a"}, []string{"3", "1"}, `a="1",b="2",c="3"`},
		{"constant around", []string{"a", "1", "c", "3"}, []string{"b"}, []string{"2"}, `a="1",b="2",c="3"`},
		{"capitals first", nil, []string{"a", "B"}, []string{"1", "2"}, `B="2",a="1"`},
		{"empty values", []string{"a", ""}, []string{"b"}, []string{""}, `a="",b=""`},
		{"escapes", []string{"a", "\"\n"}, []string{"b"}, []string{`\"`}, `a="\"\n",b="\\\""`},
		{"names beyond the alphabet", []string{"é", "1"}, []string{"a.b"}, []string{"2"}, `"a.b"="2","é"="1"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var all, constant []expfmt.Label
			for i := 0; i < len(c.constant); i += 2 {
				constant = append(constant, expfmt.Label{Name: c.constant[i], Value: c.constant[i+1]})
			}
			all = append(all, constant...)
			for i, name := range c.variable {
				all = append(all, expfmt.Label{Name: name, Value: c.values[i]})
			}
			l := newLayout(constant, c.variable)
			if got := string(l.append(nil, c.values)); got != c.want {
				t.Errorf("\ngot  %s\nwant %s", got, c.want)
			}
			if set, err := expfmt.Labels(all...); err != nil || expfmt.Rendered(c.want, l.quoted) != set {
				t.Errorf("expfmt renders it as %#v (error %v), quoted: %v", set, err, l.quoted)
			}
		})
	}
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
		if got := newDesc(c.opts, expfmt.TypeGauge, []string{"v"}).String(); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

// Nothing that is written into a name or a value makes two descs one.
func TestDescIDs(t *testing.T) {
	seen := make(map[string]string)
	for _, name := range []string{"a", "b", "a{", `a{b="c"}`} {
		for _, value := range hardValues {
			for _, labels := range []Labels{nil, {"b": value}, {"c": value}, {"b": "", "c": value}, {"b": value, "c": ""}} {
				d := newDesc(Opts{Name: name, ConstLabels: labels}, expfmt.TypeGauge, nil)
				who := strings.Join([]string{name, labelsText(labels)}, " ")
				if other, ok := seen[d.id()]; ok && other != who {
					t.Errorf("%s and %s: got the same id", who, other)
				}
				seen[d.id()] = who
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
