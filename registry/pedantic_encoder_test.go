package registry

import (
	"testing"

	"plainmetrics/registry/model"
)

// A pedantic registry compares each metric with its Desc, and the Desc with
// the registered ones, behind wrappers, too. Without Descs it compares
// nothing.
func TestPedantic(t *testing.T) {
	y := NewDesc("y", "", nil, Labels{"c": "1"})
	metrics := []Metric{
		gaugeOf(xDesc, 1, "1"),
		gaugeOf(y, 2),
		gaugeOf(NewDesc("y", "", nil, Labels{"c": "2"}), 3),
		gaugeOf(NewDesc("z", "", nil, nil), 4),
		&written{xDesc, model.Metric{Label: pairs("b", "1"), Gauge: &model.Gauge{Value: &one}}},
		&written{xDesc, model.Metric{Gauge: &model.Gauge{Value: &one}}},
		&written{y, model.Metric{Label: pairs("c", "3"), Gauge: &model.Gauge{Value: &one}}},
	}
	words := []string{"with unregistered descriptor", "with unregistered descriptor",
		"inconsistent with descriptor", "inconsistent with descriptor", "inconsistent with descriptor"}
	described := &sender{[]*Desc{xDesc}, metrics}
	for _, c := range []struct {
		name       string
		collectors []Collector
		want       string
		errs       []string
	}{
		{"described", []Collector{&sender{[]*Desc{xDesc, y}, metrics}}, "x{a=\"1\"} 1\ny{c=\"1\"} 2\n", words},
		{"described by another", []Collector{described, &sender{descs: []*Desc{y}}}, "x{a=\"1\"} 1\ny{c=\"1\"} 2\n", words},
		{"wrapped", []Collector{WrapCollectorWith(Labels{"w": "1"}, WrapCollectorWithPrefix("p_", &sender{[]*Desc{xDesc, y}, metrics}))},
			"p_x{a=\"1\",w=\"1\"} 1\np_y{c=\"1\",w=\"1\"} 2\n", words},
		{"not described", []Collector{sends(metrics...)},
			"x 1\nx{a=\"1\"} 1\nx{b=\"1\"} 1\ny{c=\"1\"} 2\ny{c=\"2\"} 3\ny{c=\"3\"} 1\nz 4\n", nil},
		{"of a registry", []Collector{&forwarder{registryOf(NewGaugeFunc(GaugeOpts{Name: "f", ConstLabels: Labels{"c": "1"}}, constantOne))}}, "f{c=\"1\"} 1\n", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := NewPedanticRegistry()
			r.MustRegister(c.collectors...)
			got, err := partialPage(r)
			checkText(t, samples(got), c.want)
			checkErrors(t, err, c.errs)
		})
	}
}

// A forwarder sends what another Collector sends.
type forwarder struct{ inner Collector }

func (f *forwarder) Describe(ch chan<- *Desc) { f.inner.Describe(ch) }

func (f *forwarder) Collect(ch chan<- Metric) { f.inner.Collect(ch) }
