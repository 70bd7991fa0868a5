package registry

import (
	"strconv"
	"testing"
	"time"

	"plainmetrics/expfmt"
)

// A panickingDescriber panics when a registry asks for its families.
type panickingDescriber struct{ SourceFunc }

func (panickingDescriber) Families() []*expfmt.Family { panic("out of reach") }

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

func (nilEmbedding) Describe(chan<- *Desc)      {}
func (n nilEmbedding) Collect(ch chan<- Metric) { n.CollectorFunc(ch) }

func TestEmbeddedNil(t *testing.T) {
	checkText(t, samplesOf(t, nilEmbedding{CollectorFunc: constant(gaugeFamily("g"), expfmt.LabelSet{}, 1).Collect}), "g 1\n")
}

// Registering and unregistering take time for each Collector, not for each
// pair of them. 4,000 counters of one name used to take 15 s.
func TestRegisterMany(t *testing.T) {
	const n, most = 8000, 10 * time.Second
	job := func(i int) Labels { return Labels{"job": strconv.Itoa(i)} }
	counter := func(i int) Collector { return NewCounter(CounterOpts{Name: "jobs_total", ConstLabels: job(i)}) }
	for name, collector := range map[string]func(i int) Collector{
		"counters of one name": counter,
		"vectors of one name": func(i int) Collector {
			return NewGaugeVec(GaugeOpts{Name: "jobs", ConstLabels: job(i)}, []string{"a", "b"})
		},
		"wrapped counters": func(i int) Collector {
			return WrapCollectorWith(job(i), NewCounter(CounterOpts{Name: "jobs_total"}))
		},
		"wrapped registries": func(i int) Collector {
			return WrapCollectorWith(job(i), registryOf(NewCounter(CounterOpts{Name: "jobs_total"}), NewGauge(GaugeOpts{Name: "up"})))
		},
		"names":     func(i int) Collector { return NewSummary(SummaryOpts{Name: "s" + strconv.Itoa(i)}) },
		"described": func(i int) Collector { return &labeledCollector{labels: labelSet("job", strconv.Itoa(i))} },
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			r := NewRegistry()
			for i := range n {
				r.MustRegister(collector(i * 7919 % n)) // in no order
			}
			checkError(t, r.Register(collector(n/2)), "duplicate")
			checkError(t, NewRegistry().Register(r))
			for i := range n {
				if !r.Unregister(collector(i)) {
					t.Fatalf("Unregister(%d): got false, want true", i)
				}
			}
			checkText(t, page(t, r), "")
			if took := time.Since(start); took > most {
				t.Errorf("%d collectors: took %v, want at most %v", n, took, most)
			}
		})
	}
}

// A labeledCollector describes one family, the same for all, and has
// constant labels.
type labeledCollector struct {
	SourceFunc
	labels expfmt.LabelSet
}

func (*labeledCollector) Families() []*expfmt.Family     { return []*expfmt.Family{gaugeFamily("g")} }
func (c *labeledCollector) ConstLabels() expfmt.LabelSet { return c.labels }

// A Describer may have as many families as there are metrics elsewhere.
func TestDescribeMany(t *testing.T) {
	const n, most = 100_000, 10 * time.Second
	many := &described{SourceFunc: constant(gaugeFamily("g0"), expfmt.LabelSet{}, 1)}
	for i := range n {
		many.families = append(many.families, gaugeFamily("g"+strconv.Itoa(i)))
	}
	start := time.Now()
	r := registryOf(many)
	checkError(t, r.Register(many), "duplicate")
	if took := time.Since(start); took > most {
		t.Errorf("%d families: took %v, want at most %v", n, took, most)
	}
}
