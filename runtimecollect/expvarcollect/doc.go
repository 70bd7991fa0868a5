// Package expvarcollect collects the variables that a program publishes with
// package expvar, each as a family.
//
//	reg.MustRegister(expvarcollect.New(map[string]expvarcollect.Export{
//		"connections": {Family: expfmt.MustFamily("connections", "Open connections.", expfmt.TypeGauge)},
//		"requests": {
//			Family: expfmt.MustFamily("requests_total", "Requests served.", expfmt.TypeCounter),
//			Labels: []string{"code", "method"},
//		},
//	}))
//
// An [Export] without labels is for a variable with a number or a bool;
// false is 0 and true is 1. An Export with labels is for a map, or for
// nested maps if there are several labels: the keys become the values of
// the labels, and each number or bool nested as deep as there are labels
// becomes a series. Everything else is ignored: variables that are not
// published, strings, arrays, and values at another depth. client_golang
// ignores the same values, but always uses the type untyped; here the Family
// has the type. [FromDescs] takes Descs in place of Families, and has the type
// of client_golang.
//
// The interface expvar.Var promises JSON text and nothing more, so a scrape
// reads the text. To walk the types of expvar would be faster, but would
// miss the variables of other types and the structs returned by an
// expvar.Func, such as the variable memstats: without JSON, only reflection
// can look inside, and this project uses neither reflection nor
// encoding/json. The scanner of this package finds the numbers and does not
// check the rest of the text strictly. The scanner also reads NaN and +Inf,
// possible values of an expvar.Float, but not JSON.
//
// A scrape makes the text of each variable and the labels of each series
// anew, so a scrape is slower than with the metrics of package registry.
// Package expvar imports net/http and adds /debug/vars to the default mux.
// Use this package for programs that already publish variables.
package expvarcollect
