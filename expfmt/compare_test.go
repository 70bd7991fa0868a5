package expfmt

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// snapshot returns what a page of the text format says.
func snapshot(t *testing.T, page string) *Snapshot {
	t.Helper()
	s := new(Snapshot)
	if err := DecodeText([]byte(page), s); err != nil {
		t.Fatalf("%v in\n%s", err, page)
	}
	return s
}

const histogramPage = `# HELP h H.
# TYPE h histogram
h_bucket{a="b",le="1"} 1
h_bucket{a="b",le="2"} 3
h_bucket{a="b",le="+Inf"} 4
h_sum{a="b"} 9.5
h_count{a="b"} 4
`

// comparisons drive Compare, and seed its fuzzing.
var comparisons = []struct {
	name      string
	want, got string
	opts      CompareOptions
	report    string
}{
	{name: "empty pages"},
	{
		name: "the order plays no part",
		want: "# HELP a A.\n# TYPE a gauge\na{b=\"1\",c=\"2\"} 1\na 2\nd 1\n",
		got:  "# a\nd 1.0\n# TYPE a gauge\n# HELP a A.\na 2\na{c=\"2\",b=\"1\"} 1\n",
	},
	{
		name: "an empty label is no label",
		want: "a{b=\"\"} 1\n# TYPE h histogram\nh_bucket{a=\"\",le=\"+Inf\"} 1\nh_sum{a=\"\"} 1\nh_count{a=\"\"} 1\n",
		got:  "a 1\n# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n",
	},
	{
		name:   "values of a series, which has an empty label on one page",
		want:   "a{b=\"\"} 1\na{b=\"1\",c=\"\"} 1\nb 1\n",
		got:    "a 2\na{b=\"1\"} 1\nb{\"c.d\"=\"\"} 2\n",
		report: "@@ a @@\n-a{b=\"\"} 1\n+a 2\n@@ b @@\n-b 1\n+b{\"c.d\"=\"\"} 2\n",
	},
	{
		name:   "a bucket of a series, which has an empty label on one page",
		want:   "# TYPE h histogram\nh_bucket{a=\"\",le=\"1\"} 1\nh_bucket{a=\"\",le=\"+Inf\"} 2\nh_sum{a=\"\"} 1\nh_count{a=\"\"} 2\n",
		got:    "# TYPE h histogram\nh_bucket{le=\"1\"} 0\nh_bucket{le=\"2\"} 2\nh_bucket{le=\"+Inf\"} 2\nh_sum 1\nh_count 2\n",
		report: "@@ h @@\n-h_bucket{a=\"\",le=\"1\"} 1\n+h_bucket{le=\"1\"} 0\n+h_bucket{le=\"2\"} 2\n",
	},
	{
		name: "families without series are nothing",
		want: "# TYPE a gauge\n",
		got:  "# HELP b B.\n",
	},
	{
		name:   "a value",
		want:   "a 1\nb 2\n",
		got:    "a 1\nb 3\n",
		report: "@@ b @@\n-b 2\n+b 3\n",
	},
	{
		name:   "a HELP text",
		want:   "# HELP a One\\nline.\na 1\n",
		got:    "a 1\n",
		report: "@@ a @@\n-# HELP a One\\nline.\n+# HELP a \n",
	},
	{
		name:   "a type",
		want:   "# TYPE a gauge\na 1\n",
		got:    "# TYPE a counter\na 1\n",
		report: "@@ a @@\n-# TYPE a gauge\n+# TYPE a counter\n",
	},
	{
		name:   "numbers in a HELP text are no values",
		want:   "# HELP a 1\na 1\n",
		got:    "# HELP a 2\na 1\n",
		opts:   CompareOptions{Tolerance: 1, IgnoreValues: []string{"*"}},
		report: "@@ a @@\n-# HELP a 1\n+# HELP a 2\n",
	},
	{
		name:   "a series is missing",
		want:   "a{b=\"1\"} 1\na{b=\"2\"} 2\na{b=\"3\"} 3\n",
		got:    "a{b=\"1\"} 1\na{b=\"3\"} 3\n",
		report: "@@ a @@\n-a{b=\"2\"} 2\n",
	},
	{
		name:   "a series was added",
		want:   "a{b=\"1\"} 1\n",
		got:    "a{b=\"1\"} 1\na{b=\"1\",c=\"1\"} 3\na 0\n",
		report: "@@ a @@\n+a 0\n+a{b=\"1\",c=\"1\"} 3\n",
	},
	{
		name:   "a family is missing and another was added",
		want:   "b 1\n",
		got:    "a 2\n# HELP c C.\n# TYPE c counter\nc 3\n",
		report: "@@ a @@\n+# HELP a \n+# TYPE a untyped\n+a 2\n@@ b @@\n-# HELP b \n-# TYPE b untyped\n-b 1\n@@ c @@\n+# HELP c C.\n+# TYPE c counter\n+c 3\n",
	},
	{
		name:   "lines of a histogram",
		want:   histogramPage,
		got:    strings.NewReplacer("2\"} 3", "2\"} 4", "9.5", "10").Replace(histogramPage),
		report: "@@ h @@\n-h_bucket{a=\"b\",le=\"2\"} 3\n+h_bucket{a=\"b\",le=\"2\"} 4\n-h_sum{a=\"b\"} 9.5\n+h_sum{a=\"b\"} 10\n",
	},
	{
		name:   "buckets of a histogram",
		want:   histogramPage,
		got:    strings.ReplaceAll(histogramPage, `le="2"`, `le="3"`),
		opts:   CompareOptions{IgnoreValues: []string{"h"}},
		report: "@@ h @@\n-h_bucket{a=\"b\",le=\"2\"} 3\n+h_bucket{a=\"b\",le=\"3\"} 3\n",
	},
	{
		name:   "a timestamp",
		want:   "a 1 1000\nb 2 1000\nc 2\n",
		got:    "a 1 1000\nb 2 2000\nc 2 1000\n",
		opts:   CompareOptions{Tolerance: 1},
		report: "@@ b @@\n-b 2 1000\n+b 2 2000\n@@ c @@\n-c 2\n+c 2 1000\n",
	},
	{
		name: "names and values full of what ends them",
		want: "{\"a b}\"} 1\na{b=\"} 1\"} 2\n{\"c{\",\"d=\"=\"{\\\"} 7\"} 1\n",
		got:  "{\"a b}\"} 2\na{b=\"} 1\"} 3\n{\"c{\",\"d=\"=\"{\\\"} 7\"} 2\n",
		report: "@@ a @@\n-a{b=\"} 1\"} 2\n+a{b=\"} 1\"} 3\n" +
			"@@ \"a b}\" @@\n-{\"a b}\"} 1\n+{\"a b}\"} 2\n" +
			"@@ \"c{\" @@\n-{\"c{\",\"d=\"=\"{\\\"} 7\"} 1\n+{\"c{\",\"d=\"=\"{\\\"} 7\"} 2\n",
	},
	{
		name:   "ignored families",
		want:   "a_b 1\na_c 1\nb 1\n",
		got:    "a_c 2\na_d 3\nb 2\n",
		opts:   CompareOptions{Ignore: []string{"a_*", "x"}},
		report: "@@ b @@\n-b 1\n+b 2\n",
	},
	{
		name:   "ignored values",
		want:   "a_b 1 1000\na_c{x=\"1\"} 1\nb 1\n",
		got:    "a_b 2\na_c{x=\"2\"} 1\nb 2\n",
		opts:   CompareOptions{IgnoreValues: []string{"a_*"}},
		report: "@@ a_c @@\n-a_c{x=\"1\"} 1\n+a_c{x=\"2\"} 1\n@@ b @@\n-b 1\n+b 2\n",
	},
	{
		name:   "tolerance",
		want:   "a 100\nb 100\nc 0\nd -100\n",
		got:    "a 101\nb 102\nc 0.001\nd 100\n",
		opts:   CompareOptions{Tolerance: 0.01},
		report: "@@ b @@\n-b 100\n+b 102\n@@ c @@\n-c 0\n+c 0.001\n@@ d @@\n-d -100\n+d 100\n",
	},
	{
		name: "numbers that are no numbers are equal",
		want: "a NaN\nb +Inf\nc -Inf\n",
		got:  "a nan\nb Inf\nc -inf\n",
	},
	{
		name:   "nothing is close to an infinity",
		want:   "a NaN\nb +Inf\nc +Inf\n",
		got:    "a 1\nb -Inf\nc 1.7e308\n",
		opts:   CompareOptions{Tolerance: 1},
		report: "@@ a @@\n-a NaN\n+a 1\n@@ b @@\n-b +Inf\n+b -Inf\n@@ c @@\n-c +Inf\n+c 1.7e+308\n",
	},
}

func TestCompare(t *testing.T) {
	for _, tt := range comparisons {
		t.Run(tt.name, func(t *testing.T) {
			got := Compare(snapshot(t, tt.want), snapshot(t, tt.got), tt.opts)
			if diff := cmp.Diff(tt.report, string(AppendDifferences(nil, got))); diff != "" {
				t.Errorf("report (-want +got):\n%s", diff)
			}
		})
	}
}

// Families of one name may have different types on a page of OpenMetrics.
func TestCompareTwins(t *testing.T) {
	const (
		histogram = "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1 1\n"
		gauge     = "# TYPE a gauge\na{b=\"1\"} 1 1\n"
	)
	var want, got Snapshot
	for _, p := range []struct {
		page string
		enc  Encoder
	}{{histogram + gauge + "# EOF\n", &want}, {gauge + histogram + "# EOF\n", &got}} {
		if err := DecodeLenientOpenMetrics([]byte(p.page), p.enc, nil); err != nil {
			t.Fatal(err)
		}
	}
	report := string(AppendDifferences(nil, Compare(&want, &got, CompareOptions{})))
	if want := "@@ a @@\n-# TYPE a histogram\n+# TYPE a gauge\n"; report != want {
		t.Errorf("got %q, want %q", report, want)
	}
}

func TestCompareReturnsData(t *testing.T) {
	want := snapshot(t, "# TYPE a summary\na{b=\"1\",quantile=\"0.5\"} 1\na_sum{b=\"1\"} 2\na_count{b=\"1\"} 3\n")
	got := snapshot(t, "# HELP a A.\n# TYPE a summary\na_sum{b=\"1\"} 2\na_count{b=\"1\"} 4\n")
	diff := cmp.Diff([]Difference{
		{Family: "a", Want: "# HELP a ", Got: "# HELP a A."},
		{Family: "a", Labels: labels("b", "1"), Want: `a{b="1",quantile="0.5"} 1`},
		{Family: "a", Labels: labels("b", "1"), Want: `a_count{b="1"} 3`, Got: `a_count{b="1"} 4`},
	}, Compare(want, got, CompareOptions{}), same)
	if diff != "" {
		t.Errorf("differences (-want +got):\n%s", diff)
	}
}

// An Encoder may be told of a family more than once, and of its series in
// any order.
func TestSnapshotOfPieces(t *testing.T) {
	a, b := MustFamily("a", "A.", TypeGauge), MustFamily("b", "B.", TypeGauge)
	var pieces Snapshot
	pieces.Value(a, labels("x", "2"), 2)
	pieces.Value(b, LabelSet{}, 1)
	pieces.Value(a, labels("x", "1"), 1)
	whole := snapshot(t, "# HELP b B.\n# TYPE b gauge\nb 1\n# HELP a A.\n# TYPE a gauge\na{x=\"1\"} 1\na{x=\"2\"} 2\n")
	if got := Compare(whole, &pieces, CompareOptions{}); len(got) > 0 {
		t.Errorf("got\n%s\nwant no difference", AppendDifferences(nil, got))
	}
}

// A series that is there twice is one that the other page lacks.
func TestCompareSeriesThatComesTwice(t *testing.T) {
	var twice Snapshot
	f := MustFamily("a", "", TypeUntyped)
	twice.Value(f, LabelSet{}, 1)
	twice.Value(f, LabelSet{}, 2)
	got := AppendDifferences(nil, Compare(&twice, snapshot(t, "a 1\n"), CompareOptions{}))
	if want := "@@ a @@\n-a 2\n"; string(got) != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestIgnores(t *testing.T) {
	opts := CompareOptions{Ignore: []string{"go_*", "up"}}
	for name, want := range map[string]bool{"go_threads": true, "up": true, "ups": false, "": false} {
		if got := opts.Ignores(name); got != want {
			t.Errorf("%q: got %v, want %v", name, got, want)
		}
	}
}

// A page does not differ from itself. What is missing from one of two
// pages was added by the other.
func FuzzCompare(f *testing.F) {
	for _, tt := range comparisons {
		f.Add(tt.want, tt.got, tt.opts.Tolerance)
	}
	for i, tt := range loosePages {
		f.Add(tt.page, pages[i%len(pages)].page, 0.5)
	}
	f.Fuzz(func(t *testing.T, one, other string, tolerance float64) {
		var a, b Snapshot
		if DecodeText([]byte(one), &a) != nil || DecodeText([]byte(other), &b) != nil {
			return
		}
		if got := Compare(&a, &a, CompareOptions{}); len(got) > 0 {
			t.Errorf("page and itself: got\n%s", AppendDifferences(nil, got))
		}
		opts := CompareOptions{Tolerance: tolerance}
		there, back := Compare(&a, &b, opts), Compare(&b, &a, opts)
		for i := range back {
			back[i].Want, back[i].Got = back[i].Got, back[i].Want
		}
		inOrder := func(a, b Difference) int { return strings.Compare(a.Want+"\n"+a.Got, b.Want+"\n"+b.Got) }
		slices.SortFunc(there, inOrder)
		slices.SortFunc(back, inOrder)
		if diff := cmp.Diff(there, back, same); diff != "" {
			t.Errorf("differences (-there +back):\n%s", diff)
		}
		if got := compareInTurns(one, other, opts, 0); !slices.Equal(got, Compare(&a, &b, opts)) {
			t.Errorf("page after page:\ngot  %v\nwant %v", got, Compare(&a, &b, opts))
		}
		if ignoring := Compare(&a, &b, CompareOptions{Ignore: []string{"*"}}); len(ignoring) > 0 {
			t.Errorf("got %v, want nothing when all is ignored", ignoring)
		}
	})
}
