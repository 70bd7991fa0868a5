// Package push has the names of client_golang's package of that name, and the
// Pusher of plainmetrics/registry/push, which has the documentation.
package push

import (
	"context"
	"net/http"

	"plainmetrics/registry/push"

	"github.com/prometheus/common/expfmt"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/internal"
)

// An HTTPDoer is an http.Client, or the like.
type HTTPDoer = push.HTTPDoer

// A Pusher is a push.Pusher of plainmetrics. Its pages are in the text format
// unless Format asks for OpenMetrics.
type Pusher struct{ inner *push.Pusher }

// New is push.New of plainmetrics.
func New(url, job string) *Pusher { return &Pusher{push.New(url, job)} }

// Push replaces the metrics of the group.
func (p *Pusher) Push() error { return p.PushContext(context.Background()) }

// PushContext is Push with a context.
func (p *Pusher) PushContext(ctx context.Context) error { return p.inner.PushContext(ctx) }

// Add replaces the metrics of the group that have the same names.
func (p *Pusher) Add() error { return p.AddContext(context.Background()) }

// AddContext is Add with a context.
func (p *Pusher) AddContext(ctx context.Context) error { return p.inner.AddContext(ctx) }

// Delete removes the group.
func (p *Pusher) Delete() error { return p.inner.Delete() }

// Error returns the first error of the methods called before.
func (p *Pusher) Error() error { return p.inner.Error() }

// Gatherer adds a Gatherer.
func (p *Pusher) Gatherer(g prometheus.Gatherer) *Pusher {
	p.inner.Gatherer(internal.Gatherer(g))
	return p
}

// Collector adds a Collector.
func (p *Pusher) Collector(c prometheus.Collector) *Pusher {
	p.inner.Collector(internal.Collector(c))
	return p
}

// Grouping adds a label to the key of the group.
func (p *Pusher) Grouping(name, value string) *Pusher {
	p.inner.Grouping(name, value)
	return p
}

// Client replaces the client that sends requests.
func (p *Pusher) Client(c HTTPDoer) *Pusher {
	p.inner.Client(c)
	return p
}

// Header sets the header of requests.
func (p *Pusher) Header(header http.Header) *Pusher {
	p.inner.Header(header)
	return p
}

// BasicAuth sets the user and the password of requests.
func (p *Pusher) BasicAuth(username, password string) *Pusher {
	p.inner.BasicAuth(username, password)
	return p
}

// Format chooses the text format or OpenMetrics. The Pushgateway reads the
// text format as well as the formats that plainmetrics does not have.
func (p *Pusher) Format(format expfmt.Format) *Pusher {
	if f, ok := internal.Format(format); ok {
		p.inner.Format(f)
	}
	return p
}
