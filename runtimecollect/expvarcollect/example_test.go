package expvarcollect_test

import (
	"context"
	"expvar"
	"fmt"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
	"plainmetrics/runtimecollect/expvarcollect"
)

func Example() {
	requests := new(expvar.Map)
	requests.Add("200", 212)
	requests.Add("404", 13)
	if expvar.Get("requests") == nil {
		expvar.Publish("requests", requests)
	}

	reg := registry.NewRegistry()
	reg.MustRegister(expvarcollect.New(map[string]expvarcollect.Export{
		"requests": {
			Family: expfmt.MustFamily("requests_total", "Requests served.", expfmt.TypeCounter),
			Labels: []string{"code"},
		},
	}))
	page := expfmt.NewPage(expfmt.Text{}, nil)
	if err := reg.Encode(context.Background(), page); err != nil {
		fmt.Println(err)
	}
	fmt.Print(string(page.End()))
	// Output:
	// # HELP requests_total Requests served.
	// # TYPE requests_total counter
	// requests_total{code="200"} 212
	// requests_total{code="404"} 13
}
