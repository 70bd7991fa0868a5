package registry

import (
	"strings"
	"testing"
	"time"

	"plainmetrics/registry/model"
)

// Exemplars leave a native histogram its buckets.
func TestNativeHistogramWithExemplars(t *testing.T) {
	desc := NewDesc("n", "", nil, nil)
	native := MustNewConstNativeHistogram(desc, 3, 5, map[int]int64{1: 3}, nil, 0, 2, 0.5, time.Unix(9, 0))
	at := time.Unix(7, 0)
	with := MustNewMetricWithExemplars(NewMetricWithTimestamp(time.UnixMilli(4), native),
		Exemplar{Value: 1, Labels: Labels{"a": "b"}, Timestamp: at}, Exemplar{Value: 2, Timestamp: at})
	const want = `histogram:{sample_count:3 sample_sum:5 created_timestamp:{seconds:9} schema:2 zero_threshold:0.5 zero_count:0 ` +
		`positive_span:{offset:1 length:1} positive_delta:3 ` +
		`exemplars:{label:{name:"a" value:"b"} value:1 timestamp:{seconds:7}} exemplars:{value:2 timestamp:{seconds:7}}} timestamp_ms:4`
	for range 2 {
		var out model.Metric
		checkError(t, with.Write(&out))
		if got := strings.Join(strings.Fields(out.String()), " "); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	var out model.Metric
	checkError(t, native.Write(&out))
	if len(out.Histogram.Exemplars) > 0 {
		t.Errorf("without exemplars: got %v, want none", out.Histogram.Exemplars)
	}
}
