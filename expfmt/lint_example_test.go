package expfmt_test

import (
	"fmt"

	"plainmetrics/expfmt"
)

func ExampleLintText() {
	page := []byte(`# HELP http_requests Requests served.
# TYPE http_requests counter
http_requests{statusCode="200"} 7
http_requests{statusCode="404"} 2
# TYPE queue_wait_milliseconds gauge
queue_wait_milliseconds 12
`)
	problems, err := expfmt.LintText(page)
	if err != nil {
		fmt.Println(err)
	}
	for _, p := range problems {
		fmt.Printf("%d:%d: %v\n", p.Line, p.Column, p)
	}

	// Output:
	// 1:8: http_requests counter metrics should have "_total" suffix
	// 3:15: http_requests label names should be written in 'snake_case' not 'camelCase'
	// 5:8: queue_wait_milliseconds no help text
	// 5:8: queue_wait_milliseconds use base unit "seconds" instead of "milliseconds"
}

// A Linter takes families from wherever they come; a registry writes its
// own into one.
func ExampleLinter() {
	var l expfmt.Linter
	l.Value(expfmt.MustFamily("http_requests", "Requests served.", expfmt.TypeCounter), expfmt.LabelSet{}, 7)
	fmt.Println(l.Problems())

	// Output: [http_requests counter metrics should have "_total" suffix]
}
