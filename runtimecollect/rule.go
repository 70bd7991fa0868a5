package runtimecollect

import "strings"

// A Matcher chooses metrics of the runtime by their names, which look like
// /gc/heap/live:bytes. A *regexp.Regexp is one; this package does not link
// regexp into programs that have no use for it.
type Matcher interface{ MatchString(name string) bool }

// A Rule is what WithRuntimeMetrics allows: the metrics that its Matcher
// matches.
type Rule struct{ Matcher Matcher }

// The rules that client_golang has names for. MetricsGC does not have
// /cpu/classes/gc, what the garbage collector costs.
var (
	MetricsAll       = Rule{prefix("/")}
	MetricsGC        = Rule{prefix("/gc/")}
	MetricsMemory    = Rule{prefix("/memory/")}
	MetricsScheduler = Rule{prefix("/sched/")}
	MetricsDebug     = Rule{prefix("/godebug/")}
)

// A prefix matches the names that begin with it.
type prefix string

// MatchString implements Matcher.
func (p prefix) MatchString(name string) bool { return strings.HasPrefix(name, string(p)) }

// parts match the names in which one of them stands, at any place: that is
// how client_golang matches the names that it allows by default.
type parts []string

// MatchString implements Matcher.
func (p parts) MatchString(name string) bool {
	for _, part := range p {
		if strings.Contains(name, part) {
			return true
		}
	}
	return false
}

// A decision is a Matcher and what becomes of the metrics that it matches.
type decision struct {
	matcher Matcher
	allow   bool
}

// decisions are in the order in which they were given. The last one that
// matches a name counts; a name that none matches is not allowed.
type decisions []decision

func (vs decisions) allow(name string) bool {
	allowed := false
	for _, v := range vs {
		if v.matcher.MatchString(name) {
			allowed = v.allow
		}
	}
	return allowed
}

// defaultDecisions are the decisions that a Set begins with.
var defaultDecisions = [Legacy + 1]decisions{
	Current: {{parts{
		"/gc/gogc:percent",
		"/gc/gomemlimit:bytes",
		"/sched/gomaxprocs:threads",
	}, true}},
}
