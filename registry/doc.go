// Package registry has the metrics of a program, Counter, Gauge, Summary,
// Histogram, Info and StateSet, and the Registry, which writes them to pages
// for Prometheus.
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
// The names and their meaning are those of client_golang's package
// prometheus. A program compiles after the import is swapped, also if it has
// collectors of its own:
//
//	import prometheus "plainmetrics/registry"
//
// # Updates
//
// A metric is a pointer into the storage of its family. An update is one
// atomic addition, or a few under a lock held for some nanoseconds; no update
// waits for a scrape to be sent. One in 500
// observations of a Summary with quantiles takes some 10 µs, to work on all
// of them. Looking up an existing series by its labels takes no lock and
// allocates nothing. All metrics may be used by several goroutines at once.
//
// # Scrapes
//
// Labels are checked and rendered when a series is created, so a scrape
// only copies text and formats numbers. [Registry.Encode] is the place to
// begin reading: it walks the families in the order of their names.
//
// # Collectors
//
// A [Collector] of your own sends metrics on a channel, as for client_golang.
// A [Source] does the same at a third of the cost: it writes series to an
// encoder, with a context; see [LabeledFamily]. The registry checks and sorts
// the series of both before they go to the page, so neither can harm the rest
// of the page. If one panics, is late, or writes nonsense, its families are
// missing, and the error says why; of a Collector, a single metric that makes
// no sense is missing alone.
//
// [Registry.Gather] returns the families of a page as the structs of package
// registry/model. [Registry.Encode] writes pages without these structs.
//
// # Native histograms
//
// [HistogramOpts.NativeHistogramBucketFactor] gives a Histogram native
// buckets, which protobuf and OpenMetrics 2.0 show. Text and OpenMetrics 1.0
// show the classic buckets, the sum and the count of the same Histogram.
//
// # Limits
//
// A vector has a series for each combination of label values, and drops
// none by itself. Don't let strangers choose label values; see
// [LabelConstraint].
//
// A Counter or Gauge with three labels takes about 140 bytes, and a
// Histogram of 11 buckets about 330. A Summary with three quantiles takes
// 9 KB, and up to 17 KB after more than ten minutes, however much it
// observes; more for numbers that drift. Where several goroutines often want
// a Histogram or Summary at the same moment, it spreads over more memory for
// each processor, up to 16: 128 bytes for a Histogram, 512 for a Summary.
//
// Native buckets take memory for each bucket that has an observation;
// [HistogramOpts.NativeHistogramMaxBucketNumber] limits them.
//
// The memory of a removed series is freed with its neighbours: up to 1,024
// Counters or Gauges of 48 bytes, created one after the other, lie in one
// piece, which is freed when none of them is left.
//
// The package imports no net/http or log.
package registry
