package series

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"plainmetrics/expfmt"
)

// hardValues are label values that try to pass for others, for several, or
// for the end of the labels.
var hardValues = []string{
	"", "a", "b", "ab", " ", "a ", "ä", "\x00", "\u2028", "a\tb\r",
	`"`, `""`, `\`, `\\`, `\\\`, "\n", "\n\n", `\n`, `\"`, `"\`, `a"`, `"a`, `a\`, `\a`, "a\n", "\na",
	`a",b="c`, `a",z="`, `",z="a`, `a"} 1`, `a"} 1` + "\n", `="`, `,`, `}`, `{`, `a\",z=\"b`, `a\\",z="b`,
}

// hardTemplates have constant labels in front, between and behind, constant
// labels whose quotes are counted and not compared, quoted names, a single
// label, and two labels with nothing constant in front or between.
var hardTemplates = []*expfmt.LabelTemplate{
	newTemplate([]string{"c", `"`, "m", "", "zz", `\`}, "z", "b"),
	newTemplate([]string{"a", `b="`, "zz", `"`}, "z", "b"),
	newTemplate(nil, "b", "z", "c.d"),
	newTemplate(nil, "b"),
	newTemplate(nil, "z", "b"),
	newTemplate([]string{"zz", `"`}, "z", "b"),
}

// newTemplate returns the template of constant labels, names and values in
// turn, and variable names.
func newTemplate(constant []string, names ...string) *expfmt.LabelTemplate {
	var labels []expfmt.Label
	for i := 0; i < len(constant); i += 2 {
		labels = append(labels, expfmt.Label{Name: constant[i], Value: constant[i+1]})
	}
	set, err := expfmt.Labels(labels...)
	if err != nil {
		panic(err)
	}
	template, err := expfmt.NewLabelTemplate(set, names)
	if err != nil {
		panic(err)
	}
	return template
}

// checkLookup checks that a series is found if and only if it was created
// with the values, although the hashes are equal. matches, the twin of Get,
// must say the same where nothing is escaped.
func checkLookup(t *testing.T, template *expfmt.LabelTemplate, created, asked []string) {
	t.Helper()
	created, asked = slices.Clone(created), slices.Clone(asked)
	for len(created) < template.Len() {
		created, asked = append(created, "x"), append(asked, "x")
	}
	created, asked = created[:template.Len()], asked[:template.Len()]
	s := newStore(template)
	cell := s.Get(nil, created)
	moveTo(s, created, hashValues(asked))
	want := slices.Equal(created, asked)
	labels := string(template.Append(nil, created))
	escapes := strings.ContainsAny(strings.Join(created, ""), "\"\\\n")
	if got := s.lookup.isEscaped(labels, created); got != escapes {
		t.Errorf("isEscaped: values %q: got %v, want %v", created, got, escapes)
	}
	if !escapes {
		if got := s.lookup.matches(labels, asked); got != want {
			t.Errorf("matches: labels of %q and values %q: got %v, want %v", created, asked, got, want)
		}
	}
	if got := s.Get(nil, asked) == cell; got != want {
		t.Errorf("series of %q, looked up with %q: got %v, want %v", created, asked, got, want)
	}
}

// moveTo moves the only series of a store to another hash.
func moveTo(s *Store[number], values []string, hash uint32) {
	series := s.index.find(hashValues(values), s.lookup.template.Append(nil, values))
	s.index.remove(series)
	s.index.rebuild()
	series.hash = hash
	s.index.add(series)
}

func TestGetCompares(t *testing.T) {
	for _, template := range hardTemplates {
		for _, v := range hardValues {
			for _, w := range hardValues {
				checkLookup(t, template, []string{v, "x"}, []string{w, "x"})
				checkLookup(t, template, []string{"x", v}, []string{"x", w})
				checkLookup(t, template, []string{v, w}, []string{w, v})
				checkLookup(t, template, []string{v, v}, []string{w, w})
				checkLookup(t, template, []string{v, w}, []string{v + w, ""})
			}
		}
	}
}

// The values that have the most in common with rendered labels are cut from
// them, at all pairs of places.
func TestGetComparesPieces(t *testing.T) {
	for _, template := range hardTemplates {
		if template.Len() < 2 {
			continue
		}
		for _, created := range [][]string{{"A", "XXXX12"}, {"=", ","}, {",z=", "b="}, {"", ""}, {"a,b", "=c,d="}, {`"`, "="}, {"A", "12XXXX"}, {"XXXX12", "A"}} {
			rendered := string(template.Append(nil, append(slices.Clone(created), "x")[:template.Len()]))
			for begin := range rendered {
				for end := begin; end <= len(rendered); end++ {
					for _, other := range []string{"", "12", "=", created[0], created[1], rendered[end:]} {
						checkLookup(t, template, created, []string{rendered[begin:end], other})
						checkLookup(t, template, created, []string{other, rendered[begin:end]})
					}
				}
			}
		}
	}
}

// Random values of few characters find what the tables miss.
func TestGetComparesRandom(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	value := func() string {
		b := make([]byte, random.IntN(4))
		for i := range b {
			b[i] = `a"\,=`[random.IntN(5)]
		}
		return string(b)
	}
	for _, template := range hardTemplates {
		for range 10_000 {
			checkLookup(t, template, []string{value(), value()}, []string{value(), value()})
		}
	}
}

// Get compares values of all lengths, and differences at all places.
func TestGetComparesAllBytes(t *testing.T) {
	template := newTemplate(nil, "a")
	long := strings.Repeat("0123456789", 4)
	for n := range long {
		for i := range n {
			other := []byte(long[:n])
			other[i] ^= 1
			checkLookup(t, template, []string{long[:n]}, []string{string(other)})
		}
		checkLookup(t, template, []string{long[:n]}, []string{long[:n]})
	}
}

// Get finds series of values of all lengths by itself: GetOrError renders
// the labels, which don't fit on its stack here.
func TestGetDoesNotRender(t *testing.T) {
	behind := newStore(newTemplate([]string{"z", strings.Repeat("z", 300)}, "b", "a"))
	between := newStore(newTemplate([]string{"m", strings.Repeat("z", 300)}, "a", "z"))
	long := strings.Repeat("0123456789", 5)
	for n := range long {
		values := []string{long[n:], long[:n]}
		behind.Get(nil, values)
		between.Get(nil, values)
		if allocs := testing.AllocsPerRun(10, func() {
			behind.Get(nil, values)
			between.Get(nil, values)
		}); allocs != 0 {
			t.Errorf("values of %d and %d bytes: got %v allocations, want 0", len(values[0]), len(values[1]), allocs)
		}
	}
}

// Two sets of values get one series if they are equal, and two otherwise;
// and a series has the labels of the values that it was created with.
func FuzzGet(f *testing.F) {
	for i, v := range hardValues {
		next := hardValues[(i+1)%len(hardValues)]
		f.Add(v, v, v, v)
		f.Add(v, next, v, next)
		f.Add(v, next, next, v)
		f.Add(v, next+v, v+next, v)
	}
	f.Fuzz(func(t *testing.T, a, b, c, d string) {
		for _, v := range []string{a, b, c, d} {
			if !utf8.ValidString(v) {
				return
			}
		}
		for _, template := range hardTemplates {
			checkLookup(t, template, []string{a, b}, []string{c, d})
		}
		s := newStore(newTemplate([]string{"m", `"`}, "z", "b"))
		s.Get(nil, []string{a, b})
		want, _ := expfmt.Labels(expfmt.Label{Name: "b", Value: b}, expfmt.Label{Name: "m", Value: `"`}, expfmt.Label{Name: "z", Value: a})
		if got := s.Snapshot().Labels(); len(got) != 1 || got[0] != want {
			t.Errorf("values %q and %q: got %v, want {%v}", a, b, got, want)
		}
	})
}

// Curried values take their places among the others, and all values go
// through the constraints.
func TestGetCurriedAndConstrained(t *testing.T) {
	lower := func(values []string) {
		for i := range values {
			values[i] = strings.ToLower(values[i])
		}
	}
	template := newTemplate(nil, "a", "b", "c")
	for _, tt := range []struct {
		name      string
		curried   *Curried
		values    []string
		constrain func([]string)
		want      string
	}{
		{"plain", nil, []string{"X", "Y", "Z"}, nil, `a="X",b="Y",c="Z"`},
		{"first curried", &Curried{{0, "X"}}, []string{"Y", "Z"}, nil, `a="X",b="Y",c="Z"`},
		{"first and last", &Curried{{0, "X"}, {2, "Z"}}, []string{"Y"}, nil, `a="X",b="Y",c="Z"`},
		{"all curried", &Curried{{0, "X"}, {1, "Y"}, {2, "Z"}}, nil, nil, `a="X",b="Y",c="Z"`},
		{"constrained", nil, []string{"X", "Y", "Z"}, lower, `a="x",b="y",c="z"`},
		{"all curried and constrained", &Curried{{0, "X"}, {1, "Y"}, {2, "Z"}}, nil, lower, `a="x",b="y",c="z"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			options := numberOptions(template)
			options.Constrain = tt.constrain
			s := NewStore(options)
			first := s.Get(tt.curried, tt.values)
			if again := s.Get(tt.curried, tt.values); again != first {
				t.Error("got two series for the same values")
			}
			if got := s.Snapshot().Labels()[0].String(); got != tt.want {
				t.Errorf("got the labels {%s}, want {%s}", got, tt.want)
			}
		})
	}
}

func TestGetErrors(t *testing.T) {
	s := newStore(newTemplate(nil, "a", "b"))
	for _, tt := range []struct {
		curried *Curried
		values  []string
		want    string
	}{
		{nil, nil, `inconsistent label cardinality: registry: metric "m": expected 2 label values, for ["a" "b"], found 0: []`},
		{nil, []string{"1", "2", "3"}, `inconsistent label cardinality: registry: metric "m": expected 2 label values, for ["a" "b"], found 3: ["1" "2" "3"]`},
		{&Curried{{1, "2"}}, nil, `inconsistent label cardinality: registry: metric "m": expected 2 label values, for ["a" "b"], found 1: ["2"]`},
		{nil, []string{"\xff", "2"}, `registry: metric "m": label "a": label value "\xff" is not valid UTF-8`},
	} {
		if cell, err := s.GetOrError(tt.curried, tt.values); cell != nil || err == nil || err.Error() != tt.want {
			t.Errorf("%v and %q: got %v and the error %v, want %s", tt.curried, tt.values, cell, err, tt.want)
		}
		func() {
			defer func() {
				if err, ok := recover().(error); !ok || err.Error() != tt.want {
					t.Errorf("%v and %q: got the panic %v, want %s", tt.curried, tt.values, err, tt.want)
				}
			}()
			s.Get(tt.curried, tt.values)
		}()
	}
	if got := len(s.Snapshot().Labels()); got != 0 {
		t.Errorf("got %d series, want none", got)
	}
}

// The order of the values counts, and where one ends and the next begins.
func TestHashValues(t *testing.T) {
	seen := make(map[uint32][]string)
	for _, values := range [][]string{{}, {"a"}, {"b"}, {"a", "b"}, {"b", "a"}, {"a", "a"}, {"ab"}, {"", "a"}, {"a", ""}} {
		hash := hashValues(values)
		if other, ok := seen[hash]; ok {
			t.Errorf("%q and %q: got the same hash", values, other)
		}
		seen[hash] = values
	}
}

// withRandomSeed calls f with another seed.
func withRandomSeed(f func()) {
	oldSeed, oldSecrets := seed, secrets
	defer func() { seed, secrets = oldSeed, oldSecrets }()
	secrets = newSecrets()
	seed = secrets[1] ^ 0x9e3779b97f4a7c15
	f()
}

// A stranger tries to make up for the length of a value by its bytes. What
// collides under one seed must not collide under another.
func TestHashValuesOfChosenLengths(t *testing.T) {
	var values []string
	for n := 1; n <= 70; n++ {
		for _, fill := range []string{"a", "\x00", "0"} {
			values = append(values, strings.Repeat(fill, n))
			if n >= 4 {
				values = append(values, strings.Repeat(fill, n-4)+string([]byte{byte(0x40 ^ n)})+strings.Repeat(fill, 3))
				values = append(values, strings.Repeat(fill, n-4)+string([]byte{byte(n)})+strings.Repeat(fill, 3))
			}
		}
	}
	counts := make(map[[2]string]int)
	const seeds = 4
	for range seeds {
		withRandomSeed(func() {
			seen := make(map[uint32]string)
			for _, v := range values {
				hash := hashValues([]string{v})
				if other, ok := seen[hash]; ok && other != v {
					counts[[2]string{other, v}]++
				}
				seen[hash] = v
			}
		})
	}
	for pair, n := range counts {
		if n > 1 {
			t.Errorf("%q and %q collide under %d of %d seeds", pair[0], pair[1], n, seeds)
		}
	}
}

// Blocks of one value must not pass for the end of another, whatever the
// seed.
func TestHashValuesSeparatesValues(t *testing.T) {
	block := "0123456789abcdef"
	zero := strings.Repeat("\x00", 16)
	for _, pair := range [][2][]string{
		{{strings.Repeat("x", 32), strings.Repeat("x", 64)}, {strings.Repeat("x", 64), strings.Repeat("x", 32)}},
		{{"", block + zero}, {zero + block, ""}},
		{{block, block + block}, {block + block, block}},
		{{"", block}, {block, ""}},
	} {
		for range 3 {
			withRandomSeed(func() {
				if hashValues(pair[0]) == hashValues(pair[1]) {
					t.Errorf("%q and %q: got the same hash", pair[0], pair[1])
				}
			})
		}
	}
}

// Two pairs of values that differ must not have one hash under two seeds.
func FuzzHashValues(f *testing.F) {
	for i, v := range hardValues {
		f.Add(v, "", hardValues[(i+1)%len(hardValues)], "")
		f.Add(v, "b", v+"b", "")
	}
	f.Add(strings.Repeat("a", 16)+"T"+"aaa", "", strings.Repeat("a", 17)+"U"+"aaa", "")
	f.Add(strings.Repeat("x", 32), strings.Repeat("x", 64), strings.Repeat("x", 64), strings.Repeat("x", 32))
	f.Add("", "0123456789abcdef"+strings.Repeat("\x00", 16), strings.Repeat("\x00", 16)+"0123456789abcdef", "")
	f.Fuzz(func(t *testing.T, a, b, c, d string) {
		if a == c && b == d {
			return
		}
		collisions := 0
		for range 2 {
			withRandomSeed(func() {
				if hashValues([]string{a, b}) == hashValues([]string{c, d}) {
					collisions++
				}
			})
		}
		if collisions == 2 {
			t.Errorf("%q and %q: got the same hash under two seeds", []string{a, b}, []string{c, d})
		}
	})
}

func BenchmarkGet(b *testing.B) {
	values := []string{"GET", "200", "/api/v1/query", "eu-west-1"}
	for n := 1; n <= len(values); n++ {
		s := newStore(newTemplate(nil, []string{"method", "code", "handler", "zone"}[:n]...))
		s.Get(nil, values[:n])
		b.Run(strings.Join(values[:n], ","), func(b *testing.B) {
			for b.Loop() {
				s.Get(nil, values[:n])
			}
		})
		// The twins of Get, one after the other.
		b.Run("by calls,"+strings.Join(values[:n], ","), func(b *testing.B) {
			labels := string(s.lookup.template.Append(nil, values[:n]))
			for b.Loop() {
				hash := hashValues(values[:n])
				t := s.index.table.Load()
				if t.slots[hash&t.mask].Load() == nil || !s.lookup.matches(labels, values[:n]) {
					b.Fatal("not found")
				}
			}
		})
	}
}
