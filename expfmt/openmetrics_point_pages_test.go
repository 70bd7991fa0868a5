package expfmt

import "math"

// openMetricsPointPages have series of several samples.
var openMetricsPointPages = []openMetricsPage{
	{
		name: "several points of a series",
		families: []unitFamily{
			{"", family{"a_total", "", TypeCounter, []series{
				{point: &Point{Value: 1, Timestamp: -1500, HasTimestamp: true, Created: 5e9}},
				{point: &Point{Value: 2, HasTimestamp: true, Created: 5e9}},
				{point: &Point{Value: 2, Timestamp: 1, HasTimestamp: true}},
			}}},
			{"", family{"b", "", TypeSummary, []series{
				{point: &Point{Count: 1, Sum: 1, Bounds: quantiles(), Timestamp: 1, HasTimestamp: true}},
				{point: &Point{Count: 2, Sum: 1, Bounds: quantiles(), Timestamp: 2, HasTimestamp: true}},
				{labels: labels("c", "d"), point: &Point{Bounds: quantiles(), Timestamp: 1, HasTimestamp: true}},
			}}},
		},
		page: "# HELP a \n" + `# TYPE a counter
a_total 1.0 -1.5
a_created 5.0
a_total 2.0 0.0
a_created 5.0
a_total 2.0 0.001
` + "# HELP b \n" + `# TYPE b summary
b_sum 1.0 0.001
b_count 1 0.001
b_sum 1.0 0.002
b_count 2 0.002
b_sum{c="d"} 0.0 0.001
b_count{c="d"} 0 0.001
# EOF
`,
	},
	{
		name: "histogram",
		families: []unitFamily{{"seconds", family{"request_seconds", "Time to serve.", TypeHistogram, []series{
			{point: &Point{Sum: 53423, Count: 1234567, Bounds: buckets(0.05, 1, 1e6), Counts: []uint64{0, 24054, 24054}}},
			{labels: labels("z", "le is last"), point: &Point{
				Sum: 2, Count: math.MaxUint64, Bounds: buckets(0.05, 1, 1e6), Counts: []uint64{1 << 53, 1<<53 + 1, math.MaxUint64 - 1},
				Exemplars: []*Exemplar{nil, trace("b", 1, 0), nil, trace("a", math.Inf(1), 1.5e18)}, Created: 1e18,
				Timestamp: 7, HasTimestamp: true,
			}},
		}}}},
		page: `# HELP request_seconds Time to serve.
# TYPE request_seconds histogram
# UNIT request_seconds seconds
request_seconds_bucket{le="0.05"} 0
request_seconds_bucket{le="1.0"} 24054
request_seconds_bucket{le="1e+06"} 24054
request_seconds_bucket{le="+Inf"} 1234567
request_seconds_sum 53423.0
request_seconds_count 1234567
request_seconds_bucket{z="le is last",le="0.05"} 9007199254740992 0.007
request_seconds_bucket{z="le is last",le="1.0"} 9007199254740993 0.007 # {trace_id="b"} 1.0
request_seconds_bucket{z="le is last",le="1e+06"} 18446744073709551614 0.007
request_seconds_bucket{z="le is last",le="+Inf"} 18446744073709551615 0.007 # {trace_id="a"} +Inf 1.5e+09
request_seconds_sum{z="le is last"} 2.0 0.007
request_seconds_count{z="le is last"} 18446744073709551615 0.007
request_seconds_created{z="le is last"} 1e+09
# EOF
`,
	},
	{
		name: "summary",
		families: []unitFamily{{"seconds", family{"pause_seconds", "Time of pauses.", TypeSummary, []series{
			{point: &Point{Sum: 8.5, Count: 3, Bounds: quantiles(0, 0.5, 1), Values: []float64{1, 2.5, 5}, Created: 5e8}},
			{labels: labels("gc", "idle"), point: &Point{Bounds: quantiles(0.99), Values: []float64{math.NaN()}}},
		}}}},
		page: `# HELP pause_seconds Time of pauses.
# TYPE pause_seconds summary
# UNIT pause_seconds seconds
pause_seconds{quantile="0.0"} 1.0
pause_seconds{quantile="0.5"} 2.5
pause_seconds{quantile="1.0"} 5.0
pause_seconds_sum 8.5
pause_seconds_count 3
pause_seconds_created 0.5
pause_seconds{gc="idle",quantile="0.99"} NaN
pause_seconds_sum{gc="idle"} 0.0
pause_seconds_count{gc="idle"} 0
# EOF
`,
	},
	{
		name: "sums and counts that are not known",
		families: []unitFamily{
			{"", family{"a", "", TypeHistogram, []series{
				{point: &Point{Sum: math.NaN(), NoSum: true, Count: 2, Bounds: buckets(-1), Counts: []uint64{1}, Created: 5e8}},
			}}},
			{"", family{"b", "", TypeGaugeHistogram, []series{{point: &Point{Sum: math.NaN(), NoSum: true, Count: 2, Bounds: buckets()}}}}},
			{"", family{"c", "", TypeSummary, []series{
				{labels: labels("of", "1"), point: &Point{Sum: math.NaN(), NoSum: true, Count: 2, Bounds: quantiles()}},
				{labels: labels("of", "2"), point: &Point{NoCount: true, Sum: 2, Bounds: quantiles()}},
				{labels: labels("of", "3"), point: &Point{
					Sum: math.NaN(), NoSum: true, NoCount: true, Bounds: quantiles(0.5), Values: []float64{2},
				}},
			}}},
		},
		page: "# HELP a \n" + `# TYPE a histogram
a_bucket{le="-1.0"} 1
a_bucket{le="+Inf"} 2
a_created 0.5
` + "# HELP b \n" + `# TYPE b gaugehistogram
b_bucket{le="+Inf"} 2
` + "# HELP c \n" + `# TYPE c summary
c_count{of="1"} 2
c_sum{of="2"} 2.0
c{of="3",quantile="0.5"} 2.0
# EOF
`,
		text: "# HELP a \n" + `# TYPE a histogram
a_bucket{le="-1"} 1
a_bucket{le="+Inf"} 2
a_sum NaN
a_count 2
` + "# HELP b \n" + `# TYPE b histogram
b_bucket{le="+Inf"} 2
b_sum NaN
b_count 2
` + "# HELP c \n" + `# TYPE c summary
c_sum{of="1"} NaN
c_count{of="1"} 2
c_sum{of="2"} 2
c_count{of="2"} 0
c{of="3",quantile="0.5"} 2
c_sum{of="3"} NaN
c_count{of="3"} 0
`,
	},
	{
		name: "gauge histogram",
		families: []unitFamily{{"bytes", family{"queue_bytes", "Size of what waits.", TypeGaugeHistogram, []series{
			{labels: labels("q", "1"), point: &Point{Sum: -5, Count: 3, Bounds: buckets(-1, 1), Counts: []uint64{1, 2}}},
			{labels: labels("q", "2"), point: &Point{Sum: 5, Count: 3, Bounds: buckets(1), Counts: []uint64{1}, Exemplars: []*Exemplar{trace("a", 1, 0), nil}}},
		}}}},
		page: `# HELP queue_bytes Size of what waits.
# TYPE queue_bytes gaugehistogram
# UNIT queue_bytes bytes
queue_bytes_bucket{q="1",le="-1.0"} 1
queue_bytes_bucket{q="1",le="1.0"} 2
queue_bytes_bucket{q="1",le="+Inf"} 3
queue_bytes_gsum{q="1"} -5.0
queue_bytes_gcount{q="1"} 3
queue_bytes_bucket{q="2",le="1.0"} 1 # {trace_id="a"} 1.0
queue_bytes_bucket{q="2",le="+Inf"} 3
queue_bytes_gsum{q="2"} 5.0
queue_bytes_gcount{q="2"} 3
# EOF
`,
		text: `# HELP queue_bytes Size of what waits.
# TYPE queue_bytes histogram
queue_bytes_bucket{q="1",le="-1"} 1
queue_bytes_bucket{q="1",le="1"} 2
queue_bytes_bucket{q="1",le="+Inf"} 3
queue_bytes_sum{q="1"} -5
queue_bytes_count{q="1"} 3
queue_bytes_bucket{q="2",le="1"} 1
queue_bytes_bucket{q="2",le="+Inf"} 3
queue_bytes_sum{q="2"} 5
queue_bytes_count{q="2"} 3
`,
	},
}
