package expfmt

import (
	"math"
	"strings"
)

// openMetrics2Pages are families, each table entry with their page of
// OpenMetrics 2.0. The table drives the encoder and the decoder, and seeds the
// decoder's fuzz target.
var openMetrics2Pages = []openMetricsPage{
	{name: "nothing", page: "# EOF\n"},
	{
		name: "counters",
		families: []unitFamily{{"", family{"requests_total", "Requests served.", TypeCounter, []series{
			{labels: labels("code", "200"), value: 7},
			{labels: labels("code", "404"), point: &Point{Value: 1e6, Created: 1234567890_987654321}},
			{labels: labels("code", "500"), point: &Point{Value: 0.5, Exemplar: trace("a", 0.25, 1_500_000_000)}},
			{labels: labels("code", "501"), point: &Point{
				Value: 3, Timestamp: 1395066363123, HasTimestamp: true,
				Exemplar: &Exemplar{Value: math.NaN(), Time: -1_750_000_000}, Created: -500_000_000,
			}},
			{labels: labels("code", "502"), point: &Point{Value: 4, Timestamp: 1, HasTimestamp: true}},
			{labels: labels("code", "502"), point: &Point{Value: 4, Timestamp: 2, HasTimestamp: true}},
		}}}, {"", family{"without.suffix", "", TypeCounter, []series{{value: 1}}}}},
		page: `# HELP requests_total Requests served.
# TYPE requests_total counter
requests_total{code="200"} 7.0
requests_total{code="404"} 1e+06 st@1234567890.987654321
requests_total{code="500"} 0.5 # {trace_id="a"} 0.25 1.5
requests_total{code="501"} 3.0 1395066363.123 st@-0.5 # {} NaN -1.75
requests_total{code="502"} 4.0 0.001
requests_total{code="502"} 4.0 0.002
` + "# HELP \"without.suffix\" \n" + `# TYPE "without.suffix" counter
{"without.suffix"} 1.0
# EOF
`,
	},
	{
		name: "long exemplar",
		families: []unitFamily{{"", family{"a_total", "", TypeCounter, []series{
			{point: &Point{Value: 1, Exemplar: trace(strings.Repeat("x", 200), 1, 1e9)}},
		}}}},
		page: "# HELP a_total \n# TYPE a_total counter\na_total 1.0 # {trace_id=\"" + strings.Repeat("x", 200) + "\"} 1.0 1\n# EOF\n",
	},
	{
		name: "gauges",
		families: []unitFamily{
			{"bytes", family{"heap_bytes", " blanks ", TypeGauge, []series{
				{labels: labels("is", "NaN"), value: math.NaN()},
				{labels: labels("is", "above"), value: math.Inf(1)},
				{labels: labels("is", "below"), value: math.Inf(-1)},
				{labels: labels("is", "large"), value: -123456},
			}}},
			{"", family{"other", "", TypeUntyped, []series{
				{labels: labels("l", "a \"quote\", a \\,\na line, a }, a { and an é"), value: 1},
				{labels: labels("l.m", "# {}"), point: &Point{Value: 2, Created: 1e9, Exemplar: trace("a", 1, 1e9)}},
			}}},
		},
		page: `# HELP heap_bytes  blanks ` + `
# TYPE heap_bytes gauge
# UNIT heap_bytes bytes
heap_bytes{is="NaN"} NaN
heap_bytes{is="above"} +Inf
heap_bytes{is="below"} -Inf
heap_bytes{is="large"} -123456.0
` + "# HELP other \n" + `# TYPE other unknown
other{l="a \"quote\", a \\,\na line, a }, a { and an é"} 1.0
other{"l.m"="# {}"} 2.0 st@1 # {trace_id="a"} 1.0 1
# EOF
`,
	},
	{
		name: "states and infos",
		families: []unitFamily{
			{"", family{"feature", "What is on.", TypeStateSet, []series{
				{labels: labels("feature", "a", "host", "x"), value: 1},
				{labels: labels("feature", "b", "host", "x"), value: 0},
				{labels: labels("feature", "a", "host", "y"), point: &Point{Value: 0, Timestamp: 1000, HasTimestamp: true}},
				{labels: labels("feature", "a", "host", "y"), point: &Point{Value: 1, Timestamp: 2000, HasTimestamp: true}},
			}}},
			{"", family{"the.state", "", TypeStateSet, []series{{labels: labels("the.state", "on"), value: 1}}}},
			{"", family{"the:state", "", TypeStateSet, []series{
				{labels: labels("the:state", "on"), value: 1},
				{labels: labels("the.host", "a:b", "the:state", "on"), point: &Point{HasTimestamp: true}},
			}}},
			{"", family{"build_info", "What this is.", TypeInfo, []series{
				{labels: labels("version", "1"), value: 1},
				{labels: labels("version", "2"), point: &Point{Value: 1, HasTimestamp: true}},
			}}},
		},
		page: `# HELP feature What is on.
# TYPE feature stateset
feature{feature="a",host="x"} 1.0
feature{feature="b",host="x"} 0.0
feature{feature="a",host="y"} 0.0 1
feature{feature="a",host="y"} 1.0 2
` + "# HELP \"the.state\" \n" + `# TYPE "the.state" stateset
{"the.state","the.state"="on"} 1.0
` + "# HELP the:state \n" + `# TYPE the:state stateset
the:state{"the:state"="on"} 1.0
the:state{"the.host"="a:b","the:state"="on"} 0.0 0
# HELP build_info What this is.
# TYPE build_info info
build_info{version="1"} 1.0
build_info{version="2"} 1.0 0
# EOF
`,
	},
	{
		name: "summaries",
		families: []unitFamily{{"seconds", family{"rpc_seconds", "", TypeSummary, []series{
			{labels: labels("to", "a"), point: &Point{Bounds: quantiles()}},
			{labels: labels("to", "b"), point: &Point{
				Count: 1e6, Sum: 1e6, Bounds: quantiles(0, 0.5, 1), Values: []float64{math.NaN(), 1, math.Inf(1)}, Created: 1e9,
			}},
		}}}},
		page: "# HELP rpc_seconds \n" + `# TYPE rpc_seconds summary
# UNIT rpc_seconds seconds
rpc_seconds{to="a"} {count:0,sum:0,quantile:[]}
rpc_seconds{to="b"} {count:1000000,sum:1e+06,quantile:[0:NaN,0.5:1,1:+Inf]} st@1
# EOF
`,
	},
	{
		name: "classic histograms",
		families: []unitFamily{
			{"", family{"h", "", TypeHistogram, []series{
				{labels: labels("l", "1"), point: &Point{Bounds: buckets()}},
				{labels: labels("l", "2"), point: &Point{
					Count: 9007199254740993, Sum: -1.5, Bounds: buckets(math.Inf(-1), -1, 0.5), Counts: []uint64{0, 2, 9007199254740993},
				}},
				{labels: labels("l", "3"), point: &Point{
					Count: 17, Sum: 324789.3, Bounds: buckets(0.01, 0.1, 1, 10), Counts: []uint64{0, 8, 11, 17},
					Timestamp: 1520879610000, HasTimestamp: true, Created: 1520879607_789000000,
					Exemplars: []*Exemplar{nil, {Value: 0.054, Time: 1520879607_700000000}, nil, trace("K", 1.67, 1520879602_890000000), trace("o", 11, 1e18)},
				}},
				{labels: labels("l", "4"), point: &Point{
					Sum: math.NaN(), Bounds: buckets(0.1, 1), Floats: &FloatCounts{Count: 5.5, Counts: []float64{2.5, 5.5}},
				}},
			}}},
			{"", family{"queue", "", TypeGaugeHistogram, []series{
				{point: &Point{Sum: -1, Bounds: buckets(1), Floats: &FloatCounts{Count: -2, Counts: []float64{3}}}},
			}}},
		},
		page: "# HELP h \n" + `# TYPE h histogram
h{l="1"} {count:0,sum:0,bucket:[+Inf:0]}
h{l="2"} {count:9007199254740993,sum:-1.5,bucket:[-Inf:0,-1:2,0.5:9007199254740993,+Inf:9007199254740993]}
h{l="3"} {count:17,sum:324789.3,bucket:[0.01:0,0.1:8,1:11,10:17,+Inf:17]} 1520879610 st@1520879607.789 # {} 0.054 1520879607.7 # {trace_id="K"} 1.67 1520879602.89 # {trace_id="o"} 11.0 1000000000
h{l="4"} {count:5.5,sum:NaN,bucket:[0.1:2.5,1:5.5,+Inf:5.5]}
` + "# HELP queue \n" + `# TYPE queue gaugehistogram
queue {gcount:-2,gsum:-1,bucket:[1:3,+Inf:-2]}
# EOF
`,
	},
	{
		name: "native histograms",
		families: []unitFamily{
			{"", family{"h", "", TypeHistogram, []series{
				{labels: labels("l", "1"), point: &Point{Native: &NativeHistogram{Schema: 3, ZeroThreshold: 1e-4}}},
				{labels: labels("l", "2"), point: &Point{
					Count: 59, Sum: 120, Created: 1520430000_123000000, Native: &NativeHistogram{
						Schema: -4, ZeroThreshold: 0.001,
						Negative:  NativeBuckets{[]Span{{1, 2}}, []uint64{5, 7}},
						Positive:  NativeBuckets{[]Span{{-1, 2}, {3, 4}}, []uint64{5, 7, 10, 9, 8, 8}},
						Exemplars: []*Exemplar{trace("a", 0.5, 1e9), trace("b", 0.5, 2e9)},
					},
				}},
				{labels: labels("l", "3"), point: &Point{
					Count: 3, Sum: 2, Bounds: buckets(1), Counts: []uint64{1},
					Native: &NativeHistogram{Schema: 8, ZeroCount: 3, Exemplars: []*Exemplar{trace("a", 2, 1e9), trace("b", 3, 2e9)}},
				}},
				{labels: labels("l", "4"), point: &Point{
					Count: 3, Sum: 2, Bounds: buckets(1), Counts: []uint64{1},
					Native: &NativeHistogram{ZeroCount: 3}, Exemplars: []*Exemplar{trace("a", 0.5, 1e9), nil},
				}},
				{labels: labels("l", "5"), point: &Point{
					Bounds: buckets(), Native: &NativeHistogram{},
				}},
			}}},
			{"", family{"queue", "", TypeGaugeHistogram, []series{
				{point: &Point{
					Sum:    0.5,
					Native: &NativeHistogram{Negative: NativeBuckets{Spans: []Span{{0, 1}}}, Positive: NativeBuckets{Spans: []Span{{0, 1}}}},
					Floats: &FloatCounts{Count: 1.501, ZeroCount: 2.5, Negative: []float64{1e-3}, Positive: []float64{-1}},
				}},
			}}},
		},
		page: "# HELP h \n" + `# TYPE h histogram
h{l="1"} {count:0,sum:0,schema:3,zero_threshold:0.0001,zero_count:0}
h{l="2"} {count:59,sum:120,schema:-4,zero_threshold:0.001,zero_count:0,negative_spans:[1:2],negative_buckets:[5,7],positive_spans:[-1:2,3:4],positive_buckets:[5,7,10,9,8,8]} st@1520430000.123 # {trace_id="a"} 0.5 1 # {trace_id="b"} 0.5 2
h{l="3"} {count:3,sum:2,schema:8,zero_threshold:0,zero_count:3,bucket:[1:1,+Inf:3]} # {trace_id="a"} 2.0 1 # {trace_id="b"} 3.0 2
h{l="4"} {count:3,sum:2,schema:0,zero_threshold:0,zero_count:3,bucket:[1:1,+Inf:3]} # {trace_id="a"} 0.5 1
h{l="5"} {count:0,sum:0,schema:0,zero_threshold:0,zero_count:0,bucket:[+Inf:0]}
` + "# HELP queue \n" + `# TYPE queue gaugehistogram
queue {gcount:1.501,gsum:0.5,schema:0,zero_threshold:0,zero_count:2.5,negative_spans:[0:1],negative_buckets:[0.001],positive_spans:[0:1],positive_buckets:[-1]}
# EOF
`,
	},
}
