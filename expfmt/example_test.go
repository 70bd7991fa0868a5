package expfmt_test

import (
	"errors"
	"fmt"
	"os"

	"plainmetrics/expfmt"
)

func Example() {
	requests := expfmt.MustFamily("requests_total", "Requests served.", expfmt.TypeCounter)
	code, _ := expfmt.Labels(expfmt.Label{Name: "code", Value: "200"})

	page := expfmt.NewPage(expfmt.Text{}, nil)
	page.Value(requests, code, 7)
	os.Stdout.Write(page.End())

	// Output:
	// # HELP requests_total Requests served.
	// # TYPE requests_total counter
	// requests_total{code="200"} 7
}

func ExamplePage_Point() {
	seconds := expfmt.MustFamily("request_seconds", "Time to serve.", expfmt.TypeHistogram)
	bounds, _ := expfmt.Buckets([]float64{0.1, 1})

	page := expfmt.NewPage(expfmt.Text{}, nil)
	page.Point(seconds, expfmt.LabelSet{}, &expfmt.Point{
		Sum:    4.5,
		Count:  5,
		Bounds: bounds,
		Counts: []uint64{2, 4}, // up to 0.1, and up to 1
	})
	os.Stdout.Write(page.End())

	// Output:
	// # HELP request_seconds Time to serve.
	// # TYPE request_seconds histogram
	// request_seconds_bucket{le="0.1"} 2
	// request_seconds_bucket{le="1"} 4
	// request_seconds_bucket{le="+Inf"} 5
	// request_seconds_sum 4.5
	// request_seconds_count 5
}

// A page in another format, here with names that any scraper can read, is
// the page that is read, written again.
func ExampleDecodeText() {
	in := []byte(`# TYPE "http.requests" counter
{"http.requests", code="200"} 7
`)
	page := expfmt.NewPage(expfmt.Text{Scheme: expfmt.UnderscoreEscaping}, nil)
	if err := expfmt.DecodeText(in, page); err != nil {
		fmt.Println(err)
	}
	fmt.Printf("%q\n", page.End())

	// Output:
	// "# HELP http_requests \n# TYPE http_requests counter\nhttp_requests{code=\"200\"} 7\n"
}

func ExampleSyntaxError() {
	page := expfmt.NewPage(expfmt.Text{}, nil)
	err := expfmt.DecodeText([]byte("up 1\nrequests_total many\n"), page)

	var syntax *expfmt.SyntaxError
	if errors.As(err, &syntax) {
		fmt.Println(syntax.Line, syntax.Column)
		fmt.Println(err)
	}

	// Output:
	// 2 16
	// expfmt: line 2, column 16: expected a number, found "many"
}

func ExampleLabelSet_All() {
	set, _ := expfmt.Labels(
		expfmt.Label{Name: "path", Value: `C:\DIR`},
		expfmt.Label{Name: "code", Value: "200"},
	)
	fmt.Println(set)
	for name, value := range set.All() {
		fmt.Println(name, value)
	}

	// Output:
	// code="200",path="C:\\DIR"
	// code 200
	// path C:\DIR
}
