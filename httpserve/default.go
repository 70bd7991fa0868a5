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
// Handler links neither OpenMetrics nor middleware.
func Handler() http.Handler {
	reg := registry.DefaultRegisterer
	_ = reg.Register(runtimecollect.New())
	_ = reg.Register(proccollect.New(proccollect.Options{}))
	return countScrapes(reg, newHandler(registry.DefaultGatherer, HandlerOpts{}), recordPlain)
}
