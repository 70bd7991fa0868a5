package expfmt

import "math"

// pages are families, each table entry with their page. The table drives
// the encoder and the decoder, and seeds the decoder's fuzz target.
var pages = []struct {
	name     string
	families []family
	page     string // with NoEscaping
}{
	{name: "nothing"},
	{
		name:     "counter without labels",
		families: []family{{"requests_total", "Requests served.", TypeCounter, []series{{value: 7}}}},
		page: `# HELP requests_total Requests served.
# TYPE requests_total counter
requests_total 7
`,
	},
	{
		name: "labels in the order of their names",
		families: []family{{"requests", "", TypeGauge, []series{
			{labels: labels("b", "2", "a", "1"), value: 1},
			{labels: labels("a", "2", "b", "1"), value: 2},
		}}},
		page: "# HELP requests \n" + `# TYPE requests gauge
requests{a="1",b="2"} 1
requests{a="2",b="1"} 2
`,
	},
	{
		name: "escapes",
		families: []family{{"escapes", "A \"quote\", a \\,\na line and a\ttab.", TypeUntyped, []series{
			{labels: labels("l", "a \"quote\", a \\,\na line, a\ttab, a }, a { and an é"), value: 1},
			{labels: labels("l", ""), value: 2},
		}}},
		page: "# HELP escapes A \"quote\", a \\\\,\\na line and a\ttab.\n" +
			"# TYPE escapes untyped\n" +
			`escapes{l="a \"quote\", a \\,\na line, a` + "\t" + `tab, a }, a { and an é"} 1` + "\n" +
			`escapes{l=""} 2` + "\n",
	},
	{
		name:     "an escape first",
		families: []family{{"first", "\\", TypeGauge, []series{{labels: labels("l", "\n"), value: 1}}}},
		page:     "# HELP first \\\\\n# TYPE first gauge\nfirst{l=\"\\n\"} 1\n",
	},
	{
		name:     "blanks around a HELP text",
		families: []family{{"blanks", "  two in front, one behind\t", TypeGauge, []series{{value: 1}}}},
		page: "# HELP blanks   two in front, one behind\t\n" + `# TYPE blanks gauge
blanks 1
`,
	},
	{
		name: "numbers",
		families: []family{{"numbers", "", TypeGauge, []series{
			{labels: labels("is", "NaN"), value: math.NaN()},
			{labels: labels("is", "above"), value: math.Inf(1)},
			{labels: labels("is", "below"), value: math.Inf(-1)},
			{labels: labels("is", "exact"), value: 4.2737460e7},
			{labels: labels("is", "largest"), value: math.MaxFloat64},
			{labels: labels("is", "smallest"), value: -math.SmallestNonzeroFloat64},
		}}},
		page: "# HELP numbers \n" + `# TYPE numbers gauge
numbers{is="NaN"} NaN
numbers{is="above"} +Inf
numbers{is="below"} -Inf
numbers{is="exact"} 4.273746e+07
numbers{is="largest"} 1.7976931348623157e+308
numbers{is="smallest"} -5e-324
`,
	},
	{
		name: "timestamps",
		families: []family{
			{"stamped", "", TypeCounter, []series{
				{labels: labels("when", "after"), point: &Point{Value: 1027, Timestamp: 1395066363000, HasTimestamp: true}},
				{labels: labels("when", "at"), point: &Point{Value: 3, HasTimestamp: true}},
				{labels: labels("when", "before"), point: &Point{Value: math.Inf(1), Timestamp: -3982045, HasTimestamp: true}},
				{labels: labels("when", "now"), value: 5},
			}},
			{"stamped_seconds", "", TypeHistogram, []series{{point: &Point{
				Sum: 2, Count: 3, Bounds: buckets(1), Counts: []uint64{1}, Timestamp: 7, HasTimestamp: true,
			}}}},
		},
		page: "# HELP stamped \n" + `# TYPE stamped counter
stamped{when="after"} 1027 1395066363000
stamped{when="at"} 3 0
stamped{when="before"} +Inf -3982045
stamped{when="now"} 5
` + "# HELP stamped_seconds \n" + `# TYPE stamped_seconds histogram
stamped_seconds_bucket{le="1"} 1 7
stamped_seconds_bucket{le="+Inf"} 3 7
stamped_seconds_sum 2 7
stamped_seconds_count 3 7
`,
	},
	{
		name: "histogram",
		families: []family{{"request_seconds", "Time to serve.", TypeHistogram, []series{
			{point: &Point{Sum: 53423, Count: 1234567, Bounds: buckets(0.05, 1, 1e6), Counts: []uint64{0, 24054, 24054}}},
			{labels: labels("z", "le is last"), point: &Point{Sum: math.NaN(), Bounds: buckets(0.05, 1, 1e6), Counts: []uint64{0, 0, 0}}},
		}}},
		page: `# HELP request_seconds Time to serve.
# TYPE request_seconds histogram
request_seconds_bucket{le="0.05"} 0
request_seconds_bucket{le="1"} 24054
request_seconds_bucket{le="1e+06"} 24054
request_seconds_bucket{le="+Inf"} 1.234567e+06
request_seconds_sum 53423
request_seconds_count 1.234567e+06
request_seconds_bucket{z="le is last",le="0.05"} 0
request_seconds_bucket{z="le is last",le="1"} 0
request_seconds_bucket{z="le is last",le="1e+06"} 0
request_seconds_bucket{z="le is last",le="+Inf"} 0
request_seconds_sum{z="le is last"} NaN
request_seconds_count{z="le is last"} 0
`,
	},
	{
		name: "histograms with other buckets",
		families: []family{{"h", "", TypeHistogram, []series{
			{labels: labels("of", "nothing"), point: &Point{Count: 2, Bounds: buckets()}},
			{labels: labels("of", "one"), point: &Point{Count: 2, Bounds: buckets(math.Inf(-1)), Counts: []uint64{1}}},
			{labels: labels("of", "others"), point: &Point{Count: math.MaxUint64, Bounds: buckets(-1, 1), Counts: []uint64{1, math.MaxUint64}}},
		}}},
		page: "# HELP h \n" + `# TYPE h histogram
h_bucket{of="nothing",le="+Inf"} 2
h_sum{of="nothing"} 0
h_count{of="nothing"} 2
h_bucket{of="one",le="-Inf"} 1
h_bucket{of="one",le="+Inf"} 2
h_sum{of="one"} 0
h_count{of="one"} 2
h_bucket{of="others",le="-1"} 1
h_bucket{of="others",le="1"} 1.8446744073709552e+19
h_bucket{of="others",le="+Inf"} 1.8446744073709552e+19
h_sum{of="others"} 0
h_count{of="others"} 1.8446744073709552e+19
`,
	},
	{
		name: "summary",
		families: []family{{"pause_seconds", "Time of pauses.", TypeSummary, []series{
			{point: &Point{Sum: 8.5, Count: 3, Bounds: quantiles(0, 0.5, 1), Values: []float64{1, 2.5, 5}}},
			{labels: labels("gc", "idle"), point: &Point{Bounds: quantiles(0.99), Values: []float64{math.NaN()}}},
			{labels: labels("gc", "none"), point: &Point{Sum: -1, Count: 1, Bounds: quantiles()}},
		}}},
		page: `# HELP pause_seconds Time of pauses.
# TYPE pause_seconds summary
pause_seconds{quantile="0"} 1
pause_seconds{quantile="0.5"} 2.5
pause_seconds{quantile="1"} 5
pause_seconds_sum 8.5
pause_seconds_count 3
pause_seconds{gc="idle",quantile="0.99"} NaN
pause_seconds_sum{gc="idle"} 0
pause_seconds_count{gc="idle"} 0
pause_seconds_sum{gc="none"} -1
pause_seconds_count{gc="none"} 1
`,
	},
	{
		name: "names outside the legacy alphabet",
		families: []family{
			{"my.metric", "Has a dot.", TypeUntyped, []series{
				{value: 1},
				{labels: labels("a", "b"), value: 2},
				{labels: labels("a.b", "c", "d:e", "f"), value: 3},
			}},
			{"my.seconds", "", TypeHistogram, []series{
				{point: &Point{Bounds: buckets(1), Counts: []uint64{0}}},
				{labels: labels("le.mans", "24 h"), point: &Point{Bounds: buckets(1), Counts: []uint64{0}}},
			}},
			{"my.summary", "", TypeSummary, []series{
				{point: &Point{Bounds: quantiles(0.5), Values: []float64{1}}},
			}},
			{"\"\\\n花", "", TypeGauge, []series{{labels: labels("\"\\\n花", "火"), value: 4}}},
		},
		page: `# HELP "my.metric" Has a dot.
# TYPE "my.metric" untyped
{"my.metric"} 1
{"my.metric",a="b"} 2
{"my.metric","a.b"="c",d:e="f"} 3
` + `# HELP "my.seconds" ` + `
# TYPE "my.seconds" histogram
{"my.seconds_bucket",le="1"} 0
{"my.seconds_bucket",le="+Inf"} 0
{"my.seconds_sum"} 0
{"my.seconds_count"} 0
{"my.seconds_bucket","le.mans"="24 h",le="1"} 0
{"my.seconds_bucket","le.mans"="24 h",le="+Inf"} 0
{"my.seconds_sum","le.mans"="24 h"} 0
{"my.seconds_count","le.mans"="24 h"} 0
` + `# HELP "my.summary" ` + `
# TYPE "my.summary" summary
{"my.summary",quantile="0.5"} 1
{"my.summary_sum"} 0
{"my.summary_count"} 0
` + `# HELP "\"\\\n花" ` + `
# TYPE "\"\\\n花" gauge
{"\"\\\n花","\"\\\n花"="火"} 4
`,
	},
	{
		name: "suffixes and labels of other types",
		families: []family{
			{"x_bucket", "", TypeCounter, []series{{labels: labels("le", "1"), value: 1}}},
			{"x_count", "", TypeGauge, []series{{value: 2}}},
			{"x_count_sum", "", TypeUntyped, []series{{labels: labels("quantile", "1"), value: 3}}},
			{"x", "", TypeGauge, []series{{value: 4}}},
			{"y", "", TypeSummary, []series{{labels: labels("le", "1"), point: &Point{Bounds: quantiles()}}}},
			{"y_bucket", "", TypeHistogram, []series{{labels: labels("quantile", "1"), point: &Point{Bounds: buckets()}}}},
		},
		page: "# HELP x_bucket \n" + `# TYPE x_bucket counter
x_bucket{le="1"} 1
` + "# HELP x_count \n" + `# TYPE x_count gauge
x_count 2
` + "# HELP x_count_sum \n" + `# TYPE x_count_sum untyped
x_count_sum{quantile="1"} 3
` + "# HELP x \n" + `# TYPE x gauge
x 4
` + "# HELP y \n" + `# TYPE y summary
y_sum{le="1"} 0
y_count{le="1"} 0
` + "# HELP y_bucket \n" + `# TYPE y_bucket histogram
y_bucket_bucket{quantile="1",le="+Inf"} 0
y_bucket_sum{quantile="1"} 0
y_bucket_count{quantile="1"} 0
`,
	},
}
