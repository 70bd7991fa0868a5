package expfmt

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOpenMetrics(t *testing.T) {
	for _, tt := range openMetricsPages {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.page, printOpenMetrics(tt.families)); diff != "" {
				t.Errorf("page (-want +got):\n%s", diff)
			}
		})
	}
}

// The text format prints the types that it has no word for as others.
func TestTextOfOpenMetricsFamilies(t *testing.T) {
	for _, tt := range openMetricsPages {
		if tt.text == "" {
			continue
		}
		t.Run(tt.name, func(t *testing.T) {
			page := NewPage(Text{NoEscaping}, nil)
			writeUnits(page, tt.families)
			if diff := cmp.Diff(tt.text, string(page.End())); diff != "" {
				t.Errorf("page (-want +got):\n%s", diff)
			}
		})
	}
}

// What is odd, or breaks the standard, is what client_golang v1.25.0
// prints.
func TestOpenMetricsOddities(t *testing.T) {
	tests := []struct {
		name     string
		families []unitFamily
		want     string
	}{
		{
			"counter without _total",
			[]unitFamily{{"", family{"requests", "", TypeCounter, []series{{point: &Point{Value: 1, Created: 1e9, Exemplar: trace("a", 1, 0)}}}}}},
			"# HELP requests \n# TYPE requests unknown\nrequests 1.0 # {trace_id=\"a\"} 1.0\nrequests_created 1.0\n",
		},
		{
			"info without _info",
			[]unitFamily{{"", family{"build", "", TypeInfo, []series{{value: 1}}}}},
			"# HELP build \n# TYPE build unknown\nbuild 1.0\n",
		},
		{
			"counter called _total",
			[]unitFamily{{"", family{"_total", "", TypeCounter, []series{{value: 1}}}}},
			"# HELP \"\" \n# TYPE \"\" counter\n_total 1.0\n",
		},
		{
			"unit that the name does not end in",
			[]unitFamily{{"bytes", family{"size", "", TypeGauge, []series{{value: 1}}}}},
			"# HELP size \n# TYPE size gauge\n# UNIT size bytes\nsize 1.0\n",
		},
		{
			"exemplar without labels",
			[]unitFamily{{"", family{"a_total", "", TypeCounter, []series{{point: &Point{Value: 1, Exemplar: &Exemplar{Value: 1, Time: 1}}}}}}},
			"# HELP a \n# TYPE a counter\na_total 1.0\n",
		},
		{
			"exemplar that is too long", // which OpenMetrics 2.0 may have
			[]unitFamily{{"", family{"a_total", "", TypeCounter, []series{{point: &Point{Value: 1, Exemplar: trace(strings.Repeat("x", 121), 1, 1)}}}}}},
			"# HELP a \n# TYPE a counter\na_total 1.0\n",
		},
		{
			"times to less than a microsecond",
			[]unitFamily{{"", family{"a_total", "", TypeCounter, []series{{point: &Point{Value: 1, Created: 1700000000123456789}}}}}},
			"# HELP a \n# TYPE a counter\na_total 1.0\na_created 1.7000000001234567e+09\n",
		},
		{
			"histogram without bounds",
			[]unitFamily{{"", family{"a", "", TypeHistogram, []series{{point: &Point{Count: 1}}}}}},
			"# HELP a \n# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_sum 0.0\na_count 1\n",
		},
		{
			"created gauge",
			[]unitFamily{{"", family{"a", "", TypeGauge, []series{{point: &Point{Value: 1, Created: 1, Exemplar: trace("a", 1, 0)}}}}}},
			"# HELP a \n# TYPE a gauge\na 1.0\n",
		},
		{
			"negative and NaN",
			[]unitFamily{
				{"", family{"a_total", "", TypeCounter, []series{{value: math.NaN()}}}},
				{"", family{"b", "", TypeHistogram, []series{{point: &Point{Sum: -1, Count: 1, Bounds: buckets(-1), Counts: []uint64{1}}}}}},
			},
			"# HELP a \n# TYPE a counter\na_total NaN\n# HELP b \n# TYPE b histogram\nb_bucket{le=\"-1.0\"} 1\nb_bucket{le=\"+Inf\"} 1\nb_sum -1.0\nb_count 1\n",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want+"# EOF\n", printOpenMetrics(tt.families)); diff != "" {
				t.Errorf("page (-want +got):\n%s", diff)
			}
		})
	}
}

// Lines of creation are printed only if they are asked for; the rest of
// the page is the same without.
func TestOpenMetricsWithoutCreated(t *testing.T) {
	for _, tt := range openMetricsPages {
		var want strings.Builder
		for line := range strings.Lines(tt.page) {
			if !strings.Contains(line, "_created") || strings.Contains(line, "x_created") {
				want.WriteString(line)
			}
		}
		page := NewPage(OpenMetrics{Scheme: NoEscaping}, nil)
		writeUnits(page, tt.families)
		if diff := cmp.Diff(want.String(), string(page.End())); diff != "" {
			t.Errorf("%s: page (-want +got):\n%s", tt.name, diff)
		}
	}
}

// The suffix is that of the name which the scheme made, which may have one
// where the name did not.
func TestOpenMetricsSchemes(t *testing.T) {
	families := []unitFamily{
		{"", family{"a.b_total", "", TypeCounter, []series{{labels: labels("x.y", "1"), point: &Point{
			Value: 1, Created: 1e9, Exemplar: &Exemplar{Labels: labels("x.y", "2"), Value: 1},
		}}}}},
		{"", family{"c.total", "", TypeCounter, []series{{value: 1}}}},
		{"", family{"s.s", "", TypeHistogram, []series{{labels: labels("x.y", "1"), point: &Point{Bounds: buckets(1), Counts: []uint64{0}}}}}},
	}
	tests := []struct {
		scheme Scheme
		want   string
	}{
		{UnderscoreEscaping, "# HELP a_b \n" + `# TYPE a_b counter
a_b_total{x_y="1"} 1.0 # {"x.y"="2"} 1.0
a_b_created{x_y="1"} 1.0
` + "# HELP c \n" + `# TYPE c counter
c_total 1.0
` + "# HELP s_s \n" + `# TYPE s_s histogram
s_s_bucket{x_y="1",le="1.0"} 0
s_s_bucket{x_y="1",le="+Inf"} 0
s_s_sum{x_y="1"} 0.0
s_s_count{x_y="1"} 0
# EOF
`},
		{DotsEscaping, "# HELP a_dot_b_ \n" + `# TYPE a_dot_b_ counter
a_dot_b__total{x_dot_y="1"} 1.0 # {"x.y"="2"} 1.0
a_dot_b__created{x_dot_y="1"} 1.0
` + "# HELP c_dot \n" + `# TYPE c_dot counter
c_dot_total 1.0
` + "# HELP s_dot_s \n" + `# TYPE s_dot_s histogram
s_dot_s_bucket{x_dot_y="1",le="1.0"} 0
s_dot_s_bucket{x_dot_y="1",le="+Inf"} 0
s_dot_s_sum{x_dot_y="1"} 0.0
s_dot_s_count{x_dot_y="1"} 0
# EOF
`},
		{ValueEncodingEscaping, "# HELP U__a_2e_b_ \n" + `# TYPE U__a_2e_b_ counter
U__a_2e_b__total{U__x_2e_y="1"} 1.0 # {"x.y"="2"} 1.0
U__a_2e_b__created{U__x_2e_y="1"} 1.0
` + "# HELP U__c_2e \n" + `# TYPE U__c_2e counter
U__c_2e_total 1.0
` + "# HELP U__s_2e_s \n" + `# TYPE U__s_2e_s histogram
U__s_2e_s_bucket{U__x_2e_y="1",le="1.0"} 0
U__s_2e_s_bucket{U__x_2e_y="1",le="+Inf"} 0
U__s_2e_s_sum{U__x_2e_y="1"} 0.0
U__s_2e_s_count{U__x_2e_y="1"} 0
# EOF
`},
		{NoEscaping, "# HELP \"a.b\" \n" + `# TYPE "a.b" counter
{"a.b_total","x.y"="1"} 1.0 # {"x.y"="2"} 1.0
{"a.b_created","x.y"="1"} 1.0
` + "# HELP \"c.total\" \n" + `# TYPE "c.total" unknown
{"c.total"} 1.0
` + "# HELP \"s.s\" \n" + `# TYPE "s.s" histogram
{"s.s_bucket","x.y"="1",le="1.0"} 0
{"s.s_bucket","x.y"="1",le="+Inf"} 0
{"s.s_sum","x.y"="1"} 0.0
{"s.s_count","x.y"="1"} 0
# EOF
`},
	}
	for _, tt := range tests {
		t.Run(tt.scheme.String(), func(t *testing.T) {
			page := NewPage(OpenMetrics{Scheme: tt.scheme, Created: true}, nil)
			writeUnits(page, families)
			if diff := cmp.Diff(tt.want, string(page.End())); diff != "" {
				t.Errorf("page (-want +got):\n%s", diff)
			}
		})
	}
}

// A family is printed with any scheme, in any order and by any number of
// goroutines at once, though its lines are made when they are first asked
// for.
func TestFamilyLinesAreMadeOnce(t *testing.T) {
	f := MustFamily("a.b_total", "", TypeCounter)
	formats := []Format{}
	for scheme := range Scheme(len(schemeWords)) {
		formats = append(formats, Text{scheme}, OpenMetrics{Scheme: scheme})
	}
	headers := make(chan string)
	for _, format := range formats {
		for range 4 {
			go func() { headers <- format.ContentType() + string(format.AppendFamily(nil, f, 0)) }()
		}
	}
	got := make(map[string]int)
	for range 4 * len(formats) {
		got[<-headers]++
	}
	for _, format := range formats {
		if want := format.ContentType() + string(format.AppendFamily(nil, f, 0)); got[want] != 4 {
			t.Errorf("got %d times, want 4 times\n%s", got[want], want)
		}
	}
}

// The strings are what client_golang v1.25.0 sends.
func TestOpenMetricsContentType(t *testing.T) {
	tests := map[OpenMetrics]string{
		{}:                        "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores",
		{Created: true}:           "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores",
		{Scheme: NoEscaping}:      "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=allow-utf-8",
		{Version: OpenMetrics001}: "application/openmetrics-text; version=0.0.1; charset=utf-8; escaping=underscores",
		{Version: OpenMetrics001, Scheme: DotsEscaping}: "application/openmetrics-text; version=0.0.1; charset=utf-8; escaping=dots",
	}
	for format, want := range tests {
		if got := format.ContentType(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// An integer of the text format gets a fraction, and nothing else does.
func TestAppendOpenMetricsFloat(t *testing.T) {
	for _, tt := range numbers {
		want := tt.want
		if !strings.ContainsAny(want, ".eNI") {
			want += ".0"
		}
		if got := string(appendOpenMetricsFloat([]byte("1."), tt.v)); got != "1."+want {
			t.Errorf("%v: got %s, want 1.%s", tt.v, got, want)
		}
	}
}

// A scrape must not leave garbage behind, in this format neither. What
// could allocate beyond what TestPageAllocatesNothing has are lines that
// are made anew in spite of being kept, integers, and exemplars.
func TestOpenMetricsAllocatesNothing(t *testing.T) {
	set, quoted := labels("code", "200"), labels("http.code", "200")
	exemplar := trace("a", 0.5, 1.5e18)
	families := []struct {
		name string
		typ  Type
		p    Point
	}{
		{"requests_total", TypeCounter, Point{Value: 1.5e9, Exemplar: exemplar}},
		{"request_seconds", TypeHistogram, Point{
			Count: 4, Sum: 1.25, Bounds: buckets(0.1, 1), Counts: []uint64{1, 3}, Exemplars: []*Exemplar{nil, exemplar, exemplar},
		}},
		{"pause.seconds", TypeSummary, Point{Count: 4, Sum: 1.25, Bounds: quantiles(0.5, 1), Values: []float64{0.1, 0.12345}}},
		{"heap.bytes", TypeGauge, Point{Value: 12}},
	}
	for _, tt := range families {
		f := MustFamily(tt.name, "Help.", tt.typ)
		tt.p.Created, tt.p.Timestamp, tt.p.HasTimestamp = 1.7e18, 1395066363000, true
		for scheme := range Scheme(len(schemeWords)) {
			page := NewPage(OpenMetrics{Scheme: scheme, Created: true}, make([]byte, 0, 4096))
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
