package expfmt

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// printOpenMetrics2 returns the page of families, and the errors of those that
// the format refuses.
func printOpenMetrics2(families []unitFamily, scheme Scheme) (page string, refused []error) {
	p := NewPage(OpenMetrics2{scheme}, nil)
	writeUnits(p, families)
	return string(p.End()), p.Refused()
}

func TestOpenMetrics2(t *testing.T) {
	for _, tt := range openMetrics2Pages {
		t.Run(tt.name, func(t *testing.T) {
			got, refused := printOpenMetrics2(tt.families, NoEscaping)
			if diff := cmp.Diff(tt.page, got); diff != "" || refused != nil {
				t.Errorf("refused %v, page (-want +got):\n%s", refused, diff)
			}
		})
	}
}

// The points of the table are legal.
func TestOpenMetrics2Points(t *testing.T) {
	for _, tt := range openMetrics2Pages {
		for _, f := range tt.families {
			for _, s := range f.series {
				if s.point == nil {
					continue
				}
				if err := s.point.Check(f.typ); err != nil {
					t.Errorf("%s: family %s: %v", tt.name, f.name, err)
				}
			}
		}
	}
}

// A page omits what the format has no form for, and keeps the rest of the
// family.
func TestOpenMetrics2Omissions(t *testing.T) {
	long := trace(strings.Repeat("x", 200), 0.5, 0)
	tests := []struct {
		name  string
		typ   Type
		point Point
		want  string
	}{
		{"exemplar without a time", TypeCounter, Point{Value: 1, Exemplar: trace("a", 1, 0)}, "a 1.0"},
		{"exemplar of a gauge", TypeGauge, Point{Value: 1, Exemplar: trace("a", 1, 1e9)}, "a 1.0"},
		{"created gauge", TypeGauge, Point{Value: 1, Created: 1e9}, "a 1.0"},
		{"created gauge histogram", TypeGaugeHistogram, Point{Created: 1e9}, "a {gcount:0,gsum:0,bucket:[+Inf:0]}"},
		{
			"exemplar of a bucket without a time", TypeHistogram, Point{Exemplars: []*Exemplar{long}, Native: &NativeHistogram{Exemplars: []*Exemplar{trace("b", 1, 1e9)}}},
			`a {count:0,sum:0,schema:0,zero_threshold:0,zero_count:0,bucket:[+Inf:0]} # {trace_id="b"} 1.0 1`,
		},
		{
			"exemplars of native buckets beside those of classic ones", TypeHistogram,
			Point{Exemplars: []*Exemplar{trace("a", 1, 1e9)}, Native: &NativeHistogram{Exemplars: []*Exemplar{trace("b", 1, 1e9)}}},
			`a {count:0,sum:0,schema:0,zero_threshold:0,zero_count:0,bucket:[+Inf:0]} # {trace_id="a"} 1.0 1`,
		},
		{
			"spans without buckets", TypeHistogram, Point{Native: &NativeHistogram{Positive: NativeBuckets{Spans: []Span{{0, 0}}}}},
			`a {count:0,sum:0,schema:0,zero_threshold:0,zero_count:0}`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := NewPage(OpenMetrics2{}, nil)
			page.Point(MustFamily("a", "", tt.typ), LabelSet{}, &tt.point)
			_, lines, _ := strings.Cut(string(page.End()), " "+types[tt.typ].openMetrics+"\n")
			if want := tt.want + "\n# EOF\n"; lines != want {
				t.Errorf("\ngot  %s\nwant %s", lines, want)
			}
		})
	}
}

// Times are exact to the nanosecond within the range of an int64, and never
// have an exponent.
func TestOpenMetrics2Times(t *testing.T) {
	seconds := func(s float64) *float64 { return &s }
	tests := []struct {
		point Point
		want  string
	}{
		{Point{Created: 1}, "0.000000001"},
		{Point{Created: -1}, "-0.000000001"},
		{Point{Created: 1000000000}, "1"},
		{Point{Created: 1700000000_120000000}, "1700000000.12"},
		{Point{Created: -1700000000_000000012}, "-1700000000.000000012"},
		{Point{Created: math.MaxInt64}, "9223372036.854775807"},
		{Point{Created: math.MinInt64}, "-9223372036.854775808"},
		{Point{CreatedSeconds: seconds(0)}, "0"},
		{Point{CreatedSeconds: seconds(1e21)}, "1000000000000000000000"},
		{Point{CreatedSeconds: seconds(0.25e-9)}, "0.00000000025"},
	}
	for _, tt := range tests {
		page := NewPage(OpenMetrics2{}, nil)
		page.Point(MustFamily("a", "", TypeCounter), LabelSet{}, &tt.point)
		if got, want := string(page.End()), "# HELP a \n# TYPE a counter\na 0.0 st@"+tt.want+"\n# EOF\n"; got != want {
			t.Errorf("\ngot  %s\nwant %s", got, want)
		}
	}
}

func TestOpenMetrics2Refusals(t *testing.T) {
	tests := []struct {
		name, family string
		typ          Type
		unit, help   string
		point        Point
		want         string
	}{
		{"counter below 0", "a", TypeCounter, "", "", Point{Value: -1}, "expected a counter of at least 0, found -1"},
		{"counter NaN", "a", TypeCounter, "", "", Point{Value: math.NaN()}, "expected a counter of at least 0, found NaN"},
		{"summary without a sum", "a", TypeSummary, "", "", Point{NoSum: true}, "expected a summary with a sum and a count, found one without"},
		{"summary without a count", "a", TypeSummary, "", "", Point{NoCount: true}, "expected a summary with a sum and a count, found one without"},
		{"summary with a sum below 0", "a", TypeSummary, "", "", Point{Sum: -1}, "expected a sum of at least 0, found -1"},
		{"summary with the sum NaN", "a", TypeSummary, "", "", Point{Sum: math.NaN()}, "expected a sum of at least 0, found NaN"},
		{"quantile below 0", "a", TypeSummary, "", "", Point{Bounds: quantiles(0.5), Values: []float64{-1}}, "expected the value of a quantile of at least 0, or NaN, found -1"},
		{"histogram without a sum", "a", TypeHistogram, "", "", Point{NoSum: true}, "expected a histogram with a sum and a count, found one without"},
		{"info without a suffix", "a", TypeInfo, "", "", Point{Value: 1}, "expected an info whose name ends in _info"},
		{"info with a unit", "a_info", TypeInfo, "s", "", Point{Value: 1}, `expected no unit for a family of type info, found "s"`},
		{"stateset with a unit", "a", TypeStateSet, "s", "", Point{}, `expected no unit for a family of type stateset, found "s"`},
		{"unit with a line break", "a", TypeGauge, "s\n", "", Point{}, `expected a unit without line breaks, found "s\n"`},
		{"HELP with a carriage return", "a", TypeGauge, "", "A.\r", Point{}, "expected a HELP text without a carriage return at its end, found one"},
	}
	other := unitFamily{family: family{"b", "", TypeGauge, []series{{value: 1}}}}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			refused := unitFamily{tt.unit, family{tt.family, tt.help, tt.typ, []series{{point: &Point{Value: 1, Bounds: tt.point.Bounds, Values: make([]float64, tt.point.Bounds.Len())}}, {labels: labels("l", "1"), point: &tt.point}}}}
			got, errs := printOpenMetrics2([]unitFamily{refused, other}, NoEscaping)
			if want := "# HELP b \n# TYPE b gauge\nb 1.0\n# EOF\n"; got != want {
				t.Errorf("\ngot  %s\nwant %s", got, want)
			}
			if len(errs) != 1 || !strings.HasSuffix(errs[0].Error(), ": "+tt.want) || !strings.Contains(errs[0].Error(), tt.family) {
				t.Errorf("got the errors %v, want %s", errs, tt.want)
			}
		})
	}
}

func TestOpenMetrics2Schemes(t *testing.T) {
	families := []unitFamily{
		{"", family{"a.b", "", TypeHistogram, []series{{labels: labels("x.y", "1"), point: &Point{Exemplars: []*Exemplar{{Labels: labels("x.y", "2"), Time: 1e9}}}}}}},
		{"", family{"c.info", "", TypeInfo, []series{{value: 1}}}},
	}
	tests := []struct{ scheme, family, label, info string }{
		{"underscores", "a_b", "x_y", "c_info"},
		{"dots", "a_dot_b", "x_dot_y", "c_dot_info"},
		{"values", "U__a_2e_b", "U__x_2e_y", "U__c_2e_info"},
		{"allow-utf-8", "", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.scheme, func(t *testing.T) {
			want := "# HELP " + tt.family + " \n# TYPE " + tt.family + " histogram\n" + tt.family + "{" + tt.label + `="1"}`
			if tt.family == "" {
				want = "# HELP \"a.b\" \n# TYPE \"a.b\" histogram\n{\"a.b\",\"x.y\"=\"1\"}"
			}
			want += ` {count:0,sum:0,bucket:[+Inf:0]} # {"x.y"="2"} 0.0 1` + "\n"
			if tt.info != "" {
				want += "# HELP " + tt.info + " \n# TYPE " + tt.info + " info\n" + tt.info + " 1.0\n"
			}
			scheme, _ := ParseScheme(tt.scheme)
			got, refused := printOpenMetrics2(families, scheme)
			if got != want+"# EOF\n" || (len(refused) == 0) != (tt.info != "") {
				t.Errorf("refused %v\ngot  %s\nwant %s", refused, got, want)
			}
			contentType := "application/openmetrics-text; version=2.0.0; charset=utf-8; escaping=" + tt.scheme
			if got := (OpenMetrics2{scheme}).ContentType(); got != contentType {
				t.Errorf("got %q, want %q", got, contentType)
			}
		})
	}
}

func TestOpenMetrics2Offer(t *testing.T) {
	offers := []Offer{OpenMetrics{}.Offer(), OpenMetrics2{}.Offer()}
	tests := []struct{ accept, want string }{
		{"application/openmetrics-text;version=2.0.0", "application/openmetrics-text; version=2.0.0; charset=utf-8; escaping=underscores"},
		{"application/openmetrics-text;version=2.0.0;escaping=allow-utf-8;q=0.5,text/plain;q=0.1", "application/openmetrics-text; version=2.0.0; charset=utf-8; escaping=allow-utf-8"},
		{"application/openmetrics-text;version=1.0.0;q=0.6,application/openmetrics-text;version=2.0.0;q=0.5", "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores"},
		{"application/openmetrics-text", "text/plain; version=0.0.4; charset=utf-8; escaping=underscores"},
	}
	for _, tt := range tests {
		if got := Negotiate(tt.accept, offers).ContentType(); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.accept, got, tt.want)
		}
	}
}

func TestOpenMetrics2AllocatesNothing(t *testing.T) {
	set, quoted := labels("code", "200"), labels("http.code", "200")
	exemplar := trace("a", 0.5, 1.5e18)
	for _, tt := range []struct {
		name string
		typ  Type
		p    Point
	}{
		{"requests_total", TypeCounter, Point{Value: 1.5e9, Exemplar: exemplar}},
		{"request_seconds", TypeHistogram, Point{
			Count: 4, Sum: 1.25, Bounds: buckets(0.1, 1), Counts: []uint64{1, 3}, Exemplars: []*Exemplar{nil, exemplar, exemplar},
			Native: &NativeHistogram{Positive: NativeBuckets{[]Span{{0, 1}}, []uint64{4}}},
		}},
		{"pause.seconds", TypeSummary, Point{Count: 4, Sum: 1.25, Bounds: quantiles(0.5, 1), Values: []float64{0.1, 0.12345}}},
	} {
		f := MustFamily(tt.name, "Help.", tt.typ)
		tt.p.Created, tt.p.Timestamp, tt.p.HasTimestamp = 1.7e18, 1395066363000, true
		for scheme := range Scheme(len(schemeWords)) {
			page := NewPage(OpenMetrics2{scheme}, make([]byte, 0, 4096))
			allocs := testing.AllocsPerRun(100, func() {
				page.Reset(page.Format())
				page.Point(f, set, &tt.p)
				page.Point(f, quoted, &tt.p)
				page.End()
			})
			if allocs != 0 {
				t.Errorf("%s, %v: got %v allocations, want 0", tt.name, scheme, allocs)
			}
		}
	}
}
