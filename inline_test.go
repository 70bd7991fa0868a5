package plainmetrics_test

import (
	"errors"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// inlinedCalls are the calls of testdata/inline, one a line, whose callee
// the compiler must copy into the caller.
var inlinedCalls = []struct{ line, callee, reason string }{
	{"c.Inc()", "registry.(*CounterSeries).Inc", "Inc is one atomic addition"},
	{"c.Inc()", "atomic.(*Int64).Add", "Inc is one atomic addition"},
	{"c.Add(2)", "registry.(*CounterSeries).Add", "Add of a constant needs no check for a negative number"},
	{"g.Set(1)", "registry.(*GaugeSeries).Set", "Set is one atomic store"},
	{"g.Set(1)", "atomic.(*Uint64).Store", "Set is one atomic store"},
	{"g.Inc()", "registry.(*GaugeSeries).Inc", "Inc is one loop of compare and swap"},
	{"g.Dec()", "registry.(*GaugeSeries).Dec", "Dec is one loop of compare and swap"},
	{"g.Add(1)", "registry.(*GaugeSeries).Add", "Add is one loop of compare and swap"},
	{"g.Sub(1)", "registry.(*GaugeSeries).Sub", "Sub is one loop of compare and swap"},

	{`c := counters.WithLabelValues("a")`, "registry.(*Vec).WithLabelValues", "a look-up is one call, into the storage, and the values stay on the stack"},
	{`g := gauges.WithLabelValues("a")`, "registry.(*Vec).WithLabelValues", "a look-up is one call, into the storage, and the values stay on the stack"},
	{`h := histograms.WithLabelValues("a")`, "registry.(*HistogramVec).WithLabelValues", "a caller who sees a Histogram in the Observer calls Observe directly"},
	{`h := histograms.WithLabelValues("a")`, "registry.(*Vec).WithLabelValues", "a look-up is one call, as for a counter"},
	{`s := summaries.WithLabelValues("a")`, "registry.(*SummaryVec).WithLabelValues", "a caller who sees a Summary in the Observer calls Observe directly"},
	{`s := summaries.WithLabelValues("a")`, "registry.(*Vec).WithLabelValues", "a look-up is one call, as for a counter"},
}

// TestInlinedCalls reads in the compiler's report that calls of users cost
// no call.
func TestInlinedCalls(t *testing.T) {
	const file = "testdata/inline/main.go"
	source := strings.Split(read(t, file), "\n")
	inlined := map[[2]string]bool{} // by line of the source and callee
	for _, remark := range compilerRemarks(t, "./testdata/inline", file, "inlining call to ") {
		inlined[[2]string{strings.TrimSpace(source[remark.line-1]), remark.function}] = true
	}
	for _, want := range inlinedCalls {
		if !inlined[[2]string{want.line, want.callee}] {
			t.Errorf("%s: %q calls %s, want the call inlined: %s", file, want.line, want.callee, want.reason)
		}
	}
}

// inlinable are functions that must be cheap enough to be inlined, because the
// fast paths of Observe call them. The package is below plainmetrics.
var inlinable = map[string][]struct{ function, reason string }{"registry": {
	{"exponent", "the bucket of an observation is found by its exponent"},
	{"shard.tryLock", "Observe takes its lock by one compare and swap"},
	{"shard.unlock", "Observe gives its lock back by one store"},
	{"shard.addSum", "Observe adds to the sum under the lock"},
	{"bucketCounts.add", "Histogram.Observe counts under the lock"},
	{"summaryTotals.add", "Summary.Observe counts under the lock"},
	{"observationLog.add", "Summary.Observe logs its observation under the lock"},
	{"(*SummarySeries).tryAdd", "Summary.Observe logs and counts under the lock"},
}, "registry/internal/native": {
	{"bitsBefore", "the bucket of an observation is found by the bits of the number before"},
	{"isRare", "most observations are normal numbers"},
	{"indexBehind", "the native bucket of an observation is found under the lock"},
	{"(*Counts).index", "the index at the schema is a shift"},
}}

// TestInlinable reads in the compiler's report that the parts of the fast
// paths of Observe cost no call.
func TestInlinable(t *testing.T) {
	for pkg, functions := range inlinable {
		can := map[string]bool{}
		for _, remark := range compilerRemarks(t, "plainmetrics/"+pkg, pkg+"/", "can inline ") {
			can[remark.function] = true
		}
		for _, want := range functions {
			if !can[want.function] {
				t.Errorf("%s: the compiler can't inline %s, want that it can: %s", pkg, want.function, want.reason)
			}
		}
	}
}

// A remark is one line of the compiler's report about a function.
type remark struct {
	line     int    // of the source
	function string // without type arguments
}

// compilerRemarks returns the remarks about source files with a prefix that
// begin with a verb.
func compilerRemarks(t *testing.T, pkg, files, verb string) (remarks []remark) {
	t.Helper()
	if runtime.Compiler != "gc" {
		t.Skipf("the flag -m is the gc compiler's, this is %s", runtime.Compiler)
	}
	report, err := exec.Command("go", "build", "-gcflags=-m", "-o", filepath.Join(t.TempDir(), "out"), pkg).CombinedOutput()
	if errors.Is(err, exec.ErrNotFound) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatalf("go build: %v\n%s", err, report)
	}
	pattern := regexp.MustCompile(`(?m)^(?:\./)?` + regexp.QuoteMeta(files) + `[^:\n]*:(\d+):\d+: ` + verb + `(.*)$`)
	for _, match := range pattern.FindAllStringSubmatch(string(report), -1) {
		line, err := strconv.Atoi(match[1])
		if err != nil {
			t.Fatal(err)
		}
		remarks = append(remarks, remark{line, withoutTypeArguments(match[2])})
	}
	if len(remarks) == 0 {
		t.Fatalf("go build -gcflags=-m %s: got no line with %q", pkg, verb)
	}
	return remarks
}

func withoutTypeArguments(function string) string {
	start, end := strings.Index(function, "["), strings.LastIndex(function, "]")
	if start < 0 || end < start {
		return function
	}
	return function[:start] + function[end+1:]
}
