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
// holds for longer than that; it never waits for a scrape to be sent. Of
// the observations of a Summary with quantiles, one in 500 takes some 10 µs
// to work on all of them. A look-up by labels takes no lock and allocates
// nothing once the series exists. Everything may be used from many
// goroutines at once.
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
// A Counter with three labels takes about 140 bytes, and a Histogram of 11
// buckets about 330. A Summary with three quantiles takes 9 KB, and up to
// 17 KB after more than ten minutes, however much it observes; where the
// numbers drift, more. A Histogram or Summary that several goroutines want
// at the same moment, often, spreads over more memory for each processor,
// up to 16: 128 bytes for a Histogram, 512 for a Summary.
//
// The memory of removed series goes with their neighbours: up to 1,024
// Counters or Gauges that were born one after the other lie in one piece,
// 48 bytes each at most, which stays until none of them is left.
//
// The package imports no net/http or log.
package registry
