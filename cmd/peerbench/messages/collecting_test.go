package messages

import (
	"errors"
	"testing"

	cg "github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"

	"plainmetrics/registry"
	"plainmetrics/registry/model"
)

var errBroken = errors.New("broken")

// A theirSender is a collector of metrics with client_golang, and an
// ourSender with plainmetrics.
type theirSender struct {
	descs   []*cg.Desc
	metrics []cg.Metric
}

func (s *theirSender) Describe(ch chan<- *cg.Desc) {
	for _, d := range s.descs {
		ch <- d
	}
}

func (s *theirSender) Collect(ch chan<- cg.Metric) {
	for _, m := range s.metrics {
		ch <- m
	}
}

type ourSender struct {
	descs   []*registry.Desc
	metrics []registry.Metric
}

func (s *ourSender) Describe(ch chan<- *registry.Desc) {
	for _, d := range s.descs {
		ch <- d
	}
}

func (s *ourSender) Collect(ch chan<- registry.Metric) {
	for _, m := range s.metrics {
		ch <- m
	}
}

// A theirUnlabeled writes no labels, whatever its descriptor has.
type theirUnlabeled struct{ desc *cg.Desc }

func (u theirUnlabeled) Desc() *cg.Desc { return u.desc }

func (u theirUnlabeled) Write(m *dto.Metric) error { m.Gauge = new(dto.Gauge); return nil }

type ourUnlabeled struct{ desc *registry.Desc }

func (u ourUnlabeled) Desc() *registry.Desc { return u.desc }

func (u ourUnlabeled) Write(m *model.Metric) error { m.Gauge = new(model.Gauge); return nil }

// collecting are mistakes in what a collector describes and sends.
func collecting() []mistake {
	theirA, theirB := cg.NewDesc("g", "A.", []string{"l"}, nil), cg.NewDesc("g", "B.", []string{"l"}, nil)
	ourA, ourB := registry.NewDesc("g", "A.", []string{"l"}, nil), registry.NewDesc("g", "B.", []string{"l"}, nil)
	theirOther, ourOther := cg.NewDesc("other", "", nil, nil), registry.NewDesc("other", "", nil, nil)
	theirGauge, ourGauge := cg.MustNewConstMetric(theirA, cg.GaugeValue, 1, "1"), registry.MustNewConstMetric(ourA, registry.GaugeValue, 1, "1")
	sent := func(name, words string, theirs []cg.Metric, ours []registry.Metric) mistake {
		return mistake{name, words,
			func() error {
				reg := cg.NewPedanticRegistry()
				reg.MustRegister(&theirSender{[]*cg.Desc{theirA}, theirs})
				_, err := reg.Gather()
				return err
			},
			func() error {
				reg := registry.NewPedanticRegistry()
				reg.MustRegister(&ourSender{[]*registry.Desc{ourA}, ours})
				_, err := reg.Gather()
				return err
			}}
	}
	described := func(name, words string, theirs []*cg.Desc, ours []*registry.Desc) mistake {
		return mistake{name, words,
			func() error {
				reg := cg.NewRegistry()
				reg.MustRegister(&theirSender{descs: []*cg.Desc{theirOther}})
				return reg.Register(&theirSender{descs: theirs})
			},
			func() error {
				reg := registry.NewRegistry()
				reg.MustRegister(&ourSender{descs: []*registry.Desc{ourOther}})
				return reg.Register(&ourSender{descs: ours})
			}}
	}
	return []mistake{
		sent("a series twice", "was collected before with the same name and label values",
			[]cg.Metric{theirGauge, theirGauge}, []registry.Metric{ourGauge, ourGauge}),
		sent("another help", `has help "B." but should have "A."`,
			[]cg.Metric{theirGauge, cg.MustNewConstMetric(theirB, cg.GaugeValue, 1, "2")},
			[]registry.Metric{ourGauge, registry.MustNewConstMetric(ourB, registry.GaugeValue, 1, "2")}),
		sent("another type", "should be a Gauge",
			[]cg.Metric{theirGauge, cg.MustNewConstMetric(theirA, cg.CounterValue, 1, "2")},
			[]registry.Metric{ourGauge, registry.MustNewConstMetric(ourA, registry.CounterValue, 1, "2")}),
		sent("not described", "with unregistered descriptor",
			[]cg.Metric{cg.MustNewConstMetric(theirOther, cg.GaugeValue, 1)},
			[]registry.Metric{registry.MustNewConstMetric(ourOther, registry.GaugeValue, 1)}),
		sent("other labels", "are inconsistent with descriptor Desc{",
			[]cg.Metric{theirUnlabeled{theirA}}, []registry.Metric{ourUnlabeled{ourA}}),
		sent("an error", "error collecting metric Desc{",
			[]cg.Metric{cg.NewInvalidMetric(theirA, errBroken)}, []registry.Metric{registry.NewInvalidMetric(ourA, errBroken)}),
		sent("nothing", "empty metric collected",
			[]cg.Metric{cg.NewInvalidMetric(theirA, nil)}, []registry.Metric{registry.NewInvalidMetric(ourA, nil)}),
		described("invalid", "} is invalid: broken",
			[]*cg.Desc{cg.NewInvalidDesc(errBroken)}, []*registry.Desc{registry.NewInvalidDesc(errBroken)}),
		described("registered with another help", "a previously registered descriptor with the same fully-qualified name as ",
			[]*cg.Desc{cg.NewDesc("other", "Other.", nil, nil)}, []*registry.Desc{registry.NewDesc("other", "Other.", nil, nil)}),
		described("registered by another", "already exists with the same fully-qualified name and const label values",
			[]*cg.Desc{theirOther, theirA}, []*registry.Desc{ourOther, ourA}),
		described("contradicting", "descriptors reported by collector have inconsistent label names or help strings for the same fully-qualified name",
			[]*cg.Desc{theirA, theirB}, []*registry.Desc{ourA, ourB}),
		{"label values", "inconsistent label cardinality",
			func() error { _, err := cg.NewConstMetric(theirA, cg.GaugeValue, 1); return err },
			func() error { _, err := registry.NewConstMetric(ourA, registry.GaugeValue, 1); return err }},
	}
}

// Behind Gatherers, an error says of which.
func TestErrorsOfGatherers(t *testing.T) {
	fails := registry.GathererFunc(func() ([]*model.MetricFamily, error) { return nil, registry.MultiError{errBroken, errBroken} })
	_, err := registry.Gatherers{registry.NewRegistry(), fails}.Gather()
	theirFails := cg.GathererFunc(func() ([]*dto.MetricFamily, error) { return nil, cg.MultiError{errBroken, errBroken} })
	_, theirErr := cg.Gatherers{cg.NewRegistry(), theirFails}.Gather()
	var ours registry.MultiError
	var theirs cg.MultiError
	if !errors.As(err, &ours) || !errors.As(theirErr, &theirs) || len(ours) != len(theirs) || !errors.Is(ours[1], errBroken) {
		t.Errorf("got %v, want errors like %v", err, theirErr)
	}
}
