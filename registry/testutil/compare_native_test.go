package testutil_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
	"plainmetrics/registry/testutil"
)

// newNativeHistogram returns a histogram with native and classic buckets.
func newNativeHistogram() registry.Histogram {
	h := registry.NewHistogram(registry.HistogramOpts{
		Name: "latency_seconds", Help: "Time to answer.",
		NativeHistogramBucketFactor: 2, NativeHistogramZeroThreshold: 0.25, Buckets: []float64{1},
	})
	for _, v := range []float64{0, 0.75, 1.5, 2} {
		h.Observe(v)
	}
	return h
}

const (
	latencyHead    = "# HELP latency_seconds Time to answer.\n# TYPE latency_seconds histogram\n"
	latencyText    = latencyHead + "latency_seconds_bucket{le=\"1\"} 2\nlatency_seconds_bucket{le=\"+Inf\"} 4\nlatency_seconds_sum 4.25\nlatency_seconds_count 4\n"
	latencyMessage = `
		# The buckets up to 1 and up to 2 have one and two observations.
		name: "latency_seconds"
		help: "Time to answer."
		type: HISTOGRAM
		metric: {
			histogram: {
				sample_count: 4
				sample_sum: 4.25
				bucket: { cumulative_count: 2 upper_bound: 1 }
				schema: 0
				zero_threshold: 0.25
				zero_count: 1
				positive_span: { offset: 0 length: 2 }
				positive_delta: 1
				positive_delta: 1
			}
		}
	`
	latencyLine = "latency_seconds {count:4,sum:4.25,schema:0,zero_threshold:0.25,zero_count:1,positive_spans:[0:2],positive_buckets:[1,2],bucket:[1:2,+Inf:4]}\n"
)

// nativeTests drive CollectAndCompare, GatherAndCompare and ScrapeAndCompare
// alike.
var nativeTests = []struct{ name, expected, want string }{
	{"text", latencyText, ""},
	{"text, and the buckets differ", strings.Replace(latencyText, "} 2", "} 1", 1), "-latency_seconds_bucket{le=\"1\"} 1\n+latency_seconds_bucket{le=\"1\"} 2"},
	{"OpenMetrics 2.0", latencyHead + latencyLine + "# EOF\n", ""},
	{"OpenMetrics 2.0, indented", "\n\t\t" + strings.ReplaceAll(latencyHead+latencyLine+"# EOF", "\n", "\n\t\t") + "\n\t", ""},
	{"spans with an empty bucket", latencyHead + strings.NewReplacer("[0:2]", "[-1:2,0:2]", "[1,2]", "[0,1,2,0]").Replace(latencyLine) + "# EOF\n", ""},
	{"protobuf text", latencyMessage, ""},
	{"protobuf text of one line", strings.Join(strings.Fields(latencyMessage[strings.Index(latencyMessage, "name:"):]), " "), ""},
	{"protobuf text, and a bucket differs", strings.NewReplacer("length: 2", "length: 1", "positive_delta: 1\n\t\t\t\tpositive_delta: 1", "positive_delta: 3").Replace(latencyMessage),
		"-latency_seconds {schema:0,zero_threshold:0.25,zero_count:1,positive_spans:[0:1],positive_buckets:[3]}\n"},
	{"protobuf text with a mistake", strings.Replace(latencyMessage, "sample_sum: 4.25", "sample_sum: x", 1),
		"testutil: expected page: converting reader to metric families failed: expfmt: line 9, column 17: "},
	{"another bucket", latencyHead + strings.Replace(latencyLine, "[1,2]", "[2,1]", 1) + "# EOF\n",
		"testutil: metrics differ (-want +got):\n@@ latency_seconds @@\n" +
			"-latency_seconds {schema:0,zero_threshold:0.25,zero_count:1,positive_spans:[0:2],positive_buckets:[2,1]}\n" +
			"+latency_seconds {schema:0,zero_threshold:0.25,zero_count:1,positive_spans:[0:2],positive_buckets:[1,2]}"},
	{"no native buckets", latencyHead + "latency_seconds {count:4,sum:4.25,bucket:[1:2,+Inf:4]}\n# EOF\n", "\n+latency_seconds {schema:0,"},
	{"a mistake", latencyHead + strings.Replace(latencyLine, "sum:4.25", "sum:x", 1) + "# EOF\n",
		"testutil: expected page: converting reader to metric families failed: expfmt: line 3, column "},
}

func TestCompareNative(t *testing.T) {
	for name, offers := range map[string][]expfmt.Offer{
		"a server with protobuf":        {expfmt.OpenMetrics{}.Offer(), expfmt.Protobuf{}.Offer()},
		"a server with OpenMetrics 2.0": {expfmt.OpenMetrics2{}.Offer()},
	} {
		t.Run(name, func(t *testing.T) { compareNative(t, offers) })
	}
}

func compareNative(t *testing.T, offers []expfmt.Offer) {
	reg := newRegistry(newNativeHistogram())
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		format := expfmt.Negotiate(r.Header.Get("Accept"), offers)
		page, err := testutil.GatherAndFormat(reg, format)
		if err != nil {
			t.Error(err)
		}
		w.Header().Set("Content-Type", format.ContentType())
		_, _ = w.Write(page)
	}))
	defer server.Close()
	for _, tt := range nativeTests {
		for name, err := range map[string]error{
			"CollectAndCompare": testutil.CollectAndCompare(reg, strings.NewReader(tt.expected)),
			"GatherAndCompare":  testutil.GatherAndCompare(reg, strings.NewReader(tt.expected)),
			"ScrapeAndCompare":  testutil.ScrapeAndCompare(server.URL, strings.NewReader(tt.expected)),
		} {
			if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("%s, %s:\ngot  %v\nwant %s", tt.name, name, err, tt.want)
			}
		}
	}
}

// A server without native histograms differs from a page that has them.
func TestScrapeWithoutNative(t *testing.T) {
	for contentType, page := range map[string]string{
		"text/plain": latencyText,
		"application/openmetrics-text; version=1.0.0": strings.ReplaceAll(latencyText, `le="1"`, `le="1.0"`) + "# EOF\n",
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", contentType)
			_, _ = w.Write([]byte(page))
		}))
		err := testutil.ScrapeAndCompare(server.URL, strings.NewReader(latencyHead+latencyLine+"# EOF\n"))
		server.Close()
		const want = "@@ latency_seconds @@\n-latency_seconds {schema:0,zero_threshold:0.25,zero_count:1,positive_spans:[0:2],positive_buckets:[1,2]}"
		if err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", contentType, err, want)
		}
	}
}
