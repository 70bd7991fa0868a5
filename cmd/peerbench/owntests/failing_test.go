package owntests

// failing has the tests that can be taken and that fail with plainmetrics.
var failing = []reason{
	{"registry has no descriptors, no collectors by channel and no Gather yet", `
		prometheus.TestDescribeByCollect prometheus.TestCollectorFunc prometheus.TestCollectorFuncWithRegistry
		prometheus.TestNewDescInvalidConstLabelValues prometheus.TestNewDescInvalidVariableLabelName
		prometheus.TestNewDescNilLabelValues prometheus.TestNewDescWithNilLabelValues_String prometheus.TestNewInvalidDesc_String
		prometheus.TestNewDescWithUnit_String prometheus.TestGaugeFunc prometheus.TestGaugeSetCurrentTime prometheus.TestGoCollectorGC
		prometheus.TestHistogramConcurrency prometheus.TestHistogramVecConcurrency prometheus.TestHistogramAtomicObserve
		prometheus.TestNewConstHistogramWithCreatedTimestamp prometheus.TestProcessCollector prometheus.TestNewPidFileFn
		prometheus.TestSummaryWithoutObjectives prometheus.TestSummaryConcurrency prometheus.TestSummaryVecConcurrency
		prometheus.TestNewConstSummaryWithCreatedTimestamp prometheus.TestTimerObserve prometheus.TestTimerObserveWithExemplar
		prometheus.TestTimerConditionalTiming prometheus.TestTimerByOutcome prometheus.TestNewConstMetricInvalidLabelValues
		prometheus.TestNewConstMetricWithCreatedTimestamp prometheus.TestCounterVecEndToEndWithCollision prometheus.TestWrapCollector
		prometheus.ExampleCollector prometheus.ExampleMetricVec prometheus.ExampleCounterVec prometheus.ExampleSummary
		prometheus.ExampleSummaryVec prometheus.ExampleNewConstSummary prometheus.ExampleNewConstSummaryWithCreatedTimestamp
		prometheus.ExampleHistogram prometheus.ExampleNewConstHistogram prometheus.ExampleNewConstHistogramWithCreatedTimestamp
		prometheus.ExampleNewConstHistogram_withExemplar prometheus.ExampleGatherers prometheus.ExampleNewMetricWithTimestamp
		prometheus.ExampleNewConstMetricWithCreatedTimestamp prometheus.ExampleCollectorFunc prometheus.ExampleWrapCollectorWith
		prometheus.ExampleNewExpvarCollector prometheus.TestHandler prometheus.TestRegisterUnregisterCollector
		prometheus.TestHistogramVecRegisterGatherConcurrency prometheus.TestAlreadyRegisteredCollision prometheus.TestNewMultiTRegistry
		prometheus.TestCollectorOnMetricPanic prometheus.TestCheckMetricConsistency prometheus.TestGatherDoesNotLeakGoroutines
		promhttp.TestHandlerErrorHandling promhttp.TestInstrumentMetricHandler promhttp.TestHandlerMaxRequestsInFlight
		promhttp.TestHandlerTimeout promhttp.TestInstrumentMetricHandlerWithCompression promhttp.TestHandlerWithMetricFilter
		promhttp.TestCoalesceGatherSequentialInvariant promhttp.TestCoalesceGatherGoroutineLeakFree
		promhttp.TestCoalesceGatherNewCycleAfterCompletion promhttp.TestClientMiddlewareAPI
		promhttp.TestClientMiddlewareAPI_WithExemplars promhttp.TestClientMiddlewareAPI_WithRequestContext promhttp.TestMiddlewareAPI
		promhttp.TestMiddlewareAPI_WithExemplars testutil.TestToFloat64 promlint.TestCustomValidations`},
	{"there is no package collectors yet", `
		collectors.TestDBStatsCollector collectors.TestGoCollectorMarshalling collectors.TestWithGoCollectorDefault
		collectors.TestWithGoCollectorMemStatsMetricsDisabled collectors.TestGoCollectorAllowList collectors.TestGoCollectorDenyList
		collectors.ExampleNewGoCollector collectors.ExampleNewGoCollector_withAdvancedGoMetrics
		collectors.ExampleNewGoCollector_defaultRegister version.TestGoVersionCollector version.TestGoVersionCollectorWithLabels`},
	{"there is no package push yet", `
		push.ExamplePusher_Add push.ExamplePusher_Push`},
	{"there is no package promlint yet", `
		promlint.TestLintNoHelpText promlint.TestLintMetricUnits promlint.TestLintCounter promlint.TestLintHistogramSummaryReserved
		promlint.TestLintMetricTypeInName promlint.TestLintReservedChars promlint.TestLintCamelCase promlint.TestLintUnitAbbreviations
		promlint.TestLintDuplicateMetric`},
	{"there is no OpenMetrics 2.0.0", `
		promhttp.TestHandlerOpenMetricsNegotiation`},
	{"the error says the same in other words", `
		prometheus.ExampleRegister testutil.TestMetricNotFound testutil.TestScrapeAndCompareFetchingFail
		testutil.TestScrapeAndCompareBadStatusCode`},
	{"the expected page of the test breaks the text format", `
		testutil.TestCollectAndCompareHistogram`},
}
