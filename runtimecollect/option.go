package runtimecollect

import (
	"fmt"
	"runtime/metrics"
)

// An Option changes what New returns.
type Option func(*config)

type config struct {
	set             Set
	decisions       decisions // behind the default decisions of the set
	withoutMemStats bool

	// rowOf makes the row of a published metric. Only rules allow histograms.
	// A field in place of a call keeps the code for histograms, 12 kB, out
	// of programs without rules.
	rowOf func(metrics.Description) *row
}

// WithSet chooses the set of families. It panics if there is no such Set.
func WithSet(set Set) Option {
	if set > Legacy {
		panic(fmt.Errorf("runtimecollect: expected the Set Current or Legacy, found number %d", set))
	}
	return func(c *config) { c.set = set }
}

// WithRuntimeMetrics adds the metrics of runtime/metrics that one of the
// rules matches, each as a family of its own; see the package comment. Of
// all the rules and matchers given, in the order of the options, the last
// one that matches a metric decides whether its family is there. It panics
// if a rule has no Matcher.
func WithRuntimeMetrics(rules ...Rule) Option {
	matchers := make([]Matcher, len(rules))
	for i, rule := range rules {
		matchers[i] = rule.Matcher
	}
	return withDecisions(matchers, true)
}

// WithoutRuntimeMetrics removes the metrics of runtime/metrics that one of
// the matchers matches, those that the Set begins with no less than those
// of a WithRuntimeMetrics before. It panics if a Matcher is nil.
func WithoutRuntimeMetrics(matchers ...Matcher) Option { return withDecisions(matchers, false) }

func withDecisions(matchers []Matcher, allow bool) Option {
	vs := make(decisions, len(matchers))
	for i, m := range matchers {
		if m == nil {
			panic(fmt.Errorf("runtimecollect: rule %d: expected a Matcher, found nil", i))
		}
		vs[i] = decision{m, allow}
	}
	return func(c *config) {
		c.decisions = append(c.decisions, vs...)
		c.rowOf = rowOf
	}
}

// WithoutMemStats removes the go_memstats_* families, all but
// go_memstats_last_gc_time_seconds. A program that has WithRuntimeMetrics
// has their numbers twice.
func WithoutMemStats() Option {
	return func(c *config) { c.withoutMemStats = true }
}
