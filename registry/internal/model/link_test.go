package model_test

import (
	"testing"
	"time"

	"plainmetrics/expfmt"
	"plainmetrics/registry"
	"plainmetrics/registry/internal/model"
)

// These types embed what package registry has, as programs without a mention
// of models can.
type (
	ownRegistry  struct{ *registry.Registry }
	ownGatherers struct{ registry.Gatherers }
	ownCounter   struct{ registry.Counter }
)

// A sender is a Collector that sends metrics.
type sender []registry.Metric

func (s sender) Describe(chan<- *registry.Desc) {}

func (s sender) Collect(ch chan<- registry.Metric) {
	for _, m := range s {
		ch <- m
	}
}

// TestEmbeddingWithoutReader proves that programs without a Reader can embed
// registries and metrics.
func TestEmbeddingWithoutReader(t *testing.T) {
	if model.Linked() != nil {
		t.Fatal("got a Reader, want none: a test imports package model")
	}
	counter := registry.NewCounter(registry.CounterOpts{Name: "c_total"})
	reg := registry.NewRegistry()
	reg.MustRegister(counter)
	send := func(m registry.Metric) registry.Gatherer {
		r := registry.NewPedanticRegistry()
		r.MustRegister(sender{m})
		return r
	}
	const header = "# HELP c_total \n# TYPE c_total counter\n"
	for _, c := range []struct {
		name     string
		gatherer registry.Gatherer
		want     string
	}{
		{"registry", ownRegistry{reg}, header + "c_total 0\n"},
		{"pointer", &ownRegistry{reg}, header + "c_total 0\n"},
		{"one of gatherers", registry.Gatherers{ownRegistry{reg}}, header + "c_total 0\n"},
		{"gatherers", ownGatherers{registry.Gatherers{reg}}, header + "c_total 0\n"},
		{"pointer to gatherers", &registry.Gatherers{reg}, header + "c_total 0\n"},
		{"transaction", registry.FromTransactionalGatherer(registry.ToTransactionalGatherer(ownRegistry{reg})), header + "c_total 0\n"},
		{"metric", send(ownCounter{counter}), header + "c_total 0\n"},
		{"stamped", send(registry.NewMetricWithTimestamp(time.Unix(1, 0), ownCounter{counter})), header + "c_total 0 1000\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			page := expfmt.NewPage(expfmt.Text{}, nil)
			if err := registry.Checked(c.gatherer).Encode(t.Context(), page); err != nil {
				t.Error(err)
			}
			if got := string(page.End()); got != c.want {
				t.Errorf("got the page\n%swant\n%s", got, c.want)
			}
		})
	}
}
