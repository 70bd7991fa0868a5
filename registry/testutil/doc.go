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
// An expected page in the text format may be indented, and have its families
// and series in any order. The error of a comparison lists the lines that
// differ: wanted lines after a minus, found lines after a plus.
//
// The package defines the flag -testutil.update, so only tests should
// import it; see [Golden].
package testutil
