// Package collectors has the names of client_golang's package of that name:
// the collectors of plainmetrics/runtimecollect/collectors.
package collectors

import (
	"database/sql"
	"regexp"

	"plainmetrics/registry"
	"plainmetrics/runtimecollect"
	"plainmetrics/runtimecollect/collectors"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/internal"
)

// These types mean what they mean in plainmetrics/runtimecollect/collectors.
type (
	GoRuntimeMetricsRule = collectors.GoRuntimeMetricsRule
	GoCollectionOption   = collectors.GoCollectionOption
)

// These flags are for WithGoCollections.
//
// Deprecated: Use the other options.
const (
	GoRuntimeMemStatsCollection = collectors.GoRuntimeMemStatsCollection
	GoRuntimeMetricsCollection  = collectors.GoRuntimeMetricsCollection
)

// These rules choose metrics of package runtime/metrics.
var (
	MetricsAll       = collectors.MetricsAll
	MetricsGC        = collectors.MetricsGC
	MetricsMemory    = collectors.MetricsMemory
	MetricsScheduler = collectors.MetricsScheduler
	MetricsDebug     = collectors.MetricsDebug
)

// ProcessCollectorOpts are the options of NewProcessCollector.
type ProcessCollectorOpts struct {
	PidFn        func() (int, error)
	Namespace    string
	ReportErrors bool
}

// NewProcessCollector returns the collector of the process.
func NewProcessCollector(opts ProcessCollectorOpts) prometheus.Collector {
	return prometheus.NewProcessCollector(prometheus.ProcessCollectorOpts(opts))
}

// NewGoCollector returns the collector of the Go runtime.
func NewGoCollector(opts ...func(o *internal.GoCollectorOptions)) prometheus.Collector {
	return prometheus.NewGoCollector(opts...)
}

// NewBuildInfoCollector returns the collector of go_build_info.
func NewBuildInfoCollector() prometheus.Collector { return prometheus.NewBuildInfoCollector() }

// NewExpvarCollector returns a collector of variables of package expvar.
func NewExpvarCollector(exports map[string]*prometheus.Desc) prometheus.Collector {
	return prometheus.NewExpvarCollector(exports)
}

// NewDBStatsCollector returns a collector of the connection pool of db.
func NewDBStatsCollector(db *sql.DB, dbName string) prometheus.Collector {
	return fromNative(collectors.NewDBStatsCollector(db, dbName))
}

func fromNative(c registry.Collector) prometheus.Collector {
	return internal.FromCollector(c).(prometheus.Collector)
}

// WithGoCollectorMemStatsMetricsDisabled removes the go_memstats_* families.
func WithGoCollectorMemStatsMetricsDisabled() func(options *internal.GoCollectorOptions) {
	return option(collectors.WithGoCollectorMemStatsMetricsDisabled())
}

// WithGoCollectorRuntimeMetrics adds metrics of package runtime/metrics.
func WithGoCollectorRuntimeMetrics(rules ...GoRuntimeMetricsRule) func(options *internal.GoCollectorOptions) {
	return option(collectors.WithGoCollectorRuntimeMetrics(rules...))
}

// WithoutGoCollectorRuntimeMetrics removes metrics of package runtime/metrics.
func WithoutGoCollectorRuntimeMetrics(matchers ...*regexp.Regexp) func(options *internal.GoCollectorOptions) {
	return option(collectors.WithoutGoCollectorRuntimeMetrics(matchers...))
}

// WithGoCollections chooses among two sets of families.
//
// Deprecated: Use the other options.
func WithGoCollections(flags GoCollectionOption) func(options *internal.GoCollectorOptions) {
	return option(collectors.WithGoCollections(flags))
}

func option(o runtimecollect.Option) func(options *internal.GoCollectorOptions) {
	return func(options *internal.GoCollectorOptions) { options.Options = append(options.Options, o) }
}
