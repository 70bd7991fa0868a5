package promlint_test

import (
	"fmt"
	"strings"

	"plainmetrics/registry/testutil/promlint"
)

func ExampleLinter_Lint() {
	page := "# HELP latency_milliseconds Time to answer.\n# TYPE latency_milliseconds gauge\nlatency_milliseconds 7\n"

	problems, err := promlint.New(strings.NewReader(page)).Lint()
	if err != nil {
		fmt.Println(err)
	}
	for _, p := range problems {
		fmt.Println(p.Metric, p.Text)
	}
	// Output: latency_milliseconds use base unit "seconds" instead of "milliseconds"
}
