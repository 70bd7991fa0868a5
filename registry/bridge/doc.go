// Package bridge puts the families of another metrics library onto the pages
// of plainmetrics, so that a program can move from client_golang one package
// at a time. Both libraries count in the same process; the page has the
// families of both:
//
//	reg := registry.NewRegistry()
//	reg.MustRegister(registry.FromSource(bridge.FromGatherer(prometheus.DefaultGatherer)))
//	http.Handle("/metrics", httpserve.HandlerFor(reg, httpserve.HandlerOpts{}))
//
// Here prometheus is the real github.com/prometheus/client_golang/prometheus.
// The package does not import it: FromGatherer takes every gatherer whose
// families have the methods of client_model's. The compiler finds their types
// out. So plainmetrics keeps its promise of no dependencies, and no reflection
// takes place at a scrape.
//
// The registry checks the families as it checks the families of every custom
// collector. If both libraries have a family of the same name, the series of
// both stand in one family. If the two families contradict each other, or have
// a series in common, the page has one of them: the family of a metric of package
// registry, or else the one registered first. Then every scrape reports the
// conflict. Two collectors of the Go runtime conflict in this way, and
// client_golang's default registry has one from the start, which a program can
// take out:
//
//	prometheus.Unregister(collectors.NewGoCollector())
//	prometheus.Unregister(collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
//
// # Limits
//
//   - client_golang must be v1.17.0 or later, or client_model v0.5.0 or later:
//     earlier messages have no times of creation. A program can raise the
//     version of client_model alone. Messages of native histograms have
//     exemplars from client_model v0.6.0 on.
//   - A timestamp of 0 milliseconds, the start of 1970, counts as none: the
//     getters of client_model do not tell the two apart.
//   - Gather has no context. A scrape that ends early leaves Gather running,
//     and the next scrape does not call Gather before the first is done. A
//     gatherer that gathers from the registry of its own bridge never ends.
//   - Every scrape gathers in client_golang first, and then converts, checks
//     and sorts the series: a page takes 1.15 times the time of
//     client_golang's own.
package bridge
