package expfmt

import (
	"math"
	"slices"
)

// openMetricsPages are families, each table entry with their page of
// OpenMetrics, and some with their page of text. The table drives the
// encoder and the decoder, and seeds the decoder's fuzz target.
var openMetricsPages = slices.Concat(openMetricsValuePages, openMetricsPointPages)

type openMetricsPage struct {
	name       string
	families   []unitFamily
	page, text string // with NoEscaping
}

// openMetricsValuePages have, for the most part, series of one sample.
var openMetricsValuePages = []openMetricsPage{
	{name: "nothing", page: "# EOF\n"},
	{
		name: "counter",
		families: []unitFamily{{"", family{"requests_total", "Requests served.", TypeCounter, []series{
			{labels: labels("code", "200"), value: 7},
			{labels: labels("code", "404"), point: &Point{Value: 1e6, Created: 1700000000500000000}},
			{labels: labels("code", "500"), point: &Point{Value: 0.5, Exemplar: trace("a", 0.25, 0)}},
			{labels: labels("code", "501"), point: &Point{
				Value: 3, Timestamp: 1395066363123, HasTimestamp: true,
				Exemplar: trace("b", 1, 1500000000), Created: -1000000000,
			}},
		}}}},
		page: `# HELP requests Requests served.
# TYPE requests counter
requests_total{code="200"} 7.0
requests_total{code="404"} 1e+06
requests_created{code="404"} 1.7000000005e+09
requests_total{code="500"} 0.5 # {trace_id="a"} 0.25
requests_total{code="501"} 3.0 1.395066363123e+09 # {trace_id="b"} 1.0 1.5
requests_created{code="501"} -1.0
# EOF
`,
		text: `# HELP requests_total Requests served.
# TYPE requests_total counter
requests_total{code="200"} 7
requests_total{code="404"} 1e+06
requests_total{code="500"} 0.5
requests_total{code="501"} 3 1395066363123
`,
	},
	{
		name: "units",
		families: []unitFamily{
			{"seconds", family{"cpu_seconds_total", "", TypeCounter, []series{{value: 1}}}},
			{"bytes", family{"heap_bytes", "", TypeGauge, []series{{value: 1}}}},
			{"m/s", family{"wind.speed_m/s", "", TypeGauge, []series{{value: 1}}}},
			{`"\`, family{`a_"\`, "", TypeUntyped, []series{{value: 1}}}},
		},
		page: "# HELP cpu_seconds \n" + `# TYPE cpu_seconds counter
# UNIT cpu_seconds seconds
cpu_seconds_total 1.0
` + "# HELP heap_bytes \n" + `# TYPE heap_bytes gauge
# UNIT heap_bytes bytes
heap_bytes 1.0
` + "# HELP \"wind.speed_m/s\" \n" + `# TYPE "wind.speed_m/s" gauge
# UNIT "wind.speed_m/s" m/s
{"wind.speed_m/s"} 1.0
` + "# HELP \"a_\\\"\\\\\" \n" + `# TYPE "a_\"\\" unknown
# UNIT "a_\"\\" \"\\
{"a_\"\\"} 1.0
# EOF
`,
	},
	{
		name: "escapes",
		families: []unitFamily{{"", family{"escapes", "A \"quote\", a \\,\na line and a\ttab.", TypeUntyped, []series{
			{labels: labels("l", "a \"quote\", a \\,\na line, a\ttab, a }, a { and an é"), value: 1},
			{labels: labels("l", "# {}"), value: 2},
		}}}},
		page: `# HELP escapes A \"quote\", a \\,\na line and a` + "\t" + `tab.
# TYPE escapes unknown
escapes{l="a \"quote\", a \\,\na line, a` + "\t" + `tab, a }, a { and an é"} 1.0
escapes{l="# {}"} 2.0
# EOF
`,
	},
	{
		name: "numbers",
		families: []unitFamily{{"", family{"numbers", " blanks ", TypeGauge, []series{
			{labels: labels("is", "NaN"), value: math.NaN()},
			{labels: labels("is", "above"), value: math.Inf(1)},
			{labels: labels("is", "below"), value: math.Inf(-1)},
			{labels: labels("is", "exact"), value: 4.2737460e7},
			{labels: labels("is", "large"), value: -123456},
			{labels: labels("is", "smallest"), value: -math.SmallestNonzeroFloat64},
		}}}},
		page: "# HELP numbers  blanks \n" + `# TYPE numbers gauge
numbers{is="NaN"} NaN
numbers{is="above"} +Inf
numbers{is="below"} -Inf
numbers{is="exact"} 4.273746e+07
numbers{is="large"} -123456.0
numbers{is="smallest"} -5e-324
# EOF
`,
	},
	{
		name: "states and infos",
		families: []unitFamily{
			{"", family{"feature", "What is on.", TypeStateSet, []series{
				{labels: labels("feature", "a", "host", "x"), value: 1},
				{labels: labels("feature", "b", "host", "x"), value: 0},
				{labels: labels("feature", "a", "host", "y"), point: &Point{Value: 0, Timestamp: 1, HasTimestamp: true}},
				{labels: labels("feature", "a", "host", "y"), point: &Point{Value: 1, Timestamp: 2, HasTimestamp: true}},
			}}},
			{"", family{"the.state", "", TypeStateSet, []series{{labels: labels("the.state", "on"), value: 1}}}},
			{"", family{"build_info", "What this is.", TypeInfo, []series{
				{labels: labels("version", "1"), value: 1},
				{labels: labels("version", "2"), point: &Point{Value: 1, HasTimestamp: true}},
			}}},
		},
		page: `# HELP feature What is on.
# TYPE feature stateset
feature{feature="a",host="x"} 1.0
feature{feature="b",host="x"} 0.0
feature{feature="a",host="y"} 0.0 0.001
feature{feature="a",host="y"} 1.0 0.002
` + "# HELP \"the.state\" \n" + `# TYPE "the.state" stateset
{"the.state","the.state"="on"} 1.0
# HELP build What this is.
# TYPE build info
build_info{version="1"} 1.0
build_info{version="2"} 1.0 0.0
# EOF
`,
		text: `# HELP feature What is on.
# TYPE feature gauge
feature{feature="a",host="x"} 1
feature{feature="b",host="x"} 0
feature{feature="a",host="y"} 0 1
feature{feature="a",host="y"} 1 2
` + "# HELP \"the.state\" \n" + `# TYPE "the.state" gauge
{"the.state","the.state"="on"} 1
# HELP build_info What this is.
# TYPE build_info gauge
build_info{version="1"} 1
build_info{version="2"} 1 0
`,
	},
	{
		name: "names outside the legacy alphabet",
		families: []unitFamily{
			{"", family{"my.requests_total", "Has a dot.", TypeCounter, []series{
				{labels: labels("a.b", "c", "d:e", "f"), point: &Point{
					Value: 3, Exemplar: &Exemplar{Labels: labels("span.id", "x", "trace", "y"), Value: 1}, Created: 1e9,
				}},
			}}},
			{"", family{"my.seconds", "", TypeHistogram, []series{
				{labels: labels("le.mans", "24 h"), point: &Point{Bounds: buckets(1), Counts: []uint64{0}, Created: 1e9}},
			}}},
			{"", family{"\"\\\n花", "", TypeGauge, []series{{labels: labels("\"\\\n花", "火"), value: 4}}}},
		},
		page: `# HELP "my.requests" Has a dot.
# TYPE "my.requests" counter
{"my.requests_total","a.b"="c",d:e="f"} 3.0 # {"span.id"="x",trace="y"} 1.0
{"my.requests_created","a.b"="c",d:e="f"} 1.0
` + "# HELP \"my.seconds\" \n" + `# TYPE "my.seconds" histogram
{"my.seconds_bucket","le.mans"="24 h",le="1.0"} 0
{"my.seconds_bucket","le.mans"="24 h",le="+Inf"} 0
{"my.seconds_sum","le.mans"="24 h"} 0.0
{"my.seconds_count","le.mans"="24 h"} 0
{"my.seconds_created","le.mans"="24 h"} 1.0
` + "# HELP \"\\\"\\\\\\n花\" \n" + `# TYPE "\"\\\n花" gauge
{"\"\\\n花","\"\\\n花"="火"} 4.0
# EOF
`,
	},
	{
		name: "suffixes and labels of other types",
		families: []unitFamily{
			{"", family{"x_total_total", "", TypeCounter, []series{{labels: labels("le", "1"), value: 1}}}},
			{"", family{"x_bucket", "", TypeGauge, []series{{labels: labels("le", "1", "quantile", "2"), value: 1}}}},
			{"", family{"x_info", "", TypeGauge, []series{{value: 2}}}},
			{"", family{"x_created", "", TypeUntyped, []series{{labels: labels("x", "1"), value: 3}}}},
			{"", family{"y", "", TypeSummary, []series{{labels: labels("le", "1"), point: &Point{Bounds: quantiles()}}}}},
			{"", family{"y_bucket", "", TypeHistogram, []series{{labels: labels("quantile", "1"), point: &Point{Bounds: buckets()}}}}},
		},
		page: "# HELP x_total \n" + `# TYPE x_total counter
x_total_total{le="1"} 1.0
` + "# HELP x_bucket \n" + `# TYPE x_bucket gauge
x_bucket{le="1",quantile="2"} 1.0
` + "# HELP x_info \n" + `# TYPE x_info gauge
x_info 2.0
` + "# HELP x_created \n" + `# TYPE x_created unknown
x_created{x="1"} 3.0
` + "# HELP y \n" + `# TYPE y summary
y_sum{le="1"} 0.0
y_count{le="1"} 0
` + "# HELP y_bucket \n" + `# TYPE y_bucket histogram
y_bucket_bucket{quantile="1",le="+Inf"} 0
y_bucket_sum{quantile="1"} 0.0
y_bucket_count{quantile="1"} 0
# EOF
`,
	},
}
