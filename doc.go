// Package plainmetrics is Prometheus metrics for Go in plain Go, written by
// hand on the standard library alone. The package itself has no code. The
// packages below are
//
//   - [plainmetrics/registry]: counters, gauges, summaries, classic and native
//     histograms, infos and state sets, and registries, with the names of
//     client_golang;
//   - [plainmetrics/registry/promauto]: metrics, made and registered in one
//     call;
//   - [plainmetrics/registry/model]: metrics as plain structs, with the names
//     of client_model;
//   - [plainmetrics/registry/push]: metrics for a Pushgateway;
//   - [plainmetrics/registry/testutil]: metrics and pages in tests, and
//     [plainmetrics/registry/testutil/promlint]: the conventions for names;
//   - [plainmetrics/registry/bridge]: families of client_golang, in the same
//     process, on one page with others;
//   - [plainmetrics/httpserve]: the /metrics endpoint, and middleware;
//   - [plainmetrics/runtimecollect]: the go_* families, and
//     [plainmetrics/runtimecollect/sqlcollect] and
//     [plainmetrics/runtimecollect/expvarcollect] for database/sql and expvar;
//   - [plainmetrics/proccollect]: the process_* families;
//   - [plainmetrics/runtimecollect/collectors] and
//     [plainmetrics/runtimecollect/collectors/version]: the collectors of the
//     last two with the names of client_golang;
//   - [plainmetrics/expfmt]: the exposition formats, printed, read, linted and
//     compared: text, OpenMetrics 1.0 and 2.0, and protobuf.
//
// The directory registry/client_golang has a module of its own, which stands
// in for client_golang.
//
// The commands are cmd/acra-metrics, the metrics endpoint of an Acra service,
// and cmd/expfmt, which checks, compares and converts pages in files.
//
// # The smallest use
//
//	jobs := promauto.NewCounter(registry.CounterOpts{Name: "jobs_total", Help: "Jobs done."})
//	http.Handle("/metrics", httpserve.Handler())
//	jobs.Inc()
//
// # The module path
//
// The path has no dot, because the module has no published address: the go
// command looks for such a path in the standard library, unless go.mod
// replaces it.
//
//	go mod edit -replace=plainmetrics=../plainmetrics
//	go mod tidy
//
// Import a package first: go mod tidy adds the requirement for an import, and
// removes a requirement that no file needs, without a word. Where there is no
// module proxy, go mod edit -require=plainmetrics@v0.0.0 takes the place of go
// mod tidy, which wants to see the requirement of the tests. The go command
// heeds the replacements of the main module alone. If a library imports
// plainmetrics, every program that uses the library needs the replacement in
// its own go.mod; otherwise the go command reports a "malformed module path".
//
// # Where to read next
//
// README.md has the guarantees, the costs and the differences from
// client_golang. docs/native-histograms.md tells which formats carry native
// histograms. Each package comment is a manual:
//
//	go doc plainmetrics/registry
//
// The code is best read from the method Encode of registry.Registry on.
// docs/small-binaries.md explains the places with an odd look.
package plainmetrics
