package push

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"unicode/utf8"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
)

// HTTPDoer has the method of *http.Client that a Pusher calls.
type HTTPDoer interface {
	Do(*http.Request) (*http.Response, error)
}

// A Pusher sends metrics to a group of a Pushgateway. New makes a Pusher;
// methods that return the Pusher complete it, and may be chained:
//
//	err := push.New(url, "backup").Gatherer(reg).Grouping("db", "orders").Add()
//
// The first error of these methods is the result of every later push.
// Several goroutines may push at the same time, but none may change the
// Pusher meanwhile.
type Pusher struct {
	err error // of a method that completes the Pusher

	url, job string
	grouping map[string]string

	registry  *registry.Registry // of the Collectors
	gatherers registry.Gatherers // the registry, and those of Gatherer
	source    registry.Source    // the gatherers, checked

	format expfmt.Format

	client             HTTPDoer
	header             http.Header
	hasBasicAuth       bool
	username, password string
}

var errJobEmpty = errors.New("push: job name is empty")

// New returns a Pusher for a job, which must have a name, and for the
// Pushgateway at url: the part in front of /metrics/job. A url without a
// scheme, such as host:port, means HTTP.
func New(url, job string) *Pusher {
	if !strings.Contains(url, "://") {
		url = "http://" + url
	}
	reg := registry.NewRegistry()
	p := &Pusher{
		url: strings.TrimSuffix(url, "/"), job: job, grouping: make(map[string]string),
		registry: reg, gatherers: registry.Gatherers{reg}, source: reg,
		format: expfmt.Text{}, client: new(http.Client),
	}
	if job == "" {
		p.err = errJobEmpty
	}
	return p
}

// Gatherer adds the metrics of g.
func (p *Pusher) Gatherer(g registry.Gatherer) *Pusher {
	p.gatherers = append(p.gatherers, g)
	p.source = registry.Checked(p.gatherers)
	return p
}

// Collector adds the metrics of c. Collectors that contradict each other are
// an error, as they are for a Registry.
func (p *Pusher) Collector(c registry.Collector) *Pusher {
	if p.err == nil {
		p.err = p.registry.Register(c)
	}
	return p
}

// Grouping adds a label to the key of the group, or gives a label of the key
// another value. A name that is empty, no UTF-8, or impossible in a URL is an
// error. An old Pushgateway, or one without the flag push.enable-utf8-names,
// refuses names with characters other than letters, digits and underscores.
func (p *Pusher) Grouping(name, value string) *Pusher {
	switch {
	case p.err != nil:
	case !isGroupingName(name):
		p.err = fmt.Errorf("push: grouping label has invalid name: %s", name)
	default:
		p.grouping[name] = value
	}
	return p
}

// isGroupingName reports whether name is a label name that is one segment of
// a path, and does not say that the value is base64.
func isGroupingName(name string) bool {
	return name != "" && utf8.ValidString(name) &&
		!isCutFromPaths(name) && !strings.Contains(name, "/") && !strings.HasSuffix(name, base64Suffix)
}

// Client sets the HTTP client. The default is an http.Client without a
// timeout: use [Pusher.PushContext] or a client with one.
func (p *Pusher) Client(c HTTPDoer) *Pusher {
	p.client = c
	return p
}

// Header sets the header of the requests. BasicAuth and the format of the
// page have precedence.
func (p *Pusher) Header(header http.Header) *Pusher {
	p.header = header
	return p
}

// BasicAuth sets the user name and the password of HTTP Basic
// Authentication.
func (p *Pusher) BasicAuth(username, password string) *Pusher {
	p.hasBasicAuth, p.username, p.password = true, username, password
	return p
}

// Format sets the format of the pages. The default, expfmt.Text{}, is right
// for every Pushgateway, and turns characters of names that old ones don't
// know into underscores. expfmt.Protobuf{}, the default of client_golang, adds
// exemplars, times of creation and native histograms. A Pushgateway reads a
// page of OpenMetrics as text, without exemplars and some types; OpenMetrics is
// for other receivers.
func (p *Pusher) Format(format expfmt.Format) *Pusher {
	p.format = format
	return p
}

// Error returns the first error of New, Collector and Grouping.
func (p *Pusher) Error() error { return p.err }

// Push sends all metrics, which replace the group, with the method PUT.
func (p *Pusher) Push() error { return p.PushContext(context.Background()) }

// PushContext is Push with an end: when ctx ends, collecting and sending stop
// with an error.
func (p *Pusher) PushContext(ctx context.Context) error { return p.send(ctx, http.MethodPut) }

// Add sends all metrics, which replace the metrics of their names in the
// group, with the method POST.
func (p *Pusher) Add() error { return p.AddContext(context.Background()) }

// AddContext is Add with an end: when ctx ends, collecting and sending stop
// with an error.
func (p *Pusher) AddContext(ctx context.Context) error { return p.send(ctx, http.MethodPost) }
