package expfmt

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// templates are constant labels, variable names and values, and the label
// set that they make.
var templates = []struct {
	name     string
	constant LabelSet
	names    []string
	values   []string
	want     string
}{
	{"no labels", LabelSet{}, nil, nil, ``},
	{"one label", LabelSet{}, []string{"a"}, []string{"1"}, `a="1"`},
	{"in the order of the names", LabelSet{}, []string{"b", "c", "a"}, []string{"2", "3", "1"}, `a="1",b="2",c="3"`},
	{"constant alone", labels("b", "2", "a", "1"), nil, nil, `a="1",b="2"`},
	{"constant in front", labels("a", "1"), []string{"b"}, []string{"2"}, `a="1",b="2"`},
	{"constant behind", labels("b", "2"), []string{"a"}, []string{"1"}, `a="1",b="2"`},
	{"constant between", labels("b", "2"), []string{"c", "a"}, []string{"3", "1"}, `a="1",b="2",c="3"`},
	{"constant around", labels("a", "1", "c", "3"), []string{"b"}, []string{"2"}, `a="1",b="2",c="3"`},
	{"capitals first", LabelSet{}, []string{"a", "B"}, []string{"1", "2"}, `B="2",a="1"`},
	{"empty values", labels("a", ""), []string{"b"}, []string{""}, `a="",b=""`},
	{"escapes", labels("a", "\"\n"), []string{"b"}, []string{`\"`}, `a="\"\n",b="\\\""`},
	{"names beyond the alphabet", labels("é", "1"), []string{"a.b"}, []string{"2"}, `"a.b"="2","é"="1"`},
}

// A template makes the label set that Labels makes of the same labels.
func TestLabelTemplate(t *testing.T) {
	for _, tt := range templates {
		t.Run(tt.name, func(t *testing.T) {
			template, err := NewLabelTemplate(tt.constant, tt.names)
			if err != nil {
				t.Fatal(err)
			}
			given := all(tt.constant)
			for i, name := range tt.names {
				given = append(given, Label{name, tt.values[i]})
			}
			want, err := Labels(given...)
			if err != nil {
				t.Fatal(err)
			}
			var text LabelText
			got, err := text.Make(template, tt.values)
			if got != want || err != nil || got.String() != tt.want {
				t.Errorf("got {%v} and error %v, want {%v}, which Labels renders as {%v}", got, err, tt.want, want)
			}
			if got := string(template.Append(nil, tt.values)); got != tt.want {
				t.Errorf("Append: got %s, want %s", got, tt.want)
			}
			if got := template.Len(); got != len(tt.names) {
				t.Errorf("Len: got %d, want %d", got, len(tt.names))
			}
			var pieces []byte
			for _, s := range template.Segments() {
				pieces = append(pieces, s.Prefix...)
				pieces = appendEscaped(pieces, tt.values[s.Value], true)
			}
			if got := string(pieces) + template.Suffix(); got != tt.want {
				t.Errorf("segments, values and suffix: got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestNewLabelTemplateErrors(t *testing.T) {
	tests := []struct {
		constant LabelSet
		names    []string
		want     string
	}{
		{LabelSet{}, []string{""}, `expfmt: "" is not a valid label name`},
		{LabelSet{}, []string{"a", "__b"}, `expfmt: "__b" is not a valid label name`},
		{LabelSet{}, []string{"a\xff"}, `expfmt: "a\xff" is not a valid label name`},
		{LabelSet{}, []string{"a", "b", "a"}, `expfmt: duplicate label names: "a" comes twice`},
		{labels("a", "1"), []string{"a"}, `expfmt: duplicate label names: "a" comes twice`},
	}
	for _, tt := range tests {
		if _, err := NewLabelTemplate(tt.constant, tt.names); err == nil || err.Error() != tt.want {
			t.Errorf("{%v} and %q: got %v, want %s", tt.constant, tt.names, err, tt.want)
		}
	}
}

func TestLabelTextErrors(t *testing.T) {
	template := newLabelTemplate(t, LabelSet{}, "a", "b")
	tests := []struct {
		values []string
		want   string
	}{
		{nil, `expected 2 label values, for ["a" "b"], found 0: []`},
		{[]string{"1"}, `expected 2 label values, for ["a" "b"], found 1: ["1"]`},
		{[]string{"1", "2", "3"}, `expected 2 label values, for ["a" "b"], found 3: ["1" "2" "3"]`},
		{[]string{"1", "\xff"}, `label "b": label value "\xff" is not valid UTF-8`},
	}
	for _, tt := range tests {
		var text LabelText
		if set, err := text.Make(template, tt.values); err == nil || err.Error() != tt.want || set != (LabelSet{}) {
			t.Errorf("%q: got {%v} and %v, want %s", tt.values, set, err, tt.want)
		}
	}
}

func newLabelTemplate(t *testing.T, constant LabelSet, names ...string) *LabelTemplate {
	t.Helper()
	template, err := NewLabelTemplate(constant, names)
	if err != nil {
		t.Fatal(err)
	}
	return template
}

// Compare looks at the first byte that differs, and at the bytes in front
// of that byte. So each pair of awkward values is tried, with and without
// text in front of the value and behind it.
func TestLabelTemplateCompareAgreesWithTwin(t *testing.T) {
	single := newLabelTemplate(t, LabelSet{}, "a")
	double := newLabelTemplate(t, LabelSet{}, "b", "a.a")
	compare := func(template *LabelTemplate, x, y LabelSet) {
		if got, want := template.Compare(x, y), twinCompare(all(x), all(y)); got != want {
			t.Fatalf("{%v} and {%v}: got %d, want %d", x, y, got, want)
		}
	}
	for _, v := range awkward {
		for _, w := range awkward {
			compare(single, labels("a", v), labels("a", w))
			for _, x := range []LabelSet{labels("a.a", v, "b", "b"), labels("a.a", "a", "b", v), labels("a.a", `\`+v, "b", v)} {
				for _, y := range []LabelSet{labels("a.a", w, "b", "b"), labels("a.a", "a", "b", w), labels("a.a", `\`+w, "b", w)} {
					compare(double, x, y)
				}
			}
		}
	}
	compare(newLabelTemplate(t, LabelSet{}), LabelSet{}, LabelSet{})
}

// Storage sorts series by the hundred thousand.
func TestLabelTemplateCompareAllocatesNothing(t *testing.T) {
	template := newLabelTemplate(t, LabelSet{}, "code", "method")
	a, b := labels("code", "200", "method", "get"), labels("code", "200", "method", "put")
	if allocs := testing.AllocsPerRun(100, func() { template.Compare(a, b) }); allocs != 0 {
		t.Errorf("got %v allocations, want 0", allocs)
	}
}

// Sets of one LabelText share its blocks, and stay as they are when others
// are made and when they are packed.
func TestLabelTextAndPackLabelSets(t *testing.T) {
	template := newLabelTemplate(t, labels("z", "1"), "a.b")
	var text LabelText
	var sets, want []LabelSet
	for i := range 1000 {
		value := fmt.Sprint(strings.Repeat("x", i%7*i), i)
		set, err := text.Make(template, []string{value})
		if err != nil {
			t.Fatal(err)
		}
		sets, want = append(sets, set), append(want, labels("a.b", value, "z", "1"))
	}
	if !slices.Equal(sets, want) {
		t.Error("the sets are not those that Labels makes")
	}
	PackLabelSets(sets)
	if !slices.Equal(sets, want) {
		t.Error("packed: the sets are not those that Labels makes")
	}
	PackLabelSets(nil)
}
