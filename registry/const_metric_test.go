package registry

import (
	"errors"
	"math"
	"testing"
	"time"

	"plainmetrics/expfmt"
	"plainmetrics/registry/model"
)

// constDesc has constant and variable labels.
var constDesc = NewDesc("x", "", []string{"b", "c"}, Labels{"a": "1"})

func TestConstMetrics(t *testing.T) {
	bare, total := NewDesc("x", "", nil, nil), NewDesc("x_total", "", nil, nil)
	at := time.Unix(1.5e9, 0)
	exemplar := Exemplar{Value: 1.5, Labels: Labels{"id": "7"}, Timestamp: at}
	for _, c := range []struct {
		name    string
		metric  Metric
		samples string // in OpenMetrics with times of creation
	}{
		{"counter", MustNewConstMetric(constDesc, CounterValue, 2, "v", `"`), `x{a="1",b="v",c="\""} 2.0` + "\n"},
		{"gauge", MustNewConstMetric(constDesc, GaugeValue, math.Inf(-1), "", ""), `x{a="1",b="",c=""} -Inf` + "\n"},
		{"untyped", MustNewConstMetric(bare, UntypedValue, 2), "x 2.0\n"},
		{"created counter", MustNewConstMetricWithCreatedTimestamp(total, CounterValue, 2, at), "x_total 2.0\nx_created 1.5e+09\n"},
		{"created in 1970", MustNewConstMetricWithCreatedTimestamp(total, CounterValue, 2, time.Unix(0, 0)), "x_total 2.0\nx_created 0.0\n"},
		{"created long ago", MustNewConstSummaryWithCreatedTimestamp(bare, 4, 9.5, nil, time.Time{}), "x_sum 9.5\nx_count 4\nx_created -6.21355968e+10\n"},
		{"histogram", MustNewConstHistogram(bare, 4, 9.5, map[float64]uint64{2: 3, 1: 2, math.Inf(1): 4}),
			"x_bucket{le=\"1.0\"} 2\nx_bucket{le=\"2.0\"} 3\nx_bucket{le=\"+Inf\"} 4\nx_sum 9.5\nx_count 4\n"},
		{"created histogram", MustNewConstHistogramWithCreatedTimestamp(bare, 1, 1, nil, at), "x_bucket{le=\"+Inf\"} 1\nx_sum 1.0\nx_count 1\nx_created 1.5e+09\n"},
		{"summary", MustNewConstSummary(bare, 4, 9.5, map[float64]float64{0.9: 3, 0.5: 2}),
			"x{quantile=\"0.5\"} 2.0\nx{quantile=\"0.9\"} 3.0\nx_sum 9.5\nx_count 4\n"},
		{"created summary", MustNewConstSummaryWithCreatedTimestamp(bare, 4, 9.5, nil, at), "x_sum 9.5\nx_count 4\nx_created 1.5e+09\n"},
		{"native histogram", MustNewConstNativeHistogram(bare, 3, 9, map[int]int64{1: 2}, nil, 1, 0, 0.5, at), "x_bucket{le=\"+Inf\"} 3\nx_sum 9.0\nx_count 3\nx_created 1.5e+09\n"},
		{"timestamp", NewMetricWithTimestamp(time.UnixMilli(1500), MustNewConstMetric(bare, GaugeValue, 2)), "x 2.0 1.5\n"},
		{"timestamp of a histogram", NewMetricWithTimestamp(time.UnixMilli(-1), MustNewConstHistogram(bare, 0, 0, nil)),
			"x_bucket{le=\"+Inf\"} 0 -0.001\nx_sum 0.0 -0.001\nx_count 0 -0.001\n"},
		{"exemplar of a counter", MustNewMetricWithExemplars(MustNewConstMetric(total, CounterValue, 2), Exemplar{Value: 1}, exemplar),
			"x_total 2.0 # {id=\"7\"} 1.5 1.5e+09\n"},
		{"exemplar in 1970", MustNewMetricWithExemplars(MustNewConstMetric(total, CounterValue, 2), Exemplar{Value: 1, Labels: Labels{"id": "7"}, Timestamp: time.Unix(0, 0)}),
			"x_total 2.0 # {id=\"7\"} 1.0 0.0\n"},
		{"exemplars of a histogram", MustNewMetricWithExemplars(MustNewConstHistogram(bare, 4, 9.5, map[float64]uint64{1: 2, 2: 3}), exemplar, Exemplar{Value: 3, Labels: Labels{"id": "8"}, Timestamp: at}),
			"x_bucket{le=\"1.0\"} 2\nx_bucket{le=\"2.0\"} 3 # {id=\"7\"} 1.5 1.5e+09\nx_bucket{le=\"+Inf\"} 4 # {id=\"8\"} 3.0 1.5e+09\nx_sum 9.5\nx_count 4\n"},
		{"exemplar and timestamp", NewMetricWithTimestamp(at, MustNewMetricWithExemplars(MustNewConstMetric(total, CounterValue, 2), exemplar)),
			"x_total 2.0 1.5e+09 # {id=\"7\"} 1.5 1.5e+09\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := c.samples
			send := uncheckedFunc(func(ch chan<- Metric) { ch <- c.metric })
			checkText(t, samples(openMetricsPage(t, registryOf(send))), want)

			// Through Write, as from a metric of a program's own.
			checkText(t, samples(openMetricsPage(t, registryOf(uncheckedFunc(func(ch chan<- Metric) {
				ch <- writtenMetric{c.metric.Desc(), c.metric.Write}
			})))), want)

			// Through Gather.
			checkText(t, samples(openMetricsPage(t, GathererFunc(registryOf(send).Gather))), want)
		})
	}
}

func openMetricsPage(t *testing.T, g Gatherer) string {
	t.Helper()
	p := expfmt.NewPage(expfmt.OpenMetrics{Created: true}, nil)
	checkError(t, Checked(g).Encode(t.Context(), p))
	return string(p.End())
}

// Mistakes are errors of the constructors.
func TestConstMetricMistakes(t *testing.T) {
	invalid := NewDesc("", "", nil, nil)
	withLe := NewDesc("x", "", []string{"le"}, nil)
	withQuantile := NewDesc("x", "", nil, Labels{"quantile": "1"})
	at := time.Unix(0, 1)
	for _, c := range []struct {
		name string
		err  func() (Metric, error)
		want []string
	}{
		{"nil Desc", func() (Metric, error) { return NewConstMetric(nil, GaugeValue, 1) }, []string{"expected a Desc, found nil"}},
		{"zero Desc", func() (Metric, error) { return NewConstMetric(new(Desc), GaugeValue, 1) }, []string{"expected a Desc from NewDesc"}},
		{"invalid Desc", func() (Metric, error) { return NewConstMetric(invalid, GaugeValue, 1) }, []string{"is not a valid metric name"}},
		{"no values", func() (Metric, error) { return NewConstMetric(constDesc, GaugeValue, 1) }, []string{"inconsistent label cardinality", `metric "x"`, "expected 2 label values"}},
		{"too many values", func() (Metric, error) { return NewConstMetric(constDesc, GaugeValue, 1, "a", "b", "c") }, []string{"inconsistent label cardinality"}},
		{"not UTF-8", func() (Metric, error) { return NewConstMetric(constDesc, GaugeValue, 1, "a", "\xff") }, []string{`label "c"`, "is not valid UTF-8"}},
		{"no type", func() (Metric, error) { return NewConstMetric(constDesc, 0, 1, "a", "b") }, []string{"encountered unknown type 0"}},
		{"created gauge", func() (Metric, error) {
			return NewConstMetricWithCreatedTimestamp(constDesc, GaugeValue, 1, at, "a", "b")
		}, []string{"created timestamps are only supported for counters"}},
		{"histogram with le", func() (Metric, error) { return NewConstHistogram(withLe, 0, 0, nil, "1") }, []string{`"le"`}},
		{"summary with quantile", func() (Metric, error) { return NewConstSummary(withQuantile, 0, 0, nil) }, []string{`"quantile"`}},
		{"schema 9", func() (Metric, error) {
			return NewConstNativeHistogram(constDesc, 0, 0, nil, nil, 0, 9, 0, at, "a", "b")
		}, []string{"invalid native histogram schema"}},
		{"lost observation", func() (Metric, error) {
			return NewConstNativeHistogram(constDesc, 3, 0, map[int]int64{0: 1}, map[int]int64{0: 1}, 0, 0, 0, at, "a", "b")
		}, []string{"the sum of all bucket populations"}},
		{"more than 2^64 observations", func() (Metric, error) {
			return NewConstNativeHistogram(constDesc, 2, 0, map[int]int64{0: math.MaxInt64, 1: math.MaxInt64, 2: 4}, nil, 0, 0, 0, at, "a", "b")
		}, []string{"the sum of all bucket populations"}},
		{"no exemplar", func() (Metric, error) { return NewMetricWithExemplars(NewGauge(GaugeOpts{})) }, []string{"no exemplar was passed"}},
		{"exemplar with an invalid name", func() (Metric, error) {
			return NewMetricWithExemplars(NewGauge(GaugeOpts{}), Exemplar{Labels: Labels{"": "1"}})
		}, []string{`exemplar label name "" is invalid`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := c.err()
			checkError(t, err, c.want...)
			defer func() {
				if recover() == nil {
					t.Error("must: got no panic, want one")
				}
			}()
			must(c.err())
		})
	}
}

// What a constructor can't see is an error of the scrape, and costs the metric.
func TestConstMetricNonsense(t *testing.T) {
	bare := NewDesc("x", "", nil, nil)
	for _, c := range []struct {
		name   string
		metric Metric
		want   string
	}{
		{"decreasing counts", MustNewConstHistogram(bare, 4, 9.5, map[float64]uint64{1: 3, 2: 2}), "expected a cumulative count of at least 3, found 2"},
		{"count below a bucket", MustNewConstHistogram(bare, 2, 9.5, map[float64]uint64{1: 3}), "expected a count of at least 3"},
		{"bound NaN", MustNewConstHistogram(bare, 1, 1, map[float64]uint64{math.NaN(): 1}), "found NaN"},
		{"quantile 50", MustNewConstSummary(bare, 1, 1, map[float64]float64{50: 1}), "expected a number between 0 and 1, found 50"},
		{"exemplar of a gauge", MustNewMetricWithExemplars(MustNewConstMetric(bare, GaugeValue, 1), Exemplar{}), "cannot inject exemplar"},
		{"no value", writtenMetric{bare, func(*model.Metric) error { return nil }}, "empty metric collected"},
		{"failed Write", writtenMetric{bare, func(*model.Metric) error { return errors.New("no connection") }}, "no connection"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := partialPage(registryOf(uncheckedFunc(func(ch chan<- Metric) {
				ch <- c.metric
				sendGauges(ch, 0, 1)
			})))
			checkText(t, samples(got), "g{i=\"0\"} 0\n")
			checkError(t, err, "registry: collector registry.uncheckedFunc: ", c.want)

			// Through Write, as from a metric of a program's own.
			got, err = partialPage(registryOf(uncheckedFunc(func(ch chan<- Metric) {
				ch <- writtenMetric{c.metric.Desc(), c.metric.Write}
				sendGauges(ch, 0, 1)
			})))
			checkText(t, samples(got), "g{i=\"0\"} 0\n")
			checkError(t, err, "registry: collector registry.uncheckedFunc: ", c.want)
		})
	}
}

// Write takes counts that make no sense as they are: a program may mend them.
func TestConstMetricWritesNonsense(t *testing.T) {
	h := MustNewConstHistogram(NewDesc("x", "", nil, nil), 1, 2, map[float64]uint64{1: 3})
	out := new(model.Metric)
	checkError(t, h.Write(out))
	checkText(t, out.String(), `histogram:{sample_count:1 sample_sum:2 bucket:{cumulative_count:3 upper_bound:1}}`)
}

// The label set of the same values is rendered once for all metrics.
func TestConstMetricAllocs(t *testing.T) {
	if underRace {
		t.Skip("the race detector allocates")
	}
	values := []string{"some value", "another value"}
	if got := testing.AllocsPerRun(100, func() { MustNewConstMetric(constDesc, GaugeValue, 1, values...) }); got > 1 {
		t.Errorf("got %v allocations for a const metric, want 1", got)
	}
}

func TestMakeLabelPairs(t *testing.T) {
	got := ""
	for _, l := range MakeLabelPairs(constDesc, []string{"2", "3"}) {
		got += l.GetName() + "=" + l.GetValue() + " "
	}
	checkText(t, got, "a=1 b=2 c=3 ")
	if got := MakeLabelPairs(NewDesc("x", "", nil, nil), nil); got != nil {
		t.Errorf("without labels: got %v, want nil", got)
	}
}

// A Desc may come from any metric, and serve metrics of any type.
func TestConstMetricsOfOtherDescs(t *testing.T) {
	first := func(c Collector) *Desc {
		descs := make(chan *Desc, 1)
		c.Describe(descs)
		return <-descs
	}
	sent := func(c Collector) *Desc {
		metrics := make(chan Metric, 1)
		c.Collect(metrics)
		return (<-metrics).Desc()
	}
	desc := NewDesc("g", "", []string{"i"}, Labels{"b": "1"})
	sender := uncheckedFunc(func(ch chan<- Metric) { ch <- MustNewConstMetric(desc, GaugeValue, 1, "x") })
	vec := NewGaugeVec(GaugeOpts{Name: "g", ConstLabels: Labels{"b": "1"}}, []string{"i"})
	vec.WithLabelValues("x")
	wrappings := Labels{"a": "2"}
	const line, wrappedLine = "g{b=\"1\",i=\"x\"} 7\n", "g{a=\"2\",b=\"1\",i=\"x\"} 7\n"
	for _, c := range []struct {
		name   string
		desc   *Desc
		values []string
		want   string
	}{
		{"NewDesc", desc, []string{"x"}, line},
		{"metric of a vector", vec.WithLabelValues("x").Desc(), []string{"x"}, line},
		{"wrapped vector", first(WrapCollectorWith(wrappings, vec)), []string{"x"}, wrappedLine},
		{"twice wrapped vector", first(WrapCollectorWith(wrappings, WrapCollectorWithPrefix("p_", vec))), []string{"x"}, "p_" + wrappedLine},
		{"metric of a wrapped Collector", sent(WrapCollectorWith(wrappings, sender)), nil, wrappedLine},
		{"metric of a Source", sent(FromSource(SourceFunc(vec.Encode))), nil, line},
		{"Source that describes", first(FromSource(embeddedVec{vec})), nil, "g{b=\"1\"} 7\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, err := NewConstMetric(c.desc, GaugeValue, 7, c.values...)
			checkError(t, err)
			checkText(t, samplesOf(t, uncheckedFunc(func(ch chan<- Metric) { ch <- m })), c.want)

			of := NewMetricVec(c.desc, func(values ...string) Metric { return MustNewConstMetric(c.desc, GaugeValue, 7, values...) })
			if _, err := of.GetMetricWithLabelValues(c.values...); err != nil {
				t.Error(err)
			}
			checkText(t, samplesOf(t, of), c.want)
		})
	}
	invalid := NewMetricVec(NewInvalidDesc(errors.New("no name")), func(...string) Metric { return nil })
	checkError(t, NewRegistry().Register(invalid), "no name")
}

// An embeddedVec is a Describer that is no metric of this package.
type embeddedVec struct{ *GaugeVec }

// The histogram and the summary of a Desc have bounds of their own, even if
// the numbers are the same.
func TestConstHistogramAndSummaryOfADesc(t *testing.T) {
	desc := NewDesc("d", "", nil, nil)
	histogram := func() Metric { return MustNewConstHistogram(desc, 2, 3, map[float64]uint64{0.5: 1}) }
	summary := func() Metric { return MustNewConstSummary(desc, 2, 3, map[float64]float64{0.5: 1}) }
	for _, c := range []struct {
		metric func() Metric
		want   string
	}{
		{histogram, "d_bucket{le=\"0.5\"} 1\nd_bucket{le=\"+Inf\"} 2\nd_sum 3\nd_count 2\n"},
		{summary, "d{quantile=\"0.5\"} 1\nd_sum 3\nd_count 2\n"},
		{histogram, "d_bucket{le=\"0.5\"} 1\nd_bucket{le=\"+Inf\"} 2\nd_sum 3\nd_count 2\n"},
	} {
		checkText(t, samplesOf(t, uncheckedFunc(func(ch chan<- Metric) { ch <- c.metric() })), c.want)
	}
	MustNewConstHistogram(desc, 2, 3, map[float64]uint64{7: 1})
	_, err := partialPage(registryOf(uncheckedFunc(func(ch chan<- Metric) {
		ch <- MustNewConstSummary(desc, 2, 3, map[float64]float64{7: 1})
	})))
	checkError(t, err, "expected a number between 0 and 1")
}
