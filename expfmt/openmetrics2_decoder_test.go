package expfmt

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// samePoints is sameUnits for points with native buckets.
var samePoints = append(slices.Clone(sameUnits), sameEmpty[Span](), sameEmpty[*Exemplar](), sameEmpty[float64]())

// sameEmpty makes no slice an empty one.
func sameEmpty[T any]() cmp.Option {
	return cmp.FilterValues(func(a, b []T) bool { return len(a) == 0 && len(b) == 0 }, cmp.Comparer(func(_, _ []T) bool { return true }))
}

// A pointRecorder is a unitRecorder for points with native buckets.
type pointRecorder struct{ unitRecorder }

func (r *pointRecorder) Point(f *Family, l LabelSet, p *Point) {
	kept := *p
	kept.Native, kept.Floats = p.Native.Clone(), p.Floats.Clone()
	r.unitRecorder.Point(f, l, &kept)
}

func TestDecodeOpenMetrics2(t *testing.T) {
	for _, tt := range openMetrics2Pages {
		t.Run(tt.name, func(t *testing.T) {
			for _, page := range []string{tt.page, strings.TrimSuffix(tt.page, "\n")} {
				var got pointRecorder
				if err := DecodeOpenMetrics2([]byte(page), &got); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(tt.families, got.recorded(), samePoints); diff != "" {
					t.Errorf("families (-want +got):\n%s", diff)
				}
			}
		})
	}
}

// decodeAndPrint2 reads a page and prints it again. Every point is legal.
func decodeAndPrint2(t testing.TB, page string) (string, error) {
	p := NewPage(OpenMetrics2{NoEscaping}, nil)
	err := DecodeOpenMetrics2([]byte(page), checkingEncoder{t, p})
	if refused := p.Refused(); refused != nil {
		t.Errorf("the decoder takes what the page refuses: %v", refused)
	}
	return string(p.End()), err
}

// A checkingEncoder finds points that are not legal.
type checkingEncoder struct {
	t testing.TB
	Encoder
}

func (e checkingEncoder) Point(f *Family, l LabelSet, p *Point) {
	if err := p.Check(f.Type()); err != nil {
		e.t.Errorf("family %s: got an illegal point: %v", f.Name(), err)
	}
	e.Encoder.Point(f, l, p)
}

func TestDecodeOpenMetrics2LoosePages(t *testing.T) {
	for _, tt := range looseOpenMetrics2Pages {
		t.Run(tt.name, func(t *testing.T) {
			for _, page := range []string{tt.page, tt.print} {
				got, err := decodeAndPrint2(t, page+"# EOF\n")
				if err != nil {
					t.Fatalf("%v in\n%s", err, page)
				}
				if diff := cmp.Diff(tt.print+"# EOF\n", got); diff != "" {
					t.Errorf("page (-want +got):\n%s", diff)
				}
			}
		})
	}
}

func TestDecodeOpenMetrics2Errors(t *testing.T) {
	for _, tt := range brokenOpenMetrics2Pages {
		t.Run(tt.name, func(t *testing.T) {
			page, line, column := cutMark(t, tt.marked)
			if !strings.HasPrefix(tt.want, "expected a last line") && !strings.Contains(page, "# EOF") {
				page += "# EOF\n"
			}
			err := DecodeOpenMetrics2([]byte(page), new(pointRecorder))
			var got *SyntaxError
			if !errors.As(err, &got) {
				t.Fatalf("got the error %v, want a *SyntaxError: %s", err, tt.want)
			}
			if got.Line != line || got.Column != column || got.Err.Error() != tt.want {
				t.Errorf("\ngot  %d:%d: %v\nwant %d:%d: %s", got.Line, got.Column, got.Err, line, column, tt.want)
			}
			// The linter goes on, and finds the error first.
			_, err = LintOpenMetrics2([]byte(page))
			if !errors.As(err, &got) || got.Line != line || got.Column != column || got.Err.Error() != tt.want {
				t.Errorf("linter: got %v, want %d:%d: %s", err, line, column, tt.want)
			}
		})
	}
}

// A reader that returns few bytes at once changes nothing.
func TestDecodeOpenMetrics2From(t *testing.T) {
	for _, tt := range openMetrics2Pages {
		var got pointRecorder
		if err := DecodeOpenMetrics2From(iotest.OneByteReader(strings.NewReader(tt.page)), &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.families, got.recorded(), samePoints); diff != "" {
			t.Errorf("%s: families (-want +got):\n%s", tt.name, diff)
		}
	}
}

// Bad exemplars are left out, with all behind on the line. The linter finds
// them.
func TestDecodeOpenMetrics2Exemplars(t *testing.T) {
	const good = ` # {trace_id="a"} 1 5`
	tests := []struct {
		name, exemplars string
		want            string // of the good exemplars
		problem         string
	}{
		{"good", good, " # {trace_id=\"a\"} 1.0 5", ""},
		{"two", good + ` # {} 2 6`, " # {} 2.0 6", ""},
		{"without a time", ` # {trace_id="a"} 1`, "", "expected a blank, found the end of the line"},
		{"without a time, in front of another", ` # {trace_id="a"} 1` + good, "", `expected a time in seconds, found "#"`},
		{"good, then bad", good + ` # {trace_id="b"} x 1`, " # {trace_id=\"a\"} 1.0 5", `expected a number, found "x"`},
		{"infinite time", ` # {} 1 inf`, "", `expected a time in seconds, found "inf"`},
		{"without labels", ` # 1 5`, "", `expected # { or the end of the line, found "# 1 5"`},
		{"label twice", ` # {a="",a=""} 1 5`, "", `expected a label name that is new to the sample, found "a" again`},
		{"quoted name", ` # {"a"} 1 5`, "", `expected an equal sign behind the label name, found "}"`},
		{"label with a colon", ` # {a:b=""} 1 5`, "", `expected quotes around a label name with a colon, found "a:b"`},
		{"time of creation behind", good + ` st@5`, " # {trace_id=\"a\"} 1.0 5", `expected # { or the end of the line, found "st@5"`},
		{"hash alone", " #", "", `expected # { or the end of the line, found "#"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := "# HELP a_total A.\n# TYPE a_total counter\na_total 1.0 st@1" + tt.exemplars + "\n# EOF\n"
			got, err := decodeAndPrint2(t, page)
			if want := "# HELP a_total A.\n# TYPE a_total counter\na_total 1.0 st@1" + tt.want + "\n# EOF\n"; got != want || err != nil {
				t.Errorf("error %v\ngot  %s\nwant %s", err, got, want)
			}
			problems, err := LintOpenMetrics2([]byte(page))
			if len(problems) > 0 {
				t.Errorf("got the problems %v, want none", problems)
			}
			var syntax *SyntaxError
			if errors.As(err, &syntax) != (tt.problem != "") || syntax != nil && syntax.Err.Error() != tt.problem {
				t.Errorf("linter: got %v, want %s", err, tt.problem)
			}
		})
	}
}

func TestLintOpenMetrics2(t *testing.T) {
	page := `# HELP a A.
# TYPE a counter
# UNIT a seconds
a{_b="1"} 1 5
a 2 st@1
# HELP b_seconds_total B.
# TYPE b_seconds_total counter
# UNIT b_seconds_total seconds
b_seconds_total 1 st@1
# HELP c_count C.
# TYPE c_count summary
c_count {count:0,sum:0,quantile:[]} st@1
# HELP d_count D.
# TYPE d_count gauge
d_count 1 # {} 1 5
# HELP e E.
e 1
# EOF
`
	problems, err := LintOpenMetrics2([]byte(page))
	var got []string
	for _, p := range problems {
		got = append(got, p.String())
	}
	want := []string{
		`a counter metrics should have "_total" suffix`,
		`a counters, histograms and summaries should have start timestamps`,
		`a metric names should end in their unit, here "_seconds"`,
		`a metrics should not have timestamps`,
		`a series of a metric should have the same label names`,
		`a label names should not begin with '_'`,
		`c_count metric names should not have "_count" suffix`,
		`d_count non-histogram and non-summary metrics should not have "_count" suffix`,
		`e metrics should have a type other than 'unknown'`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	if want := "expfmt: line 15, column 11: expected no exemplar of a gauge, found one"; err == nil || err.Error() != want {
		t.Errorf("got the error %v, want %s", err, want)
	}
}

// The linter finds every broken line, and keeps the series of those that it
// can read.
func TestLintOpenMetrics2GoesOn(t *testing.T) {
	page := `# TYPE a summary
a{l="1"} {count:-1,sum:0,quantile:[]}
a{l="2"} {count:1,sum:-1,quantile:[]}
a{l="3"} {count:1;sum:1,quantile:[]}
a{l="1"} 5
b 1
a{l="4"} {count:1,sum:1,quantile:[]}
b x
# EOF
`
	_, err := LintOpenMetrics2([]byte(page))
	want := `expfmt: line 2, column 17: expected a count, found -1
expfmt: line 3, column 23: expected a number of at least 0, found -1
expfmt: line 4, column 17: expected a number, found "1;sum"
expfmt: line 5, column 10: expected the value of a summary between braces, found "5"
expfmt: line 7, column 1: expected the lines of a family in one place, found "a" again, of the family "a" above
expfmt: line 8, column 3: expected a number, found "x"`
	if err == nil || err.Error() != want {
		t.Errorf("\ngot  %v\nwant %s", err, want)
	}
}

// allocationLimit is the number of bytes that the decoder may allocate for
// each byte of a page, beside those for reading any page.
const allocationLimit = 100

// allocated returns the number of bytes that f allocates.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// Numbers on a page, such as the length of a span, allocate nothing.
func TestDecodeOpenMetrics2Allocates(t *testing.T) {
	page := func(value string) []byte {
		return []byte("# TYPE a histogram\na {count:0,sum:0,schema:0,zero_threshold:0,zero_count:0," + value + "}\n# EOF\n")
	}
	for _, page := range [][]byte{
		page("positive_spans:[0:2147483647],positive_buckets:[]"),
		page("positive_spans:[" + strings.Repeat("0:0,", 10_000) + "0:0],positive_buckets:[]"),
		page("positive_spans:[],positive_buckets:[" + strings.Repeat("0,", 10_000) + "0]"),
		[]byte(strings.Repeat("a 1\n", 10_000)),
		[]byte(strings.Repeat("#\n", 10_000)),
		[]byte("a 1" + strings.Repeat(" # {} 1 1", 10_000) + "\n# EOF\n"),
		[]byte("# TYPE a stateset\n" + strings.Repeat("a{a=\"\"} 1\n", 10_000)),
	} {
		got := allocated(func() { _ = DecodeOpenMetrics2(page, discard{}) })
		if limit := uint64(allocationLimit*len(page) + 64<<10); got > limit {
			t.Errorf("%.80q… of %d bytes: got %d bytes allocated, want at most %d", page, len(page), got, limit)
		}
	}
}

// discard is an Encoder that forgets what it gets.
type discard struct{}

func (discard) Value(*Family, LabelSet, float64) {}
func (discard) Point(*Family, LabelSet, *Point)  {}

// A page that the decoder takes prints, and the printed page is fixed: read
// again, it prints the same. Reading allocates no more than a small multiple
// of the page.
func FuzzDecodeOpenMetrics2(f *testing.F) {
	for _, tt := range openMetrics2Pages {
		f.Add(tt.page)
	}
	for _, tt := range looseOpenMetrics2Pages {
		f.Add(tt.page + "# EOF\n")
	}
	for _, tt := range brokenOpenMetrics2Pages {
		f.Add(strings.ReplaceAll(tt.marked, "§", "") + "# EOF\n")
	}
	f.Fuzz(func(t *testing.T, page string) {
		got := allocated(func() { _ = DecodeOpenMetrics2([]byte(page), discard{}) })
		if limit := uint64(allocationLimit*len(page) + 256<<10); got > limit {
			t.Errorf("got %d bytes allocated for %d, want at most %d", got, len(page), limit)
		}
		printed, err := decodeAndPrint2(t, page)
		_, lintErr := LintOpenMetrics2([]byte(page))
		if err != nil {
			if lintErr == nil {
				t.Errorf("the linter finds nothing, and the decoder %v", err)
			}
			return
		}
		if hasColons(printed) {
			return
		}
		again, err := decodeAndPrint2(t, printed)
		if err != nil || again != printed {
			t.Errorf("error %v of the printed page\n%s\nprinted again\n%s", err, printed, again)
		}
	})
}

// hasColons reports whether some label name has a colon, which a page prints
// without quotes, as prometheus/common does.
func hasColons(page string) bool {
	found := false
	for line := range strings.Lines(page) {
		for _, mark := range []string{"{", ",", `",`} {
			for _, part := range strings.Split(line, mark)[1:] {
				name, _, ok := strings.Cut(part, "=")
				found = found || ok && strings.Contains(name, ":")
			}
		}
	}
	return found
}

// The linter finds pages that keep to the standard and that Prometheus refuses.
func TestLintOpenMetrics2Refusals(t *testing.T) {
	tests := []struct{ name, value, want string }{
		{"unknown", "{count:1,sum:1,quantile:[]}", `5:3: Prometheus refuses this page: expected a TYPE line in front of a value between braces, found "{count:1,sum:1,quantile:[]}"`},
		{"bucket -Inf", "{count:1,sum:1,bucket:[-Inf:0,+Inf:1]}", `4:26: Prometheus refuses this page: expected no bucket -Inf, found "-Inf"`},
		{
			"length with a sign", "{count:1,sum:1,schema:0,zero_threshold:0,zero_count:0,positive_spans:[0:+1],positive_buckets:[1]}",
			`4:75: Prometheus refuses this page: expected a length without a sign, found "+1"`,
		},
		{
			"infinite count", "{count:Inf,sum:1,schema:0,zero_threshold:0,zero_count:Inf}",
			`4:57: Prometheus refuses or misreads this page: expected a count of a native bucket from 0 to 2^63, found "Inf"`,
		},
		{"zero byte", "{count:1,sum:1,bucket:[+Inf:1]} # {a=\"\x00\"} 1 1", `4:38: Prometheus refuses this page: expected an exemplar without a zero byte, found "\x00"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := "# HELP a A.\n# TYPE a histogram\n# UNIT a \na " + tt.value + "\n# EOF\n"
			if tt.name == "unknown" {
				page = "# HELP a A.\n# HELP b A.\n# HELP c A.\n# HELP d D.\nd " + tt.value + "\n# EOF\n"
			}
			problems, err := LintOpenMetrics2([]byte(page))
			var got string
			for _, p := range problems {
				if p.Metric == "" {
					got = fmt.Sprintf("%d:%d: %v", p.Line, p.Column, p)
				}
			}
			if got != tt.want || err != nil {
				t.Errorf("error %v\ngot  %s\nwant %s", err, got, tt.want)
			}
		})
	}
}
