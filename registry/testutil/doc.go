// Package testutil tests a program's metrics: the value of a metric, the page
// of a registry, and whether names follow the conventions.
//
//	if got := testutil.ToFloat64(requests.WithLabelValues("200")); got != 1 {
//		t.Errorf("requests: got %v, want 1", got)
//	}
//	err := testutil.GatherAndCompare(reg, strings.NewReader(`
//		# HELP jobs_total Jobs done.
//		# TYPE jobs_total counter
//		jobs_total 3
//	`), "jobs_total")
//	if err != nil {
//		t.Error(err)
//	}
//	testutil.Golden(t, "testdata/metrics.txt", reg, expfmt.CompareOptions{
//		IgnoreValues: []string{"go_*", "process_*"},
//	})
//
// Names and behaviour follow client_golang's package testutil, so tests
// compile after their import is swapped:
//
//	import testutil "plainmetrics/registry/testutil"
//
// Functions whose names begin with Collect register a Collector with a new
// registry; functions whose names begin with Gather take a registry. Metric
// names restrict a function to the families of those names, on both sides of
// a comparison. Without metric names a function takes all families.
//
// An expected page may be indented, and have its families and series in any
// order. The error of a comparison lists the lines that differ: wanted lines
// after a minus, found lines after a plus.
//
// # Native histograms
//
// The text format shows no native buckets, so a comparison with a page of text
// ignores native buckets. To test them, write the page in OpenMetrics 2.0, or in
// the text of protobuf messages; CollectAndFormat prints both:
//
//	err := testutil.CollectAndCompare(latency, strings.NewReader(`
//		# HELP latency_seconds Time to answer.
//		# TYPE latency_seconds histogram
//		latency_seconds {count:3,sum:3.5,schema:0,zero_threshold:0,zero_count:0,positive_spans:[0:2],positive_buckets:[1,2]}
//		# EOF
//	`))
//
// A page is OpenMetrics 2.0 if # EOF is its last line, and if some line has a
// composite value, a time of creation, an exemplar, or a type that the text
// format does not know, such as info. A page is the text of protobuf messages
// if it begins, behind comments, with name: and a quote. Any other page is
// text.
//
// Empty native buckets and the cuts between spans make no difference, and
// neither do exemplars, units and times of creation.
//
// The package defines the flag -testutil.update, so only tests should
// import it; see [Golden].
package testutil
