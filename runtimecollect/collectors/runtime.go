package collectors

import (
	"regexp"

	"plainmetrics/registry"
	"plainmetrics/runtimecollect"
)

// NewGoCollector returns a Collector of the go_* families: the state of the
// Go runtime. Options of this package and of package runtimecollect change
// the families.
func NewGoCollector(opts ...runtimecollect.Option) registry.Collector {
	return runtimecollect.New(opts...)
}

// NewBuildInfoCollector returns a Collector of the family go_build_info, a 1
// with the path, the version and the checksum of the main module as labels.
// Package version, below this one, has a family with more labels.
func NewBuildInfoCollector() registry.Collector { return runtimecollect.NewBuildInfo() }

// WithLegacySet chooses the families of client_golang v1.11, for comparison
// with pages of old programs.
func WithLegacySet() runtimecollect.Option { return runtimecollect.WithSet(runtimecollect.Legacy) }

// WithGoCollectorMemStatsMetricsDisabled removes the go_memstats_* families,
// except go_memstats_last_gc_time_seconds.
func WithGoCollectorMemStatsMetricsDisabled() runtimecollect.Option {
	return runtimecollect.WithoutMemStats()
}

// A GoRuntimeMetricsRule allows the metrics of package runtime/metrics with
// names that the Matcher matches.
type GoRuntimeMetricsRule struct {
	Matcher *regexp.Regexp
}

// These rules are for [WithGoCollectorRuntimeMetrics]. MetricsGC does not
// include the metrics below /cpu/classes/gc, the CPU time of the garbage
// collector.
var (
	MetricsAll       = GoRuntimeMetricsRule{regexp.MustCompile("/.*")}
	MetricsGC        = GoRuntimeMetricsRule{regexp.MustCompile("^/gc/.*")}
	MetricsMemory    = GoRuntimeMetricsRule{regexp.MustCompile("^/memory/.*")}
	MetricsScheduler = GoRuntimeMetricsRule{regexp.MustCompile("^/sched/.*")}
	MetricsDebug     = GoRuntimeMetricsRule{regexp.MustCompile("^/godebug/.*")}
)

// WithGoCollectorRuntimeMetrics adds every metric of package runtime/metrics
// that a rule matches, each as a family of its own. The last of all rules and
// matchers that match a metric, in the order of the options, decides whether
// the metric has a family. WithGoCollectorRuntimeMetrics panics if a rule has
// no Matcher.
func WithGoCollectorRuntimeMetrics(rules ...GoRuntimeMetricsRule) runtimecollect.Option {
	converted := make([]runtimecollect.Rule, len(rules))
	for i, rule := range rules {
		converted[i].Matcher = matcher(rule.Matcher)
	}
	return runtimecollect.WithRuntimeMetrics(converted...)
}

// WithoutGoCollectorRuntimeMetrics removes every metric of package
// runtime/metrics that a matcher matches, whether the metric is one of the
// three that are there without options, or an earlier
// WithGoCollectorRuntimeMetrics added the metric.
// WithoutGoCollectorRuntimeMetrics panics if a matcher is nil.
func WithoutGoCollectorRuntimeMetrics(matchers ...*regexp.Regexp) runtimecollect.Option {
	converted := make([]runtimecollect.Matcher, len(matchers))
	for i, re := range matchers {
		converted[i] = matcher(re)
	}
	return runtimecollect.WithoutRuntimeMetrics(converted...)
}

// matcher returns re as a Matcher, and nil for nil, which package
// runtimecollect refuses.
func matcher(re *regexp.Regexp) runtimecollect.Matcher {
	if re == nil {
		return nil
	}
	return re
}

// A GoCollectionOption is a sum of groups of families.
//
// Deprecated: See [WithGoCollections].
type GoCollectionOption uint32

// The groups of families.
const (
	// GoRuntimeMemStatsCollection has the go_memstats_* families.
	//
	// Deprecated: They are there unless
	// [WithGoCollectorMemStatsMetricsDisabled] removes them.
	GoRuntimeMemStatsCollection GoCollectionOption = 1 << iota

	// GoRuntimeMetricsCollection has all metrics of package runtime/metrics.
	//
	// Deprecated: Use [WithGoCollectorRuntimeMetrics] and [MetricsAll].
	GoRuntimeMetricsCollection
)

// WithGoCollections removes the go_memstats_* families unless flags have
// them, and adds all metrics of package runtime/metrics if flags have them.
//
// Deprecated: Use [WithGoCollectorMemStatsMetricsDisabled] and
// [WithGoCollectorRuntimeMetrics].
func WithGoCollections(flags GoCollectionOption) runtimecollect.Option {
	var options []runtimecollect.Option
	if flags&GoRuntimeMemStatsCollection == 0 {
		options = append(options, WithGoCollectorMemStatsMetricsDisabled())
	}
	if flags&GoRuntimeMetricsCollection != 0 {
		options = append(options, WithGoCollectorRuntimeMetrics(MetricsAll))
	}
	return join(options)
}

// join returns an option that is all of the options. The type parameter
// stands for the configuration of package runtimecollect, whose type has no
// name here.
func join[O ~func(C), C any](options []O) O {
	return func(c C) {
		for _, option := range options {
			option(c)
		}
	}
}
