package expfmt

import (
	"strings"
	"testing"
)

// lintPlaces are pages with one problem each, at the mark §.
var lintPlaces = []struct{ name, marked, want string }{
	{"HELP first", "# HELP §a A.\n# TYPE a counter\na 1\n", `a counter metrics should have "_total" suffix`},
	{"TYPE first", "# TYPE §a_total gauge\n# HELP a_total A.\na_total 1\n", `a_total non-counter metrics should not have "_total" suffix`},
	{"neither", "\n §a{b=\"c\"} 1\n", "a no help text"},
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
