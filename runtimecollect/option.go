package runtimecollect

import (
	"fmt"
	"runtime/metrics"
)

// An Option changes the families that [New] collects.
type Option func(*config)

// A config is the sum of the options.
type config struct {
	set             Set
	decisions       decisions // after the default decisions of the set
	withoutMemStats bool

	// rowOf makes the row of a published metric. Only rules allow
	// histograms, so only the options with rules set rowOf to the function
	// with histograms. A field in place of a call keeps the code for
	// histograms, 9 kB, out of programs without rules.
	rowOf func(metrics.Description) *row
}

// WithSet chooses the set of families. WithSet panics if set is neither
// [Current] nor [Legacy].
func WithSet(set Set) Option {
	if set > Legacy {
		panic(fmt.Errorf("runtimecollect: expected the Set Current or Legacy, found number %d", set))
	}
	return func(c *config) { c.set = set }
}

// WithRuntimeMetrics adds every metric of runtime/metrics that a rule
// matches, each as a family of its own; see the package comment. Rules and
// matchers apply in the order of the options: the last match decides whether
// a metric has a family. WithRuntimeMetrics panics if a rule has no Matcher.
func WithRuntimeMetrics(rules ...Rule) Option {
	matchers := make([]Matcher, len(rules))
	for i, rule := range rules {
		matchers[i] = rule.Matcher
	}
	return withDecisions(matchers, true)
}

// WithoutRuntimeMetrics removes every metric of runtime/metrics that a
// matcher matches, whether the Set or an earlier WithRuntimeMetrics added
// the metric. WithoutRuntimeMetrics panics if a Matcher is nil.
func WithoutRuntimeMetrics(matchers ...Matcher) Option { return withDecisions(matchers, false) }

// withDecisions adds a decision for each matcher.
func withDecisions(matchers []Matcher, allow bool) Option {
	ds := make(decisions, len(matchers))
	for i, m := range matchers {
		if m == nil {
			panic(fmt.Errorf("runtimecollect: rule %d: expected a Matcher, found nil", i))
		}
		ds[i] = decision{m, allow}
	}
	return func(c *config) {
		c.decisions = append(c.decisions, ds...)
		c.rowOf = rowOf
	}
}

// WithoutMemStats removes the go_memstats_* families, except
// go_memstats_last_gc_time_seconds. A program with [WithRuntimeMetrics] and
// [MetricsMemory] would otherwise have the same numbers twice.
func WithoutMemStats() Option {
	return func(c *config) { c.withoutMemStats = true }
}
