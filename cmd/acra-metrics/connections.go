package main

import (
	"time"

	"plainmetrics/cmd/acra-metrics/relay"
	"plainmetrics/registry"
)

// connectionBuckets are upper bounds in seconds of the time from accept to
// close.
var connectionBuckets = []float64{0.1, 0.2, 0.5, 1, 10, 60, 3600, 86400}

// connections are the two connection families of every service. The
// families are on the page as soon as a relay has an observer.
type connections struct {
	total     *registry.CounterVec
	lifetimes *registry.HistogramVec
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
	}
}

// families returns both families for registration.
func (c connections) families() []registry.Collector {
	return []registry.Collector{c.total, c.lifetimes}
}

// observer returns the observer of a relay and creates its series, with 0
// connections.
func (c connections) observer(connectionType string) relay.Observer {
	return observer{c.total.WithLabelValues(connectionType), c.lifetimes.WithLabelValues(connectionType)}
}

// An observer counts the connections of a single relay.
type observer struct {
	total     registry.Counter
	lifetimes registry.Observer
}

// Opened implements relay.Observer.
func (o observer) Opened() { o.total.Inc() }

// Closed implements relay.Observer.
func (o observer) Closed(lifetime time.Duration) { o.lifetimes.Observe(lifetime.Seconds()) }
