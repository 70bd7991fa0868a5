package promauto_test

import (
	"context"
	"os"
	"testing"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
	"plainmetrics/registry/promauto"
)

func constant() float64 { return 1 }

// A Factory makes and registers metrics of all types.
func TestFactory(t *testing.T) {
	reg := registry.NewRegistry()
	factory := promauto.With(reg)
	factory.NewCounter(registry.CounterOpts{Name: "a"}).Inc()
	factory.NewCounterVec(registry.CounterOpts{Name: "b"}, []string{"l"}).WithLabelValues("x").Inc()
	factory.NewCounterFunc(registry.CounterOpts{Name: "c"}, constant)
	factory.NewGauge(registry.GaugeOpts{Name: "d"}).Set(1)
	factory.NewGaugeVec(registry.GaugeOpts{Name: "e"}, []string{"l"}).WithLabelValues("x").Set(1)
	factory.NewGaugeFunc(registry.GaugeOpts{Name: "f"}, constant)
	factory.NewSummary(registry.SummaryOpts{Name: "g"}).Observe(1)
	factory.NewSummaryVec(registry.SummaryOpts{Name: "h"}, []string{"l"}).WithLabelValues("x").Observe(1)
	factory.NewHistogram(registry.HistogramOpts{Name: "i"}).Observe(1)
	factory.NewHistogramVec(registry.HistogramOpts{Name: "j"}, []string{"l"}).WithLabelValues("x").Observe(1)
	factory.NewUntypedFunc(registry.UntypedOpts{Name: "k"}, constant)
	factory.NewInfo(registry.InfoOpts{Name: "l_info"}, registry.Labels{"l": "x"})
	factory.NewInfoVec(registry.InfoOpts{Name: "m_info"}, []string{"l"}, []string{"m"}).WithLabelValues("x").Set(registry.Labels{"m": "y"})
	factory.NewStateSet(registry.StateSetOpts{Name: "n", States: []string{"x"}}).Set("x")
	factory.NewStateSetVec(registry.StateSetOpts{Name: "o", States: []string{"x"}}, []string{"l"}).WithLabelValues("x").Set("x")

	var names []string
	for _, f := range reg.Families() {
		names = append(names, f.Name())
	}
	if got, want := len(names), 15; got != want {
		t.Errorf("families registered: got %d (%s), want %d", got, names, want)
	}
	page := expfmt.NewPage(expfmt.Text{}, nil)
	if err := reg.Encode(context.Background(), page); err != nil {
		t.Error(err)
	}
}

// Without a Registerer there may be two metrics of one name.
func TestFactoryWithoutRegisterer(t *testing.T) {
	factory := promauto.With(nil)
	factory.NewCounter(registry.CounterOpts{Name: "a"}).Inc()
	factory.NewCounter(registry.CounterOpts{Name: "a"}).Inc()
}

func TestFactoryPanics(t *testing.T) {
	factory := promauto.With(registry.NewRegistry())
	factory.NewGauge(registry.GaugeOpts{Name: "a"})
	defer func() {
		if _, ok := recover().(registry.AlreadyRegisteredError); !ok {
			t.Error("got no panic with an AlreadyRegisteredError, want one")
		}
	}()
	factory.NewGauge(registry.GaugeOpts{Name: "a"})
}

func Example() {
	defer func(old registry.Registerer) { registry.DefaultRegisterer = old }(registry.DefaultRegisterer)
	reg := registry.NewRegistry()
	registry.DefaultRegisterer = reg

	jobs := promauto.NewCounter(registry.CounterOpts{Name: "jobs_total", Help: "Jobs done."})
	jobs.Add(3)

	page := expfmt.NewPage(expfmt.Text{}, nil)
	reg.Encode(context.Background(), page)
	os.Stdout.Write(page.End())
	// Output:
	// # HELP jobs_total Jobs done.
	// # TYPE jobs_total counter
	// jobs_total 3
}
