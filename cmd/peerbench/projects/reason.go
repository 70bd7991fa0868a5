package projects

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// reasons has what errors of the compiler are about. The first that matches
// an error counts. ${1} is the first subexpression.
var reasons = []struct {
	match  *regexp.Regexp
	reason string
}{
	{regexp.MustCompile(`(?:package|import) "?(plainmetrics/[\w/]+)`), "no package ${1}"},
	{regexp.MustCompile(`undefined: (\w+\.\w+)`), "no name ${1}"},
	{regexp.MustCompile(`io_prometheus_client|client_model|protoreflect`), "meets generated protobuf"},
	{regexp.MustCompile(`\b(?:registry|httpserve|model|collectors|testutil|plainmetrics/[a-z/]+"?)\.\w+.*\b(?:prometheus|client_golang/[a-z/]+"?)\.\w+|\b(?:prometheus|client_golang/[a-z/]+"?)\.\w+.*\b(?:registry|httpserve|model|collectors|plainmetrics/[a-z/]+"?)\.\w+`), "meets a dependency with client_golang"},
	{regexp.MustCompile(`impossible type (?:assertion|switch)|not an interface|cannot use .* as registry\.(?:Counter|Gauge|Histogram|Summary|Untyped) value`), "implements or asserts a metric interface"},
	{regexp.MustCompile(`does not implement (\S+)`), "does not implement ${1}"},
	{regexp.MustCompile(`undefined \(type (\S+) has no field or method (\w+)`), "no ${1}.${2}"},
}

// reason returns what an error of the compiler is about, or the error itself.
func reason(err string) string {
	for _, r := range reasons {
		if found := r.match.FindStringSubmatchIndex(err); found != nil {
			return string(r.match.ExpandString(nil, r.reason, err, found))
		}
	}
	if found := compileError.FindStringSubmatch(err); found != nil {
		return found[1]
	}
	return err
}

// why says in one line why a project falls short: how many errors of the
// compiler are about what, or which tests fail.
func (o *outcome) why(want map[string]bool) string {
	count := make(map[string]int)
	for _, err := range o.errors {
		count[reason(err)]++
	}
	var parts []string
	for _, r := range slices.SortedFunc(maps.Keys(count), func(a, b string) int {
		if count[a] != count[b] {
			return count[b] - count[a]
		}
		return strings.Compare(a, b)
	}) {
		parts = append(parts, fmt.Sprintf("%d × %s", count[r], r))
	}
	if parts == nil {
		for _, test := range o.missing(want) {
			_, name, _ := strings.Cut(test, " ")
			parts = append(parts, name)
		}
		if parts != nil {
			parts[0] = "fails: " + parts[0]
		}
	}
	if len(parts) > 6 {
		parts = append(parts[:6], fmt.Sprintf("and %d more", len(parts)-6))
	}
	return strings.Join(parts, "; ")
}
