// Package promlint checks metrics against the conventions of Prometheus for
// names, types, HELP texts and labels.
//
//	problems, err := promlint.New(response.Body).Lint()
//	for _, p := range problems {
//		fmt.Println(p.Metric, p.Text) // as promtool check metrics prints them
//	}
//
// Names and behaviour follow client_golang's package promlint, so a program
// compiles after its import is swapped:
//
//	import promlint "plainmetrics/registry/testutil/promlint"
//
// # Rules
//
// The rules come from [plainmetrics/expfmt.Linter], which also knows the
// label and, of a page, the line and column of a problem. A problem comes as
// often as client_golang repeats it: for each series with a label, for each
// series that comes again, and for each abbreviation in a name. Problems are
// sorted by Metric and then by Text.
//
// # Differences from client_golang
//
// An empty HELP text of a model.MetricFamily is a problem, as it is on a page.
// The rules for histograms hold for the gauge histograms of models, too.
//
// A page with a line that can't be read is an error. Lint reads some lines
// that client_golang does not: names of any UTF-8, HELP and TYPE behind
// samples, wrong escapes in HELP, blanks at the end, and values that make no
// sense as a bound or a count. It does not read a second HELP line in front of
// the samples, nor TYPE without a type.
package promlint
