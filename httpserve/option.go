package httpserve

import (
	"context"
	"net/http"
	"strings"

	"plainmetrics/registry"
)

// An Option describes labels and exemplars of the metrics of middleware.
//
// # Labels
//
// The vector of a middleware may have any of these labels, or none:
//
//   - code, the HTTP status that the client gets: 200 if the handler sets
//     none, and unknown outside 100 to 599. client_golang has the last
//     status that the handler sets, even an informational or late status;
//   - method, the HTTP method in lower case: connect, delete, get, head,
//     notify, options, patch, post, put, trace or one that WithExtraMethods
//     adds, and unknown for all others;
//   - the labels of WithLabelFromCtx and WithLabelFromRequest, which may
//     replace code and method.
//
// Constant and curried labels have no effect. The constructor of a middleware
// panics on any other label, on an option for a label that the vector lacks,
// and on a vector that no registry would accept.
//
// An ObserverVec of your own should have the method LabelNames, as the vectors
// of package registry do: then middleware passes the values in that order to
// WithLabelValues. Without LabelNames, middleware finds the labels by
// CurryWith and the series by With, at the cost of a map for each request;
// with any other label, the first request panics.
//
// # Exemplars
//
// Counters and Histograms take exemplars. Summaries have none, and ignore
// the option.
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
// of the method label as well. It replaces the methods of an earlier option.
func WithExtraMethods(methods ...string) Option {
	lower := make([]string, len(methods))
	for i, method := range methods {
		lower[i] = strings.ToLower(method)
	}
	return func(o *options) { o.extraMethods = lower }
}

// WithExemplarFromRequest adds an exemplar to each observation: the labels
// that f returns for the request, or none for nil. A request panics on
// invalid labels and on labels longer than registry.ExemplarMaxRunes, as in
// registry.CounterSeries.AddWithExemplar.
func WithExemplarFromRequest(f func(req *http.Request) registry.Labels) Option {
	return func(o *options) { o.exemplar = f }
}

// WithExemplarFromContext is WithExemplarFromRequest for labels from the
// context of the request: the ID of a trace, for example.
func WithExemplarFromContext(f func(requestCtx context.Context) registry.Labels) Option {
	return WithExemplarFromRequest(func(r *http.Request) registry.Labels { return f(r.Context()) })
}

// WithLabelFromRequest sets the label with the given name to the value that f
// returns. Each value creates a series, so f must not return text that
// clients choose. U+FFFD replaces bytes that are not UTF-8.
//
// Middleware calls f when the request is answered. In a RoundTripper, f gets
// the request of the response if there is one: the request that was sent in
// the end.
func WithLabelFromRequest(name string, f LabelValueFromRequest) Option {
	return func(o *options) { o.labels[name] = f }
}

// WithLabelFromCtx is WithLabelFromRequest for a value from the context of
// the request.
func WithLabelFromCtx(name string, f LabelValueFromCtx) Option {
	return WithLabelFromRequest(name, func(r *http.Request) string { return f(r.Context()) })
}

// source returns the source of a label, or nil for an unknown label.
func (o *options) source(name string) labelSource {
	if f := o.labels[name]; f != nil {
		return func(x exchange) string { return strings.ToValidUTF8(f(x.sent), "\uFFFD") }
	}
	switch name {
	case "code":
		return func(x exchange) string { return codeLabel(x.code) }
	case "method":
		return func(x exchange) string { return methodLabel(x.request.Method, o.extraMethods) }
	}
	return nil
}
