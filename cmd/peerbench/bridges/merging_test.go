package bridges

import (
	"errors"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	dto "github.com/prometheus/client_model/go"

	"plainmetrics/httpserve"
	"plainmetrics/registry"
	"plainmetrics/registry/bridge"
	"plainmetrics/runtimecollect"
)

// TestHandlersAreEqual compares the pages of random registries, served by
// promhttp, with those of plainmetrics behind a bridge from that handler.
func TestHandlersAreEqual(t *testing.T) {
	for format, accept := range accepts {
		t.Run(format, func(t *testing.T) {
			for seed := range uint64(50) {
				reg := randomRegistry(t, newRand(seed))
				source := httpserve.FromHandler(theirHandler(reg))
				if strings.HasPrefix(format, "OpenMetrics") {
					source = source.WithOpenMetrics()
				}
				want := scrape(t, theirHandler(reg), accept)
				if got := scrape(t, bridged(t, source), accept); got != want {
					t.Fatalf("seed %d: got the page\n%s\nwant promhttp's\n%s\n%s", seed, got, want, difference(got, want))
				}
			}
		})
	}
}

// TestInference calls FromGatherer with every kind of client_golang's
// gatherers: no call names a type.
func TestInference(t *testing.T) {
	reg := prometheus.NewRegistry()
	reg.MustRegister(prometheus.NewGauge(prometheus.GaugeOpts{Name: "g"}))
	for name, source := range map[string]*bridge.Source{
		"DefaultGatherer": bridge.FromGatherer(prometheus.DefaultGatherer),
		"Registry":        bridge.FromGatherer(reg),
		"Gatherers":       bridge.FromGatherer(prometheus.Gatherers{reg}),
		"GathererFunc":    bridge.FromGatherer(prometheus.GathererFunc(reg.Gather)),
	} {
		if got := scrape(t, bridged(t, source), ""); !strings.Contains(got, "# TYPE g") {
			t.Errorf("%s: got the page %s, want a gauge", name, got)
		}
	}
}

// TestMerging merges families of both libraries.
func TestMerging(t *testing.T) {
	theirs := prometheus.NewRegistry()
	jobs := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "jobs_total", Help: "Jobs."}, []string{"by"})
	jobs.WithLabelValues("them").Inc()
	theirs.MustRegister(jobs)
	theirs.MustRegister(prometheus.NewGauge(prometheus.GaugeOpts{Name: "queue", Help: "Theirs."}))

	ours := registry.NewCounterVec(registry.CounterOpts{Name: "jobs_total", Help: "Jobs."}, []string{"by"})
	ours.WithLabelValues("us").Add(2)
	queue := registry.NewGauge(registry.GaugeOpts{Name: "queue", Help: "Ours."})

	var errs []error
	h := bridgedWith(t, bridge.FromGatherer(theirs), func(err error) { errs = append(errs, err) }, ours, queue)
	const want = `# HELP jobs_total Jobs.
# TYPE jobs_total counter
jobs_total{by="them"} 1
jobs_total{by="us"} 2
# HELP queue Ours.
# TYPE queue gauge
queue 0
`
	if got := scrape(t, h, ""); got != want {
		t.Errorf("got the page\n%s\nwant\n%s", got, want)
	}
	if len(errs) != 1 || !strings.Contains(errs[0].Error(), `has help "Theirs." but should have "Ours."`) {
		t.Errorf("got errors %v, want the conflict about queue", errs)
	}
}

// TestRuntimeCollectors follows the package's advice for two collectors of
// the Go runtime.
func TestRuntimeCollectors(t *testing.T) {
	theirs := prometheus.NewRegistry()
	theirs.MustRegister(collectors.NewGoCollector(), prometheus.NewGauge(prometheus.GaugeOpts{Name: "g"}))
	var errs []error
	h := bridgedWith(t, bridge.FromGatherer(theirs), func(err error) { errs = append(errs, err) }, runtimecollect.New())
	if scrape(t, h, ""); len(errs) == 0 {
		t.Error("two collectors: got no error, want conflicts")
	}
	if !theirs.Unregister(collectors.NewGoCollector()) {
		t.Fatal("client_golang unregistered nothing")
	}
	errs = nil
	if got := scrape(t, h, ""); len(errs) > 0 || !strings.Contains(got, "\ng 0\n") || !strings.Contains(got, "\ngo_goroutines ") {
		t.Errorf("one collector: got errors %v and the page\n%s\nwant g and go_goroutines", errs, got)
	}
}

// TestNativeHistogram proves that the page of a native histogram is
// client_golang's.
func TestNativeHistogram(t *testing.T) {
	for name, observations := range map[string]int{"observed": 3, "empty": 0} {
		t.Run(name, func(t *testing.T) {
			reg := prometheus.NewRegistry()
			h := prometheus.NewHistogram(prometheus.HistogramOpts{
				Name: "native_seconds", NativeHistogramBucketFactor: 2, NativeHistogramZeroThreshold: prometheus.NativeHistogramZeroThresholdZero,
			})
			reg.MustRegister(h)
			for range observations {
				h.Observe(2)
			}
			var errs []error
			got := scrape(t, bridgedWith(t, bridge.FromGatherer(reg), func(err error) { errs = append(errs, err) }), "")
			if want := scrape(t, theirHandler(reg), ""); got != want {
				t.Errorf("got the page\n%s\nwant client_golang's\n%s", got, want)
			}
			if len(errs) > 0 {
				t.Errorf("got errors %v, want none", errs)
			}
		})
	}
}

// TestGatheringError proves that families that come with client_golang's
// error are on the page.
func TestGatheringError(t *testing.T) {
	reg := prometheus.NewRegistry()
	failure := errors.New("out of order")
	reg.MustRegister(prometheus.NewGauge(prometheus.GaugeOpts{Name: "g"}))
	broken := prometheus.GathererFunc(func() ([]*dto.MetricFamily, error) { return nil, failure })
	var errs []error
	h := bridgedWith(t, bridge.FromGatherer(prometheus.Gatherers{broken, reg}), func(err error) { errs = append(errs, err) })
	if got := scrape(t, h, ""); got != "# HELP g \n# TYPE g gauge\ng 0\n" {
		t.Errorf("got the page %q, want g", got)
	}
	if len(errs) != 1 || !strings.Contains(errs[0].Error(), "out of order") {
		t.Errorf("got errors %v, want %v", errs, failure)
	}
}

// BenchmarkBridge is to be compared with BenchmarkGather.
func BenchmarkBridge(b *testing.B) {
	source := bridge.FromGatherer(manySeries())
	reg := registry.NewRegistry()
	reg.MustRegister(asCollector(source))
	b.ReportAllocs()
	for b.Loop() {
		if err := reg.Encode(b.Context(), discard{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkGather(b *testing.B) {
	reg := manySeries()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := reg.Gather(); err != nil {
			b.Fatal(err)
		}
	}
}
