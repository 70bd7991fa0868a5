package expfmt_test

import (
	"fmt"
	"os"

	"plainmetrics/expfmt"
)

func ExampleCompare() {
	golden := []byte(`# HELP http_requests_total Requests served.
# TYPE http_requests_total counter
http_requests_total{code="200"} 7
http_requests_total{code="404"} 2
go_goroutines 8
`)
	actual := []byte(`# HELP http_requests_total Requests served.
# TYPE http_requests_total counter
http_requests_total{code="500"} 1
http_requests_total{code="200"} 9
go_goroutines 11
`)
	var want, got expfmt.Snapshot
	if err := expfmt.DecodeText(golden, &want); err != nil {
		fmt.Println(err)
	}
	if err := expfmt.DecodeText(actual, &got); err != nil {
		fmt.Println(err)
	}
	differences := expfmt.Compare(&want, &got, expfmt.CompareOptions{Ignore: []string{"go_*"}})
	os.Stdout.Write(expfmt.AppendDifferences(nil, differences))

	// Output:
	// @@ http_requests_total @@
	// -http_requests_total{code="200"} 7
	// +http_requests_total{code="200"} 9
	// -http_requests_total{code="404"} 2
	// +http_requests_total{code="500"} 1
}
