package prometheus

import (
	"plainmetrics/registry"

	"github.com/prometheus/client_golang/prometheus/internal"
)

// The other packages of this module convert by functions that are not
// exported.
func init() {
	internal.Collector = func(c any) registry.Collector { return nativeCollector(as[Collector](c)) }
	internal.Gatherer = func(g any) registry.Gatherer { return nativeGatherer(as[Gatherer](g)) }
	internal.TransactionalGatherer = func(g any) registry.TransactionalGatherer {
		return nativeTransactional(as[TransactionalGatherer](g))
	}
	internal.Registerer = func(r any) registry.Registerer { return nativeRegisterer(as[Registerer](r)) }
	internal.ObserverVec = func(v any) registry.ObserverVec { return nativeObserverVec(as[ObserverVec](v)) }
	internal.FromCollector = func(c registry.Collector) any { return fromNative(c) }
}

// as returns v as a T, and nil for nil.
func as[T any](v any) T {
	t, _ := v.(T)
	return t
}
