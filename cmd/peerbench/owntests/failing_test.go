package owntests

// failing has the tests that can be taken and that fail with plainmetrics.
var failing = []reason{
	{"`prometheus` has deprecated collectors, which are in `collectors` alone", true, `
		prometheus.TestGoCollectorGC prometheus.TestProcessCollector prometheus.TestRegisterUnregisterCollector
		prometheus.ExampleCollector prometheus.ExampleNewExpvarCollector`},
	{"a metric is a pointer: a `Histogram` is asserted to be an `ExemplarObserver` as `any(h)`", true, `
		prometheus.TestHistogramConcurrency`},
	{"a quantile of 50 is refused: quantiles are from 0 to 1", false, `
		prometheus.TestNewConstSummaryWithCreatedTimestamp`},
	{"summaries of more than 500 observations are estimated in another way; of these, nearer: the medians have the ranks 500 and 512, client_golang's 528 and 515", false, `
		prometheus.ExampleSummary prometheus.ExampleSummaryVec`},
	{"a name may come back with other labels after `Unregister`; the errors say the same in other words", false, `
		prometheus.ExampleRegister`},
	{"the error says the same in other words", false, `
		prometheus.ExampleGatherers testutil.TestMetricNotFound`},
	{"a collector that panics costs all its metrics, also those sent before the panic", false, `
		prometheus.TestCollectorOnMetricPanic`},
	{"a metric that makes no sense is left out, and the rest is served, without status 500", false, `
		prometheus.TestHandler`},
	{"`HTTPErrorOnError` leaves out the invalid metric and serves the rest, without status 500", false, `
		promhttp.TestHandlerErrorHandling`},
	{"the standard library has no zstd", false, `
		promhttp.TestInstrumentMetricHandlerWithCompression`},
	{"the expected page of the test breaks the text format: `some_histogram{le=\"1\"} 0` without `_bucket`", true, `
		testutil.TestCollectAndCompareHistogram`},
}
