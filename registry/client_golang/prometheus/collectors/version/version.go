// Package version has the names of client_golang's package of that name: a
// collector of the program's version, which the linker sets in
// prometheus/common/version.
package version

import (
	"plainmetrics/expfmt"
	"plainmetrics/runtimecollect"

	"github.com/prometheus/common/version"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/internal"
)

// An Option is an option of NewCollector.
type Option func(*options)

type options struct{ labels prometheus.Labels }

// WithExtraConstLabels adds labels to the metric.
func WithExtraConstLabels(l prometheus.Labels) Option { return func(o *options) { o.labels = l } }

// NewCollector returns a collector of the program's build_info.
func NewCollector(program string, opts ...Option) prometheus.Collector {
	var o options
	for _, opt := range opts {
		opt(&o)
	}
	var labels []expfmt.Label
	for name, value := range o.labels {
		labels = append(labels, expfmt.Label{Name: name, Value: value})
	}
	c := runtimecollect.NewVersion(program, runtimecollect.Build{
		Version: version.Version, Branch: version.Branch, Revision: version.GetRevision(), Tags: version.GetTags(),
		GoVersion: version.GoVersion, GoOS: version.GoOS, GoArch: version.GoArch,
	}, labels...)
	return internal.FromCollector(c).(prometheus.Collector)
}
