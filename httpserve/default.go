package httpserve

import (
	"net/http"

	"plainmetrics/proccollect"
	"plainmetrics/registry"
	"plainmetrics/runtimecollect"
)

// Handler returns a handler of the default registry, with the families of
// the Go runtime, of the process and of the scrapes themselves. A program
// with other wishes combines HandlerFor, InstrumentMetricHandler and the
// collectors.
//
// Handler registers the collectors with registry.DefaultRegisterer. It leaves
// out a collector if any of its families is registered there already: a
// program may call Handler more than once, and may register a collector with
// other options before.
//
// With the option Legacy, Handler registers the families of client_golang v1.11
// in place of the current ones.
//
// Handler links neither OpenMetrics nor middleware.
func Handler(options ...HandlerOption) http.Handler {
	var sets defaultSets
	for _, option := range options {
		option(&sets)
	}
	reg := registry.DefaultRegisterer
	_ = reg.Register(runtimecollect.New(runtimecollect.WithSet(sets.runtime)))
	_ = reg.Register(proccollect.New(proccollect.Options{Set: sets.process}))
	return countScrapes(reg, newHandler(registry.DefaultGatherer, HandlerOpts{}, defaultFormats), recordPlain)
}

// A HandlerOption is an option of Handler.
type HandlerOption func(*defaultSets)

// defaultSets are the sets of families that Handler registers.
type defaultSets struct {
	runtime runtimecollect.Set
	process proccollect.Set
}

// Legacy makes Handler register the go_* and process_* families of
// client_golang v1.11, for pages that are compared with pages of old programs:
//
//	http.Handle("/metrics", httpserve.Handler(httpserve.Legacy))
func Legacy(sets *defaultSets) { *sets = defaultSets{runtimecollect.Legacy, proccollect.Legacy} }
