package expfmt

import (
	"slices"
	"strings"
	"testing"
)

func TestSampleNamesOnPages(t *testing.T) {
	text, utf8 := Text{}.Naming(), Text{Scheme: NoEscaping}.Naming()
	openMetrics := OpenMetrics{}.Naming()
	created := OpenMetrics{Scheme: ValueEncodingEscaping, Created: true}.Naming()
	for _, tt := range []struct {
		naming  Naming
		name    string
		typ     Type
		samples []string
		created string
	}{
		{text, "a_b", TypeGauge, []string{"a_b"}, ""},
		{text, "a.b", TypeGauge, []string{"a_b"}, ""},
		{utf8, "a.b", TypeGauge, []string{"a.b"}, ""},
		{text, "a.b", TypeHistogram, []string{"a_b_bucket", "a_b_sum", "a_b_count"}, ""},
		{text, "a.b", TypeGaugeHistogram, []string{"a_b_bucket", "a_b_sum", "a_b_count"}, ""},
		{openMetrics, "a", TypeGaugeHistogram, []string{"a_bucket", "a_gsum", "a_gcount"}, ""},
		{openMetrics, "a.b", TypeGaugeHistogram, []string{"a_b_bucket", "a_b_gsum", "a_b_gcount"}, ""},
		{openMetrics, "a.total", TypeCounter, []string{"a_total"}, ""},
		{openMetrics, "a.b", TypeSummary, []string{"a_b", "a_b_sum", "a_b_count"}, ""},
		{openMetrics, "a.info", TypeInfo, []string{"a_info"}, ""},
		{created, "a_total", TypeCounter, []string{"a_total"}, "a_created"},
		{created, "a", TypeCounter, []string{"a"}, "a_created"},
		{created, "a.b", TypeCounter, []string{"U__a_2e_b"}, "U__a_2e_b_created"},
		{created, "a", TypeSummary, []string{"a", "a_sum", "a_count"}, "a_created"},
		{created, "a", TypeHistogram, []string{"a_bucket", "a_sum", "a_count"}, "a_created"},
		{created, "a", TypeGauge, []string{"a"}, ""},
		{created, "a", TypeGaugeHistogram, []string{"a_bucket", "a_gsum", "a_gcount"}, ""},
	} {
		f := MustFamily(tt.name, "", tt.typ)
		if got := tt.naming.SampleNames(f); !slices.Equal(got, tt.samples) {
			t.Errorf("%v %q, %+v: got the samples %q, want %q", tt.typ, tt.name, tt.naming, got, tt.samples)
		}
		if got := tt.naming.CreatedName(f); got != tt.created {
			t.Errorf("%v %q, %+v: got the name %q for times of creation, want %q", tt.typ, tt.name, tt.naming, got, tt.created)
		}
		if got := tt.naming.CreatedName(f.WithoutCreated()); got != "" {
			t.Errorf("%v %q, %+v, without times of creation: got the name %q for them, want none", tt.typ, tt.name, tt.naming, got)
		}
	}
}

// A Naming tells the names that a page has.
func TestNamingIsOfThePage(t *testing.T) {
	p := &Point{Created: 1e9}
	for _, f := range []*Family{
		MustFamily("a.b", "", TypeHistogram), MustFamily("c_total", "", TypeCounter), MustFamily("d", "", TypeGaugeHistogram),
		MustFamily("e.total", "", TypeCounter), MustFamily("f", "", TypeSummary), MustFamily("g-h", "", TypeUntyped),
	} {
		for scheme := range NoEscaping {
			for _, format := range []Format{Text{scheme}, OpenMetrics{Scheme: scheme}, OpenMetrics{Scheme: scheme, Created: true}} {
				for _, f := range []*Family{f, f.WithoutCreated()} {
					page := NewPage(format, nil)
					page.Point(f, LabelSet{}, p)
					n := NamingOf(page)
					want := n.SampleNames(f)
					if f.Type() == TypeSummary {
						want = want[1:] // there are no quantiles
					}
					if created := n.CreatedName(f); created != "" {
						want = append(slices.Clone(want), created)
					}
					if got := pageSampleNames(string(page.End())); !slices.Equal(got, want) {
						t.Errorf("%v %q, %#v: got the samples %q, want %q", f.Type(), f.Name(), format, got, want)
					}
				}
			}
		}
	}
}

// pageSampleNames returns the names of a page's samples, each once.
func pageSampleNames(page string) (names []string) {
	for line := range strings.Lines(page) {
		if name := line[:strings.IndexAny(line, " {\n")]; name != "#" {
			names = append(names, name)
		}
	}
	return slices.Compact(names)
}

func TestLabelsOnPages(t *testing.T) {
	text := Text{}.Naming()
	for _, tt := range []struct {
		naming Naming
		labels LabelSet
		want   string // the labels, or the error
	}{
		{text, LabelSet{}, ""},
		{text, labels("a_b", "1"), `a_b="1"`},
		{text, labels("a.b", "1"), `a_b="1"`},
		{text, labels("a.c", "\"\n", "aB", "2"), `aB="2",a_c="\"\n"`},
		{Text{Scheme: NoEscaping}.Naming(), labels("a.b", "1", "a_b", "2"), `"a.b"="1",a_b="2"`},
		{Text{Scheme: DotsEscaping}.Naming(), labels("a.b", "1", "a_b", "2"), `a_b="2",a_dot_b="1"`},
		{text, labels("a.b", "1", "a_b", "2"), "two labels are called a_b with the escaping scheme underscores"},
		{text, labels("a.b", "1", "a-b", "2"), "two labels are called a_b with the escaping scheme underscores"},
		{OpenMetrics{Scheme: DotsEscaping}.Naming(), labels("ü", "1", "ö", "2"), "two labels are called __ with the escaping scheme dots"},
		{text, labels(".-name..", "1"), `label ".-name.." is called __name__ with the escaping scheme underscores`},
	} {
		set, err := tt.naming.Labels(tt.labels)
		got := set.String()
		if err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("{%v}: got %s, want %s", tt.labels, got, tt.want)
		}
	}
}

// A format without a Naming shows the names of the text format.
func TestNamingOfOtherFormats(t *testing.T) {
	if got := NamingOf(NewPage(struct{ Format }{Text{}}, nil)); got != (Naming{}) {
		t.Errorf("got %+v, want the zero value", got)
	}
	if got := NamingOf(new(Snapshot)); got != (Naming{}) {
		t.Errorf("got %+v, want the zero value", got)
	}
}
