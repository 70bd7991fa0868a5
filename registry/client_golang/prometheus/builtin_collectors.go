package prometheus

import (
	"plainmetrics/runtimecollect"
	"plainmetrics/runtimecollect/collectors"

	"github.com/prometheus/client_golang/prometheus/internal"
)

// ProcessCollectorOpts are the options of NewProcessCollector.
type ProcessCollectorOpts struct {
	PidFn        func() (int, error)
	Namespace    string
	ReportErrors bool
}

// NewProcessCollector is the function of package collectors.
//
// Deprecated: Use package collectors.
func NewProcessCollector(opts ProcessCollectorOpts) Collector {
	return fromNative(collectors.NewProcessCollector(collectors.ProcessCollectorOpts{
		PidFn: opts.PidFn, Namespace: opts.Namespace, ReportErrors: opts.ReportErrors,
	}))
}

// NewGoCollector is the function of package collectors.
//
// Deprecated: Use package collectors.
func NewGoCollector(opts ...func(o *internal.GoCollectorOptions)) Collector {
	var o internal.GoCollectorOptions
	for _, opt := range opts {
		opt(&o)
	}
	return fromNative(runtimecollect.New(o.Options...))
}

// NewBuildInfoCollector is the function of package collectors.
//
// Deprecated: Use package collectors.
func NewBuildInfoCollector() Collector { return fromNative(collectors.NewBuildInfoCollector()) }

// NewExpvarCollector is the function of package collectors.
//
// Deprecated: Use package collectors.
func NewExpvarCollector(exports map[string]*Desc) Collector {
	return fromNative(collectors.NewExpvarCollector(exports))
}
