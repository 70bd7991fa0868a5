package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/prometheus/client_golang/prometheus/testutil"
	dto "github.com/prometheus/client_model/go"
)

// gathering shows the model of what registries gather.
func gathering() {
	empty := prometheus.NewRegistry()
	fmt.Print(gathered(empty))
	unused := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "unused_total"}, []string{"a"})
	empty.MustRegister(unused)
	fmt.Print(gathered(empty), gathered(prometheus.Gatherers{}), gathered(prometheus.Gatherers{empty}))

	reg := prometheus.NewRegistry()
	counter := prometheus.NewCounter(prometheus.CounterOpts{Name: "c_total", Help: "C.", ConstLabels: prometheus.Labels{"z": "1", "a": ""}})
	gauge := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "g_bytes", Unit: "bytes"}, []string{"y", "b"})
	histogram := prometheus.NewHistogram(prometheus.HistogramOpts{Name: "h", Help: "H.", Buckets: []float64{1, 2}})
	summary := prometheus.NewSummary(prometheus.SummaryOpts{Name: "s", Help: "S.", Objectives: map[float64]float64{0.9: 0.01, 0.5: 0.05}})
	untyped := prometheus.NewUntypedFunc(prometheus.UntypedOpts{Name: "u"}, func() float64 { return 2 })
	reg.MustRegister(counter, gauge, histogram, summary, untyped)
	fmt.Print(gathered(reg))
	any(counter).(prometheus.ExemplarAdder).AddWithExemplar(2, prometheus.Labels{"t": "1"})
	for _, values := range [][]string{{"2", "1"}, {"1", "2"}, {"", ""}, {"10", "1"}} {
		gauge.WithLabelValues(values...).Inc()
	}
	for _, v := range []float64{0.5, 1.5, 3} {
		any(histogram).(prometheus.ExemplarObserver).ObserveWithExemplar(v, prometheus.Labels{"t": fmt.Sprint(v)})
		summary.Observe(v)
	}
	showAll(reg)
	families := reg.MustGather()
	fmt.Println(len(families), families[0].GetName(), families[0].GetMetric()[0].GetCounter().GetValue(),
		families[0].Metric[0].Label[1].GetName(), *families[1].Metric[0].Gauge.Value)
}

// A named family, and series of it, for gatherers that no registry checks.
func namedFamily(name, help string, typ dto.MetricType, metrics ...*dto.Metric) *dto.MetricFamily {
	return &dto.MetricFamily{Name: ptr(name), Help: ptr(help), Type: typ.Enum(), Metric: metrics}
}

func gaugeOf(value float64, labels ...*dto.LabelPair) *dto.Metric {
	return &dto.Metric{Label: labels, Gauge: &dto.Gauge{Value: &value}}
}

func counterOf(value float64, labels ...*dto.LabelPair) *dto.Metric {
	return &dto.Metric{Label: labels, Counter: &dto.Counter{Value: &value}}
}

// gathererOf returns a gatherer of families and an error.
func gathererOf(err error, families ...*dto.MetricFamily) prometheus.Gatherer {
	return prometheus.GathererFunc(func() ([]*dto.MetricFamily, error) { return families, err })
}

// merging has gatherers merged, and what they refuse. Not metrics that make no
// sense: of a gatherer plainmetrics leaves out the whole family.
func merging() {
	gauge, counter := dto.MetricType_GAUGE, dto.MetricType_COUNTER
	first := gathererOf(nil,
		namedFamily("a", "A.", gauge, gaugeOf(2, pair("l", "1")), gaugeOf(1, pair("l", "2"))),
		namedFamily("c", "C.", counter, counterOf(3)),
		namedFamily("e", "", gauge),
	)
	fmt.Print(gathered(first)) // Not a page: it would have no checks by client_golang.
	showAll(prometheus.Gatherers{first})
	showAll(prometheus.Gatherers{
		first,
		gathererOf(nil, namedFamily("a", "A!", gauge, gaugeOf(1))),
		gathererOf(nil, namedFamily("a", "A.", counter, counterOf(1))),
		gathererOf(nil, namedFamily("a", "A.", gauge, gaugeOf(9, pair("l", "2")), gaugeOf(8, pair("l", "0")))),
		gathererOf(nil, namedFamily("b", "", gauge, gaugeOf(1, pair("z", "1"), pair("b", "2")), gaugeOf(1, pair("b", "2"), pair("z", "1")))),
		gathererOf(nil, namedFamily("c_count", "", gauge, gaugeOf(1)), namedFamily("d_sum", "", gauge, gaugeOf(1))),
		gathererOf(nil, namedFamily("c", "C.", counter, counterOf(1, pair("x", "1")), counterOf(1))),
	})
	failing := prometheus.MultiError{errors.New("mistake one"), errors.New("mistake two")}
	fails := gathererOf(failing, namedFamily("f", "", gauge, gaugeOf(1)))
	showAll(fails)
	g := prometheus.Gatherers{first, fails, gathererOf(errors.New("mistake three")), prometheus.Gatherers{gathererOf(errors.New("mistake four"))}}
	showAll(g)
	_, err := g.Gather()
	for i := range g {
		fmt.Println(strings.Count(err.Error(), fmt.Sprintf("[from Gatherer #%d]", i)))
	}
	for _, handling := range []promhttp.HandlerErrorHandling{promhttp.HTTPErrorOnError, promhttp.ContinueOnError} {
		answer(promhttp.HandlerFor(gathererOf(errors.New("mistake nothing_at_all")), promhttp.HandlerOpts{ErrorHandling: handling}), acceptText)
	}
}

// multipleErrors has the errors of gathering in one.
func multipleErrors() {
	one, two := errors.New("one"), errors.New("two\nlines")
	for _, errs := range []prometheus.MultiError{nil, {}, {one}, {one, two}} {
		fmt.Printf("%d %q\n", len(errs), errs)
		fmt.Printf("%q\n", errs.Error())
		unwrapped := errs.MaybeUnwrap()
		_, isMulti := unwrapped.(prometheus.MultiError)
		fmt.Println(unwrapped == nil, isMulti)
	}
	var errs prometheus.MultiError
	errs.Append(nil)
	errs.Append(one)
	errs.Append(two)
	fmt.Println(len(errs), errs)
	var safe prometheus.SafeMultiError
	safe.Append(one)
	fmt.Println(errorText(prometheus.AlreadyRegisteredError{}))
}

// refusedMetrics has a collector send metrics, one after the other, that
// contradict what came before. Not two values: which is the metric's depends on
// the format.
func refusedMetrics() {
	desc := func(name, help string, labels ...string) *prometheus.Desc {
		return prometheus.NewDesc(name, help, labels, nil)
	}
	gauge := func(desc *prometheus.Desc, values ...string) prometheus.Metric {
		return prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, 1, values...)
	}
	written := func(name string, write func(*dto.Metric)) prometheus.Metric {
		return &ownMetric{desc(name, ""), func(model *dto.Metric) error { write(model); return nil }}
	}
	a, h := desc("a", "A.", "x"), desc("h", "H.", "x")
	metrics := map[string][]prometheus.Metric{
		"a duplicate":     {gauge(a, "1"), gauge(a, "2"), gauge(a, "1")},
		"other help":      {gauge(a, "1"), gauge(desc("a", "B.", "x"), "2"), gauge(a, "3")},
		"other labels":    {gauge(a, "1"), gauge(desc("a", "A.", "y", "z"), "2", "3"), gauge(desc("a", "A."))},
		"other type":      {gauge(a, "1"), prometheus.MustNewConstMetric(a, prometheus.CounterValue, 1, "2"), prometheus.MustNewConstMetric(a, prometheus.UntypedValue, 1, "3")},
		"a histogram":     {gauge(a, "1"), prometheus.MustNewConstHistogram(a, 1, 1, nil, "2"), prometheus.MustNewConstSummary(a, 1, 1, nil, "3")},
		"not a histogram": {prometheus.MustNewConstHistogram(h, 1, 1, nil, "2"), gauge(h, "1")},
		"not a summary":   {prometheus.MustNewConstSummary(h, 1, 1, nil, "2"), gauge(h, "1")},
		"not untyped":     {prometheus.MustNewConstMetric(h, prometheus.UntypedValue, 1, "2"), gauge(h, "1")},
		"not a counter":   {prometheus.MustNewConstMetric(h, prometheus.CounterValue, 1, "2"), gauge(h, "1")},
		"empty":           {prometheus.NewInvalidMetric(a, nil), gauge(a, "1")},
		"invalid":         {prometheus.NewInvalidMetric(a, errors.New("mistake broken")), gauge(a, "1"), prometheus.NewInvalidMetric(prometheus.NewInvalidDesc(errors.New("mistake described")), errors.New("mistake written"))},
		"names of samples": {prometheus.MustNewConstHistogram(h, 1, 1, nil, "2"), gauge(desc("h_sum", "")), gauge(desc("h_count", "")), gauge(desc("h_bucket", "")),
			prometheus.MustNewConstSummary(desc("s", ""), 1, 1, nil), gauge(desc("s_sum", "")), gauge(desc("s_count", "")), gauge(desc("s_bucket", ""))},
		"names of samples before": {gauge(desc("h_sum", "")), prometheus.MustNewConstHistogram(h, 1, 1, nil, "2"), gauge(desc("i_bucket", "")), prometheus.MustNewConstHistogram(desc("i", ""), 1, 1, nil),
			gauge(desc("j_count", "")), prometheus.MustNewConstSummary(desc("j", ""), 1, 1, nil), gauge(desc("k_bucket", "")), prometheus.MustNewConstSummary(desc("k", ""), 1, 1, nil)},
		"the type of what was refused": {
			written("b", func(model *dto.Metric) { model.Label, model.Gauge = []*dto.LabelPair{pair("__x", "")}, &dto.Gauge{} }),
			prometheus.MustNewConstMetric(desc("b", ""), prometheus.CounterValue, 1), gauge(desc("b", "")),
		},
		"labels": {
			written("b", func(model *dto.Metric) { *model = *gaugeOf(1, pair("", "")) }),
			written("b", func(model *dto.Metric) { *model = *gaugeOf(2, pair("x", "1"), pair("x", "1")) }),
			written("b", func(model *dto.Metric) { *model = *gaugeOf(3, pair("x", "\xff")) }),
			written("b", func(model *dto.Metric) { *model = *gaugeOf(4, pair("z", "2"), pair("x", "1")) }),
			written("b", func(model *dto.Metric) { *model = *gaugeOf(5, pair("x", "1"), pair("z", "2")) }),
			written("b", func(model *dto.Metric) { *model = *gaugeOf(6, &dto.LabelPair{Name: ptr("n")}) }),
			written("b", func(model *dto.Metric) { *model = *gaugeOf(7, &dto.LabelPair{Value: ptr("n")}) }),
		},
		"a quantile": {written("s", func(model *dto.Metric) {
			model.Label, model.Summary = []*dto.LabelPair{pair("quantile", "1")}, &dto.Summary{SampleCount: ptr(uint64(1)), SampleSum: ptr(1.0)}
		})},
		"nothing set": {
			written("b", func(model *dto.Metric) { model.Gauge = &dto.Gauge{} }),
			written("c", func(model *dto.Metric) { model.Counter = &dto.Counter{} }),
			written("d", func(model *dto.Metric) { model.Histogram = &dto.Histogram{} }),
			written("e", func(model *dto.Metric) { model.Summary = &dto.Summary{Quantile: []*dto.Quantile{{}}} }),
			written("f", func(model *dto.Metric) { model.Untyped = &dto.Untyped{} }),
		},
	}
	for _, what := range sortedKeys(metrics) {
		fmt.Println("#", what)
		reg := prometheus.NewRegistry()
		reg.MustRegister(own(metrics[what]...))
		pedantic := prometheus.NewPedanticRegistry()
		c := &ownCollector{descs: []*prometheus.Desc{a, h, desc("b", "")}, metrics: metrics[what]}
		pedantic.MustRegister(c)
		showAll(reg)
		fmt.Print(pedanticallyGathered(pedantic))
		showPages(pedantic)
		if what != "invalid" {
			prefixed := prometheus.NewRegistry()
			prometheus.WrapRegistererWith(prometheus.Labels{"w": "1", "m": "2"}, prometheus.WrapRegistererWithPrefix("p_", prefixed)).MustRegister(c)
			showAll(prefixed)
		}
	}
}

// testingOwn tests collectors.
func testingOwn() {
	desc := prometheus.NewDesc("a", "A.", []string{"x"}, nil)
	a := func(v float64, x string) prometheus.Metric {
		return prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, v, x)
	}
	page := "# HELP a A.\n# TYPE a gauge\na{x=\"1\"} 1\na{x=\"2\"} 2\n"
	histogram := prometheus.MustNewConstHistogram(prometheus.NewDesc("h", "", nil, nil), 1, 1, nil)
	for what, c := range []prometheus.Collector{
		own(), own(a(1, "1")), own(a(1, "1"), a(2, "2")), own(a(2, "2"), a(1, "1")), own(a(1, "1"), a(1, "1")), own(histogram),
		&ownCollector{descs: []*prometheus.Desc{desc}, metrics: []prometheus.Metric{a(7, "1")}},
		&ownCollector{descs: []*prometheus.Desc{desc}, metrics: []prometheus.Metric{a(1, "1"), a(2, "2"), histogram}},
		&ownCollector{descs: []*prometheus.Desc{desc}, metrics: []prometheus.Metric{prometheus.NewInvalidMetric(desc, errors.New("mistake broken"))}},
		&ownCollector{descs: []*prometheus.Desc{prometheus.NewInvalidDesc(errors.New("mistake broken"))}},
		prometheus.CollectorFunc(func(ch chan<- prometheus.Metric) { ch <- a(3, "3") }),
		prometheus.WrapCollectorWithPrefix("p_", own(a(4, "4"))),
	} {
		fmt.Println("#", what)
		tryTo("value", func() { fmt.Println(testutil.ToFloat64(c)) })
		tryTo("count", func() {
			fmt.Println(testutil.CollectAndCount(c), testutil.CollectAndCount(c, "a"), testutil.CollectAndCount(c, "b"))
		})
		try("compare", func() error { return testutil.CollectAndCompare(c, strings.NewReader(page)) })
		try("compare a", func() error { return testutil.CollectAndCompare(c, strings.NewReader(page), "a") })
		try("lint", func() error { _, err := testutil.CollectAndLint(c); return err })
	}
	g := gathererOf(nil, namedFamily("a", "A.", dto.MetricType_GAUGE, gaugeOf(1, pair("x", "1")), gaugeOf(2, pair("x", "2"))))
	try("compare a gatherer", func() error { return testutil.GatherAndCompare(g, strings.NewReader(page)) })
	fmt.Println(testutil.GatherAndCount(g))
	_, err := testutil.GatherAndCount(gathererOf(errors.New("mistake gone")))
	fmt.Println(errorText(err))
	try("compare with done", func() error {
		return testutil.TransactionalGatherAndCompare(prometheus.ToTransactionalGatherer(g), strings.NewReader(page))
	})
}

// A transaction counts how often its families are given back.
type transaction struct {
	prometheus.Gatherer
	done int
}

func (t *transaction) Gather() ([]*dto.MetricFamily, func(), error) {
	families, err := t.Gatherer.Gather()
	return families, func() { t.done++ }, err
}

func transactions() {
	a := &transaction{Gatherer: gathererOf(nil, namedFamily("b", "", dto.MetricType_GAUGE, gaugeOf(1)))}
	b := &transaction{Gatherer: gathererOf(errors.New("mistake gone"), namedFamily("a", "", dto.MetricType_GAUGE, gaugeOf(2)))}
	handler := promhttp.HandlerForTransactional(a, promhttp.HandlerOpts{})
	answer(handler, acceptText)
	fmt.Println(a.done)
	multi := prometheus.NewMultiTRegistry(a, b, prometheus.ToTransactionalGatherer(prometheus.NewRegistry()))
	answer(promhttp.HandlerForTransactional(multi, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError}), acceptText)
	fmt.Println(a.done, b.done)
	families, done, err := multi.Gather()
	fmt.Print(modelOf(families), errorTexts(err))
	done()
	fmt.Println(a.done, b.done)
}
