// Package prometheus has the names of client_golang's package of that name,
// and the implementation of plainmetrics: it adapts package
// plainmetrics/registry to client_golang's interfaces, and has no metrics, no
// registry and no formats of its own. See the README of the module.
//
// Names without a Metric, a Collector or a Gatherer in them are aliases of
// those of package registry, which has their documentation. Metrics are
// pointers to the series of package registry in an interface, so to look one
// up or to update one allocates nothing.
package prometheus
