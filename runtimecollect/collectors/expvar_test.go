package collectors_test

import (
	"expvar"
	"strings"
	"testing"

	"plainmetrics/registry"
	"plainmetrics/registry/testutil"
	"plainmetrics/runtimecollect/collectors"
)

func TestExpvarCollector(t *testing.T) {
	requests := expvar.NewMap("requests")
	requests.Add("200", 212)
	requests.AddFloat("404", 1.5)
	c := collectors.NewExpvarCollector(map[string]*registry.Desc{
		"requests":      registry.NewDesc("requests_total", "Requests served.", []string{"code"}, registry.Labels{"zone": "a"}),
		"not published": registry.NewDesc("nothing", "", nil, nil),
	})
	const want = `
# HELP requests_total Requests served.
# TYPE requests_total untyped
requests_total{code="200",zone="a"} 212
requests_total{code="404",zone="a"} 1.5
`
	if err := testutil.CollectAndCompare(c, strings.NewReader(want)); err != nil {
		t.Error(err)
	}
}
