package projects

import "testing"

func TestReason(t *testing.T) {
	for _, c := range []struct{ err, want string }{
		{"source/a.go:19:2: package plainmetrics/registry/push is not in std (/go/src/plainmetrics/registry/push)", "no package plainmetrics/registry/push"},
		{"a.go:9:2: undefined: prometheus.NewDesc", "no name prometheus.NewDesc"},
		{"a.go:9:2: cannot use reg (variable of type *registry.Registry) as prometheus.Registerer value in argument to server.New", "meets a dependency with client_golang"},
		{"a.go:9:2: cannot use families (variable of type []*model.MetricFamily) as []*io_prometheus_client.MetricFamily value in range", "meets generated protobuf"},
		{"a.go:9:2: c.Frobnicate undefined (type registry.Counter has no field or method Frobnicate)", "no registry.Counter.Frobnicate"},
		{"a.go:9:2: invalid operation: c.With(labels) (value of type *registry.CounterSeries) is not an interface", "implements or asserts a metric interface"},
		{"a.go:9:2: cannot use &fakeGauge{…} (value of type *fakeGauge) as registry.Gauge value in return statement", "implements or asserts a metric interface"},
		{"a.go:9:2: missing return", "missing return"},
	} {
		t.Run(c.want, func(t *testing.T) {
			if got := reason(c.err); got != c.want {
				t.Errorf("%s\ngot  %q\nwant %q", c.err, got, c.want)
			}
		})
	}
}
