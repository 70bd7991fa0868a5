package promauto_test

import (
	"context"
	"strings"
	"testing"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
	"plainmetrics/registry/promauto"
)

// Functions register metrics of all types with the DefaultRegisterer of the
// moment, and a second metric of the same name panics.
func TestDefault(t *testing.T) {
	defer func(old registry.Registerer) { registry.DefaultRegisterer = old }(registry.DefaultRegisterer)
	for _, c := range []struct {
		name string
		make func()
		want string // a line of the page
	}{
		{"counter", func() { promauto.NewCounter(registry.CounterOpts{Name: "x"}).Inc() }, "x 1"},
		{"counter vector", func() {
			promauto.NewCounterVec(registry.CounterOpts{Name: "x"}, []string{"l"}).WithLabelValues("v").Inc()
		}, `x{l="v"} 1`},
		{"counter function", func() { promauto.NewCounterFunc(registry.CounterOpts{Name: "x"}, constant) }, "x 1"},
		{"gauge", func() { promauto.NewGauge(registry.GaugeOpts{Name: "x"}).Set(1) }, "x 1"},
		{"gauge vector", func() { promauto.NewGaugeVec(registry.GaugeOpts{Name: "x"}, []string{"l"}).WithLabelValues("v").Set(1) }, `x{l="v"} 1`},
		{"gauge function", func() { promauto.NewGaugeFunc(registry.GaugeOpts{Name: "x"}, constant) }, "x 1"},
		{"summary", func() { promauto.NewSummary(registry.SummaryOpts{Name: "x"}).Observe(1) }, "x_sum 1"},
		{"summary vector", func() {
			promauto.NewSummaryVec(registry.SummaryOpts{Name: "x"}, []string{"l"}).WithLabelValues("v").Observe(1)
		}, `x_sum{l="v"} 1`},
		{"histogram", func() { promauto.NewHistogram(registry.HistogramOpts{Name: "x"}).Observe(1) }, "x_sum 1"},
		{"histogram vector", func() {
			promauto.NewHistogramVec(registry.HistogramOpts{Name: "x"}, []string{"l"}).WithLabelValues("v").Observe(1)
		}, `x_sum{l="v"} 1`},
		{"untyped function", func() { promauto.NewUntypedFunc(registry.UntypedOpts{Name: "x"}, constant) }, "x 1"},
		{"info", func() { promauto.NewInfo(registry.InfoOpts{Name: "x_info"}, registry.Labels{"l": "v"}) }, `x_info{l="v"} 1`},
		{"info vector", func() {
			promauto.NewInfoVec(registry.InfoOpts{Name: "x_info"}, []string{"l"}, nil).WithLabelValues("v").Set(nil)
		}, `x_info{l="v"} 1`},
		{"state set", func() { promauto.NewStateSet(registry.StateSetOpts{Name: "x", States: []string{"v"}}).Set("v") }, `x{x="v"} 1`},
		{"state set vector", func() {
			promauto.NewStateSetVec(registry.StateSetOpts{Name: "x", States: []string{"v"}}, []string{"l"}).WithLabelValues("w").Set("v")
		}, `x{l="w",x="v"} 1`},
	} {
		t.Run(c.name, func(t *testing.T) {
			reg := registry.NewRegistry()
			registry.DefaultRegisterer = reg
			c.make()
			page := expfmt.NewPage(expfmt.Text{}, nil)
			if err := reg.Encode(context.Background(), page); err != nil {
				t.Error(err)
			}
			if got := string(page.End()); !strings.Contains(got, "\n"+c.want+"\n") {
				t.Errorf("got the page\n%swant the line %q", got, c.want)
			}
			defer func() {
				if _, ok := recover().(registry.AlreadyRegisteredError); !ok {
					t.Error("got no panic with an AlreadyRegisteredError, want one")
				}
			}()
			c.make()
		})
	}
}
