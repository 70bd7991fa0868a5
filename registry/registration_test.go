package registry

import (
	"context"
	"testing"

	"plainmetrics/expfmt"
)

// A panickingDescriber panics when a registry asks for its families.
type panickingDescriber struct{ CollectorFunc }

func (panickingDescriber) Describe() []*expfmt.Family { panic("out of reach") }

// A collector that can't be described costs its registration: Register
// returns an error that names the collector, behind a wrapping Registerer,
// too, and the registry remains as it was.
func TestRegisterWithoutDescription(t *testing.T) {
	collect := constant(gaugeFamily("x"), expfmt.LabelSet{}, 1)
	for _, c := range []struct {
		name      string
		collector Collector
		want      []string
	}{
		{"nil", nil, []string{"expected a Collector to register, found nil"}},
		{"nil family", &described{collect, []*expfmt.Family{gaugeFamily("x"), nil}},
			[]string{"collector *registry.described", "expected a Family, found nil"}},
		{"zero family", &described{collect, []*expfmt.Family{new(expfmt.Family)}},
			[]string{"collector *registry.described", "found a zero Family"}},
		{"panic", panickingDescriber{collect}, []string{"collector registry.panickingDescriber", "panic: out of reach"}},
		{"nil counter", Counter(nil), []string{"collector *registry.CounterSeries", "panic: "}},
		{"zero counter", new(CounterSeries), []string{"found a zero value"}},
		{"nil gauge", Gauge(nil), []string{"collector *registry.GaugeSeries", "panic: "}},
		{"nil histogram", Histogram(nil), []string{"collector *registry.HistogramSeries", "panic: "}},
		{"nil summary", Summary(nil), []string{"collector *registry.SummarySeries", "panic: "}},
		{"nil vector", (*CounterVec)(nil), []string{"collector *registry.", "panic: "}},
		{"nil function", GaugeFunc(nil), []string{"collector *registry.FuncMetric", "panic: "}},
		{"nil registry", (*Registry)(nil), []string{"collector *registry.Registry", "panic: "}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := registryOf(NewCounter(CounterOpts{Name: "stored"}))
			for name, reg := range map[string]Registerer{
				"registry": r,
				"wrapping": WrapRegistererWithPrefix("app_", WrapRegistererWith(Labels{"a": "1"}, r)),
			} {
				checkError(t, reg.Register(c.collector), append(c.want, "registry: ")...)
				if reg.Unregister(c.collector) {
					t.Errorf("%s: got true from Unregister, want false", name)
				}
			}
			checkText(t, samples(page(t, r)), "stored 0\n")
		})
	}
}

// A metric that is nil does not keep a type that embeds it from collecting
// in its own way.
type nilEmbedding struct {
	Counter
	CollectorFunc
}

func (n nilEmbedding) Collect(ctx context.Context, enc expfmt.Encoder) error {
	return n.CollectorFunc(ctx, enc)
}

func (nilEmbedding) Describe() []*expfmt.Family   { return nil }
func (nilEmbedding) ConstLabels() expfmt.LabelSet { return expfmt.LabelSet{} }

func TestEmbeddedNil(t *testing.T) {
	checkText(t, samplesOf(t, nilEmbedding{CollectorFunc: constant(gaugeFamily("g"), expfmt.LabelSet{}, 1)}), "g 1\n")
}
