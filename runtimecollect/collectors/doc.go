// Package collectors has the collectors of the Go runtime, the process, the
// build, databases and expvar under the names of client_golang's package
// collectors.
//
//	reg := registry.NewRegistry()
//	reg.MustRegister(
//		collectors.NewGoCollector(),
//		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
//	)
//
// Each function creates a Collector of another package, whose documentation
// lists the families and the limits:
//
//	NewGoCollector         plainmetrics/runtimecollect
//	NewBuildInfoCollector  plainmetrics/runtimecollect
//	NewProcessCollector    plainmetrics/proccollect
//	NewDBStatsCollector    plainmetrics/runtimecollect/sqlcollect
//	NewExpvarCollector     plainmetrics/runtimecollect/expvarcollect
//
// [WithLegacySet] and the field LegacySet of [ProcessCollectorOpts] are not in
// client_golang: they choose the families of client_golang v1.11.
//
// # What an import costs
//
// Like client_golang's, this package imports database/sql, expvar and regexp.
// Package expvar imports net/http and adds /debug/vars to the default mux. A
// stripped server grows by 410 kB, of which expvar and regexp are half each,
// and a program without net/http by 2.4 MB. runtimecollect.New and
// proccollect.New have the same families and none of these imports.
package collectors
