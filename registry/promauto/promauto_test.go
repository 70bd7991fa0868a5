package promauto_test

import (
	"context"
	"os"
	"testing"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
	"plainmetrics/registry/promauto"
)

func one() float64 { return 1 }

// TestFactory makes one metric of each kind through a Factory of its own.
func TestFactory(t *testing.T) {
	reg := registry.NewRegistry()
	with := promauto.With(reg)
	with.NewCounter(registry.CounterOpts{Name: "a"}).Inc()
	with.NewCounterVec(registry.CounterOpts{Name: "b"}, []string{"l"}).WithLabelValues("x").Inc()
	with.NewCounterFunc(registry.CounterOpts{Name: "c"}, one)
	with.NewGauge(registry.GaugeOpts{Name: "d"}).Set(1)
	with.NewGaugeVec(registry.GaugeOpts{Name: "e"}, []string{"l"}).WithLabelValues("x").Set(1)
	with.NewGaugeFunc(registry.GaugeOpts{Name: "f"}, one)
	with.NewSummary(registry.SummaryOpts{Name: "g"}).Observe(1)
	with.NewSummaryVec(registry.SummaryOpts{Name: "h"}, []string{"l"}).WithLabelValues("x").Observe(1)
	with.NewHistogram(registry.HistogramOpts{Name: "i"}).Observe(1)
	with.NewHistogramVec(registry.HistogramOpts{Name: "j"}, []string{"l"}).WithLabelValues("x").Observe(1)
	with.NewUntypedFunc(registry.UntypedOpts{Name: "k"}, one)

	var names string
	for _, f := range reg.Describe() {
		names += f.Name()
	}
	if got, want := len(names), 11; got != want {
		t.Errorf("families registered: got %d (%s), want %d", got, names, want)
	}
	page := expfmt.NewPage(expfmt.Text{}, nil)
	if err := reg.Encode(context.Background(), page); err != nil {
		t.Error(err)
	}
}

// TestNowhere makes two of the same without a Registerer to mind.
func TestNowhere(t *testing.T) {
	with := promauto.With(nil)
	with.NewCounter(registry.CounterOpts{Name: "a"}).Inc()
	with.NewCounter(registry.CounterOpts{Name: "a"}).Inc()
}

func TestPanics(t *testing.T) {
	with := promauto.With(registry.NewRegistry())
	with.NewGauge(registry.GaugeOpts{Name: "a"})
	defer func() {
		if _, ok := recover().(registry.AlreadyRegisteredError); !ok {
			t.Error("expected a panic with an AlreadyRegisteredError")
		}
	}()
	with.NewGauge(registry.GaugeOpts{Name: "a"})
}

func Example() {
	defer func(before registry.Registerer) { registry.DefaultRegisterer = before }(registry.DefaultRegisterer)
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
