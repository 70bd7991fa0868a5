package expfmt

import "math"

// protobufPages are families, each table entry with their page as compact
// text. The table drives the encoders and the decoders of both protobuf
// formats, and seeds the decoders' fuzz targets.
var protobufPages = []struct {
	name     string
	families []unitFamily
	text     string
}{
	{name: "nothing"},
	{
		name: "counters",
		families: []unitFamily{{"requests", family{"requests_total", "Requests served.", TypeCounter, []series{
			{labels: labels("code", "200", "path", "/"), value: 7},
			{labels: labels("code", "404", "path", ""), point: &Point{Value: 1e21, Created: 1234567890_987654321}},
			{labels: labels("code", "500"), point: &Point{Value: 0.5, Exemplar: trace("a", 0.25, 1_500_000_000)}},
			{labels: labels("code", "501"), point: &Point{
				Value: 3, Timestamp: -1395066363123, HasTimestamp: true,
				Exemplar: &Exemplar{Value: math.NaN()}, Created: -500_000_000,
			}},
			{labels: labels("code", "502"), point: &Point{Value: 4, Timestamp: 0, HasTimestamp: true, CreatedSeconds: copyOf(0)}},
			{labels: labels("code", "502"), point: &Point{Value: 4, Timestamp: 1, HasTimestamp: true, Created: math.MinInt64, CreatedSeconds: copyOf(-62135596800)}},
		}}}},
		text: `name:"requests_total" help:"Requests served." type:COUNTER` +
			` metric:{label:{name:"code" value:"200"} label:{name:"path" value:"/"} counter:{value:7}}` +
			` metric:{label:{name:"code" value:"404"} label:{name:"path" value:""} counter:{value:1e+21 created_timestamp:{seconds:1234567890 nanos:987654321}}}` +
			` metric:{label:{name:"code" value:"500"} counter:{value:0.5 exemplar:{label:{name:"trace_id" value:"a"} value:0.25 timestamp:{seconds:1 nanos:500000000}}}}` +
			` metric:{label:{name:"code" value:"501"} counter:{value:3 exemplar:{value:nan} created_timestamp:{seconds:-1 nanos:500000000}} timestamp_ms:-1395066363123}` +
			` metric:{label:{name:"code" value:"502"} counter:{value:4 created_timestamp:{}} timestamp_ms:0}` +
			` metric:{label:{name:"code" value:"502"} counter:{value:4 created_timestamp:{seconds:-62135596800}} timestamp_ms:1}` +
			` unit:"requests"` + "\n",
	},
	{
		name: "names and texts",
		families: []unitFamily{
			{"", family{"heap.bytes", "A \"quote\", a \\,\na line, \x00, \x7f, \u0085 and é.", TypeGauge, []series{
				{labels: labels("is", "NaN"), value: math.NaN()},
				{labels: labels("is", "above"), value: math.Inf(1)},
				{labels: labels("is", "below"), value: math.Inf(-1)},
				{labels: labels("is.so", "a \"quote\", a \\,\na line\t\r𝄞"), value: -123456},
				{labels: render([]Label{{"__replica__", "1"}}), value: math.Copysign(0, -1)},
			}}},
			{"", family{"other", "", TypeUntyped, []series{
				{value: 1},
				{labels: labels("le", "1"), point: &Point{Value: 2, Timestamp: math.MaxInt64, HasTimestamp: true}},
			}}},
		},
		text: `name:"heap.bytes" help:"A \"quote\", a \\,\na line, \x00, \x7f, \u0085 and é." type:GAUGE` +
			` metric:{label:{name:"is" value:"NaN"} gauge:{value:nan}}` +
			` metric:{label:{name:"is" value:"above"} gauge:{value:inf}}` +
			` metric:{label:{name:"is" value:"below"} gauge:{value:-inf}}` +
			` metric:{label:{name:"is.so" value:"a \"quote\", a \\,\na line\t\r𝄞"} gauge:{value:-123456}}` +
			` metric:{label:{name:"__replica__" value:"1"} gauge:{value:-0}}` + "\n" +
			`name:"other" help:"" type:UNTYPED metric:{untyped:{value:1}}` +
			` metric:{label:{name:"le" value:"1"} untyped:{value:2} timestamp_ms:9223372036854775807}` + "\n",
	},
	{
		name: "summaries",
		families: []unitFamily{{"s", family{"latency_s", "Latency.", TypeSummary, []series{
			{point: &Point{Sum: 2.5, Count: math.MaxUint64, Bounds: quantiles(0, 0.5, 1), Values: []float64{-1, 2, math.NaN()}, Created: 1e9}},
			{labels: labels("a", "b"), point: &Point{Bounds: quantiles(), Timestamp: 5, HasTimestamp: true}},
		}}}},
		text: `name:"latency_s" help:"Latency." type:SUMMARY` +
			` metric:{summary:{sample_count:18446744073709551615 sample_sum:2.5` +
			` quantile:{quantile:0 value:-1} quantile:{quantile:0.5 value:2} quantile:{quantile:1 value:nan} created_timestamp:{seconds:1}}}` +
			` metric:{label:{name:"a" value:"b"} summary:{sample_count:0 sample_sum:0} timestamp_ms:5}` +
			` unit:"s"` + "\n",
	},
	{
		name: "classic histograms",
		families: []unitFamily{{"", family{"size", "Size.", TypeHistogram, []series{
			{point: &Point{Sum: 2.5, Count: 4, Bounds: buckets(math.Inf(-1), 0.5, 1), Counts: []uint64{0, 1, 3}, Created: 1_000_000_001}},
			{labels: labels("a", "1"), point: &Point{
				Sum: math.NaN(), Count: 2, Bounds: buckets(1), Counts: []uint64{1}, Timestamp: 5, HasTimestamp: true,
				Exemplars: []*Exemplar{trace("x", 0.5, 1e9), trace("y", 2, 0)},
			}},
			{labels: labels("a", "2"), point: &Point{Sum: 1, Count: 1, Bounds: buckets()}},
			{labels: labels("a", "3"), point: &Point{Bounds: buckets(1, 2), Floats: &FloatCounts{Count: 2.5, Counts: []float64{0, 0.25}}}},
		}}}},
		text: `name:"size" help:"Size." type:HISTOGRAM` +
			` metric:{histogram:{sample_count:4 sample_sum:2.5` +
			` bucket:{cumulative_count:0 upper_bound:-inf} bucket:{cumulative_count:1 upper_bound:0.5} bucket:{cumulative_count:3 upper_bound:1}` +
			` created_timestamp:{seconds:1 nanos:1}}}` +
			` metric:{label:{name:"a" value:"1"} histogram:{sample_count:2 sample_sum:nan` +
			` bucket:{cumulative_count:1 upper_bound:1 exemplar:{label:{name:"trace_id" value:"x"} value:0.5 timestamp:{seconds:1}}}` +
			` bucket:{cumulative_count:2 upper_bound:inf exemplar:{label:{name:"trace_id" value:"y"} value:2}}} timestamp_ms:5}` +
			` metric:{label:{name:"a" value:"2"} histogram:{sample_count:1 sample_sum:1}}` +
			` metric:{label:{name:"a" value:"3"} histogram:{sample_count_float:2.5 sample_sum:0` +
			` bucket:{cumulative_count_float:0 upper_bound:1} bucket:{cumulative_count_float:0.25 upper_bound:2}}}` + "\n",
	},
	{
		name: "native histograms",
		families: []unitFamily{{"", family{"size", "", TypeHistogram, []series{
			{labels: labels("a", "both"), point: &Point{
				Sum: 2.5, Count: 10, Bounds: buckets(1), Counts: []uint64{3}, Created: 1e9,
				Exemplars: []*Exemplar{nil, trace("x", 5, 1e9)},
				Native: &NativeHistogram{
					Schema: -4, ZeroThreshold: 1e-128, ZeroCount: 2,
					Negative:  NativeBuckets{[]Span{{-3, 1}, {2, 1}}, []uint64{2, 1}},
					Positive:  NativeBuckets{[]Span{{5, 2}, {0, 1}}, []uint64{1, 0, 4}},
					Exemplars: []*Exemplar{trace("z", -1, 2e9), trace("y", 5, 1e9)},
				},
			}},
			{labels: labels("a", "empty"), point: &Point{Native: &NativeHistogram{Schema: 8}}},
			{labels: labels("a", "empty with classic"), point: &Point{Bounds: buckets(), Native: &NativeHistogram{ZeroThreshold: 0.5}}},
			{labels: labels("a", "floats"), point: &Point{
				Sum:    -1,
				Native: &NativeHistogram{ZeroThreshold: 1, Negative: NativeBuckets{Spans: []Span{{0, 2}}}, Positive: NativeBuckets{Spans: []Span{{-1, 1}}}},
				Floats: &FloatCounts{Count: 3.5, ZeroCount: 0.5, Negative: []float64{1, 1e30}, Positive: []float64{0.5}},
			}},
		}}}},
		text: `name:"size" help:"" type:HISTOGRAM` +
			` metric:{label:{name:"a" value:"both"} histogram:{sample_count:10 sample_sum:2.5 bucket:{cumulative_count:3 upper_bound:1}` +
			` bucket:{cumulative_count:10 upper_bound:inf exemplar:{label:{name:"trace_id" value:"x"} value:5 timestamp:{seconds:1}}}` +
			` created_timestamp:{seconds:1} schema:-4 zero_threshold:1e-128 zero_count:2` +
			` negative_span:{offset:-3 length:1} negative_span:{offset:2 length:1} negative_delta:2 negative_delta:-1` +
			` positive_span:{offset:5 length:2} positive_span:{offset:0 length:1} positive_delta:1 positive_delta:-1 positive_delta:4` +
			` exemplars:{label:{name:"trace_id" value:"z"} value:-1 timestamp:{seconds:2}}` +
			` exemplars:{label:{name:"trace_id" value:"y"} value:5 timestamp:{seconds:1}}}}` +
			` metric:{label:{name:"a" value:"empty"} histogram:{sample_count:0 sample_sum:0 schema:8 zero_threshold:0 zero_count:0 positive_span:{offset:0 length:0}}}` +
			` metric:{label:{name:"a" value:"empty with classic"} histogram:{sample_count:0 sample_sum:0` +
			` bucket:{cumulative_count:0 upper_bound:inf} schema:0 zero_threshold:0.5 zero_count:0}}` +
			` metric:{label:{name:"a" value:"floats"} histogram:{sample_count_float:3.5 sample_sum:-1 schema:0 zero_threshold:1 zero_count_float:0.5` +
			` negative_span:{offset:0 length:2} negative_count:1 negative_count:1e+30 positive_span:{offset:-1 length:1} positive_count:0.5}}` + "\n",
	},
	{
		name: "gauge histograms",
		families: []unitFamily{{"", family{"queue", "", TypeGaugeHistogram, []series{
			{point: &Point{Sum: -1, Count: 2, Bounds: buckets(1), Counts: []uint64{1}}},
			{labels: labels("a", "negative"), point: &Point{Bounds: buckets(1), Floats: &FloatCounts{Count: -2, Counts: []float64{-1}}}},
			{labels: labels("a", "native"), point: &Point{
				Native: &NativeHistogram{Positive: NativeBuckets{Spans: []Span{{0, 1}}}},
				Floats: &FloatCounts{Count: -1, ZeroCount: -0.5, Positive: []float64{-0.5}},
			}},
		}}}},
		text: `name:"queue" help:"" type:GAUGE_HISTOGRAM` +
			` metric:{histogram:{sample_count:2 sample_sum:-1 bucket:{cumulative_count:1 upper_bound:1}}}` +
			` metric:{label:{name:"a" value:"negative"} histogram:{sample_count_float:-2 sample_sum:0 bucket:{cumulative_count_float:-1 upper_bound:1}}}` +
			` metric:{label:{name:"a" value:"native"} histogram:{sample_count_float:-1 sample_sum:0 schema:0 zero_threshold:0 zero_count_float:-0.5` +
			` positive_span:{offset:0 length:1} positive_count:-0.5}}` + "\n",
	},
}

// printProtobuf returns the page of families in a format.
func printProtobuf(format Format, families []unitFamily) string {
	page := NewPage(format, nil)
	writeUnits(page, families)
	return string(page.End())
}

// loosePages are pages of text that the format allows and [Protobuf] does
// not print, each with the page that it prints. The table drives both
// decoders.
var looseProtobufPages = []struct{ name, page, print string }{
	{"no fields", `name:"a"`, ``},
	{"no metrics", `name:"a" help:"b" type:GAUGE`, ``},
	{"a counter without a type", `name:"a" metric{counter{}}`, `name:"a" help:"" type:COUNTER metric:{counter:{value:0}}`},
	{"fields in another order", `metric:{timestamp_ms:1 gauge:{value:2} label:{value:"2" name:"z"} label:{name:"b" value:"1"}} unit:"s" type:GAUGE name:"a_s"`,
		`name:"a_s" help:"" type:GAUGE metric:{label:{name:"b" value:"1"} label:{name:"z" value:"2"} gauge:{value:2} timestamp_ms:1} unit:"s"`},
	{"comments and blanks", "# A comment.\n\tname # Another.\r\n:\v\"a\"\f#", ``},
	{"separators", `name:"a";help:"b",type:GAUGE;metric:{gauge:{value:1,};},`, `name:"a" help:"b" type:GAUGE metric:{gauge:{value:1}}`},
	{"pointed brackets", `name:"a" type:GAUGE metric<label:<name:"b" value:"c">gauge:{value:1}>`, `name:"a" help:"" type:GAUGE metric:{label:{name:"b" value:"c"} gauge:{value:1}}`},
	{"lists", `name:"a" type:HISTOGRAM metric:[{label:[] histogram{sample_count:3 positive_span[<offset:-1 length:2>] positive_delta:[1 , 0x1]}}, ` +
		`{label{name:"b" value:"c"} histogram:{negative_span:[{length:1},{offset:1 length:1}] negative_count:[1, 0.5]}}]`,
		`name:"a" help:"" type:HISTOGRAM metric:{histogram:{sample_count:3 sample_sum:0 schema:0 zero_threshold:0 zero_count:0 positive_span:{offset:-1 length:2} positive_delta:1 positive_delta:1}} ` +
			`metric:{label:{name:"b" value:"c"} histogram:{sample_count_float:0 sample_sum:0 schema:0 zero_threshold:0 zero_count_float:0 ` +
			`negative_span:{offset:0 length:1} negative_span:{offset:1 length:1} negative_count:1 negative_count:0.5}}`},
	{"strings", `name:'a' "b" help:'"' '\'\?\a\b\f\v\x41\x6a\101\0' "\u00e9\U0001d11e\ud834\udd1e" type:GAUGE metric:{gauge:{}}`,
		`name:"ab" help:"\"'?\x07\x08\x0c\x0bAjA\x00é𝄞𝄞" type:GAUGE metric:{gauge:{value:0}}`},
	{"numbers", `name:"a" type:2 metric:{summary:{sample_count:0xff sample_sum:-1.5e1f quantile:{quantile:.5 value:-Infinity} quantile:{quantile:1F value:-NAN}} timestamp_ms:- 010}`,
		`name:"a" help:"" type:SUMMARY metric:{summary:{sample_count:255 sample_sum:-15 quantile:{quantile:0.5 value:-inf} quantile:{quantile:1 value:nan}} timestamp_ms:-8}`},
	{"families on a line", `name:"a" type:GAUGE metric{gauge{}}name:"b" type:UNTYPED metric{untyped{}}`,
		`name:"a" help:"" type:GAUGE metric:{gauge:{value:0}}` + "\n" + `name:"b" help:"" type:UNTYPED metric:{untyped:{value:0}}`},
	{"floats that are whole", `name:"a" type:HISTOGRAM metric{histogram{sample_count:7 sample_count_float:9223372036854775808 bucket{cumulative_count_float:1 upper_bound:1} ` +
		`zero_count_float:1024 zero_count:5 positive_span{length:1} positive_count:9223372036854774784}}`,
		`name:"a" help:"" type:HISTOGRAM metric:{histogram:{sample_count:9223372036854775808 sample_sum:0 bucket:{cumulative_count:1 upper_bound:1} ` +
			`schema:0 zero_threshold:0 zero_count:1024 positive_span:{offset:0 length:1} positive_delta:9223372036854774784}}`},
	{"a count too large for a delta", `name:"a" type:HISTOGRAM metric{histogram{positive_span{length:1} positive_count:9223372036854775808}}`,
		`name:"a" help:"" type:HISTOGRAM metric:{histogram:{sample_count_float:0 sample_sum:0 schema:0 zero_threshold:0 zero_count_float:0 positive_span:{offset:0 length:1} positive_count:9.223372036854776e+18}}`},
	{"a gauge histogram that decreases", `name:"a" type:GAUGE_HISTOGRAM metric{histogram{sample_count:1 bucket{cumulative_count:2 upper_bound:1}}}`,
		`name:"a" help:"" type:GAUGE_HISTOGRAM metric:{histogram:{sample_count_float:1 sample_sum:0 bucket:{cumulative_count_float:2 upper_bound:1}}}`},
	{"the bucket +Inf", `name:"a" type:HISTOGRAM metric{histogram{sample_count:1 bucket{cumulative_count:1 upper_bound:inf}}}`,
		`name:"a" help:"" type:HISTOGRAM metric:{histogram:{sample_count:1 sample_sum:0}}`},
	{"spans that say nothing", `name:"a" type:HISTOGRAM metric{histogram{positive_span{} positive_span{offset:2 length:1} positive_span{} positive_delta:0}}`,
		`name:"a" help:"" type:HISTOGRAM metric:{histogram:{sample_count:0 sample_sum:0 schema:0 zero_threshold:0 zero_count:0 positive_span:{offset:2 length:1} positive_delta:0}}`},
	{"exemplars in disorder", `name:"a" type:HISTOGRAM metric{histogram{zero_threshold:1 exemplars{value:2} exemplars{value:1 timestamp{}}}}`,
		`name:"a" help:"" type:HISTOGRAM metric:{histogram:{sample_count:0 sample_sum:0 schema:0 zero_threshold:1 zero_count:0 exemplars:{value:1 timestamp:{}} exemplars:{value:2}}}`},
	{"a series with two timestamps", `name:"a" type:GAUGE metric{gauge{} timestamp_ms:2} metric{gauge{} timestamp_ms:1} metric{gauge{}}`,
		`name:"a" help:"" type:GAUGE metric:{gauge:{value:0} timestamp_ms:2} metric:{gauge:{value:0} timestamp_ms:1} metric:{gauge:{value:0}}`},
	{"the end of times", `name:"a" metric{counter{created_timestamp{seconds:9223372035 nanos:999999999}}} metric{label{name:"b"value:"c"}counter{created_timestamp{seconds:253402300799 nanos:500000000}}}`,
		`name:"a" help:"" type:COUNTER metric:{counter:{value:0 created_timestamp:{seconds:9223372035 nanos:999999999}}} ` +
			`metric:{label:{name:"b" value:"c"} counter:{value:0 created_timestamp:{seconds:253402300799 nanos:500000000}}}`},
}
