// Command programs has small programs in the style of client_golang's users:
// one for each theme of its API. Package swap compiles the command twice,
// unchanged and after the import swap; both must print the same:
//
//	programs NAME
//	programs -from SEED -to SEED [-operations] [-without KINDS]
//
// The second form runs random programs, one for each seed; see random.go.
// The kinds of what they may draw are listed in random_kind.go.
//
// A program shows pages and prints sentences. With PROTOBUF set in the
// environment, it shows the pages in client_golang's protobuf format, the
// meaning of the text; see meaning_test.go.
package main

import (
	"flag"
	"fmt"
	"os"
	"testing"
)

var programs = map[string]func(){
	"acra":                 acra,
	"already registered":   alreadyRegistered,
	"auto":                 auto,
	"buckets":              buckets,
	"client":               client,
	"collecting":           collecting,
	"concurrent":           concurrent,
	"constant labels":      constantLabels,
	"constant metrics":     constantMetrics,
	"constrained labels":   constrainedLabels,
	"counters":             counters,
	"currying":             currying,
	"default handler":      defaultHandler,
	"deleting":             deleting,
	"descriptors":          descriptors,
	"embedding":            embedding,
	"errors":               errorPaths,
	"exemplars":            exemplars,
	"float values":         floatValues,
	"funcs":                funcs,
	"gatherers":            gatherers,
	"gathering":            gathering,
	"gauges":               gauges,
	"grouping":             grouping,
	"histograms":           histograms,
	"instrumented handler": instrumentedHandler,
	"invalid descriptions": invalidDescriptions,
	"label order":          labelOrder,
	"label values":         labelValues,
	"merging":              merging,
	"middleware":           middleware,
	"more exemplars":       moreExemplars,
	"multiple errors":      multipleErrors,
	"names":                names,
	"observers":            observers,
	"open metrics":         openMetrics,
	"open metrics names":   openMetricsNames,
	"refused metrics":      refusedMetrics,
	"registering":          registering,
	"registering own":      registeringOwn,
	"replaced defaults":    replacedDefaults,
	"squares":              squares,
	"summaries":            summaries,
	"test comparing":       testComparing,
	"test helpers":         testHelpers,
	"test linting":         testLinting,
	"testing own":          testingOwn,
	"text file":            textFile,
	"timers":               timers,
	"transactions":         transactions,
	"units":                units,
	"wrapping":             wrapping,
	"wrapping errors":      wrappingErrors,
}

func main() {
	from := flag.Uint64("from", 0, "run random programs from this `SEED`")
	to := flag.Uint64("to", 0, "run random programs up to this `SEED`, without it")
	operations := flag.Bool("operations", false, "say each operation of random programs")
	flag.Func("without", "leave `KINDS` out of random programs; separated by commas, see random_kind.go", leaveOut)
	testing.Init()
	flag.Parse()
	switch program, ok := programs[flag.Arg(0)]; {
	case ok:
		program()
	case *to > *from:
		runRandom(*from, *to, *operations)
	default:
		fmt.Fprintf(os.Stderr, "programs: expected one of the names in main.go, found %q\n", flag.Arg(0))
		os.Exit(2)
	}
}
