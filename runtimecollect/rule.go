package runtimecollect

import "strings"

// A Matcher chooses metrics of the runtime by name, such as
// /gc/heap/live:bytes. A *regexp.Regexp is a Matcher. The interface keeps
// regexp out of programs without expressions.
type Matcher interface{ MatchString(name string) bool }

// A Rule allows the metrics that the Matcher matches.
type Rule struct{ Matcher Matcher }

// The rules with the names of client_golang. MetricsGC does not include the
// metrics below /cpu/classes/gc, the CPU time of the garbage collector.
var (
	MetricsAll       = Rule{prefix("/")}
	MetricsGC        = Rule{prefix("/gc/")}
	MetricsMemory    = Rule{prefix("/memory/")}
	MetricsScheduler = Rule{prefix("/sched/")}
	MetricsDebug     = Rule{prefix("/godebug/")}
)

// A prefix matches every name that begins with the prefix.
type prefix string

// MatchString implements [Matcher].
func (p prefix) MatchString(name string) bool { return strings.HasPrefix(name, string(p)) }

// substrings match every name that contains at least one of them.
// client_golang matches the default metrics in the same way.
type substrings []string

// MatchString implements [Matcher].
func (s substrings) MatchString(name string) bool {
	for _, substring := range s {
		if strings.Contains(name, substring) {
			return true
		}
	}
	return false
}

// A decision allows or denies the metrics that the matcher matches.
type decision struct {
	matcher Matcher
	allow   bool
}

// decisions are in the order of the options. The last match wins, and a name
// without a match is not allowed.
type decisions []decision

func (ds decisions) allow(name string) bool {
	allowed := false
	for _, d := range ds {
		if d.matcher.MatchString(name) {
			allowed = d.allow
		}
	}
	return allowed
}

// defaultDecisions has the decisions of each Set, which come before the
// decisions of the options.
var defaultDecisions = [Legacy + 1]decisions{
	Current: {{substrings{
		"/gc/gogc:percent",
		"/gc/gomemlimit:bytes",
		"/sched/gomaxprocs:threads",
	}, true}},
}
