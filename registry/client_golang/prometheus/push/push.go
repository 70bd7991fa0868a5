// Package push has the names of client_golang's package of that name, and the
// Pusher of plainmetrics/registry/push, which has the documentation.
package push

import (
	"context"
	"net/http"

	"plainmetrics/registry/push"

	"github.com/prometheus/common/expfmt"

	"github.com/prometheus/client_golang/prometheus"
)

// An HTTPDoer is an http.Client, or the like.
type HTTPDoer = push.HTTPDoer

// A Pusher gathers and encodes as client_golang's does, in protobuf unless
// Format asks for another format. A push.Pusher of plainmetrics, which has no
// metrics itself, sends the page.
type Pusher struct {
	inner *push.Pusher
	err   error // of Collector

	registry  *prometheus.Registry // of the Collectors
	gatherers prometheus.Gatherers // the registry, and those of Gatherer
	grouping  map[string]bool      // the names of the key's labels
	format    expfmt.Format
}

// New is push.New of plainmetrics.
func New(url, job string) *Pusher {
	reg := prometheus.NewRegistry()
	return &Pusher{
		inner:     push.New(url, job).Client(pageClient{new(http.Client)}),
		registry:  reg,
		gatherers: prometheus.Gatherers{reg},
		grouping:  map[string]bool{"job": true},
		format:    expfmt.NewFormat(expfmt.TypeProtoDelim),
	}
}

// Push replaces the metrics of the group.
func (p *Pusher) Push() error { return p.PushContext(context.Background()) }

// PushContext is Push with a context.
func (p *Pusher) PushContext(ctx context.Context) error { return p.send(ctx, p.inner.PushContext) }

// Add replaces the metrics of the group that have the same names.
func (p *Pusher) Add() error { return p.AddContext(context.Background()) }

// AddContext is Add with a context.
func (p *Pusher) AddContext(ctx context.Context) error { return p.send(ctx, p.inner.AddContext) }

// Delete removes the group.
func (p *Pusher) Delete() error {
	if err := p.Error(); err != nil {
		return err
	}
	return p.inner.Delete()
}

// Error returns the first error of the methods called before.
func (p *Pusher) Error() error {
	if p.err != nil {
		return p.err
	}
	return p.inner.Error()
}

// Gatherer adds a Gatherer.
func (p *Pusher) Gatherer(g prometheus.Gatherer) *Pusher {
	p.gatherers = append(p.gatherers, g)
	return p
}

// Collector adds a Collector.
func (p *Pusher) Collector(c prometheus.Collector) *Pusher {
	if p.Error() == nil {
		p.err = p.registry.Register(c)
	}
	return p
}

// Grouping adds a label to the key of the group.
func (p *Pusher) Grouping(name, value string) *Pusher {
	p.inner.Grouping(name, value)
	p.grouping[name] = true
	return p
}

// Client replaces the client that sends requests.
func (p *Pusher) Client(c HTTPDoer) *Pusher {
	p.inner.Client(pageClient{c})
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

// Format sets the format of the pages.
func (p *Pusher) Format(format expfmt.Format) *Pusher {
	p.format = format
	return p
}
