package main

import (
	"errors"
	"fmt"
	"math"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/prometheus/client_golang/prometheus/testutil"
	dto "github.com/prometheus/client_model/go"
)

// showAll shows what g gathers: the model, and the pages with all that is no
// error.
func showAll(g prometheus.Gatherer) {
	fmt.Print(gathered(g))
	showPages(g)
}

func showPages(g prometheus.Gatherer) {
	handler := promhttp.HandlerFor(g, promhttp.HandlerOpts{
		ErrorHandling: promhttp.ContinueOnError, EnableOpenMetrics: true, EnableOpenMetricsTextCreatedSamples: true,
	})
	answer(handler, acceptText)
	answer(handler, acceptOpenMetrics)
}

// A clusterManager is the example in client_golang's documentation: it asks
// other hosts when it is collected, and describes itself by that.
type clusterManager struct{ zone string }

var (
	oomCountDesc = prometheus.NewDesc("clustermanager_oom_crashes_total", "Number of OOM crashes.", []string{"host"}, nil)
	ramUsageDesc = prometheus.NewDesc("clustermanager_ram_usage_bytes", "RAM usage as reported to the cluster manager.", []string{"host"}, nil)
)

func (c *clusterManager) Describe(ch chan<- *prometheus.Desc) { prometheus.DescribeByCollect(c, ch) }

func (c *clusterManager) Collect(ch chan<- prometheus.Metric) {
	for host, crashes := range map[string]float64{"foo.example.org": 42, "bar.example.org": 2001} {
		ch <- prometheus.MustNewConstMetric(oomCountDesc, prometheus.CounterValue, crashes, host)
	}
	for host, usage := range map[string]float64{"foo.example.org": 6.023e23, "bar.example.org": 3.14} {
		ch <- prometheus.MustNewConstMetric(ramUsageDesc, prometheus.GaugeValue, usage, host)
	}
}

// An exporter has a lock, metrics about itself and constant metrics.
type exporter struct {
	sync.Mutex
	up     prometheus.Gauge
	errors *prometheus.CounterVec
	info   *prometheus.Desc
	fails  bool
}

func newExporter() *exporter {
	return &exporter{
		up:     prometheus.NewGauge(prometheus.GaugeOpts{Namespace: "shop", Name: "up", Help: "Whether the last query succeeded."}),
		errors: prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "shop", Name: "errors_total", Help: "Failed queries."}, []string{"query"}),
		info:   prometheus.NewDesc(prometheus.BuildFQName("shop", "", "info"), "Versions.", []string{"version", "edition"}, prometheus.Labels{"from": "db"}),
	}
}

func (e *exporter) Describe(ch chan<- *prometheus.Desc) {
	e.up.Describe(ch)
	e.errors.Describe(ch)
	ch <- e.info
}

func (e *exporter) Collect(ch chan<- prometheus.Metric) {
	e.Lock()
	defer e.Unlock()
	if e.fails {
		e.up.Set(0)
		e.errors.WithLabelValues("info").Inc()
		ch <- prometheus.NewInvalidMetric(e.info, errors.New("mistake connection_refused"))
	} else {
		e.up.Set(1)
		ch <- prometheus.MustNewConstMetric(e.info, prometheus.GaugeValue, 1, "1.2", "")
	}
	ch <- e.up
	e.errors.Collect(ch)
}

// collecting has collectors as exporters write them.
func collecting() {
	reg := prometheus.NewPedanticRegistry()
	prometheus.WrapRegistererWith(prometheus.Labels{"zone": "db"}, reg).MustRegister(&clusterManager{"db"})
	prometheus.WrapRegistererWith(prometheus.Labels{"zone": "ca"}, reg).MustRegister(&clusterManager{"ca"})
	try("again", func() error {
		return reg.Register(prometheus.WrapCollectorWith(prometheus.Labels{"zone": "ca"}, new(clusterManager)))
	})
	try("elsewhere", func() error { return reg.Register(new(clusterManager)) })
	showAll(reg)

	e := newExporter()
	reg.MustRegister(e)
	showAll(reg)
	e.fails = true
	for range 2 {
		showAll(reg)
	}
	e.fails = false
	showAll(reg)
	fmt.Println(testutil.CollectAndCount(e), testutil.CollectAndCount(e, "shop_up", "shop_info"))
	try("with an error", func() error { e.fails = true; testutil.CollectAndCount(e); return nil })
	fmt.Println(reg.Unregister(newExporter()), reg.Unregister(e))
	showAll(reg)

	err := reg.Register(prometheus.WrapCollectorWith(prometheus.Labels{"zone": "db"}, new(clusterManager)))
	var already prometheus.AlreadyRegisteredError
	fmt.Println(errors.As(err, &already), errorText(err))
	existing, ok := already.ExistingCollector.(*clusterManager)
	fmt.Println(ok, existing.zone)
}

// own returns an unchecked collector of metrics.
func own(metrics ...prometheus.Metric) prometheus.Collector {
	return &ownCollector{metrics: metrics}
}

// constantMetrics has metrics with fixed values, of all kinds, and the errors
// of making them.
func constantMetrics() {
	reg := prometheus.NewRegistry()
	at := time.Unix(1234567890, 987654321)
	plain := prometheus.NewDesc("plain", "Without labels.", nil, nil)
	labelled := prometheus.NewDesc("labelled", "With labels.", []string{"z", "a"}, prometheus.Labels{"m": "constant"})
	counter := prometheus.NewDesc("counter_total", "", nil, prometheus.Labels{"b": "", "a": "\n"})
	histogram := prometheus.NewDesc("histogram", "A histogram.", []string{"l"}, nil)
	summary := prometheus.NewDesc("summary", "A summary.", []string{"l"}, nil)
	buckets := map[float64]uint64{10: 5, 0.5: 1, 1: 3}
	quantiles := map[float64]float64{0.99: 7, 0.5: math.NaN(), 0: math.Inf(-1)}
	exemplar := func(v float64) prometheus.Exemplar {
		return prometheus.Exemplar{Value: v, Labels: prometheus.Labels{"id": fmt.Sprint(v)}, Timestamp: at}
	}
	reg.MustRegister(own(
		prometheus.MustNewConstMetric(plain, prometheus.UntypedValue, 1e21),
		prometheus.MustNewConstMetric(labelled, prometheus.GaugeValue, -1, "2", "1"),
		prometheus.MustNewConstMetric(labelled, prometheus.GaugeValue, 0, "", "\"\\\n"),
		prometheus.NewMetricWithTimestamp(at, prometheus.MustNewConstMetric(labelled, prometheus.GaugeValue, 2, "3", "1")),
		prometheus.NewMetricWithTimestamp(time.UnixMilli(1), prometheus.MustNewConstMetric(labelled, prometheus.GaugeValue, 3, "3", "1")),
		prometheus.MustNewMetricWithExemplars(
			prometheus.MustNewConstMetricWithCreatedTimestamp(counter, prometheus.CounterValue, 7, at), exemplar(1), exemplar(2)),
		prometheus.MustNewMetricWithExemplars(
			prometheus.MustNewConstHistogram(histogram, 9, 47.5, buckets, "exemplars"), exemplar(0.7), exemplar(0.6), exemplar(20)),
		prometheus.MustNewConstHistogramWithCreatedTimestamp(histogram, 9, 47.5, buckets, at, "created"),
		prometheus.MustNewConstHistogram(histogram, 0, 0, nil, "empty"),
		prometheus.MustNewConstHistogram(histogram, 9, math.Inf(1), map[float64]uint64{-1: 0}, "infinite"),
		prometheus.MustNewConstSummary(summary, 9, 47.5, quantiles, "quantiles"),
		prometheus.MustNewConstSummaryWithCreatedTimestamp(summary, 9, 47.5, quantiles, at, "created"),
		prometheus.MustNewConstSummary(summary, 0, math.NaN(), nil, "empty"),
	))
	showAll(reg)

	say := func(metric prometheus.Metric, err error) {
		if err != nil {
			fmt.Println(errorText(err))
			return
		}
		fmt.Println(writtenModel(metric))
	}
	say(prometheus.NewConstMetric(plain, prometheus.GaugeValue, 1, "too", "many"))
	say(prometheus.NewConstMetric(labelled, prometheus.GaugeValue, 1, "few"))
	say(prometheus.NewConstMetric(labelled, prometheus.GaugeValue, 1))
	say(prometheus.NewConstMetric(labelled, prometheus.GaugeValue, 1, "a\xff", ""))
	say(prometheus.NewConstMetric(plain, 0, 1))
	say(prometheus.NewConstMetric(plain, 7, 1))
	say(prometheus.NewConstMetric(prometheus.NewInvalidDesc(errors.New("mistake invalid_from_birth")), prometheus.GaugeValue, 1))
	say(prometheus.NewConstMetric(prometheus.NewDesc("", "", nil, nil), prometheus.GaugeValue, 1))
	say(prometheus.NewConstMetric(prometheus.NewDesc("a\xff", "", nil, nil), prometheus.GaugeValue, 1))
	say(prometheus.NewConstMetric(prometheus.NewDesc("a", "", []string{"b", "b"}, nil), prometheus.GaugeValue, 1, "", ""))
	say(prometheus.NewConstMetric(prometheus.NewDesc("a", "", []string{"__b"}, nil), prometheus.GaugeValue, 1, ""))
	say(prometheus.NewConstMetric(prometheus.NewDesc("a", "", []string{""}, nil), prometheus.GaugeValue, 1, ""))
	say(prometheus.NewConstMetric(prometheus.NewDesc("a", "", []string{"b"}, prometheus.Labels{"b": ""}), prometheus.GaugeValue, 1, ""))
	say(prometheus.NewConstMetric(prometheus.NewDesc("a", "", nil, prometheus.Labels{"__b": ""}), prometheus.GaugeValue, 1))
	say(prometheus.NewConstMetric(prometheus.NewDesc("a", "", nil, prometheus.Labels{"b": "\xff"}), prometheus.GaugeValue, 1))
	say(prometheus.NewConstMetricWithCreatedTimestamp(plain, prometheus.GaugeValue, 1, at))
	say(prometheus.NewConstMetricWithCreatedTimestamp(plain, prometheus.CounterValue, 1, at, "many"))
	say(prometheus.NewConstHistogram(histogram, 1, 1, nil))
	say(prometheus.NewConstHistogramWithCreatedTimestamp(histogram, 1, 1, nil, at, "a", "b"))
	say(prometheus.NewConstSummary(summary, 1, 1, nil))
	say(prometheus.NewConstSummaryWithCreatedTimestamp(summary, 1, 1, nil, at, "\xff"))
	one := prometheus.MustNewConstMetric(plain, prometheus.GaugeValue, 1)
	say(prometheus.NewMetricWithExemplars(one))
	say(prometheus.NewMetricWithExemplars(one, exemplar(1)))
	say(prometheus.NewMetricWithExemplars(prometheus.MustNewConstSummary(summary, 1, 1, nil, ""), exemplar(1)))
	say(prometheus.NewMetricWithExemplars(one, prometheus.Exemplar{Labels: prometheus.Labels{"__id": ""}}))
	say(prometheus.NewMetricWithExemplars(one, prometheus.Exemplar{Labels: prometheus.Labels{"id": "\xff"}}))
	say(prometheus.NewMetricWithExemplars(one, prometheus.Exemplar{Labels: prometheus.Labels{"id": fmt.Sprintf("%127d", 1)}}))
	say(prometheus.NewMetricWithExemplars(one, prometheus.Exemplar{Timestamp: time.Unix(math.MaxInt64/2, 0)}))
	say(prometheus.NewMetricWithTimestamp(at, prometheus.NewInvalidMetric(plain, errors.New("mistake no_value"))), nil)
	tryTo("must", func() { prometheus.MustNewConstMetric(plain, prometheus.GaugeValue, 1, "many") })
	tryTo("must have exemplars", func() { prometheus.MustNewMetricWithExemplars(one) })
	tryTo("must be a counter", func() { prometheus.MustNewConstMetricWithCreatedTimestamp(plain, prometheus.UntypedValue, 1, at) })

	fmt.Println(prometheus.CounterValue.ToDTO(), prometheus.GaugeValue.ToDTO(), prometheus.UntypedValue.ToDTO())
}

// descriptors shows what descriptors say of themselves.
func descriptors() {
	vec := prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "n", Subsystem: "s", Name: "c_total", Help: "\"Help\"", ConstLabels: prometheus.Labels{"z": "1", "a": "\n"}}, []string{"y", "b"})
	constrained := prometheus.V2.NewGaugeVec(prometheus.GaugeVecOpts{
		GaugeOpts: prometheus.GaugeOpts{Name: "constrained"},
		VariableLabels: prometheus.ConstrainedLabels{
			{Name: "c", Constraint: func(string) string { return "" }}, {Name: "free"},
		},
	})
	for _, c := range []prometheus.Collector{
		vec, vec.WithLabelValues("1", "2"), constrained, constrained.WithLabelValues("1", "2"),
		prometheus.NewHistogram(prometheus.HistogramOpts{Name: "h", Unit: "seconds"}),
		prometheus.NewSummaryVec(prometheus.SummaryOpts{Name: "s"}, nil),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "f"}, func() float64 { return 1 }),
		prometheus.NewGauge(prometheus.GaugeOpts{Name: ""}),
		prometheus.NewGauge(prometheus.GaugeOpts{Name: "g", ConstLabels: prometheus.Labels{"__g": ""}}),
		&ownCollector{descs: []*prometheus.Desc{prometheus.NewInvalidDesc(errors.New("mistake broken"))}},
		&ownCollector{descs: []*prometheus.Desc{prometheus.V2.NewDesc("u", "", prometheus.UnconstrainedLabels(nil), nil, prometheus.WithUnit("bytes"))}},
		prometheus.WrapCollectorWithPrefix("p_", prometheus.WrapCollectorWith(prometheus.Labels{"w": "1"}, vec)),
		prometheus.WrapCollectorWith(prometheus.Labels{"z": "1"}, vec),
	} {
		descs := make(chan *prometheus.Desc, 10)
		c.Describe(descs)
		close(descs)
		for desc := range descs {
			fmt.Println(desc, errorText(desc.Err()))
			try("register", func() error { return prometheus.NewRegistry().Register(&ownCollector{descs: []*prometheus.Desc{desc}}) })
		}
		if metric, ok := c.(prometheus.Metric); ok {
			fmt.Println(writtenModel(metric))
		}
	}
}

// registeringOwn registers collectors that describe too much, too little or
// the same.
func registeringOwn() {
	reg := prometheus.NewRegistry()
	desc := func(name, help string, constant prometheus.Labels, variable ...string) *prometheus.Desc {
		return prometheus.NewDesc(name, help, variable, constant)
	}
	register := func(what string, descs ...*prometheus.Desc) *ownCollector {
		c := &ownCollector{descs: descs}
		err := reg.Register(c)
		fmt.Println(what, errorText(err))
		if already := (prometheus.AlreadyRegisteredError{}); errors.As(err, &already) {
			fmt.Println(already.NewCollector == prometheus.Collector(c), already.ExistingCollector == prometheus.Collector(c))
		}
		return c
	}
	ab := register("a and b", desc("a", "", nil), desc("b", "", nil, "x"))
	register("b and a", desc("b", "", nil, "x"), desc("a", "", nil))
	register("b, a, b", desc("b", "", nil, "x"), desc("a", "", nil), desc("b", "", nil, "x"))
	register("a", desc("a", "", nil))
	register("a and c", desc("a", "", nil), desc("c", "", nil))
	register("c and a", desc("c", "", nil), desc("a", "", nil))
	register("b with other labels", desc("b", "", nil, "y"))
	register("b with other labels and a", desc("b", "", nil, "y"), desc("a", "", nil))
	register("b with other help", desc("b", "!", nil, "x"))
	register("c and c with other help", desc("c", "", nil), desc("c", "!", nil))
	register("c and c with other labels", desc("c", "", nil), desc("c", "", nil, "x"))
	register("c with two constant labels", desc("c", "", prometheus.Labels{"k": "1"}), desc("c", "", prometheus.Labels{"k": "2"}))
	register("c with a third", desc("c", "", prometheus.Labels{"k": "3"}))
	register("c with first and fourth", desc("c", "", prometheus.Labels{"k": "1"}), desc("c", "", prometheus.Labels{"k": "4"}))
	register("invalid", prometheus.NewInvalidDesc(errors.New("mistake broken")))
	register("d and invalid", desc("d", "", nil), prometheus.NewInvalidDesc(errors.New("mistake broken")))
	register("d", desc("d", "", nil))
	nothing := register("nothing")
	fmt.Println("nothing again", errorText(reg.Register(nothing)), reg.Unregister(nothing))
	fmt.Println(reg.Unregister(&ownCollector{descs: []*prometheus.Desc{desc("a", "", nil)}}), reg.Unregister(&ownCollector{descs: ab.descs[:1]}))
	fmt.Println(reg.Unregister(&ownCollector{descs: []*prometheus.Desc{desc("b", "", nil, "x"), desc("a", "", nil)}}), reg.Unregister(ab))
	register("a and b again", ab.descs...)

	prefixed := prometheus.WrapRegistererWithPrefix("p_", reg)
	wrapped := &ownCollector{descs: []*prometheus.Desc{desc("w", "", nil)}}
	fmt.Println(errorText(prefixed.Register(wrapped)), errorText(prefixed.Register(wrapped)))
	var already prometheus.AlreadyRegisteredError
	fmt.Println(errors.As(reg.Register(&ownCollector{descs: []*prometheus.Desc{desc("p_w", "", nil)}}), &already), already.ExistingCollector == prometheus.Collector(wrapped))
	fmt.Println(reg.Unregister(prometheus.WrapCollectorWithPrefix("p_", wrapped)), prefixed.Unregister(wrapped))

	// A metric of the library and a descriptor of the same.
	vec := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "e_total", Help: "E."}, []string{"x"})
	reg.MustRegister(vec)
	register("the same as a vector", desc("e_total", "E.", nil, "x"))
	fmt.Println(errors.As(reg.Register(&ownCollector{descs: []*prometheus.Desc{desc("e_total", "E.", nil, "x")}}), &already), already.ExistingCollector == prometheus.Collector(vec))
	fmt.Println(reg.Unregister(&ownCollector{descs: []*prometheus.Desc{desc("e_total", "E.", nil, "x")}}), reg.Unregister(vec))
}

// squares has a vector of the program's own metrics.
func squares() {
	desc := prometheus.NewDesc("squares", "Squares.", []string{"b", "a"}, prometheus.Labels{"c": "1"})
	vec := newSquareVec(desc)
	reg := prometheus.NewPedanticRegistry()
	reg.MustRegister(vec)
	set := func(v float64, values ...string) {
		metric, err := vec.GetMetricWithLabelValues(values...)
		fmt.Println(errorText(err))
		if err == nil {
			metric.(*square).value = v
		}
	}
	set(3, "x", "y")
	set(4, "1", "y")
	set(5, "few")
	set(5, "x", "\xff")
	curried, err := vec.CurryWith(prometheus.Labels{"a": "curried"})
	fmt.Println(errorText(err))
	metric, err := curried.GetMetricWith(prometheus.Labels{"b": "late"})
	fmt.Println(errorText(err))
	metric.(*square).value = -2
	_, err = vec.CurryWith(prometheus.Labels{"d": ""})
	fmt.Println(errorText(err))
	_, err = vec.GetMetricWith(prometheus.Labels{"a": "", "d": ""})
	fmt.Println(errorText(err))
	showAll(reg)
	fmt.Println(vec.DeleteLabelValues("x", "y"), vec.Delete(prometheus.Labels{"a": "y", "b": "2"}), vec.DeletePartialMatch(prometheus.Labels{"a": "curried"}))
	fmt.Println(testutil.CollectAndCount(vec), testutil.ToFloat64(vec))
	vec.Reset()
	showAll(reg)

	counters := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "inner_total"}, []string{"a"})
	plain, err := counters.GetMetricWithLabelValues("1") // Not of counters.MetricVec: there is none.
	fmt.Println(errorText(err))
	plain.Add(3)
	fmt.Println(testutil.ToFloat64(counters))
	for _, labels := range [][]*dto.LabelPair{prometheus.MakeLabelPairs(desc, []string{"1", "2"}), prometheus.MakeLabelPairs(prometheus.NewDesc("n", "", nil, nil), nil)} {
		fmt.Println(labelsModel(labels), labels == nil)
	}
}
