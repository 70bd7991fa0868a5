// Package expvarcollect puts variables that a program publishes with
// package expvar on a page as families.
//
//	reg.MustRegister(expvarcollect.New(map[string]expvarcollect.Export{
//		"connections": {Family: expfmt.MustFamily("connections", "Open connections.", expfmt.TypeGauge)},
//		"requests": {
//			Family: expfmt.MustFamily("requests_total", "Requests served.", expfmt.TypeCounter),
//			Labels: []string{"code", "method"},
//		},
//	}))
//
// An [Export] without labels is for a variable that is a number or a bool;
// false is 0 and true is 1. One with labels is for a map, of maps if there
// is more than one label: its keys become the values of the labels, and
// the numbers and bools as deep inside as there are labels become the
// series. All else is ignored: a variable that is not published, strings,
// arrays, what lies too deep or not deep enough. So it is in client_golang,
// where the type is always untyped; here it is the Family's.
//
// An expvar.Var promises to be JSON text and nothing more, so that is what
// a scrape reads. To walk the types of expvar instead would be faster, but
// would miss those that others have written, and structs that an
// expvar.Func returns, such as the variable memstats that expvar publishes
// itself: Go has no way into these but reflection, which this project does
// without, as it does without encoding/json. The scanner here knows as much
// of JSON as it takes to find the numbers. It lets pass what is not quite
// JSON, and reads the NaN and +Inf that an expvar.Float may be, which are
// not JSON at all.
//
// A scrape makes the text of each variable anew, and the labels of each
// series: it is slower than a metric of package registry. And package
// expvar brings net/http along, and adds /debug/vars to its default mux;
// use it for what publishes variables already.
package expvarcollect
