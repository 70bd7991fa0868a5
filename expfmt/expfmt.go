// Package expfmt is the exposition formats of Prometheus as bytes: it
// prints families of series as the pages that scrapers read, and reads
// pages back.
//
//	requests := expfmt.MustFamily("requests_total", "Requests served.", expfmt.TypeCounter)
//	code, _ := expfmt.Labels(expfmt.Label{Name: "code", Value: "200"})
//
//	page := expfmt.NewPage(expfmt.Text{}, nil)
//	page.Family(requests)
//	page.Value(code, 7)
//	os.Stdout.Write(page.End())
//
// A [Family], a [LabelSet] and [Bounds] are made once, when a series is
// born, and hold what they put on a page already rendered. A [Format] only
// copies these bytes and formats numbers, so a scrape allocates nothing
// but the room for its page. An [Encoder] is what families are written
// into; [DecodeText] and [DecodeOpenMetrics] write a page's families into
// one, so that reading a page and printing it in another format is a single
// call.
//
// There are two formats, [Text] and [OpenMetrics]. What is printed is, byte
// for byte, what client_golang v1.25.0 prints. Of protobuf there is nothing.
//
// The package imports no net/http, os or log.
package expfmt
