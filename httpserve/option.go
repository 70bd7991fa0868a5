package httpserve

import (
	"context"
	"net/http"
	"strings"

	"plainmetrics/registry"
)

// An Option says more about the labels and exemplars of what middleware
// measures.
//
// # Labels
//
// The vector that middleware is given may be divided by these labels, or
// by some or none of them:
//
//   - code, the HTTP status that the client gets: 200 if the handler sets
//     none, and unknown if it is not within 100 and 599. client_golang has
//     the last one that the handler set, be it informational or too late;
//   - method, the HTTP method in lower case: connect, delete, get, head,
//     notify, options, patch, post, put, trace or one that WithExtraMethods
//     adds, and unknown for all others;
//   - all those to which WithLabelFromCtx and WithLabelFromRequest give a
//     value; if that is code or method, it replaces the above.
//
// Labels that are constant or curried play no part. Any other label, an
// option for a label that the vector has not, and a vector that could not
// be registered, make the middleware panic when it is made.
//
// An ObserverVec of your own should have the method LabelNames that those
// of package registry have; then it is given values in that order, by
// WithLabelValues. One that has it not is asked for its labels with
// CurryWith, and for its series with With, at the cost of a map for each
// request; if it has any other label, the panic comes with the first
// request.
//
// # Exemplars
//
// Counters and Histograms take exemplars, Summaries leave them alone.
type Option func(*options)

// LabelValueFromRequest returns the value of a label for a request.
type LabelValueFromRequest func(request *http.Request) string

// LabelValueFromCtx returns the value of a label for a request with the
// given context.
type LabelValueFromCtx func(ctx context.Context) string

type options struct {
	extraMethods []string // in lower case
	exemplar     func(*http.Request) registry.Labels
	labels       map[string]LabelValueFromRequest
}

func newOptions(opts []Option) *options {
	o := &options{
		exemplar: func(*http.Request) registry.Labels { return nil },
		labels:   make(map[string]LabelValueFromRequest),
	}
	for _, option := range opts {
		option(o)
	}
	return o
}

// WithExtraMethods makes the given methods, in upper or lower case, values
// of the method label as well. It replaces those given before.
func WithExtraMethods(methods ...string) Option {
	lower := make([]string, len(methods))
	for i, method := range methods {
		lower[i] = strings.ToLower(method)
	}
	return func(o *options) { o.extraMethods = lower }
}

// WithExemplarFromRequest adds an exemplar to what is measured: the labels
// that f returns for the request, or none if it returns nil. A request
// panics if they are not labels or longer than registry.ExemplarMaxRunes,
// as registry.CounterSeries.AddWithExemplar does.
func WithExemplarFromRequest(f func(req *http.Request) registry.Labels) Option {
	return func(o *options) { o.exemplar = f }
}

// WithExemplarFromContext is WithExemplarFromRequest for labels that are
// found in the context of the request: the ID of its trace, say.
func WithExemplarFromContext(f func(requestCtx context.Context) registry.Labels) Option {
	return WithExemplarFromRequest(func(r *http.Request) registry.Labels { return f(r.Context()) })
}

// WithLabelFromRequest gives the label of that name the value that f
// returns. Each value makes a series, so f must not return what clients
// choose. Bytes that are not UTF-8 are replaced by U+FFFD.
//
// f is called when the request has been answered. In a RoundTripper it is
// given the request of the response, if there is one, which is that which
// was sent in the end.
func WithLabelFromRequest(name string, f LabelValueFromRequest) Option {
	return func(o *options) { o.labels[name] = f }
}

// WithLabelFromCtx is WithLabelFromRequest for a value that is found in
// the context of the request.
func WithLabelFromCtx(name string, f LabelValueFromCtx) Option {
	return WithLabelFromRequest(name, func(r *http.Request) string { return f(r.Context()) })
}
