// Package expfmt prints and reads the exposition formats of Prometheus: it
// prints families of series as the pages that scrapers read, and reads
// pages back.
//
//	requests := expfmt.MustFamily("requests_total", "Requests served.", expfmt.TypeCounter)
//	code, _ := expfmt.Labels(expfmt.Label{Name: "code", Value: "200"})
//
//	page := expfmt.NewPage(expfmt.Text{}, nil)
//	page.Value(requests, code, 7)
//	os.Stdout.Write(page.End())
//
// A [Family], a [LabelSet] and [Bounds] are made once, when a series is
// created, and hold their part of a page already rendered. A [Format] only
// copies these bytes and formats numbers, so a scrape allocates nothing but
// the memory of its page. Series are written into an [Encoder]. [DecodeText]
// and [DecodeOpenMetrics] write the series of a page into an Encoder, so
// that a program reads a page and prints it in another format in one call.
// [DecodeTextFrom] and [DecodeOpenMetricsFrom] read a page of any size in
// parts, as [LintTextFrom], a [Comparer] and the function of [Page.Drain] do
// their work.
//
// There are two formats, [Text] and [OpenMetrics], but no protobuf. A page
// has the bytes that client_golang v1.25.0 prints. [Negotiate] chooses the
// format for a request.
//
// The package imports no net/http, os or log.
package expfmt
