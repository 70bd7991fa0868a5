package testutil_test

import (
	"fmt"
	"strings"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
	"plainmetrics/registry/testutil"
)

func ExampleToFloat64() {
	requests := registry.NewCounterVec(registry.CounterOpts{Name: "requests_total"}, []string{"code"})
	requests.WithLabelValues("200").Add(3)
	requests.WithLabelValues("404").Inc()

	fmt.Println(testutil.ToFloat64(requests.WithLabelValues("200")))
	// Output: 3
}

func ExampleCollectAndCompare() {
	requests := registry.NewCounterVec(registry.CounterOpts{Name: "requests_total", Help: "Requests served."}, []string{"code"})
	requests.WithLabelValues("200").Add(3)
	requests.WithLabelValues("404").Inc()

	fmt.Print(testutil.CollectAndCompare(requests, strings.NewReader(`
		# HELP requests_total Requests served.
		# TYPE requests_total counter
		requests_total{code="200"} 4
		requests_total{code="500"} 1
	`)))
	// Output:
	// testutil: metrics differ (-want +got):
	// @@ requests_total @@
	// -requests_total{code="200"} 4
	// +requests_total{code="200"} 3
	// +requests_total{code="404"} 1
	// -requests_total{code="500"} 1
}

func ExampleCollectAndLint() {
	latency := registry.NewGauge(registry.GaugeOpts{Name: "latency_milliseconds", Help: "Time to answer."})

	problems, err := testutil.CollectAndLint(latency)
	if err != nil {
		fmt.Println(err)
	}
	for _, p := range problems {
		fmt.Println(p.Metric, p.Text)
	}
	// Output: latency_milliseconds use base unit "seconds" instead of "milliseconds"
}

func ExampleCollectAndFormat() {
	up := registry.NewGauge(registry.GaugeOpts{Name: "up", Help: "Whether it is."})

	page, err := testutil.CollectAndFormat(up, expfmt.Text{})
	if err != nil {
		fmt.Println(err)
	}
	fmt.Print(string(page))
	// Output:
	// # HELP up Whether it is.
	// # TYPE up gauge
	// up 0
}

// A page in OpenMetrics 2.0 tests the native buckets of a histogram. Here, one
// observation more than expected lies above 1 and up to 2.
func ExampleCollectAndCompare_nativeHistogram() {
	latency := registry.NewHistogram(registry.HistogramOpts{
		Name:                         "latency_seconds",
		Help:                         "Time to answer.",
		NativeHistogramBucketFactor:  2,
		NativeHistogramZeroThreshold: 0.001,
	})
	for _, seconds := range []float64{0.75, 1.25, 1.5} {
		latency.Observe(seconds)
	}

	fmt.Print(testutil.CollectAndCompare(latency, strings.NewReader(`
		# HELP latency_seconds Time to answer.
		# TYPE latency_seconds histogram
		latency_seconds {count:3,sum:3.5,schema:0,zero_threshold:0.001,zero_count:0,positive_spans:[0:2],positive_buckets:[2,1]}
		# EOF
	`)))
	// Output:
	// testutil: metrics differ (-want +got):
	// @@ latency_seconds @@
	// -latency_seconds {schema:0,zero_threshold:0.001,zero_count:0,positive_spans:[0:2],positive_buckets:[2,1]}
	// +latency_seconds {schema:0,zero_threshold:0.001,zero_count:0,positive_spans:[0:2],positive_buckets:[1,2]}
}
