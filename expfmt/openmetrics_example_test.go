package expfmt_test

import (
	"fmt"
	"os"

	"plainmetrics/expfmt"
)

// In OpenMetrics the family of a counter goes without _total, an integer
// is a count, and a series may tell when it was created.
func ExampleOpenMetrics() {
	requests := expfmt.MustFamily("requests_total", "Requests served.", expfmt.TypeCounter)
	trace, _ := expfmt.Labels(expfmt.Label{Name: "trace_id", Value: "KOO5S4vxi0o"})

	page := expfmt.NewPage(expfmt.OpenMetrics{Created: true}, nil)
	page.Point(requests, expfmt.LabelSet{}, &expfmt.Point{
		Value:    7,
		Exemplar: &expfmt.Exemplar{Labels: trace, Value: 0.25},
		Created:  1_500_000_000, // 1.5 seconds after 1970 began
	})
	os.Stdout.Write(page.End())

	// Output:
	// # HELP requests Requests served.
	// # TYPE requests counter
	// requests_total 7.0 # {trace_id="KOO5S4vxi0o"} 0.25
	// requests_created 1.5
	// # EOF
}

// The text format has no word for an info, which is a gauge that is 1.
func ExampleDecodeOpenMetrics() {
	in := []byte(`# TYPE build info
build_info{version="1.4"} 1
# EOF
`)
	page := expfmt.NewPage(expfmt.Text{}, nil)
	if err := expfmt.DecodeOpenMetrics(in, page); err != nil {
		fmt.Println(err)
	}
	fmt.Printf("%q\n", page.End())

	// Output:
	// "# HELP build_info \n# TYPE build_info gauge\nbuild_info{version=\"1.4\"} 1\n"
}

func ExampleNegotiate() {
	const accept = "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,text/plain;version=0.0.4;q=0.3"
	fmt.Println(expfmt.Negotiate(accept, nil).ContentType())
	fmt.Println(expfmt.Negotiate(accept, []expfmt.Offer{expfmt.OpenMetrics{}.Offer()}).ContentType())

	// Output:
	// text/plain; version=0.0.4; charset=utf-8; escaping=allow-utf-8
	// application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=allow-utf-8
}
