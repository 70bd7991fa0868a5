package expfmt

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestLabels(t *testing.T) {
	tests := []struct {
		name   string
		labels []Label
		want   string
	}{
		{"none", nil, ``},
		{"one", []Label{{"a", "1"}}, `a="1"`},
		{"sorted by name", []Label{{"b", "1"}, {"a", "2"}, {"B", "3"}}, `B="3",a="2",b="1"`},
		{"escaped", []Label{{"a", "\"\\\n"}, {"b", ""}}, `a="\"\\\n",b=""`},
		{"quoted names", []Label{{"a.b", "1"}, {"a:b", "2"}, {`"`, "3"}}, `"\""="3","a.b"="1",a:b="2"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			given := slices.Clone(tt.labels)
			set, err := Labels(given...)
			if err != nil {
				t.Fatal(err)
			}
			if got := set.String(); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			if got := set.Len(); got != len(tt.labels) {
				t.Errorf("got %d labels, want %d", got, len(tt.labels))
			}
			if !slices.Equal(given, tt.labels) {
				t.Errorf("the arguments were changed to %q", given)
			}
			for _, l := range tt.labels {
				if got := set.Get(l.Name); got != l.Value {
					t.Errorf("%s: got %q, want %q", l.Name, got, l.Value)
				}
			}
			if got := set.Get("missing"); got != "" {
				t.Errorf("got %q for a label that is not there", got)
			}
		})
	}
}

func TestLabelsErrors(t *testing.T) {
	tests := []struct {
		labels []Label
		want   string
	}{
		{[]Label{{"", "1"}}, `expfmt: "" is not a valid label name`},
		{[]Label{{"__name__", "a"}}, `expfmt: "__name__" is not a valid label name`},
		{[]Label{{"a\xff", "1"}}, `expfmt: "a\xff" is not a valid label name`},
		{[]Label{{"a", "1"}, {"b", "2"}, {"a", "1"}}, `expfmt: duplicate label names: "a" comes twice`},
		{[]Label{{"a", "\xff"}}, `expfmt: label "a": label value "\xff" is not valid UTF-8`},
	}
	for _, tt := range tests {
		set, err := Labels(tt.labels...)
		if err == nil || err.Error() != tt.want || set != (LabelSet{}) {
			t.Errorf("%q: got {%v}, %v, want %s", tt.labels, set, err, tt.want)
		}
	}
}

func TestAllStops(t *testing.T) {
	for range labels("a", "1", "b", "2").All() {
		break // or All panics
	}
}

func TestWith(t *testing.T) {
	tests := []struct{ a, b, want LabelSet }{
		{LabelSet{}, LabelSet{}, LabelSet{}},
		{labels("a", "1"), LabelSet{}, labels("a", "1")},
		{LabelSet{}, labels("a.b", "1"), labels("a.b", "1")},
		{labels("a", "1", "c", "3"), labels("b.b", "\"2\""), labels("a", "1", "b.b", "\"2\"", "c", "3")},
	}
	for _, tt := range tests {
		for _, pair := range [][2]LabelSet{{tt.a, tt.b}, {tt.b, tt.a}} {
			got, err := pair[0].With(pair[1])
			if err != nil || got != tt.want {
				t.Errorf("{%v} with {%v}: got %+v, %v, want %+v", pair[0], pair[1], got, err, tt.want)
			}
		}
	}
}

func TestHasNamesOf(t *testing.T) {
	for _, tt := range []struct {
		a, b LabelSet
		want bool
	}{
		{LabelSet{}, LabelSet{}, true},
		{LabelSet{}, labels("a", "1"), false},
		{labels("a", "1"), labels("a", "2"), true},
		{labels("a", "1"), labels("b", "1"), false},
		{labels("a", "1", "b", "2"), labels("a", "1"), false},
		{labels("a", "", "b", "\",c=\"\n"), labels("b", "", "a", "\\"), true},
		{labels("a.b", "1"), labels("a.b", "2"), true},
		{labels("a.b", "1"), labels("a_b", "1"), false},
	} {
		if got, back := tt.a.HasNamesOf(tt.b), tt.b.HasNamesOf(tt.a); got != tt.want || back != tt.want {
			t.Errorf("{%v} and {%v}: got %v and %v, want %v", tt.a, tt.b, got, back, tt.want)
		}
	}
}

func TestWithSharedLabel(t *testing.T) {
	_, err := labels("a", "1", "b", "1").With(labels("b", "1", "c", "1"))
	if want := `expfmt: label "b" is in both sets`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestCompareOrders(t *testing.T) {
	ordered := []LabelSet{
		{},
		labels("z", ""),
		labels("z", "\t"),
		labels("z", "\n"),
		labels("z", "!"),
		labels("z", "\""),
		labels("z", "\"a"),
		labels("z", "#"),
		labels("z", "1"),
		labels("z", "10"),
		labels("z", "9"),
		labels("z", "["),
		labels("z", "\\"),
		labels("z", "\\\""),
		labels("z", "\\a"),
		labels("z", "]"),
		labels("z", "é"),
		labels("b", "1", "c", "1"), // more labels, whatever their values
		labels("a", "1", "b", "2"), // by values, whatever their names
		labels("a", "1", "c", "2"), // by names if nothing else is left
		labels("a", "1", "c.c", "2"),
		labels("a", "2", "b", "1"),
		labels("a", "", "b", "", "c", ""),
	}
	for i, a := range ordered {
		for j, b := range ordered {
			if got, want := a.Compare(b), cmp.Compare(i, j); got != want {
				t.Errorf("{%v} and {%v}: got %d, want %d", a, b, got, want)
			}
		}
	}
}

// twinCompare is Compare, said with the labels at hand.
func twinCompare(a, b []Label) int {
	c := cmp.Compare(len(a), len(b))
	for i := 0; c == 0 && i < len(a); i++ {
		c = strings.Compare(a[i].Value, b[i].Value)
	}
	for i := 0; c == 0 && i < len(a); i++ {
		c = strings.Compare(a[i].Name, b[i].Name)
	}
	return c
}

func all(s LabelSet) (labels []Label) {
	for name, value := range s.All() {
		labels = append(labels, Label{name, value})
	}
	return labels
}

// Storage sorts series by the hundred thousand.
func TestCompareAllocatesNothing(t *testing.T) {
	a, b := labels("code", "200", "method", "get"), labels("code", "200", "method", "put")
	allocs := testing.AllocsPerRun(100, func() {
		a.Compare(b)
	})
	if allocs != 0 {
		t.Errorf("got %v allocations, want 0", allocs)
	}
}

// Two sets of the same two names, and a third of the first alone.
func FuzzLabels(f *testing.F) {
	f.Add("a", "b", "1", "2", "1", "3")
	f.Add("b.b", "a", "", "\"", "\\", "\n")
	f.Add("le", "le", "a", "b", "c", "d")
	f.Add("__name__", "a", "a", "b", "c", "d")
	f.Add("\"", "\\", "\\\"", "\\", "\\", "\\\"")
	f.Add("a", "b", "\xff", "é", "\x00", "\x7f")
	f.Fuzz(func(t *testing.T, m, n, m1, n1, m2, n2 string) {
		first, second := []Label{{m, m1}, {n, n1}}, []Label{{n, n2}, {m, m2}}
		a, ok := renderChecked(t, first)
		b, ok2 := renderChecked(t, second)
		if !ok || !ok2 {
			return
		}
		c, _ := Labels(first[0])
		for _, pair := range [][2]LabelSet{{a, b}, {b, a}, {a, a}, {a, c}, {c, b}} {
			want := twinCompare(all(pair[0]), all(pair[1]))
			if got := pair[0].Compare(pair[1]); got != want {
				t.Errorf("Compare of {%v} and {%v}: got %d, want %d", pair[0], pair[1], got, want)
			}
			if pair[0].Len() != pair[1].Len() {
				continue
			}
			if got := new(LabelTemplate).Compare(pair[0], pair[1]); got != want {
				t.Errorf("LabelTemplate.Compare of {%v} and {%v}: got %d, want %d", pair[0], pair[1], got, want)
			}
		}
		checkDecoded(t, a)
	})
}

// renderChecked renders labels and takes them apart again.
func renderChecked(t *testing.T, given []Label) (set LabelSet, ok bool) {
	valid := given[0].Name != given[1].Name
	for _, l := range given {
		valid = valid && IsLabelName(l.Name) && utf8.ValidString(l.Value)
	}
	set, err := Labels(given...)
	if valid != (err == nil) {
		t.Fatalf("%q: got %v, want valid: %v", given, err, valid)
	}
	if err != nil {
		return set, false
	}
	want := slices.Clone(given)
	slices.SortFunc(want, func(a, b Label) int { return strings.Compare(a.Name, b.Name) })
	if got := all(set); !slices.Equal(got, want) {
		t.Errorf("{%v}: got %q, want %q", set, got, want)
	}
	return set, true
}

// checkDecoded checks that a set comes back from a page.
func checkDecoded(t *testing.T, set LabelSet) {
	page := NewPage(Text{NoEscaping}, nil)
	page.Value(MustFamily("f.f", "", TypeGauge), set, 1)
	var got recorder
	if err := DecodeText(page.End(), &got); err != nil {
		t.Fatal(err)
	}
	if decoded := got.families[0].series[0].labels; decoded != set {
		t.Errorf("got %+v from the page, want %+v", decoded, set)
	}
}

// With merges what is rendered; its simple twin renders all labels anew.
func TestWithTwin(t *testing.T) {
	names := []string{"a", "b", "c_d", "é", "x y", `"`, `\`, "z"}
	values := []string{"", "v", ",", `"`, `\`, "\n", `a="b",c="d"`, "é"}
	random := rand.New(rand.NewPCG(1, 2))
	for range 10_000 {
		var sets [2][]Label
		for _, name := range names {
			if i := random.IntN(3); i < 2 {
				sets[i] = append(sets[i], Label{name, values[random.IntN(len(values))]})
			}
		}
		a, _ := Labels(sets[0]...)
		b, _ := Labels(sets[1]...)
		want, _ := Labels(slices.Concat(sets[0], sets[1])...)
		if got, err := a.With(b); got != want || err != nil {
			t.Fatalf("{%v} with {%v}:\ngot  {%v} and error %v\nwant {%v}", a, b, got, err, want)
		}
	}
}

func TestLabelSetWithoutEmpty(t *testing.T) {
	tests := []struct{ set, want LabelSet }{
		{LabelSet{}, LabelSet{}},
		{labels("a", "1"), labels("a", "1")},
		{labels("a", ""), LabelSet{}},
		{labels("a", "", "b", "2", "c", ""), labels("b", "2")},
		{labels("a", `=""`, "b", "="), labels("a", `=""`, "b", "=")},
		{labels(`=""`, "", "b", `"`), labels("b", `"`)},
		{labels("a.b", "", "c", "3"), labels("c", "3")}, // no name is quoted any longer
	}
	for _, tt := range tests {
		if got := tt.set.WithoutEmpty(); got != tt.want {
			t.Errorf("{%v}: got {%v}, want {%v}", tt.set, got, tt.want)
		}
	}
}
