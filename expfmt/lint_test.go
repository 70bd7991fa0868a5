package expfmt

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// lintPages are pages with whatever promtool finds, and with what it does
// not mind. Beside each stands, as .want, what the promlint of
// client_golang v1.25.0 says to it, each line once.
func lintPages(t *testing.T) []string {
	t.Helper()
	pages, err := filepath.Glob("../testdata/lint/*.txt")
	if err != nil || len(pages) == 0 {
		t.Fatalf("pages: got %d, error %v", len(pages), err)
	}
	return pages
}

// lintLines returns what LintText says to a page, as promtool prints it,
// each line once.
func lintLines(t *testing.T, file string) []string {
	t.Helper()
	page, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	problems, err := LintText(page)
	if err != nil {
		t.Fatal(err)
	}
	lines := []string{}
	for _, p := range problems {
		if p.Metric != "" { // promtool does not ask if a scraper takes the page
			lines = append(lines, p.String())
		}
	}
	return sortedOnce(lines)
}

func sortedOnce(lines []string) []string {
	slices.Sort(lines)
	return slices.Compact(lines)
}

func TestLintText(t *testing.T) {
	for _, file := range lintPages(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			golden, err := os.ReadFile(strings.TrimSuffix(file, ".txt") + ".want")
			if err != nil {
				t.Fatal(err)
			}
			want := sortedOnce(strings.FieldsFunc(string(golden), func(r rune) bool { return r == '\n' }))
			if diff := cmp.Diff(want, lintLines(t, file)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

// TestLintTextAgainstPromtool asks the tool itself. An older one, such as
// 2.42, looks for all types in a name, not only for the family's own, for
// any unit and not the first, knows no weeks, and has mibi for mebi; that
// is in versions.txt.
func TestLintTextAgainstPromtool(t *testing.T) {
	promtool, err := exec.LookPath("promtool")
	if err != nil {
		t.Skip("promtool is not installed: only its recorded findings are compared (Debian's package prometheus has it)")
	}
	for _, file := range append(lintPages(t), "../testdata/seed-page.txt") {
		if filepath.Base(file) == "versions.txt" {
			continue
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			page, err := os.Open(file)
			if err != nil {
				t.Fatal(err)
			}
			defer page.Close()
			cmd := exec.Command(promtool, "check", "metrics")
			cmd.Stdin = page
			output, _ := cmd.CombinedOutput() // the exit code says that there are findings
			want := sortedOnce(strings.FieldsFunc(string(output), func(r rune) bool { return r == '\n' }))
			if diff := cmp.Diff(want, lintLines(t, file)); diff != "" {
				t.Errorf("problems (-promtool +got):\n%s", diff)
			}
		})
	}
}

// What follows the conventions is told nothing, of whatever type it is.
func TestLintOpenMetricsClean(t *testing.T) {
	got, err := LintOpenMetrics([]byte(`# HELP requests Requests served.
# TYPE requests counter
requests_total{code="200"} 7.0 # {trace_id="a"} 1.0
requests_created{code="200"} 1.5
# HELP build What is running.
# TYPE build info
build_info{version="1"} 1
# HELP valve How the valve is.
# TYPE valve stateset
valve{valve="open"} 1
valve{valve="shut"} 0
# HELP age_seconds How long jobs have been waiting.
# TYPE age_seconds gaugehistogram
# UNIT age_seconds seconds
age_seconds_bucket{le="+Inf"} 1
age_seconds_gcount 1
age_seconds_gsum 1.5
# HELP go_info The gauges of the text format.
# TYPE go_info gauge
go_info{version="go1"} 1
# EOF
`))
	if len(got) > 0 || err != nil {
		t.Errorf("got %v and the error %v, want neither", got, err)
	}
}

// brokenLints are pages that break the format, with the lines of the errors
// and the problems, each at its place.
var brokenLints = []struct{ name, page, errors, problems string }{
	{"a line that can't be read", "b_ms 1\nc{ 2\na 1\n", "2:4", "1:1 b_ms metric names should not contain abbreviated units, 1:1 b_ms no help text, 3:1 a no help text"},
	{"a last line without a line feed", "# HELP a A.\na_ms 1", "2:7", "2:1 a_ms metric names should not contain abbreviated units, 2:1 a_ms no help text"},
	{"HELP that is not UTF-8", "# HELP a_ms \xff\na_ms 1\n", "1:13", "1:8 a_ms metric names should not contain abbreviated units"},
	{"HELP with a bad escape", "# HELP a_ms \\\"\na_ms 1\n", "1:14", "1:8 a_ms metric names should not contain abbreviated units"},
	{"a type in capitals", "# HELP a A.\n# TYPE a COUNTER\na 1\n", "2:10", `1:8 a counter metrics should have "_total" suffix`},
	{"a family in pieces", "# HELP a A.\na 1\n# HELP b B.\nb 1\na{c=\"1\"} 1\na{aB=\"1\"} 1\n", "5:1",
		"6:3 a label names should be written in 'snake_case' not 'camelCase'"},
	{"HELP behind the samples", "a_ms 1\n# HELP a_ms A.\n", "2:8", "1:1 a_ms metric names should not contain abbreviated units"},
	{"HELP in a later piece", "a 1\nb 1\n# HELP a A.\n# TYPE a gauge\na{c=\"1\"} 1\n", "3:8", "2:1 b no help text"},
	{"HELP twice", "# HELP a A.\n# HELP a B.\na 1\n", "2:8", ""},
	{"a series twice", "# HELP a A.\na 1\na 2\n", "3:1", "1:8 a metric not unique"},
	{"a series twice, once with an empty label", "# HELP a A.\na{b=\"\"} 1\na 2\n", "3:1", "1:8 a metric not unique"},
	{"a series in two pieces, once with an empty label", "# HELP a A.\na{c=\"\"} 1\n# HELP b B.\nb 1\na 2\n", "5:1", "1:8 a metric not unique"},
	{"a series twice at different times", "# HELP a A.\na 1 1\na 2 2\na 3 1\n", "4:1", "1:8 a metric not unique"},
	{"a series in two pieces", "# HELP a A.\na 1\n# HELP b B.\nb 1\na 2\nb 2\na 3\n", "5:1, 6:1, 7:1", "1:8 a metric not unique, 3:8 b metric not unique"},
	{"a histogram in pieces", "# HELP h H.\n# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\n# HELP b B.\nb 1\nh_sum 1\nh_count 1\n", "3:1, 6:1", ""},
	{"a histogram in pieces with TYPE", "# HELP h H.\n# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n# HELP b B.\nb 1\n# HELP h H.\n# TYPE h histogram\nh_sum{fooBar=\"1\"} 1\n",
		"8:8", "10:7 h label names should be written in 'snake_case' not 'camelCase'"},
	{"a summary without a sum", "# HELP s_ms S.\n# TYPE s_ms summary\ns_ms_count{fooBar=\"1\"} 1\n", "3:1",
		"1:8 s_ms metric names should not contain abbreviated units, 3:12 s_ms label names should be written in 'snake_case' not 'camelCase'"},
	{"a plain sample of a histogram", "# HELP h_ms H.\n# TYPE h_ms histogram\nh_ms{fooBar=\"1\"} 3\n", "3:1",
		"1:8 h_ms metric names should not contain abbreviated units, 3:6 h_ms label names should be written in 'snake_case' not 'camelCase'"},
	{"a histogram with a plain sample", "# HELP h H.\n# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\nh 3\nh_sum 1\nh_count 1\n", "4:1", ""},
	{"a bucket without le", "# HELP h H.\n# TYPE h histogram\nh_bucket{fooBar=\"1\"} 1\n", "3:1", "3:10 h label names should be written in 'snake_case' not 'camelCase'"},
	{"buckets that decrease", "# HELP h H.\n# TYPE h histogram\nh_bucket{le=\"1\"} 2\nh_bucket{le=\"2\"} 1\nh_bucket{le=\"+Inf\"} 2\nh_sum 1\nh_count 2\n", "4:18", ""},
	{"a name of samples above", "# HELP a_sum A.\na_sum 1\n# HELP a B.\n# TYPE a summary\na_sum 2\na_count 1\n", "4:8, 5:1, 6:1", "1:8 a_sum metric not unique"},
}

// brokenOpenMetricsLints are pages of OpenMetrics, likewise.
var brokenOpenMetricsLints = []struct{ name, page, errors, problems string }{
	{"no end", "# HELP a_ms A.\n# TYPE a_ms gauge\na_ms 1\n", "4:1", "1:8 a_ms metric names should not contain abbreviated units"},
	{"lines behind the end", "# TYPE a gauge\na 1\n# EOF\nb_ms 1\nc_ms 1\n", "4:1", "1:8 a no help text"},
	{"a gauge of the name of a counter's time of creation", "# HELP a_created A.\n# TYPE a_created gauge\na_created 1\n# HELP a A.\n# TYPE a counter\na_total 1\na_created 6\n# EOF\n", "5:8",
		`1:8 a_created metric names should not have "_created" suffix`},
	{"a counter in pieces", "# HELP a A.\n# TYPE a counter\na_total 1\n# HELP b B.\n# TYPE b gauge\nb 1\n# HELP a A.\na_total 2\n# EOF\n", "7:8", "1:8 a_total metric not unique"},
	{"a negative counter", "# HELP a A.\n# TYPE a counter\na_total{fooBar=\"1\"} -1\na_total{fooBar=\"2\"} 1\n# EOF\n", "3:21",
		"3:9 a_total label names should be written in 'snake_case' not 'camelCase'"},
	{"a series in pieces", "# HELP a A.\n# TYPE a gauge\na{b=\"1\"} 1\na{b=\"2\"} 1\na{b=\"1\"} 1\n# EOF\n", "5:1", "1:8 a metric not unique"},
	{"a counter without _total", "# HELP a_ms A.\n# TYPE a_ms counter\na_ms 1\n# EOF\n", "3:1", "1:8 a_ms_total metric names should not contain abbreviated units"},
	{"a stateset without a state", "# HELP a A.\n# TYPE a stateset\na 1\na{a=\"b\"} 1\n# EOF\n", "3:1", ""},
	{"an exemplar of a gauge", "# HELP a_ms A.\n# TYPE a_ms gauge\na_ms 1 # {} 1\n# EOF\n", "3:8", "1:8 a_ms metric names should not contain abbreviated units"},
	{"a unit that is not in the name", "# TYPE a gauge\n# UNIT a seconds\n# HELP a A.\na 1\n# EOF\n", "2:10", ""},
}

// A page that breaks the format is linted to its end. Each line has one
// error.
func TestLintBrokenPages(t *testing.T) {
	test := func(name, page, wantErrors, wantProblems string, lint func([]byte) ([]Problem, error)) {
		t.Run(name, func(t *testing.T) {
			problems, err := lint([]byte(page))
			var gotProblems, gotErrors []string
			for _, p := range problems {
				gotProblems = append(gotProblems, fmt.Sprintf("%d:%d %v", p.Line, p.Column, p))
			}
			if err == nil {
				t.Fatal("got no error")
			}
			for _, err := range err.(interface{ Unwrap() []error }).Unwrap() {
				syntax := err.(*SyntaxError)
				gotErrors = append(gotErrors, fmt.Sprintf("%d:%d", syntax.Line, syntax.Column))
			}
			if got := strings.Join(gotErrors, ", "); got != wantErrors {
				t.Errorf("got errors at %s, want %s; %v", got, wantErrors, err)
			}
			if got := strings.Join(gotProblems, ", "); got != wantProblems {
				t.Errorf("problems:\ngot  %s\nwant %s", got, wantProblems)
			}
		})
	}
	for _, tt := range brokenLints {
		test(tt.name, tt.page, tt.errors, tt.problems, LintText)
	}
	for _, tt := range brokenOpenMetricsLints {
		test("OpenMetrics: "+tt.name, tt.page, tt.errors, tt.problems, LintOpenMetrics)
	}
}

// A page of nothing but errors has a hundred of them.
func TestLintManyErrors(t *testing.T) {
	page := strings.Repeat("?\n", maxSyntaxErrors+7) + "a_ms 1\n"
	problems, err := LintText([]byte(page))
	if len(problems) != 2 {
		t.Errorf("got %v, want two problems of the last line", problems)
	}
	errs := err.(interface{ Unwrap() []error }).Unwrap()
	if want := "expfmt: expected at most 100 errors, found 7 more"; len(errs) != maxSyntaxErrors+1 || errs[maxSyntaxErrors].Error() != want {
		t.Errorf("got %d errors, the last %v, want %d, the last %s", len(errs), errs[len(errs)-1], maxSyntaxErrors+1, want)
	}
}

func TestLintFromFailingReader(t *testing.T) {
	cause := errors.New("cable pulled")
	for _, lint := range []func(io.Reader) ([]Problem, error){LintTextFrom, LintOpenMetricsFrom} {
		r := io.MultiReader(strings.NewReader("a_ms 1\n?\n"), iotest.ErrReader(cause))
		if problems, err := lint(r); err != cause || problems != nil {
			t.Errorf("got %v and error %v, want none and %v", problems, err, cause)
		}
	}
}

// A collector is not checked by a decoder, so it can write a series twice.
func TestLinter(t *testing.T) {
	var l Linter
	f := MustFamily("b", "B.", TypeGauge)
	l.Value(f, labels("fooBar", "1", "BAR", "1"), 1)
	l.Value(f, labels("fooBar", "1", "BAR", "1"), 2)
	l.Value(f, labels("fooBar", "2", "barBaz", "2"), 1)
	l.Value(MustFamily("a", "", TypeGauge), LabelSet{}, 1)
	c := MustFamily("c", "C.", TypeGauge)
	l.Value(c, labels("d", ""), 1)
	l.Value(c, LabelSet{}, 1)
	want := []Problem{
		{Metric: "a", Text: "no help text"},
		{Metric: "b", Label: "barBaz", Text: "label names should be written in 'snake_case' not 'camelCase'"},
		{Metric: "b", Label: "fooBar", Text: "label names should be written in 'snake_case' not 'camelCase'"},
		{Metric: "b", Label: "fooBar", Text: "label names should be written in 'snake_case' not 'camelCase'"},
		{Metric: "b", Text: "metric not unique"},
		{Metric: "c", Text: "metric not unique"},
	}
	for range 2 { // asking changes nothing
		if diff := cmp.Diff(want, l.Problems()); diff != "" {
			t.Errorf("problems (-want +got):\n%s", diff)
		}
	}
}

// A problem comes as often as promtool prints it, but once from LintText.
func TestLinterRepeats(t *testing.T) {
	const abbreviated, unique = "metric names should not contain abbreviated units", "metric not unique"
	var l Linter
	f := MustFamily("a_ms_kb", "A.", TypeGauge)
	for range 3 {
		l.Value(f, LabelSet{}, 1)
	}
	texts := func(problems []Problem) (texts []string) {
		for _, p := range problems {
			texts = append(texts, p.Text)
		}
		return texts
	}
	if diff := cmp.Diff([]string{abbreviated, abbreviated, unique, unique}, texts(l.Problems())); diff != "" {
		t.Errorf("Linter (-want +got):\n%s", diff)
	}
	problems, _ := LintText([]byte("# HELP a_ms_kb A.\n# TYPE a_ms_kb gauge\na_ms_kb 1\na_ms_kb 1\na_ms_kb 1\n"))
	if diff := cmp.Diff([]string{abbreviated, unique}, texts(problems)); diff != "" {
		t.Errorf("LintText (-want +got):\n%s", diff)
	}
}

func TestLintFamily(t *testing.T) {
	tests := []struct {
		name, family, help string
		typ                Type
		labels             []string
		want               []Problem
	}{
		{"good", "jobs_total", "Jobs.", TypeCounter, []string{"code"}, nil},
		{"all kinds", "wait_ms", " ", TypeCounter, []string{"jobKind", "le"}, []Problem{
			{Metric: "wait_ms", Text: `counter metrics should have "_total" suffix`},
			{Metric: "wait_ms", Label: "jobKind", Text: "label names should be written in 'snake_case' not 'camelCase'"},
			{Metric: "wait_ms", Text: "metric names should not contain abbreviated units"},
			{Metric: "wait_ms", Text: "no help text"},
			{Metric: "wait_ms", Label: "le", Text: `non-histogram metrics should not have "le" label`},
		}},
		{"invalid names", "\xff:", "x", TypeGauge, []string{"", "\xff"}, []Problem{{Metric: "\xff:", Text: "metric names should not contain ':'"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, LintFamily(tt.family, tt.help, tt.typ, tt.labels...)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
		})
	}
}

// A series may have several points in OpenMetrics, if they are of different
// times.
func TestLinterPoints(t *testing.T) {
	var l Linter
	f := MustFamily("a", "A.", TypeGauge)
	l.Point(f, labels("b", "1"), &Point{Timestamp: 1, HasTimestamp: true})
	l.Point(f, labels("b", "1"), &Point{Timestamp: 2, HasTimestamp: true})
	if got := l.Problems(); len(got) > 0 {
		t.Errorf("got %v, want none", got)
	}
}

func TestBaseUnit(t *testing.T) {
	tests := []struct{ word, want string }{
		{"seconds", "seconds"},
		{"second", ""},
		{"Seconds", ""},
		{"milliseconds", "seconds"},
		{"millis", ""},
		{"milli", ""},
		{"", ""},
		{"kilobits", "bytes"},
		{"kilokilobytes", ""},
		{"mebibytes", "bytes"},
		{"decacelsius", "celsius"},
	}
	for _, tt := range tests {
		if got := baseUnit(tt.word); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.word, got, tt.want)
		}
	}
}

// Whatever is decoded is linted, and each problem has its place.
func FuzzLintText(f *testing.F) {
	for _, tt := range pages {
		f.Add([]byte(tt.page))
	}
	for _, tt := range loosePages {
		f.Add([]byte(tt.page))
	}
	for _, tt := range lintPlaces {
		f.Add([]byte(strings.Replace(tt.marked, "§", "", 1)))
	}
	for _, tt := range brokenPages {
		f.Add([]byte(strings.Replace(tt.marked, "§", "", 1)))
	}
	for _, tt := range brokenLints {
		f.Add([]byte(tt.page))
	}
	f.Fuzz(func(t *testing.T, page []byte) {
		problems, _ := LintText(page)
		checkPlaces(t, page, problems)
	})
}

func FuzzLintOpenMetrics(f *testing.F) {
	for _, tt := range lintOpenMetricsPlaces {
		f.Add([]byte(strings.Replace(tt.marked, "§", "", 1) + "# EOF\n"))
	}
	for _, tt := range brokenOpenMetricsPages {
		f.Add([]byte(strings.Replace(tt.marked, "§", "", 1)))
	}
	for _, tt := range brokenOpenMetricsLints {
		f.Add([]byte(tt.page))
	}
	f.Fuzz(func(t *testing.T, page []byte) {
		problems, _ := LintOpenMetrics(page)
		checkPlaces(t, page, problems)
	})
}

// lintPlaces are pages with one problem each, at the mark §.
var lintPlaces = []struct{ name, marked, want string }{
	{"HELP first", "# HELP §a A.\n# TYPE a counter\na 1\n", `a counter metrics should have "_total" suffix`},
	{"TYPE first", "# TYPE §a_total gauge\n# HELP a_total A.\na_total 1\n", `a_total non-counter metrics should not have "_total" suffix`},
	{"neither", "\n§a{b=\"c\"} 1\n", "a no help text"},
	{"a HELP text that is empty", "# HELP §a \n# TYPE a gauge\na 1\n", "a no help text"},
	{"a name in braces", "{ §\"a.b\", c=\"d\"} 1\n", "a.b no help text"},
	{"blanks in front", " \t# \tHELP \t§a \n# TYPE a gauge\na 1\n", "a no help text"},
	{"a comment in front", "# a\n#a HELP\n# TYPE §a gauge\na 1\n", "a no help text"},
	{"another family in front", "# HELP b B.\nb 1\n§a 1\n# HELP c C.\nc 1\n", "a no help text"},
	{"a family without series in front", "# TYPE b_ms gauge\n§a 1\n", "a no help text"},

	{"a label", "# HELP a A.\na{b=\"c\", §fooBar=\"d\"} 1\n", "a label names should be written in 'snake_case' not 'camelCase'"},
	{"a label of some series", "# HELP a A.\na 1\na{§fooBar=\"d\"} 1\na{fooBar=\"e\"} 1\n", "a label names should be written in 'snake_case' not 'camelCase'"},
	{"a quoted label", "# HELP a A.\na{§\"a.fooBar\"=\"d\"} 1\n", "a label names should be written in 'snake_case' not 'camelCase'"},
	{"text of a label in a value", "# HELP a A.\n# TYPE a gauge\na{b=\"le=\\\"1\\\"\",§le=\"2\"} 1\n", `a non-histogram metrics should not have "le" label`},
	{
		"a label that others may have",
		"# HELP h H.\n# TYPE h histogram\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n# HELP a A.\n# TYPE a gauge\na{§le=\"1\"} 1\n",
		`a non-histogram metrics should not have "le" label`,
	},
	{
		"a label of a bucket",
		"# HELP h H.\n# TYPE h histogram\nh_sum{§quantile=\"1\"} 1\nh_bucket{le=\"+Inf\",quantile=\"1\"} 1\nh_count{quantile=\"1\"} 1\n",
		`h non-summary metrics should not have "quantile" label`,
	},
}

// lintOpenMetricsPlaces are such pages of OpenMetrics without # EOF.
var lintOpenMetricsPlaces = []struct{ name, marked, want string }{
	{"a unit", "# TYPE §wait_milliseconds gauge\n# UNIT wait_milliseconds milliseconds\n# HELP wait_milliseconds W.\nwait_milliseconds 1\n", `wait_milliseconds use base unit "seconds" instead of "milliseconds"`},
	{"no HELP", "# TYPE §a gauge\na 1\n", "a no help text"},
	{"a counter, which HELP names without its suffix", "# TYPE a_total gauge\n# TYPE §a_ms counter\n# HELP a_ms A.\na_ms_total 1\na_ms_created 1\n", "a_ms_total metric names should not contain abbreviated units"},
	{"an info, which HELP names without its suffix", "# UNIT §buildInfo \n# HELP buildInfo A.\n# TYPE buildInfo info\nbuildInfo_info 1\n", "buildInfo_info metric names should be written in 'snake_case' not 'camelCase'"},
	{"a label behind an unknown escape", "# HELP a A.\n# TYPE a gauge\na{b=\"\\t\",§fooBar=\"1\"} 1\n", "a label names should be written in 'snake_case' not 'camelCase'"},
	{"a label of a gaugehistogram", "# HELP a A.\n# TYPE a gaugehistogram\na_bucket{le=\"+Inf\",§fooBar=\"1\"} 1\na_gcount{fooBar=\"1\"} 1\na_gsum{fooBar=\"1\"} 1\n", "a label names should be written in 'snake_case' not 'camelCase'"},
	{"an unknown type", "# HELP §a A.\na 1\n", "a metrics should have a type other than 'unknown'"},
	{"a suffix of a time of creation", "# HELP §a_created A.\n# TYPE a_created gauge\na_created 1\n", `a_created metric names should not have "_created" suffix`},
	{"a suffix of a gaugehistogram", "# HELP §a_gsum A.\n# TYPE a_gsum gauge\na_gsum 1\n", `a_gsum metric names should not have "_gsum" suffix`},
	{"an underscore", "# HELP §_a A.\n# TYPE _a gauge\n_a 1\n", "_a metric names should not begin with '_'"},
	{"an underscore of a label", "# HELP a A.\n# TYPE a gauge\na{§_b=\"1\"} 1\n", "a label names should not begin with '_'"},
	{"a timestamp", "# HELP §a A.\n# TYPE a gauge\na 1 1.5\na 2 2.5\n", "a metrics should not have timestamps"},
	{"other label names", "# HELP §a A.\n# TYPE a gauge\na{b=\"1\"} 1\na{c=\"1\"} 1\n", "a series of a metric should have the same label names"},
	{"labels and none", "# HELP §a A.\n# TYPE a stateset\na{a=\"1\"} 1\na{b=\"c\",a=\"1\"} 1\n", "a series of a metric should have the same label names"},
}

func TestLintPlaces(t *testing.T) {
	test := func(name, marked, want string, lint func([]byte) ([]Problem, error)) {
		t.Run(name, func(t *testing.T) {
			page, line, column := cutMark(t, marked)
			got, err := lint([]byte(page))
			if err != nil || len(got) != 1 {
				t.Fatalf("got %v and the error %v, want one problem", got, err)
			}
			if p := got[0]; p.String() != want || p.Line != line || p.Column != column {
				t.Errorf("\ngot  %d:%d: %v\nwant %d:%d: %s", p.Line, p.Column, p, line, column, want)
			}
		})
	}
	for _, tt := range lintPlaces {
		test(tt.name, tt.marked, tt.want, LintText)
	}
	for _, tt := range lintOpenMetricsPlaces {
		test("OpenMetrics: "+tt.name, tt.marked+"# EOF\n", tt.want, LintOpenMetrics)
	}
}

// checkPlaces checks that the family or label of each problem stands at the
// problem's place. HELP and TYPE of OpenMetrics leave out _total and _info.
func checkPlaces(t *testing.T, page []byte, problems []Problem) {
	t.Helper()
	lines := strings.Split(string(page), "\n")
	for _, p := range problems {
		if p.Line < 1 || p.Line > len(lines) || p.Column < 1 || p.Column > len(lines[p.Line-1]) {
			t.Fatalf("got %#v, want a place on the page", p)
		}
		name := p.Label
		if name == "" {
			name = strings.TrimSuffix(strings.TrimSuffix(p.Metric, "_total"), "_info")
		}
		escaped := strings.Contains(lines[p.Line-1], `\`)
		if IsLegacyName(name) && !escaped && !strings.HasPrefix(strings.Trim(lines[p.Line-1][p.Column-1:], `"`), name) {
			t.Errorf("got %#v, want the place of %q", p, name)
		}
	}
}
