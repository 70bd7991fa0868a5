package expfmt

import (
	"slices"
	"testing"
)

// refusals are pages that follow their format, and that Prometheus refuses
// or misreads at the mark §. The nested module cmd/peerbench asks the parsers
// of Prometheus about such pages, and about random ones.
var refusals = []struct{ name, marked, want string }{
	{"blank behind the type", "# TYPE q§ gauge \nq 1\n", `refuses this page: expected a single blank in front of the type and none behind, found " gauge "`},
	{"two blanks in front of the type", "# TYPE q§  gauge\nq 1\n", `refuses this page: expected a single blank in front of the type and none behind, found "  gauge"`},
	{"timestamp below 0", "q 1 §-1000\n", `refuses this page: expected a timestamp without a sign, found "-1000"`},
	{"timestamp with a plus", "q 1 §+1000\n", `refuses this page: expected a timestamp without a sign, found "+1000"`},
	{"label name with a colon", "q{a=\"b\",§c:d=\"e\"} 1\n", `refuses this page: expected a label name with a colon between quotes, found "c:d"`},
	{"label name that is a colon", "q{§:=\"e\"} 1\n", `refuses this page: expected a label name with a colon between quotes, found ":"`},
	{"zero byte in a metric name", "{§\"a\x00\"} 1\n", `refuses this page: expected a metric name without a zero byte, found "a\x00"`},
	{"zero byte in a label name", "q{§\"a\x00\"=\"b\"} 1\n", `refuses this page: expected a label name without a zero byte, found "a\x00"`},
	{"zero byte in the name of HELP", "# HELP §\"a\x00\" b\n", `refuses this page: expected a metric name without a zero byte, found "a\x00"`},
	{"zero byte in a word of metadata", "#§ TYP\x00E a\n", `refuses or misreads this page: expected a comment without a zero byte, found " TYP\x00E a"`},
	{"zero byte at the start of a comment", "#§ \x00a\nq 1\n", `misreads this page: expected a comment without a zero byte, found " \x00a"`},
	{"zero byte in a comment without a blank", "#§a\x00b\nq 1\n", `misreads this page: expected a comment without a zero byte, found "a\x00b"`},
	{"metadata without a blank", "#§TYPE q gauge\nq 1\n", `misreads this page: expected a blank behind #, found "TYPE q gauge"`},
	{"blank in front of a sample", "§ \tq 1\n", `misreads this page: expected a metric name at the start of the line, found " \t"`},
}

// openMetricsRefusals are such pages of OpenMetrics, without their last line.
var openMetricsRefusals = []struct{ name, marked, want string }{
	{"label name with a colon", "q{§a:b=\"c\"} 1\n", `refuses this page: expected a label name with a colon between quotes, found "a:b"`},
	{"label name of an exemplar with a colon", "# TYPE q counter\nq_total 1 # {§a:b=\"c\"} 1\n", `refuses this page: expected a label name with a colon between quotes, found "a:b"`},
	{"zero byte in a metric name", "{§\"a\x00\"} 1\n", `refuses this page: expected a metric name without a zero byte, found "a\x00"`},
	{"zero byte behind a backslash", "q{a=\"b\\§\x00\"} 1\n", `refuses this page: expected another character than a zero byte behind a backslash, found "\x00"`},
	{"zero byte in an exemplar", "# TYPE q counter\nq_total 1 # {§a=\"b\x00\"} 1\n", `refuses this page: expected an exemplar without a zero byte, found "b\x00"`},
}

func TestRefusals(t *testing.T) {
	test := func(name, marked, want string, lint func([]byte) ([]Problem, error)) {
		t.Run(name, func(t *testing.T) {
			page, line, column := cutMark(t, marked)
			problems, err := lint([]byte(page))
			got := refusalsOf(problems)
			if err != nil || len(got) != 1 {
				t.Fatalf("got %v and the error %v, want one refusal", got, err)
			}
			if p := got[0]; p.String() != "Prometheus "+want || p.Line != line || p.Column != column {
				t.Errorf("\ngot  %d:%d: %v\nwant %d:%d: Prometheus %s", p.Line, p.Column, p, line, column, want)
			}
		})
	}
	for _, tt := range refusals {
		test(tt.name, tt.marked, tt.want, LintText)
	}
	for _, tt := range openMetricsRefusals {
		test("OpenMetrics: "+tt.name, tt.marked+"# EOF\n", tt.want, LintOpenMetrics)
	}
}

// refusalsOf returns the problems that belong to no family.
func refusalsOf(problems []Problem) (found []Problem) {
	for _, p := range problems {
		if p.Metric == "" {
			found = append(found, p)
		}
	}
	return found
}

// What is odd to look at and fine for Prometheus is no refusal.
func TestNoRefusal(t *testing.T) {
	for _, page := range []string{
		"# TYPE\tq\tgauge\n# HELP q  \x00 \nq{\"a:b\"=\"\x00\" , c = \"d\" , } \t1  1000\t\n",
		" # HELP q Q.\n \n\t# TYPE q gauge\n {\"q\"} 1\n",
		"# a comment with \x00\n## TYPE\n#TYPES\n#HELPER q\nx:y 1\n",
	} {
		problems, err := LintText([]byte(page))
		if got := refusalsOf(problems); err != nil || len(got) > 0 {
			t.Errorf("%q: got %v and the error %v, want neither", page, got, err)
		}
	}
}

// A page repeats its habits; the linter says once what is wrong with each.
func TestRefusalsOncePerKind(t *testing.T) {
	problems, err := LintText([]byte("# TYPE a  gauge\na{b:c=\"d\"} 1 -1\na{b:d=\"e\",b:f=\"\"} 1 +1\nb{\"\x00\"=\"\"} 1\n"))
	want := [][2]int{{1, 9}, {2, 3}, {2, 14}, {4, 3}}
	var got [][2]int
	for _, p := range refusalsOf(problems) {
		got = append(got, [2]int{p.Line, p.Column})
	}
	if !slices.Equal(got, want) || err != nil {
		t.Errorf("got the places %v and the error %v, want %v", got, err, want)
	}
}
