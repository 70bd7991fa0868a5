package httpserve

import (
	"net/http"

	"plainmetrics/proccollect"
	"plainmetrics/registry"
	"plainmetrics/runtimecollect"
)

// Handler returns a handler of the default registry, with the families of
// the Go runtime and of the process and those that count scrapes. It is
// what a program needs that has no wishes; others put the same together
// from HandlerFor, InstrumentMetricHandler and the collectors they want.
//
// The collectors are registered with registry.DefaultRegisterer. One whose
// families, or some of them, are registered there already is left out: so
// Handler may be called more than once, and a program that registers a
// collector with options of its own before keeps that.
//
// What Handler does without is not linked: OpenMetrics, and middleware.
func Handler() http.Handler {
	reg := registry.DefaultRegisterer
	_ = reg.Register(runtimecollect.New())
	_ = reg.Register(proccollect.New(proccollect.Options{}))
	return countScrapes(reg, newHandler(registry.DefaultGatherer, HandlerOpts{}), recordPlainly)
}
