// Command programs has small programs in the style of client_golang's users:
// one for each theme of its API. Package swap compiles the command twice,
// unchanged and after the import swap; both must print the same:
//
//	programs NAME
//	programs -from SEED -to SEED [-operations]
//
// The second form runs random programs, one for each seed; see random.go.
//
// A program shows pages and prints sentences. With PROTOBUF set in the
// environment, it shows the pages in client_golang's protobuf format, the
// meaning of the text; see meaning_test.go.
package main

import (
	"flag"
	"fmt"
	"os"
)

var programs = map[string]func(){
	"acra":                 acra,
	"already registered":   alreadyRegistered,
	"auto":                 auto,
	"buckets":              buckets,
	"client":               client,
	"concurrent":           concurrent,
	"constant labels":      constantLabels,
	"constrained labels":   constrainedLabels,
	"counters":             counters,
	"currying":             currying,
	"default handler":      defaultHandler,
	"deleting":             deleting,
	"embedding":            embedding,
	"errors":               errorPaths,
	"exemplars":            exemplars,
	"float values":         floatValues,
	"funcs":                funcs,
	"gatherers":            gatherers,
	"gauges":               gauges,
	"grouping":             grouping,
	"histograms":           histograms,
	"instrumented handler": instrumentedHandler,
	"invalid descriptions": invalidDescriptions,
	"label order":          labelOrder,
	"label values":         labelValues,
	"middleware":           middleware,
	"more exemplars":       moreExemplars,
	"names":                names,
	"observers":            observers,
	"open metrics":         openMetrics,
	"open metrics names":   openMetricsNames,
	"registering":          registering,
	"replaced defaults":    replacedDefaults,
	"summaries":            summaries,
	"test comparing":       testComparing,
	"test helpers":         testHelpers,
	"test linting":         testLinting,
	"text file":            textFile,
	"timers":               timers,
	"units":                units,
	"wrapping":             wrapping,
	"wrapping errors":      wrappingErrors,
}

func main() {
	from := flag.Uint64("from", 0, "run random programs from this `SEED`")
	to := flag.Uint64("to", 0, "run random programs up to this `SEED`, without it")
	operations := flag.Bool("operations", false, "say each operation of random programs")
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
