// Package bridges tests the bridges from the real client_golang to
// plainmetrics, in one process with both.
package bridges

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"plainmetrics/expfmt"
	"plainmetrics/httpserve"
	"plainmetrics/registry"
	"plainmetrics/registry/bridge"
)

// accepts are the formats that both libraries serve.
var accepts = map[string]string{
	"text":               "text/plain;version=0.0.4",
	"text, UTF-8 names":  "text/plain;version=0.0.4;escaping=allow-utf-8",
	"OpenMetrics":        "application/openmetrics-text;version=1.0.0",
	"OpenMetrics, UTF-8": "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8",
}

// TestPagesAreEqual compares the pages of random registries of client_golang
// with those of plainmetrics, behind a bridge.
func TestPagesAreEqual(t *testing.T) {
	const registries = 200
	for format, accept := range accepts {
		t.Run(format, func(t *testing.T) {
			for seed := range uint64(registries) {
				reg := randomRegistry(t, newRand(seed))
				want := scrape(t, theirHandler(reg), accept)
				ours := bridged(t, bridge.FromGatherer(reg))
				for range 2 { // the second scrape has the families of the first
					if got := scrape(t, ours, accept); got != want {
						t.Fatalf("seed %d: got the page\n%s\nwant client_golang's\n%s\n%s", seed, got, want, difference(got, want))
					}
				}
			}
		})
	}
}

// theirHandler serves reg by client_golang.
func theirHandler(reg prometheus.Gatherer) http.Handler {
	return promhttp.HandlerFor(reg, promhttp.HandlerOpts{
		DisableCompression: true, EnableOpenMetrics: true, EnableOpenMetricsTextCreatedSamples: true,
	})
}

// A source is a bridge.
type source interface {
	Encode(context.Context, expfmt.Encoder) error
}

// asCollector returns a Collector of the source.
func asCollector(s source) registry.Collector { return registry.FromSource(s) }

// bridged serves a registry of plainmetrics with the source, which must have
// no errors.
func bridged(t *testing.T, s source) http.Handler {
	return bridgedWith(t, s, func(err error) { t.Errorf("got error %v, want none", err) })
}

// bridgedWith serves a registry of plainmetrics with collectors and the source.
func bridgedWith(t *testing.T, s source, onError func(error), collectors ...registry.Collector) http.Handler {
	t.Helper()
	reg := registry.NewRegistry()
	reg.MustRegister(collectors...)
	reg.MustRegister(asCollector(s))
	return httpserve.HandlerFor(reg, httpserve.HandlerOpts{
		DisableCompression: true, EnableOpenMetrics: true, EnableOpenMetricsTextCreatedSamples: true, OnError: onError,
	})
}

// scrape returns a page of the handler.
func scrape(t *testing.T, h http.Handler, accept string) string {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, "/metrics", nil)
	r.Header.Set("Accept", accept)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		t.Fatalf("status: got %d %s, want 200", w.Code, w.Body)
	}
	return w.Body.String()
}

// difference returns the first lines in which two pages differ.
func difference(got, want string) string {
	g, w := strings.SplitAfter(got, "\n"), strings.SplitAfter(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d: got  %sline %d: want %s", i+1, g[i], i+1, w[i])
		}
	}
	return fmt.Sprintf("got %d lines, want %d", len(g), len(w))
}

func newRand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 1)) }

// manySeries returns a registry with 10,000 counters and 1,000 histograms.
func manySeries() *prometheus.Registry {
	reg := prometheus.NewRegistry()
	counters := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "jobs_total"}, []string{"queue", "code"})
	histograms := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "job_seconds"}, []string{"queue"})
	for i := range 10_000 {
		counters.WithLabelValues(fmt.Sprint(i), "200").Inc()
		histograms.WithLabelValues(fmt.Sprint(i % 1000)).Observe(float64(i))
	}
	reg.MustRegister(counters, histograms)
	return reg
}

// discard is an Encoder that counts for nothing.
type discard struct{}

func (discard) Value(*expfmt.Family, expfmt.LabelSet, float64)       {}
func (discard) Point(*expfmt.Family, expfmt.LabelSet, *expfmt.Point) {}

// randomRegistry returns a registry with random metrics of all types.
func randomRegistry(t *testing.T, r *rand.Rand) *prometheus.Registry {
	reg := prometheus.NewRegistry()
	for i := range 1 + r.IntN(8) {
		name := fmt.Sprintf("%s_%d", pick(r, "jobs", "http_request_seconds", "größe", "with.dot"), i)
		help := pick(r, "", "Jobs done.", `A \ and a`+"\nline feed.", "Größe")
		labels := pick(r, nil, []string{"code"}, []string{"method", "code"}, []string{"zeit.zone", "a"})
		var vec collector
		switch r.IntN(8) {
		case 0:
			vec = randomCounters(r, name+"_total", help, labels)
		case 1:
			vec = randomGauges(r, name, help, labels)
		case 2:
			vec = randomHistograms(r, name, help, labels)
		case 3:
			vec = randomSummaries(r, name, help, labels)
		default:
			vec = randomConstants(r, name, help, labels)
		}
		if err := reg.Register(vec); err != nil {
			t.Fatal(err)
		}
	}
	return reg
}

type collector = prometheus.Collector

func randomCounters(r *rand.Rand, name, help string, labels []string) collector {
	vec := prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
	for range 1 + r.IntN(4) {
		c := vec.WithLabelValues(randomValues(r, labels)...)
		c.Add(math.Abs(randomFloat(r)))
		if r.IntN(2) == 0 {
			c.(prometheus.ExemplarAdder).AddWithExemplar(float64(r.IntN(9)), randomExemplar(r))
		}
	}
	return vec
}

func randomGauges(r *rand.Rand, name, help string, labels []string) collector {
	vec := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: name, Help: help}, labels)
	for range 1 + r.IntN(4) {
		vec.WithLabelValues(randomValues(r, labels)...).Set(randomFloat(r))
	}
	return vec
}

func randomHistograms(r *rand.Rand, name, help string, labels []string) collector {
	opts := prometheus.HistogramOpts{Name: name, Help: help, Buckets: pick(r, nil, []float64{1, 2.5, 1e6}, []float64{math.Inf(1)})}
	if r.IntN(3) == 0 { // the classic buckets stay on the page
		opts.NativeHistogramBucketFactor = 1.1
		opts.Buckets = prometheus.DefBuckets
	}
	vec := prometheus.NewHistogramVec(opts, labels)
	for range 1 + r.IntN(4) {
		h := vec.WithLabelValues(randomValues(r, labels)...)
		for range r.IntN(5) {
			h.Observe(randomFloat(r))
			h.(prometheus.ExemplarObserver).ObserveWithExemplar(float64(r.IntN(5)), randomExemplar(r))
		}
	}
	return vec
}

func randomSummaries(r *rand.Rand, name, help string, labels []string) collector {
	vec := prometheus.NewSummaryVec(prometheus.SummaryOpts{
		Name: name, Help: help, Objectives: pick(r, nil, map[float64]float64{0.5: 0.05, 0.99: 0.001}),
	}, labels)
	for range 1 + r.IntN(4) {
		s := vec.WithLabelValues(randomValues(r, labels)...)
		for range r.IntN(5) {
			s.Observe(randomFloat(r))
		}
	}
	return vec
}

// constants are metrics as exporters make them.
type constants struct {
	desc    *prometheus.Desc
	metrics []prometheus.Metric
}

func (c constants) Describe(descs chan<- *prometheus.Desc) { descs <- c.desc }

func (c constants) Collect(metrics chan<- prometheus.Metric) {
	for _, m := range c.metrics {
		metrics <- m
	}
}

func randomConstants(r *rand.Rand, name, help string, labels []string) collector {
	kind, seen := r.IntN(7), map[string]bool{}
	if kind == 2 { // to OpenMetrics, a counter without the suffix is untyped
		name += "_total"
	}
	c := constants{desc: prometheus.NewDesc(name, help, labels, pick(r, nil, prometheus.Labels{"zone": "b"}))}
	stamped := r.IntN(2) == 0
	for range 1 + r.IntN(4) {
		values := randomValues(r, labels)
		if key := strings.Join(values, "\xff"); seen[key] {
			continue
		} else {
			seen[key] = true
		}
		m := randomConstant(r, c.desc, kind, values)
		if stamped {
			m = prometheus.NewMetricWithTimestamp(randomTime(r), m)
		}
		c.metrics = append(c.metrics, m)
	}
	return c
}

func randomConstant(r *rand.Rand, desc *prometheus.Desc, kind int, values []string) prometheus.Metric {
	buckets := map[float64]uint64{0.5: 1, 1: 1 + r.Uint64N(3), 2: 5}
	switch kind {
	case 0:
		return prometheus.MustNewConstMetric(desc, prometheus.UntypedValue, randomFloat(r), values...)
	case 1:
		return prometheus.MustNewConstMetric(desc, prometheus.GaugeValue, randomFloat(r), values...)
	case 2:
		return prometheus.MustNewConstMetricWithCreatedTimestamp(desc, prometheus.CounterValue, math.Abs(randomFloat(r)), randomTime(r), values...)
	case 3:
		h := prometheus.MustNewConstHistogram(desc, 5+r.Uint64N(4), randomFloat(r), buckets, values...)
		return prometheus.MustNewMetricWithExemplars(h, prometheus.Exemplar{Value: 0.7, Labels: randomExemplar(r), Timestamp: randomTime(r)})
	case 4:
		buckets[math.Inf(1)] = 7
		return prometheus.MustNewConstHistogramWithCreatedTimestamp(desc, 7, randomFloat(r), buckets, randomTime(r), values...)
	case 5:
		return prometheus.MustNewConstSummary(desc, r.Uint64(), randomFloat(r), map[float64]float64{0: 1, 0.5: randomFloat(r), 1: math.NaN()}, values...)
	}
	return prometheus.MustNewConstSummaryWithCreatedTimestamp(desc, 3, randomFloat(r), nil, randomTime(r), values...)
}

func pick[T any](r *rand.Rand, values ...T) T { return values[r.IntN(len(values))] }

func randomValues(r *rand.Rand, labels []string) []string {
	values := make([]string, len(labels))
	for i := range values {
		values[i] = pick(r, "", "200", "GET", `a "quote", a \ and a`+"\n", "größe", fmt.Sprint(r.IntN(20)))
	}
	return values
}

func randomFloat(r *rand.Rand) float64 {
	return pick(r, 0, 1, -3, 0.1, 1e21, math.Inf(1), float64(r.IntN(1000)), r.NormFloat64(), r.ExpFloat64()*1e9)
}

func randomTime(r *rand.Rand) time.Time {
	return time.UnixMilli(1 + r.Int64N(2_000_000_000_000))
}

// randomExemplar returns one label: client_golang has several in no order.
func randomExemplar(r *rand.Rand) prometheus.Labels {
	return pick(r, prometheus.Labels{"trace_id": fmt.Sprint(r.IntN(100))}, prometheus.Labels{"span.id": "ö \\"})
}
