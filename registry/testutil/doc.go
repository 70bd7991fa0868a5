// Package testutil tests what a program's metrics say: the value of one,
// the page of all, and whether their names follow the conventions.
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
// The names and what they do are those of client_golang's package testutil,
// so tests compile after the import is swapped:
//
//	import testutil "plainmetrics/registry/testutil"
//
// Functions that begin with Collect register a Collector with a registry of
// its own, those with Gather take a registry. Names of metrics choose the
// families that a function looks at, on both sides of a comparison; no
// names choose all.
//
// A page of the text format that a test expects may be indented and have
// its families and series in any order. What differs is told line by line,
// what was wanted behind a minus and what was got behind a plus.
//
// The package defines the flag -testutil.update, so only tests should
// import it; see [Golden].
package testutil
