package main

import (
	"time"

	"plainmetrics/cmd/acra-metrics/relay"
	"plainmetrics/registry"
)

// connectionBuckets are upper bounds in seconds of the time from accept to
// close.
var connectionBuckets = []float64{0.1, 0.2, 0.5, 1, 10, 60, 3600, 86400}

// connections are the families about the connections of relays: two that
// every Acra service has, and results, which is our own. The families are on
// the page as soon as a relay has an observer.
type connections struct {
	total     *registry.CounterVec
	lifetimes *registry.HistogramVec
	results   *registry.CounterVec
}

func newConnections(prefix string) connections {
	labels := []string{"connection_type"}
	return connections{
		registry.NewCounterVec(registry.CounterOpts{
			Name: prefix + "_connections_total",
			Help: "number of connections to database",
		}, labels),
		registry.NewHistogramVec(registry.HistogramOpts{
			Name:    prefix + "_connections_processing_seconds",
			Help:    "Time of connection processing",
			Buckets: connectionBuckets,
		}, labels),
		registry.NewCounterVec(registry.CounterOpts{
			Name: "acra_metrics_relay_connections_total",
			Help: "Connections of the relays of acra-metrics, by the result of dialing the upstream.",
		}, []string{"connection_type", "upstream", "result"}),
	}
}

// families returns the families for registration.
func (c connections) families() []registry.Collector {
	return []registry.Collector{c.total, c.lifetimes, c.results}
}

// observer returns the observer of a relay and creates its series, with 0
// connections. Relays with the same connection type, or also the same
// upstream, share series.
func (c connections) observer(rc relayConfig) relay.Observer {
	o := &observer{
		total:     c.total.WithLabelValues(rc.connectionType),
		lifetimes: c.lifetimes.WithLabelValues(rc.connectionType),
	}
	for result := range relay.NumResults {
		o.results[result] = c.results.WithLabelValues(rc.connectionType, rc.upstream.String(), result.String())
	}
	return o
}

// An observer counts the connections of a single relay.
type observer struct {
	total     registry.Counter
	lifetimes registry.Observer
	results   [relay.NumResults]registry.Counter
}

// Opened implements relay.Observer. As in Acra, which counts before it
// dials, a connection counts even if the upstream refuses.
func (o *observer) Opened() { o.total.Inc() }

// Dialed implements relay.Observer.
func (o *observer) Dialed(result relay.Result) { o.results[result].Inc() }

// Closed implements relay.Observer.
func (o *observer) Closed(lifetime time.Duration) { o.lifetimes.Observe(lifetime.Seconds()) }
