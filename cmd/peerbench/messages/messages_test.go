// Package messages has the errors and panics for which tests of programs
// look: the same mistake is made with client_golang and with plainmetrics,
// and both messages must have the words of client_golang.
package messages

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	cg "github.com/prometheus/client_golang/prometheus"
	cgpromhttp "github.com/prometheus/client_golang/prometheus/promhttp"
	cgtestutil "github.com/prometheus/client_golang/prometheus/testutil"

	"plainmetrics/expfmt"
	"plainmetrics/httpserve"
	"plainmetrics/registry"
	"plainmetrics/registry/testutil"
)

// A mistake is made with both libraries. A function of it panics or returns
// an error.
type mistake struct {
	name         string
	words        string // of both messages
	theirs, ours func() error
}

func TestMessages(t *testing.T) {
	for _, mistakes := range [][]mistake{values(), labels(), names(), registering(), gathering(), collecting(), wrapping(), comparing(t), middleware()} {
		for _, m := range mistakes {
			t.Run(m.name, func(t *testing.T) {
				if got := message(m.theirs); !strings.Contains(got, m.words) {
					t.Errorf("client_golang: got %q, want the words %q", got, m.words)
				}
				if got := message(m.ours); !strings.Contains(got, m.words) {
					t.Errorf("plainmetrics: got %q, want the words %q", got, m.words)
				}
			})
		}
	}
}

// TestBeginnings has the messages whose begin is looked for.
func TestBeginnings(t *testing.T) {
	for _, m := range labels() {
		const begin = "inconsistent label cardinality"
		if m.words != begin {
			continue
		}
		for library, mistake := range map[string]func() error{"client_golang": m.theirs, "plainmetrics": m.ours} {
			if got := message(mistake); !strings.HasPrefix(got, begin) {
				t.Errorf("%s, %s: got %q, want %q at the begin", library, m.name, got, begin)
			}
		}
	}
}

// message returns the text of the error or panic of f.
func message(f func() error) (text string) {
	defer func() {
		if cause := recover(); cause != nil {
			text = fmt.Sprint(cause)
		}
	}()
	if err := f(); err != nil {
		return err.Error()
	}
	return ""
}

// panics is a mistake that panics.
func panics(f func()) func() error {
	return func() error { f(); return nil }
}

func values() []mistake {
	same := func(name, words string, theirs, ours func()) mistake {
		return mistake{name, words, panics(theirs), panics(ours)}
	}
	long := strings.Repeat("x", 128)
	return []mistake{
		same("negative Add", "counter cannot decrease in value",
			func() { cg.NewCounter(cg.CounterOpts{Name: "c"}).Add(-1) },
			func() { registry.NewCounter(registry.CounterOpts{Name: "c"}).Add(-1) }),
		same("linear count", "LinearBuckets needs a positive count",
			func() { cg.LinearBuckets(0, 1, 0) }, func() { registry.LinearBuckets(0, 1, 0) }),
		same("exponential count", "ExponentialBuckets needs a positive count",
			func() { cg.ExponentialBuckets(1, 2, 0) }, func() { registry.ExponentialBuckets(1, 2, 0) }),
		same("exponential start", "ExponentialBuckets needs a positive start value",
			func() { cg.ExponentialBuckets(0, 2, 1) }, func() { registry.ExponentialBuckets(0, 2, 1) }),
		same("exponential factor", "ExponentialBuckets needs a factor greater than 1",
			func() { cg.ExponentialBuckets(1, 1, 1) }, func() { registry.ExponentialBuckets(1, 1, 1) }),
		same("range count", "ExponentialBucketsRange count needs a positive count",
			func() { cg.ExponentialBucketsRange(1, 2, 0) }, func() { registry.ExponentialBucketsRange(1, 2, 0) }),
		same("range min", "ExponentialBucketsRange min needs to be greater than 0",
			func() { cg.ExponentialBucketsRange(0, 2, 1) }, func() { registry.ExponentialBucketsRange(0, 2, 1) }),
		same("bucket order", "histogram buckets must be in increasing order",
			func() { cg.NewHistogram(cg.HistogramOpts{Name: "h", Buckets: []float64{2, 1}}) },
			func() { registry.NewHistogram(registry.HistogramOpts{Name: "h", Buckets: []float64{2, 1}}) }),
		same("age", "illegal max age MaxAge=-1s",
			func() { cg.NewSummary(cg.SummaryOpts{Name: "s", MaxAge: -time.Second}) },
			func() { registry.NewSummary(registry.SummaryOpts{Name: "s", MaxAge: -time.Second}) }),
		same("long exemplar", "exemplar labels have 129 runes, exceeding the limit of 128",
			func() {
				cg.NewCounter(cg.CounterOpts{Name: "c"}).(cg.ExemplarAdder).AddWithExemplar(1, cg.Labels{"a": long})
			},
			func() {
				registry.NewCounter(registry.CounterOpts{Name: "c"}).AddWithExemplar(1, registry.Labels{"a": long})
			}),
		same("exemplar name", `exemplar label name "__a" is invalid`,
			func() {
				cg.NewCounter(cg.CounterOpts{Name: "c"}).(cg.ExemplarAdder).AddWithExemplar(1, cg.Labels{"__a": ""})
			},
			func() {
				registry.NewCounter(registry.CounterOpts{Name: "c"}).AddWithExemplar(1, registry.Labels{"__a": ""})
			}),
	}
}

func labels() []mistake {
	names := []string{"a", "b"}
	theirs := cg.NewCounterVec(cg.CounterOpts{Name: "c"}, names)
	ours := registry.NewCounterVec(registry.CounterOpts{Name: "c"}, names)
	theirsCurried, oursCurried := theirs.MustCurryWith(cg.Labels{"a": "1"}), ours.MustCurryWith(registry.Labels{"a": "1"})
	const cardinality = "inconsistent label cardinality"
	byValues := func(name, words string, values ...string) mistake {
		return mistake{name, words,
			panics(func() { theirs.WithLabelValues(values...) }), panics(func() { ours.WithLabelValues(values...) })}
	}
	byNames := func(name, words string, labels map[string]string) mistake {
		return mistake{name, words, panics(func() { theirs.With(labels) }), panics(func() { ours.With(labels) })}
	}
	return []mistake{
		byValues("no value", cardinality),
		byValues("a value too few", cardinality, "1"),
		byValues("a value too many", cardinality, "1", "2", "3"),
		byValues("value not UTF-8", `label value "\xff" is not valid UTF-8`, "1", "\xff"),
		byNames("no label", cardinality, nil),
		byNames("a label too few", cardinality, map[string]string{"a": "1"}),
		byNames("a label too many", cardinality, map[string]string{"a": "1", "b": "2", "c": "3"}),
		byNames("another label", `label name "b" missing in label map`, map[string]string{"a": "1", "c": "2"}),
		byNames("value of a label not UTF-8", `value "\xff" is not valid UTF-8`, map[string]string{"a": "1", "b": "\xff"}),
		{"curried, a value too many", cardinality,
			panics(func() { theirsCurried.WithLabelValues("1", "2") }), panics(func() { oursCurried.WithLabelValues("1", "2") })},
		{"curried, a label too many", cardinality,
			panics(func() { theirsCurried.With(cg.Labels{"a": "1", "b": "2"}) }),
			panics(func() { oursCurried.With(registry.Labels{"a": "1", "b": "2"}) })},
		{"a curried label", `label name "a" is already curried`,
			panics(func() { theirsCurried.With(cg.Labels{"a": "1"}) }), panics(func() { oursCurried.With(registry.Labels{"a": "1"}) })},
		{"currying twice", `label name "a" is already curried`,
			panics(func() { theirsCurried.MustCurryWith(cg.Labels{"a": "1"}) }),
			panics(func() { oursCurried.MustCurryWith(registry.Labels{"a": "1"}) })},
		{"currying unknown labels", "2 unknown label(s) found during currying",
			panics(func() { theirs.MustCurryWith(cg.Labels{"x": "1", "y": "2", "a": ""}) }),
			panics(func() { ours.MustCurryWith(registry.Labels{"x": "1", "y": "2", "a": ""}) })},
		{"label of buckets", `"le" is not allowed as label name in histograms`,
			panics(func() { cg.NewHistogramVec(cg.HistogramOpts{Name: "h"}, []string{"le"}).WithLabelValues("1") }),
			panics(func() { registry.NewHistogramVec(registry.HistogramOpts{Name: "h"}, []string{"le"}) })},
		{"label of quantiles", `"quantile" is not allowed as label name in summaries`,
			panics(func() { cg.NewSummaryVec(cg.SummaryOpts{Name: "s"}, []string{"quantile"}) }),
			panics(func() { registry.NewSummaryVec(registry.SummaryOpts{Name: "s"}, []string{"quantile"}) })},
	}
}

// names are mistakes in names, which Register finds.
func names() []mistake {
	vec := func(name, words, metric string, constant map[string]string, variable ...string) mistake {
		return mistake{name, words,
			func() error {
				return cg.NewRegistry().Register(cg.NewGaugeVec(cg.GaugeOpts{Name: metric, ConstLabels: constant}, variable))
			},
			func() error {
				return registry.NewRegistry().Register(registry.NewGaugeVec(registry.GaugeOpts{Name: metric, ConstLabels: constant}, variable))
			}}
	}
	return []mistake{
		vec("no name", `"" is not a valid metric name`, "", nil),
		vec("name not UTF-8", `"\xff" is not a valid metric name`, "\xff", nil),
		vec("label name", `"__a" is not a valid label name`, "g", nil, "__a"),
		vec("no label name", `"" is not a valid label name`, "g", nil, ""),
		vec("name of a constant label", `"__a" is not a valid label name`, "g", map[string]string{"__a": ""}),
		vec("value of a constant label", `label value "\xff" is not valid UTF-8`, "g", map[string]string{"a": "\xff"}),
		vec("label twice", "duplicate label names", "g", nil, "a", "a"),
		vec("constant and variable label", "duplicate label names", "g", map[string]string{"a": ""}, "a"),
	}
}

// registering are two metrics that a registry does not take together.
func registering() []mistake {
	type metric struct {
		help     string
		constant map[string]string
		variable []string
	}
	const different = "has different label names or a different help string"
	pair := func(name, words string, a, b metric) mistake {
		return mistake{name, words,
			func() error {
				reg := cg.NewRegistry()
				reg.MustRegister(cg.NewGaugeVec(cg.GaugeOpts{Name: "g", Help: a.help, ConstLabels: a.constant}, a.variable))
				return reg.Register(cg.NewGaugeVec(cg.GaugeOpts{Name: "g", Help: b.help, ConstLabels: b.constant}, b.variable))
			},
			func() error {
				reg := registry.NewRegistry()
				reg.MustRegister(registry.NewGaugeVec(registry.GaugeOpts{Name: "g", Help: a.help, ConstLabels: a.constant}, a.variable))
				return reg.Register(registry.NewGaugeVec(registry.GaugeOpts{Name: "g", Help: b.help, ConstLabels: b.constant}, b.variable))
			}}
	}
	return []mistake{
		pair("twice", "duplicate metrics collector registration attempted", metric{}, metric{}),
		pair("another help", different, metric{help: "A."}, metric{help: "B."}),
		pair("other labels", different, metric{variable: []string{"a"}}, metric{variable: []string{"b"}}),
		pair("another constant label", different, metric{constant: map[string]string{"a": ""}}, metric{constant: map[string]string{"b": ""}}),
		{"in another collector", "already exists with the same fully-qualified name and const label values",
			func() error {
				reg, part := cg.NewRegistry(), cg.NewRegistry()
				reg.MustRegister(cg.NewGauge(cg.GaugeOpts{Name: "g"}))
				part.MustRegister(cg.NewGauge(cg.GaugeOpts{Name: "g"}), cg.NewGauge(cg.GaugeOpts{Name: "h"}))
				return reg.Register(part)
			},
			func() error {
				reg, part := registry.NewRegistry(), registry.NewRegistry()
				reg.MustRegister(registry.NewGauge(registry.GaugeOpts{Name: "g"}))
				part.MustRegister(registry.NewGauge(registry.GaugeOpts{Name: "g"}), registry.NewGauge(registry.GaugeOpts{Name: "h"}))
				return reg.Register(part)
			}},
	}
}

// gathering are collectors that contradict each other at a scrape.
func gathering() []mistake {
	return []mistake{
		together("the same series", "was collected before with the same name and label values",
			sample{cg.GaugeValue, "g", "", "a"}, sample{cg.GaugeValue, "g", "", "a"}),
		together("another help", "but should have \"", // theirs takes one of the two by chance
			sample{cg.GaugeValue, "g", "A.", "a"}, sample{cg.GaugeValue, "g", "B.", "b"}),
		{"another type behind a Gatherer", "has type",
			func() error {
				_, err := cg.Gatherers{theirRegistry(sample{cg.GaugeValue, "g", "", "a"}), theirRegistry(sample{cg.CounterValue, "g", "", "b"})}.Gather()
				return err
			},
			func() error {
				return encode(registry.Gatherers{ourRegistry(sample{cg.GaugeValue, "g", "", "a"}), ourRegistry(sample{cg.CounterValue, "g", "", "b"})})
			}},
		{"a Gatherer", "[from Gatherer #2] ",
			func() error {
				twice := sample{cg.GaugeValue, "g", "", "a"}
				_, err := cg.Gatherers{cg.NewRegistry(), theirRegistry(twice, twice)}.Gather()
				return err
			},
			func() error {
				twice := sample{cg.GaugeValue, "g", "", "a"}
				return encode(registry.Gatherers{registry.NewRegistry(), ourRegistry(twice, twice)})
			}},
		{"sample of a histogram", "collides with previously collected ",
			func() error {
				reg := theirRegistry(sample{cg.GaugeValue, "h_count", "", "a"})
				reg.MustRegister(cg.NewHistogram(cg.HistogramOpts{Name: "h"}))
				_, err := reg.Gather()
				return err
			},
			func() error {
				reg := ourRegistry(sample{cg.GaugeValue, "h_count", "", "a"})
				reg.MustRegister(registry.NewHistogram(registry.HistogramOpts{Name: "h"}))
				return encode(reg)
			}},
	}
}

// A sample is a series of a custom collector, with the label from.
type sample struct {
	typ              cg.ValueType
	name, help, from string
}

// together is the mistake of two custom collectors.
func together(name, words string, a, b sample) mistake {
	return mistake{name, words,
		func() error { _, err := theirRegistry(a, b).Gather(); return err },
		func() error { return encode(ourRegistry(a, b)) }}
}

func theirRegistry(samples ...sample) *cg.Registry {
	reg := cg.NewRegistry()
	for _, s := range samples {
		reg.MustRegister(theirCollector(s))
	}
	return reg
}

func ourRegistry(samples ...sample) *registry.Registry {
	reg := registry.NewRegistry()
	for _, s := range samples {
		reg.MustRegister(ourCollector(s))
	}
	return reg
}

type theirCollector sample

func (theirCollector) Describe(chan<- *cg.Desc) {}

func (c theirCollector) Collect(metrics chan<- cg.Metric) {
	desc := cg.NewDesc(c.name, c.help, []string{"from"}, nil)
	metrics <- cg.MustNewConstMetric(desc, c.typ, 1, c.from)
}

func ourCollector(s sample) registry.Collector {
	typ := expfmt.TypeGauge
	if s.typ == cg.CounterValue {
		typ = expfmt.TypeCounter
	}
	family := expfmt.MustFamily(s.name, s.help, typ)
	labels, err := expfmt.Labels(expfmt.Label{Name: "from", Value: s.from})
	return registry.SourceFunc(func(_ context.Context, enc expfmt.Encoder) error {
		enc.Value(family, labels, 1)
		return err
	})
}

func encode(g registry.Gatherer) error {
	return registry.Checked(g).Encode(context.Background(), expfmt.NewPage(expfmt.Text{}, nil))
}

func wrapping() []mistake {
	return []mistake{
		{"label there already", `attempted wrapping with already existing label name "a"`,
			func() error {
				return cg.WrapRegistererWith(cg.Labels{"a": "1"}, cg.NewRegistry()).
					Register(cg.NewGauge(cg.GaugeOpts{Name: "g", ConstLabels: cg.Labels{"a": "2"}}))
			},
			func() error {
				return registry.WrapRegistererWith(registry.Labels{"a": "1"}, registry.NewRegistry()).
					Register(registry.NewGauge(registry.GaugeOpts{Name: "g", ConstLabels: registry.Labels{"a": "2"}}))
			}},
	}
}

// comparing are the mistakes that package testutil finds.
func comparing(t *testing.T) []mistake {
	missing := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(missing.Close)
	const page = "# TYPE g gauge\ng one\n"
	theirGauges := cg.NewGaugeVec(cg.GaugeOpts{Name: "g"}, []string{"a"})
	ourGauges := registry.NewGaugeVec(registry.GaugeOpts{Name: "g"}, []string{"a"})
	theirInvalid, ourInvalid := cg.NewGauge(cg.GaugeOpts{}), registry.NewGauge(registry.GaugeOpts{})
	return []mistake{
		{"no series", "collected 0 metrics instead of exactly 1",
			panics(func() { cgtestutil.ToFloat64(theirGauges) }), panics(func() { testutil.ToFloat64(ourGauges) })},
		{"a histogram", "collected a non-gauge/counter/untyped metric",
			panics(func() { cgtestutil.ToFloat64(cg.NewHistogram(cg.HistogramOpts{Name: "h"})) }),
			panics(func() { testutil.ToFloat64(registry.NewHistogram(registry.HistogramOpts{Name: "h"})) })},
		{"invalid, compared", "registering collector failed",
			func() error { return cgtestutil.CollectAndCompare(theirInvalid, strings.NewReader("")) },
			func() error { return testutil.CollectAndCompare(ourInvalid, strings.NewReader("")) }},
		{"invalid, linted", "registering collector failed",
			func() error { _, err := cgtestutil.CollectAndLint(theirInvalid); return err },
			func() error { _, err := testutil.CollectAndLint(ourInvalid); return err }},
		{"invalid, counted", "registering collector failed",
			panics(func() { cgtestutil.CollectAndCount(theirInvalid) }), panics(func() { testutil.CollectAndCount(ourInvalid) })},
		{"not gathered", "gathering metrics failed",
			func() error {
				twice := sample{cg.GaugeValue, "g", "", "a"}
				return cgtestutil.GatherAndCompare(theirRegistry(twice, twice), strings.NewReader(""))
			},
			func() error {
				twice := sample{cg.GaugeValue, "g", "", "a"}
				return testutil.GatherAndCompare(ourRegistry(twice, twice), strings.NewReader(""))
			}},
		{"expected page", "converting reader to metric families failed",
			func() error { return cgtestutil.GatherAndCompare(cg.NewRegistry(), strings.NewReader(page)) },
			func() error { return testutil.GatherAndCompare(registry.NewRegistry(), strings.NewReader(page)) }},
		{"status", "the scraping target returned a status code other than 200: 404",
			func() error { return cgtestutil.ScrapeAndCompare(missing.URL, strings.NewReader("")) },
			func() error { return testutil.ScrapeAndCompare(missing.URL, strings.NewReader("")) }},
		{"no address", "scraping metrics failed",
			func() error { return cgtestutil.ScrapeAndCompare("http://127.0.0.1:1", strings.NewReader("")) },
			func() error { return testutil.ScrapeAndCompare("http://127.0.0.1:1", strings.NewReader("")) }},
	}
}

func middleware() []mistake {
	return []mistake{
		{"label of a request", "partitioned with non-supported labels",
			panics(func() {
				cgpromhttp.InstrumentHandlerCounter(cg.NewCounterVec(cg.CounterOpts{Name: "c"}, []string{"x"}), http.NotFoundHandler())
			}),
			panics(func() {
				httpserve.InstrumentHandlerCounter(registry.NewCounterVec(registry.CounterOpts{Name: "c"}, []string{"x"}), http.NotFoundHandler())
			})},
	}
}
