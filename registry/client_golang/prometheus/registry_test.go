package prometheus_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	dto "github.com/prometheus/client_model/go"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// page returns the page of g in the text format, without HELP and TYPE.
func page(t *testing.T, g prometheus.Gatherer) string {
	t.Helper()
	rec := httptest.NewRecorder()
	opts := promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError, DisableCompression: true}
	promhttp.HandlerFor(g, opts).ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	var samples strings.Builder
	for line := range strings.Lines(rec.Body.String()) {
		if !strings.HasPrefix(line, "#") {
			samples.WriteString(line)
		}
	}
	return samples.String()
}

// A temperatures is a Collector of a user: a metric for each name.
type temperatures struct {
	desc  *prometheus.Desc
	names []string // makes the Collector's values incomparable, as users' may be
}

func newTemperatures(names ...string) *temperatures {
	return &temperatures{prometheus.NewDesc("temperature_celsius", "", []string{"room"}, nil), names}
}

func (c temperatures) Describe(ch chan<- *prometheus.Desc) { ch <- c.desc }

func (c temperatures) Collect(ch chan<- prometheus.Metric) {
	for i, name := range c.names {
		ch <- prometheus.MustNewConstMetric(c.desc, prometheus.GaugeValue, float64(i), name)
	}
}

// A doubled embeds a metric of this package and collects in its own way.
type doubled struct{ *prometheus.CounterVec }

func (d doubled) Collect(ch chan<- prometheus.Metric) {
	ch <- prometheus.MustNewConstMetric(prometheus.NewDesc("requests_total", "", []string{"code"}, nil), prometheus.CounterValue, 2, "200")
}

// A rawMetric is a Metric of a user.
type rawMetric struct {
	desc *prometheus.Desc
	tags []string
}

func (m rawMetric) Desc() *prometheus.Desc { return m.desc }

func (m rawMetric) Write(out *dto.Metric) error {
	value := float64(len(m.tags))
	out.Label = prometheus.MakeLabelPairs(m.desc, []string{"kitchen"})
	out.Gauge = &dto.Gauge{Value: &value}
	return nil
}

// An undescribed is a Collector of a user that has no Descs.
type undescribed func(chan<- prometheus.Metric)

func (c undescribed) Describe(chan<- *prometheus.Desc) {}

func (c undescribed) Collect(ch chan<- prometheus.Metric) { c(ch) }

func TestExistingCollector(t *testing.T) {
	counterOpts := prometheus.CounterOpts{Name: "c_total"}
	wrap := func(r prometheus.Registerer) prometheus.Registerer {
		return prometheus.WrapRegistererWith(prometheus.Labels{"a": "b"}, prometheus.WrapRegistererWithPrefix("p_", r))
	}
	plain := func(r prometheus.Registerer) prometheus.Registerer { return r }
	tests := []struct {
		name            string
		existing, added prometheus.Collector
		registerer      func(prometheus.Registerer) prometheus.Registerer
	}{
		{"counter", prometheus.NewCounter(counterOpts), prometheus.NewCounter(counterOpts), plain},
		{"vector", prometheus.NewCounterVec(counterOpts, []string{"x"}), prometheus.NewCounterVec(counterOpts, []string{"x"}), plain},
		{"wrapped vector", prometheus.NewCounterVec(counterOpts, []string{"x"}), prometheus.NewCounterVec(counterOpts, []string{"x"}), wrap},
		{"wrapped histogram", prometheus.NewHistogram(prometheus.HistogramOpts{Name: "h"}), prometheus.NewHistogram(prometheus.HistogramOpts{Name: "h"}), wrap},
		{"func", prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "g"}, nil), prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "g"}, nil), plain},
		{"custom", newTemperatures("a"), newTemperatures("a"), plain},
		{"wrapped custom", newTemperatures("a"), newTemperatures("a"), wrap},
		{"runtime", prometheus.NewGoCollector(), prometheus.NewGoCollector(), plain},
		{"embedded", &doubled{prometheus.NewCounterVec(counterOpts, []string{"x"})}, &doubled{prometheus.NewCounterVec(counterOpts, []string{"x"})}, plain},
		{"expvar", expvars(), expvars(), plain},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			reg := prometheus.NewRegistry()
			if err := test.registerer(reg).Register(test.existing); err != nil {
				t.Fatal(err)
			}
			err := test.registerer(reg).Register(test.added)
			var already prometheus.AlreadyRegisteredError
			if !errors.As(err, &already) {
				t.Fatalf("got the error %v, want an AlreadyRegisteredError", err)
			}
			if already.ExistingCollector != test.existing {
				t.Errorf("got the existing collector %T %[1]v, want %T %[2]v", already.ExistingCollector, test.existing)
			}
			if !test.registerer(reg).Unregister(test.added) {
				t.Error("Unregister: got false, want true")
			}
			if err := test.registerer(reg).Register(test.added); err != nil {
				t.Errorf("after Unregister: got the error %v, want none", err)
			}
		})
	}
}

func TestPages(t *testing.T) {
	requests := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "requests_total"}, []string{"code"})
	requests.WithLabelValues("200").Inc()
	roomDesc := prometheus.NewDesc("room", "", []string{"name"}, nil)
	rooms := prometheus.NewMetricVec(roomDesc, func(...string) prometheus.Metric { return rawMetric{roomDesc, nil} })
	if _, err := rooms.GetMetricWithLabelValues("kitchen"); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		c    prometheus.Collector
		want string
	}{
		{"vector", requests, "requests_total{code=\"200\"} 1\n"},
		{"embedded vector", doubled{requests}, "requests_total{code=\"200\"} 2\n"},
		{"incomparable collector", temperatures{prometheus.NewDesc("t", "", []string{"room"}, nil), []string{"a", "b"}}, "t{room=\"a\"} 0\nt{room=\"b\"} 1\n"},
		{"wrapped", prometheus.WrapCollectorWithPrefix("p_", newTemperatures("a")), "p_temperature_celsius{room=\"a\"} 0\n"},
		{"custom vector", rooms, "room{name=\"kitchen\"} 0\n"},
		{"custom metric", prometheus.CollectorFunc(func(ch chan<- prometheus.Metric) {
			ch <- prometheus.NewMetricWithTimestamp(time.UnixMilli(5), rawMetric{roomDesc, []string{"x"}})
		}), "room{name=\"kitchen\"} 1 5\n"},
		{"series sent", prometheus.CollectorFunc(func(ch chan<- prometheus.Metric) { ch <- requests.WithLabelValues("200") }), "requests_total{code=\"200\"} 1\n"},
		{"panic", undescribed(func(ch chan<- prometheus.Metric) { panic("test") }), ""},
		{"nil metric", undescribed(func(ch chan<- prometheus.Metric) { ch <- nil }), ""},
		{"expvar", prometheus.NewExpvarCollector(map[string]*prometheus.Desc{"no such": prometheus.NewDesc("e", "", nil, nil)}), ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			reg := prometheus.NewRegistry()
			reg.MustRegister(test.c, prometheus.NewGauge(prometheus.GaugeOpts{Name: "zero"}))
			want := test.want + "zero 0\n"
			if got := page(t, reg); got != want {
				t.Errorf("got the page\n%swant\n%s", got, want)
			}
			families := func() ([]*dto.MetricFamily, error) { return reg.Gather() }
			if got := page(t, prometheus.Gatherers{prometheus.GathererFunc(families)}); got != want {
				t.Errorf("through messages: got the page\n%swant\n%s", got, want)
			}
		})
	}
}

func TestMetricVecKeepsMetrics(t *testing.T) {
	desc := prometheus.NewDesc("room", "", []string{"name"}, nil)
	vec := prometheus.NewMetricVec(desc, func(...string) prometheus.Metric { return &rawMetric{desc: desc} })
	first, _ := vec.GetMetricWithLabelValues("a")
	second, err := vec.GetMetricWith(prometheus.Labels{"name": "a"})
	if _, ok := first.(*rawMetric); !ok || first != second || err != nil {
		t.Errorf("got %T, %T, %v, want twice the same *rawMetric", first, second, err)
	}
}

func TestSeriesAreEqual(t *testing.T) {
	vec := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "h"}, []string{"a"})
	if vec.WithLabelValues("x") != vec.With(prometheus.Labels{"a": "x"}) {
		t.Error("two look-ups of a series: got different Observers, want equal ones")
	}
	var out dto.Metric
	if err := vec.WithLabelValues("x").(prometheus.Metric).Write(&out); err != nil || len(out.GetHistogram().GetBucket()) != len(prometheus.DefBuckets) {
		t.Errorf("got %v, %v, want a histogram of %d buckets", &out, err, len(prometheus.DefBuckets))
	}
}

// Programs assign to DefBuckets.
func TestDefBuckets(t *testing.T) {
	defer func(old []float64) { prometheus.DefBuckets = old }(prometheus.DefBuckets)
	prometheus.DefBuckets = []float64{1}
	reg := prometheus.NewRegistry()
	reg.MustRegister(prometheus.NewHistogram(prometheus.HistogramOpts{Name: "h"}))
	const want = "h_bucket{le=\"1\"} 0\nh_bucket{le=\"+Inf\"} 0\nh_sum 0\nh_count 0\n"
	if got := page(t, reg); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// A renaming is a Registerer of a user.
type renaming struct{ prometheus.Registerer }

func TestMetricHandlerOfCustomRegisterer(t *testing.T) {
	reg := prometheus.NewRegistry()
	for range 2 { // the second finds the metrics of the first
		h := promhttp.InstrumentMetricHandler(renaming{reg}, promhttp.HandlerFor(reg, promhttp.HandlerOpts{Registry: renaming{reg}}))
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/metrics", nil))
	}
	const want = `promhttp_metric_handler_requests_total{code="200"} 2`
	if got := page(t, reg); !strings.Contains(got, want) {
		t.Errorf("got\n%swant %s", got, want)
	}
}

func TestDefaultRegistryHasCollectors(t *testing.T) {
	got := page(t, prometheus.DefaultGatherer)
	for _, name := range []string{"go_goroutines ", "process_start_time_seconds "} {
		if !strings.Contains(got, "\n"+name) {
			t.Errorf("got a page without %s", name)
		}
	}
}

func TestAllocations(t *testing.T) {
	counters := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "c"}, []string{"a", "b"})
	histograms := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "h"}, []string{"a"})
	labels := prometheus.Labels{"a": "x", "b": "y"}
	tests := []struct {
		name string
		do   func()
	}{
		{"WithLabelValues", func() { counters.WithLabelValues("x", "y").Inc() }},
		{"With", func() { counters.With(labels).Add(2) }},
		{"Observe", func() { histograms.WithLabelValues("x").Observe(1) }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := testing.AllocsPerRun(100, test.do); got != 0 {
				t.Errorf("got %v allocations, want none", got)
			}
		})
	}
}

func BenchmarkInc(b *testing.B) {
	c := prometheus.NewCounter(prometheus.CounterOpts{Name: "c"})
	for b.Loop() {
		c.Inc()
	}
}

func BenchmarkWithLabelValues(b *testing.B) {
	c := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "c"}, []string{"a", "b"})
	for b.Loop() {
		c.WithLabelValues("x", "y").Inc()
	}
}

// A page of 1,000 metrics that a user's Collector sends.
func BenchmarkCollector(b *testing.B) {
	var names []string
	for i := range 1000 {
		names = append(names, fmt.Sprint("room ", i))
	}
	reg := prometheus.NewRegistry()
	reg.MustRegister(newTemperatures(names...))
	handler := promhttp.HandlerFor(reg, promhttp.HandlerOpts{DisableCompression: true})
	b.ReportAllocs()
	for b.Loop() {
		handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/metrics", nil))
	}
}

func expvars() prometheus.Collector {
	return prometheus.NewExpvarCollector(map[string]*prometheus.Desc{"no such": prometheus.NewDesc("e", "", nil, nil)})
}
