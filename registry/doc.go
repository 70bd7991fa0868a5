// Package registry has the metrics of a program, Counter, Gauge, Summary
// and Histogram, and the Registry that makes pages of them for Prometheus.
//
//	requests := registry.NewCounterVec(registry.CounterOpts{
//		Name: "http_requests_total",
//		Help: "Requests served.",
//	}, []string{"code"})
//	reg := registry.NewRegistry()
//	reg.MustRegister(requests)
//
//	requests.WithLabelValues("200").Inc()
//
// The names and what they do are those of client_golang's package
// prometheus, so a program that only instruments compiles after the import
// is swapped:
//
//	import prometheus "plainmetrics/registry"
//
// # Updates
//
// A metric in the user's hand is a pointer into the storage of its family.
// An update is one atomic addition, or a few under a lock that nobody
// holds for longer than that; it never waits for a scrape to be sent. A
// look-up by labels takes no lock and allocates nothing once the series
// exists. Everything may be used from many goroutines at once.
//
// # Scrapes
//
// The labels of a series are checked and rendered when it is born, so that
// a scrape only copies text and formats numbers. Registry.Encode is where
// to begin reading: it walks the families in the order of their names.
//
// # Collectors
//
// A [Collector] of your own writes families into an encoder. It can't harm
// the rest of a page: what it writes is checked and sorted first, and if it
// panics, is late, or writes nonsense, its families are missing and the
// error says why.
//
// # Limits
//
// Series are never dropped by themselves: a vector grows with the values
// of its labels, so don't let strangers choose them; see [LabelConstraint].
// A Counter with three labels takes about 160 bytes, a Histogram of 11
// buckets about 280, and a Summary with three quantiles about 6 KB, however
// much it observes.
//
// The package imports no net/http or log.
package registry
