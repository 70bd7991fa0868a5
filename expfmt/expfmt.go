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
// the memory of its page. Programs write series into an [Encoder], such as a
// Page.
//
// # Formats
//
// A format prints pages. A decoder reads a page and writes the series into an
// Encoder; into a Page of another format, it converts the page. A linter
// returns the places where a page breaks its format or the conventions.
//
//   - [Text] is the text format 0.0.4; see [DecodeText] and [LintText].
//   - [OpenMetrics] is OpenMetrics 1.0.0 and 0.0.1; see [DecodeOpenMetrics]
//     and [LintOpenMetrics].
//   - [OpenMetrics2] is OpenMetrics 2.0.0, a release candidate; see
//     [DecodeOpenMetrics2] and [LintOpenMetrics2].
//   - [Protobuf] is the protobuf format, in three encodings: messages behind
//     their lengths, see [DecodeProtobuf] and [LintProtobuf], and two forms of
//     their text, see [DecodeProtobufText] and [LintProtobufText].
//
// OpenMetrics2 and Protobuf show native histograms. A page has the bytes that
// client_golang v1.25.0 prints; the comments of the formats list the
// exceptions. [Negotiate] chooses the format for a request.
//
// [Compare] returns the differences between two pages, which may have
// different formats.
//
// # Large pages
//
// The functions whose names end in From read a page in parts. A [Comparer]
// compares two pages while they are decoded, and [Page.Drain] hands over a
// page in parts.
//
// The package imports no net/http, os or log.
package expfmt
