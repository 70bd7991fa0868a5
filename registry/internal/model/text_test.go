package model

import (
	"math"
	"testing"
	"time"
)

func ptr[T any](v T) *T { return &v }

func label(name, value string) *LabelPair { return &LabelPair{Name: &name, Value: &value} }

// TestString has the text of each struct. Module cmd/peerbench compares the
// texts of all fields with protobuf's own.
func TestString(t *testing.T) {
	created := NewTimestamp(time.Unix(1, 5e8))
	exemplar := &Exemplar{Label: []*LabelPair{label("trace", "x")}, Value: ptr(0.5), Timestamp: created}
	tests := []struct {
		name  string
		value interface{ String() string }
		want  string
	}{
		{"empty", &Metric{}, ``},
		{"label", label("a", "1"), `name:"a" value:"1"`},
		{"empty label", label("", ""), `name:"" value:""`},
		{"counter", &Counter{Value: ptr(1.0), Exemplar: exemplar, CreatedTimestamp: created},
			`value:1 exemplar:{label:{name:"trace" value:"x"} value:0.5 timestamp:{seconds:1 nanos:500000000}} created_timestamp:{seconds:1 nanos:500000000}`},
		{"gauge", &Gauge{Value: ptr(-1e9)}, `value:-1e+09`},
		{"gauge of infinity", &Gauge{Value: ptr(math.Inf(1))}, `value:inf`},
		{"gauge of negative infinity", &Gauge{Value: ptr(math.Inf(-1))}, `value:-inf`},
		{"untyped", &Untyped{Value: ptr(math.NaN())}, `value:nan`},
		{"summary", &Summary{SampleCount: ptr(uint64(3)), SampleSum: ptr(6.0), Quantile: []*Quantile{{Quantile: ptr(0.5), Value: ptr(2.0)}, {}}},
			`sample_count:3 sample_sum:6 quantile:{quantile:0.5 value:2} quantile:{}`},
		{"histogram", &Histogram{SampleCount: ptr(uint64(1)), Bucket: []*Bucket{{CumulativeCount: ptr(uint64(1)), UpperBound: ptr(2.5)}}},
			`sample_count:1 bucket:{cumulative_count:1 upper_bound:2.5}`},
		{"native histogram", &Histogram{Schema: ptr(int32(-1)), PositiveSpan: []*BucketSpan{{Offset: ptr(int32(-2)), Length: ptr(uint32(2))}}, PositiveDelta: []int64{1, -1}, NegativeCount: []float64{0.5, 1}},
			`schema:-1 negative_count:0.5 negative_count:1 positive_span:{offset:-2 length:2} positive_delta:1 positive_delta:-1`},
		{"metric", &Metric{Label: []*LabelPair{label("a", "1"), nil}, Counter: &Counter{Value: ptr(1.0)}, TimestampMs: ptr(int64(-5))},
			`label:{name:"a" value:"1"} label:{} counter:{value:1} timestamp_ms:-5`},
		{"family", &MetricFamily{Name: ptr("n"), Help: ptr("h"), Type: MetricType_GAUGE_HISTOGRAM.Enum(), Metric: []*Metric{{}}, Unit: ptr("u")},
			`name:"n" help:"h" type:GAUGE_HISTOGRAM metric:{} unit:"u"`},
		{"family of an unknown type", &MetricFamily{Type: MetricType(-7).Enum()}, `type:-7`},
		{"escapes", &MetricFamily{Help: ptr("\"\\\n\r\t\x00\x1f'\x7f\u0080\u009f\u00a0é\xff\xef\uFFFD😀{")},
			`help:"\"\\\n\r\t\x00\x1f'\x7f\u0080\u009f` + "\u00a0é" + `\xff\xef` + "\uFFFD😀" + `{"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := test.value.String(); got != test.want {
				t.Errorf("\ngot  %s\nwant %s", got, test.want)
			}
		})
	}
}
